import type { RawTable } from '../base/raw-table.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import { type Country, type Mineral, Plant } from './reference-data.ts';
import { readTable } from './table-spec.ts';
import { PLANT_TABLE } from './tables.ts';

/*
 * Named mines and plants: what a row must keep to, alone and beside the others.
 */

/** What a row may refer to. */
export interface PlantContext {
  readonly minerals: readonly Pick<Mineral, 'id'>[];
  readonly countries: readonly Pick<Country, 'iso3'>[];
}

/** Shares are given to four digits, so a sum of them may stand above one by as little as this. */
const SUM_TOLERANCE = 1e-9;

/**
 * Rows of the table of plants, checked one by one and together.
 *
 * The plants of a country share out what the country gives: at their middle values they may add up
 * to all of it and no more. High values may, for not all of them hold at once.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`, `data.bad_plant` naming line, row and column
 */
export function readPlants(table: RawTable, context: PlantContext): readonly Plant[] {
  const rows = readTable(PLANT_TABLE, table).map((row, i) => {
    const line = table.rows[i]!.line;
    const parsed = Plant.safeParse(row);
    if (!parsed.success) {
      throw badPlant(table, line, schemaSentence(parsed.error), 'correct the cell');
    }
    requireKnown(table, line, parsed.data, context);
    requireOrder(table, line, parsed.data);
    return { line, plant: parsed.data };
  });
  requireOneRowEach(table, rows);
  requireSums(table, rows);
  return rows.map(({ plant }) => plant);
}

interface Placed {
  readonly line: number;
  readonly plant: Plant;
}

function requireKnown(table: RawTable, line: number, row: Plant, context: PlantContext): void {
  const { id, mineral, iso3 } = row;
  if (!context.minerals.some((each) => each.id === mineral)) {
    const why = `column 'mineral' of ${id}: '${mineral}' is no mineral of mineral.csv`;
    throw badPlant(
      table,
      line,
      why,
      'write the id of a mineral, as `lodestock data list` knows it',
    );
  }
  if (!context.countries.some((each) => each.iso3 === iso3)) {
    const why = `column 'iso3' of ${id}: '${iso3}' is no country of country.csv`;
    throw badPlant(table, line, why, 'write the ISO 3166 alpha-3 code, as in CHL');
  }
}

/** Three shares in (0, 1], and three outputs where there are outputs, each from low to high. */
function requireOrder(table: RawTable, line: number, row: Plant): void {
  const { id, mineral, shareLow, shareMid, shareHigh, outputT, outputLowT, outputHighT } = row;
  const place = `${id}, ${mineral}`;
  if (!(shareLow > 0 && shareLow <= shareMid && shareMid <= shareHigh && shareHigh <= 1)) {
    const found = `${shareLow}, ${shareMid}, ${shareHigh}`;
    const why = `columns 'share_low', 'share_mid', 'share_high' of ${place}: ${found} do not rise within 0 to 1`;
    throw badPlant(table, line, why, 'write three parts of one, the least above 0: 0.2, 0.25, 0.3');
  }
  const outputs = [outputLowT, outputT, outputHighT].filter((each) => each !== null);
  const rises = outputs.every((each, i) => each > 0 && (i === 0 || each >= outputs[i - 1]!));
  if (rises && (outputs.length === 0 || outputs.length === 3)) return;
  const why = `columns 'output_low_t', 'output_t', 'output_high_t' of ${place}: they are not three rising tonnages`;
  throw badPlant(table, line, why, 'write all three in tonnes a year, or leave all three empty');
}

/** A plant is one place: one row a mineral, and the same name and country in each. */
function requireOneRowEach(table: RawTable, rows: readonly Placed[]): void {
  const first = new Map<string, Plant>();
  const seen = new Set<string>();
  for (const { line, plant } of rows) {
    const { id, mineral, name, iso3 } = plant;
    if (seen.has(`${id}|${mineral}`)) {
      const why = `${id} has a second row for ${mineral}`;
      throw badPlant(table, line, why, 'keep one row a plant and mineral');
    }
    seen.add(`${id}|${mineral}`);
    const before = first.get(id) ?? plant;
    first.set(id, before);
    if (before.name === name && before.iso3 === iso3) continue;
    const why = `${id} is '${name}', ${iso3} here and '${before.name}', ${before.iso3} above`;
    throw badPlant(table, line, why, 'give one plant one id, name and country');
  }
}

function requireSums(table: RawTable, rows: readonly Placed[]): void {
  const sums = new Map<string, number>();
  for (const { line, plant } of rows) {
    const { id, mineral, iso3, shareMid } = plant;
    const sum = (sums.get(`${iso3}|${mineral}`) ?? 0) + shareMid;
    sums.set(`${iso3}|${mineral}`, sum);
    if (sum <= 1 + SUM_TOLERANCE) continue;
    const why = `with ${id} the plants of ${iso3} hold ${sum.toFixed(4)} of its ${mineral}, more than all of it`;
    throw badPlant(table, line, why, 'lower a share in column share_mid, or take out a plant');
  }
}

function badPlant(table: RawTable, line: number, why: string, remedy: string): Refusal {
  return new Refusal(
    'invalid',
    'data.bad_plant',
    `cannot use ${table.path}, line ${line}: ${why}`,
    remedy,
  );
}
