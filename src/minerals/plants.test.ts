import { beforeAll, describe, expect, test } from 'vitest';
import { tableOf } from '../../test/support/raw-sample.ts';
import { referenceData } from '../../test/support/reference.ts';
import { readPlants } from './plants.ts';
import type { Plant, ReferenceData } from './reference-data.ts';
import { writeTable } from './table-spec.ts';
import { PLANT_TABLE } from './tables.ts';

const CONTEXT = {
  minerals: [{ id: 'cobalt' }, { id: 'copper' }],
  countries: [{ iso3: 'COD' }, { iso3: 'CHL' }],
};

const PLANT: Plant = {
  id: 'north',
  name: 'North pit',
  mineral: 'cobalt',
  iso3: 'COD',
  stage: 'mine',
  year: 2024,
  outputT: 30,
  outputLowT: 25,
  outputHighT: 35,
  shareOf: 'x:1',
  shareLow: 0.25,
  shareMid: 0.3,
  shareHigh: 0.35,
  status: 'operating',
  note: null,
  confidence: 'verified',
  source: 'a yearbook',
};

/** The plants as they come back from a file. */
const read = (...changes: readonly Partial<Plant>[]): readonly Plant[] => {
  const rows = changes.map((change) => ({ ...PLANT, ...change }));
  return readPlants(tableOf('plant.csv', writeTable(PLANT_TABLE, rows)), CONTEXT);
};

describe('a row', () => {
  test('is read back as it was written', () => {
    expect(read({})).toEqual([PLANT]);
  });

  test('may do without tonnes where the source states a share', () => {
    const plant = { outputT: null, outputLowT: null, outputHighT: null };
    expect(read(plant)).toMatchObject([plant]);
  });

  test.each<[Partial<Plant>, string]>([
    [{ mineral: 'unobtainium' }, "'unobtainium' is no mineral of mineral.csv"],
    [{ iso3: 'ZAR' }, "'ZAR' is no country of country.csv"],
    [{ shareLow: 0 }, '0, 0.3, 0.35 do not rise within 0 to 1'],
    [{ shareLow: 0.31 }, '0.31, 0.3, 0.35 do not rise'],
    [{ shareHigh: 0.29 }, '0.25, 0.3, 0.29 do not rise'],
    [{ shareHigh: 1.01 }, '0.25, 0.3, 1.01 do not rise'],
    [{ outputLowT: 31 }, 'they are not three rising tonnages'],
    [{ outputHighT: null }, 'they are not three rising tonnages'],
    [{ outputLowT: 0 }, 'they are not three rising tonnages'],
  ])('with %o is refused in one sentence that names its line', (change, sentence) => {
    const second = { id: 'south', mineral: 'copper', iso3: 'CHL', ...change };
    expect(() => read({}, second)).toThrow(`plant.csv, line 3`);
    expect(() => read({}, second)).toThrow(sentence);
  });

  test.each([
    ['stage', 'mine', 'quarry', 'one of mine, smelter, refinery, plant'],
    ['status', 'operating', 'busy', 'one of operating, reduced, idle, closed'],
    ['confidence', 'verified', 'sure', 'one of verified, unverified'],
    ['share_mid', '0.3', 'a third', 'a number'],
    ['year', '2024', '2024.5', 'a integer'],
  ])('with a wrong %s is refused with what is allowed', (column, right, wrong, allowed) => {
    const text = writeTable(PLANT_TABLE, [PLANT]).replace(`,${right},`, `,${wrong},`);
    expect(() => readPlants(tableOf('plant.csv', text), CONTEXT)).toThrow(
      `line 2, column '${column}': '${wrong}' is not ${allowed}`,
    );
  });
});

describe('the rows together', () => {
  test('of a country and mineral hold no more than all of it at their middle values', () => {
    const half = { shareLow: 0.4, shareMid: 0.5, shareHigh: 0.9 };
    expect(read(half, { ...half, id: 'south' })).toHaveLength(2); // high ends may cross one
    expect(() => read(half, { ...half, id: 'south', shareMid: 0.51 })).toThrow(
      'with south the plants of COD hold 1.0100 of its cobalt',
    );
  });

  test('count each country and each mineral for itself', () => {
    const whole = { shareMid: 1, shareHigh: 1 };
    const rows = read(
      whole,
      { ...whole, mineral: 'copper' },
      { ...whole, id: 'west', iso3: 'CHL' },
    );
    expect(rows).toHaveLength(3);
  });

  test('of one plant are one a mineral', () => {
    expect(() => read({}, {})).toThrow('line 3: north has a second row for cobalt');
  });

  test('of one plant have one name and one country', () => {
    expect(() => read({}, { mineral: 'copper', name: 'South pit' })).toThrow(
      "north is 'South pit', COD here and 'North pit', COD above",
    );
    expect(() => read({}, { mineral: 'copper', iso3: 'CHL' })).toThrow('CHL here');
  });
});

describe('the plants that come with the program', () => {
  let data: ReferenceData;
  beforeAll(async () => {
    data = await referenceData();
  });

  test('are shares of a published figure of their country and mineral', () => {
    const groups = new Map(data.minerals.map(({ id, group }) => [id, group]));
    for (const plant of data.plants) {
      const figure = data.observations.find(({ id }) => id === plant.shareOf);
      const own = [plant.mineral, `(${groups.get(plant.mineral)})`, '(rare_earths)'];
      expect(figure, `${plant.id}: ${plant.shareOf}`).toMatchObject({ country: plant.iso3 });
      expect(own, plant.id).toContain(figure!.mineral);
      expect(figure!.stat, plant.id).toBe('production');
      // A share that is stated may be older than our figures; one that we reckon is of its year.
      if (plant.outputT === null) expect(Number(figure!.period)).toBeGreaterThanOrEqual(plant.year);
      else expect(figure!.period, plant.id).toBe(String(plant.year));
    }
  });

  test('have the share that their output and that figure give', () => {
    const withOutput = data.plants.filter(({ outputT }) => outputT !== null);
    expect(withOutput.length).toBeGreaterThan(0);
    for (const { id, mineral, outputT, shareOf, shareMid } of withOutput) {
      const totalT = data.observations.find((row) => row.id === shareOf)!.valueT!;
      const share = Math.min(1, outputT! / totalT);
      expect(Math.abs(shareMid - share), `${id}, ${mineral}`).toBeLessThanOrEqual(0.00005); // four digits
    }
  });

  test('cite what they come from, a web page by its address', () => {
    for (const { id, source } of data.plants) {
      expect(source, id).toMatch(/https?:\/\/|USGS|Geological Survey/);
    }
  });

  test('hold no more than their country, checked by a sum of our own', () => {
    const keys = new Set(data.plants.map(({ iso3, mineral }) => `${iso3} ${mineral}`));
    for (const key of keys) {
      const rows = data.plants.filter(({ iso3, mineral }) => `${iso3} ${mineral}` === key);
      const sum = rows.map(({ shareMid }) => shareMid).reduce((a, b) => a + b, 0);
      expect(sum, key).toBeLessThanOrEqual(1 + 1e-9);
    }
    // Five mines of Congo: 0.2731 + 0.2321 + 0.1577 + 0.0840 + 0.0640
    const congo = data.plants.filter(({ iso3, mineral }) => iso3 === 'COD' && mineral === 'cobalt');
    expect(congo.reduce((sum, { shareMid }) => sum + shareMid, 0)).toBeCloseTo(0.8109, 9);
  });

  test('know Mountain Pass by its light rare earths', () => {
    const found = data.plants.filter(({ id }) => id === 'mountain-pass');
    expect(found.map(({ mineral }) => mineral)).toContain('neodymium');
    expect(found[0]!.shareMid).toBeCloseTo(45455 / 45500, 4); // t of oxide, company over country
  });
});
