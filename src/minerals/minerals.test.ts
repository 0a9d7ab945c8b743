import { beforeAll, describe, expect, test } from 'vitest';
import { type Published, published } from '../../test/published/published.ts';
import { openFolder } from '../platform/folder-node.ts';
import { loadReferenceData } from './minerals.service.ts';
import {
  consumptionTonnes,
  exportControlsOn,
  findCountry,
  findMineral,
  importReliance,
  importRelianceByCommodity,
  importShares,
  priceUsdPerTonne,
  productionByCountry,
  usProductionTonnes,
} from './minerals.ts';
import type { ReferenceData } from './reference-data.ts';
import * as schemas from './reference-data.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await loadReferenceData(await openFolder('data'));
});

const listed = (row: Published) => data.minerals.some(({ id }) => id === row.mineral);

describe('the tables that come with the program', () => {
  test('hold the 60 minerals of 2025 and the 50 of 2022', () => {
    expect(data.minerals.filter(({ onList2025 }) => onList2025)).toHaveLength(60);
    expect(data.minerals.filter(({ onList2022 }) => onList2022)).toHaveLength(50);
  });

  test('keep to their schemas, every row', () => {
    const rows: readonly (readonly [{ parse: (row: unknown) => unknown }, readonly unknown[]])[] = [
      [schemas.Source, data.sources],
      [schemas.Mineral, data.minerals],
      [schemas.Country, data.countries],
      [schemas.CountryScore, data.countryScores],
      [schemas.Observation, data.observations],
      [schemas.ImportSource, data.importSources],
      [schemas.EndUse, data.endUses],
      [schemas.Price, data.prices],
      [schemas.ExportControl, data.exportControls],
      [schemas.ProjectFact, data.projects],
      [schemas.Assumption, data.assumptions],
    ];
    for (const [schema, each] of rows) for (const row of each) schema.parse(row);
  });

  test('name each observation once', () => {
    expect(new Set(data.observations.map(({ id }) => id)).size).toBe(data.observations.length);
  });

  test('cite only sources and minerals that are there', () => {
    const sources = new Set(data.sources.map(({ id }) => id));
    const minerals = new Set(data.minerals.map(({ id }) => id));
    for (const row of [...data.observations, ...data.importSources, ...data.countryScores]) {
      expect(sources).toContain(row.source);
    }
    for (const row of [...data.endUses, ...data.prices, ...data.exportControls, ...data.projects]) {
      expect(minerals).toContain(row.mineral);
    }
  });

  test('never make a number of W, NA, E or XX', () => {
    const symbols = data.observations.filter(({ flag }) => flag !== null && flag !== 'zero');
    expect(symbols.length).toBeGreaterThan(500);
    for (const { value, valueT } of symbols) expect([value, valueT]).toEqual([null, null]);
  });
});

describe('commodities that are wholly imported', () => {
  const whollyImported = (edition: 2025 | 2026) =>
    importRelianceByCommodity(data, edition).filter(({ value }) => value === 100);

  test.each([
    [2025, 15],
    [2026, 16],
  ] as const)('edition %d has %d of them', (edition, count) => {
    expect(whollyImported(edition)).toHaveLength(count);
  });

  test('twelve of edition 2025 are on the list of 2022, thirteen of edition 2026 on that of 2025', () => {
    const on2022 = data.minerals.filter(({ onList2022 }) => onList2022).map(({ id }) => id);
    const on2025 = data.minerals.filter(({ onList2025 }) => onList2025).map(({ id }) => id);
    const of = (edition: 2025 | 2026, list: readonly string[]) =>
      new Set(
        whollyImported(edition)
          .map(({ mineral }) => mineral)
          .filter((id) => list.includes(id)),
      );
    const twelve =
      'arsenic cesium fluorspar gallium graphite indium manganese niobium rubidium scandium tantalum yttrium'.split(
        ' ',
      );
    expect(of(2025, on2022)).toEqual(new Set(twelve));
    expect(of(2026, on2025)).toEqual(new Set([...twelve, 'titanium']));
  });

  test('are those that USGS publishes', async () => {
    for (const row of await published('fully_reliant')) {
      const edition = row.year === '2025' ? 2026 : 2025;
      const ids = whollyImported(edition).map(({ mineral }) => mineral);
      expect(ids).toContain(row.mineral);
    }
  });
});

describe('published figures', () => {
  test('net import reliance agrees, bounds and net exporters too', async () => {
    const rows = (await published('nir_pct')).filter(listed);
    expect(rows.length).toBeGreaterThan(60);
    for (const row of rows) {
      const found = importReliance(data, row.mineral, row.year === '2025' ? 2026 : 2025);
      const stated =
        found?.qualifier === 'E'
          ? 'E'
          : String(found?.value ?? found?.[found.qualifier === '>' ? 'low' : 'high']);
      const isSlip = row.mineral === 'potash' && row.source.includes('2025'); // 93 in the figure, 94 in the table
      if (!isSlip)
        expect([row.mineral, row.year, stated]).toEqual([row.mineral, row.year, row.published]);
    }
  });

  test('world production agrees, in tonnes', async () => {
    const rows = (await published('world_production_t')).filter(listed);
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows.filter(({ year }) => year === '2025')) {
      const world = productionByCountry(data, row.mineral).find(
        ({ country }) => country === 'world',
      );
      if (row.bound !== '=' || !/^\d+$/.test(row.published) || world === undefined) continue;
      expect([row.mineral, world.tonnes]).toEqual([row.mineral, Number(row.published)]);
    }
  });

  test('the leading country and its share agree within a point', async () => {
    const leaders = new Map(
      (await published('leading_country')).map((row) => [`${row.mineral}${row.year}`, row]),
    );
    let compared = 0;
    for (const row of (await published('leading_share_pct')).filter(listed)) {
      const production = row.year === '2025' ? productionByCountry(data, row.mineral) : [];
      const world = production.find(({ country }) => country === 'world')?.tonnes;
      const leader = leaders.get(`${row.mineral}${row.year}`)?.published;
      const iso3 = data.countries.find(({ usgsName }) => usgsName === leader)?.iso3;
      const tonnes = production.find(({ country }) => country === iso3)?.tonnes;
      if (world == null || tonnes == null) continue;
      compared += 1;
      const share = (100 * tonnes) / world;
      expect([row.mineral, Math.abs(share - Number(row.published)) <= 1.01]).toEqual([
        row.mineral,
        true,
      ]);
    }
    expect(compared).toBeGreaterThan(10);
  });

  test('yearly prices agree with the World Bank within eight percent, which no wrong unit does', async () => {
    for (const row of await published('price_usd_per_t')) {
      const found = priceUsdPerTonne(data, row.mineral, Number(row.year));
      const ratio = found!.value! / Number(row.published);
      // Phosphate and potash are priced at the mine and per tonne of K2O there: other goods.
      if (['phosphate', 'potash'].includes(row.mineral)) continue;
      expect([row.mineral, row.year, Math.abs(ratio - 1) < 0.08]).toEqual([
        row.mineral,
        row.year,
        true,
      ]);
    }
  });
});

describe('concentration computed from what is read', () => {
  /** Herfindahl-Hirschman index; the rest as infinitely many small ones, or as one country. */
  const hhi = (parts: readonly { country: string; amount: number }[], isOtherSingle: boolean) => {
    const total = parts.reduce((sum, { amount }) => sum + amount, 0);
    return parts
      .filter(({ country }) => country !== 'other' || isOtherSingle)
      .reduce((sum, { amount }) => sum + ((100 * amount) / total) ** 2, 0);
  };

  test.each([
    ['production_hhi_other_atomistic', false],
    ['production_hhi_other_single', true],
  ] as const)('%s agrees within a point', async (check, isOtherSingle) => {
    const rows = await published(check);
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) {
      const parts = productionByCountry(data, row.mineral, Number(row.year))
        .filter(({ country, tonnes }) => country !== 'world' && tonnes !== null)
        .map(({ country, tonnes }) => ({ country, amount: tonnes! }));
      const found = hhi(parts, isOtherSingle);
      expect([row.mineral, row.year, Math.abs(found - Number(row.published)) <= 1]).toEqual([
        row.mineral,
        row.year,
        true,
      ]);
    }
  });

  test.each([
    ['import_hhi_other_atomistic', false],
    ['import_hhi_other_single', true],
  ] as const)('%s agrees within a point', async (check, isOtherSingle) => {
    for (const row of await published(check)) {
      const parts = importShares(data, row.mineral).map(({ country, share }) => ({
        country,
        amount: share,
      }));
      const found = hhi(parts, isOtherSingle);
      expect([row.mineral, Math.abs(found - Number(row.published)) <= 1]).toEqual([
        row.mineral,
        true,
      ]);
    }
  });
});

describe('questions to the tables', () => {
  test('a bound is closed where the quantity has an end', () => {
    expect(importReliance(data, 'barite', 2026)).toMatchObject({
      value: null,
      low: 75,
      high: 100,
      qualifier: '>',
    });
    expect(importReliance(data, 'zirconium', 2026)).toMatchObject({
      value: null,
      low: 0,
      high: 25,
      qualifier: '<',
    });
    expect(importReliance(data, 'beryllium', 2026)).toMatchObject({
      value: null,
      high: 0,
      qualifier: 'E',
    });
  });

  test('a withheld figure has neither value nor limits', () => {
    expect(consumptionTonnes(data, 'tungsten')).toMatchObject({
      value: null,
      low: null,
      high: null,
      qualifier: 'W',
    });
  });

  test('a rare earth answers with its group and says so', () => {
    expect(importReliance(data, 'neodymium', 2026)).toMatchObject({
      value: 67,
      group: 'rare_earths',
    });
    expect(importReliance(data, 'dysprosium', 2026)).toMatchObject({
      value: 100,
      group: 'heavy_rare_earths',
    });
    expect(productionByCountry(data, 'terbium')[0]).toMatchObject({ group: 'rare_earths' });
    expect(priceUsdPerTonne(data, 'terbium')).toMatchObject({ value: 1_010_000, group: null });
  });

  test('first estimates of 2024 stand beside their revision', () => {
    const revised = data.observations.find(
      ({ id }) => id === productionByCountry(data, 'antimony', 2024)[0]?.evidence[0],
    );
    expect(revised?.source).toBe('usgs-mcs-2026');
    const first = data.observations.filter(
      (row) =>
        row.source === 'usgs-mcs-2025' &&
        row.mineral === 'antimony' &&
        row.period === '2024' &&
        row.country === 'RUS',
    );
    expect(first[0]).toMatchObject({ stat: 'production', valueT: 13000 });
  });

  test('what has no figures gives none', () => {
    expect(importReliance(data, 'uranium', 2026)).toBeNull();
    expect(productionByCountry(data, 'germanium')).toEqual([]);
    expect(importShares(data, 'iridium')).toEqual([]);
    expect(priceUsdPerTonne(data, 'thulium')).toBeNull();
    expect(usProductionTonnes(data, 'germanium')).toBeNull();
  });

  test('controls on the rare earths count for each of them', () => {
    expect(exportControlsOn(data, 'dysprosium')).toContainEqual(
      expect.objectContaining({ iso3: 'CHN', control: 'licence' }),
    );
  });

  test('an unknown name is refused with the nearest as hint', () => {
    expect(() => findMineral(data, 'galium')).toThrow("there is no mineral 'galium'");
    expect(() => findMineral(data, 'galium')).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('gallium') }),
    );
    expect(() => findCountry(data, 'CHM')).toThrow(
      expect.objectContaining({ code: 'country.not_found', hint: expect.stringContaining('CHN') }),
    );
    expect(findCountry(data, 'dr congo').iso3).toBe('COD');
  });
});
