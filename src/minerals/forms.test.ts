import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { capacityByCountry, productionByStage, usSeriesByForm } from './forms.ts';
import { productionByCountry } from './minerals.ts';

const data = await referenceData();
const countryOf = (rows: readonly { readonly country: string }[], country: string) =>
  rows.find((row) => row.country === country);

test('copper is counted where it is mined and where it is refined', () => {
  const stages = productionByStage(data, 'copper', 2025);
  expect(stages.map(({ stage }) => stage)).toEqual(['mine', 'refinery']);
  const [mined, refined] = stages;
  expect(countryOf(mined!.rows, 'CHN')).toMatchObject({ tonnes: 1_800_000 });
  expect(countryOf(refined!.rows, 'CHN')).toMatchObject({ tonnes: 14_000_000 });
  expect(countryOf(refined!.rows, 'world')).toMatchObject({ tonnes: 29_000_000 });
  expect(mined!.rows).toEqual(productionByCountry(data, 'copper')); // the stage of its map
});

test('aluminum has three stages, each of another material', () => {
  const stages = productionByStage(data, 'aluminum', 2025);
  expect(stages.map(({ what }) => what)).toEqual(['bauxite', 'alumina', 'aluminum']);
  expect(countryOf(stages[0]!.rows, 'USA')).toMatchObject({ tonnes: null, qualifier: 'W' });
});

test('two ores of a country are added, and a bound of one keeps the sum between two ends', () => {
  const [concentrates] = productionByStage(data, 'titanium', 2025);
  // Australia: 600 of ilmenite and 380 of rutile, in thousand tonnes.
  const parts = data.observations.filter(
    ({ mineral, country, period, detail }) =>
      mineral === '(titanium mineral concentrates)' &&
      country === 'AUS' &&
      period === '2025' &&
      detail.startsWith('Mine production'),
  );
  const sum = parts.reduce((total, { valueT }) => total + (valueT ?? 0), 0);
  expect(parts).toHaveLength(2);
  expect(countryOf(concentrates!.rows, 'AUS')).toMatchObject({ tonnes: sum, qualifier: null });
  // The United States: 100 thousand of ilmenite, and of rutile less than half a thousand.
  expect(countryOf(concentrates!.rows, 'USA')).toMatchObject({
    low: 100_000,
    high: 100_500,
    qualifier: 'range',
  });
});

test('a mineral that is counted at one stage has no list of stages', () => {
  expect(productionByStage(data, 'gallium', 2025)).toEqual([]);
});

test('imports are told apart by form, and each form has its years', () => {
  const [metal, wafers] = usSeriesByForm(data, 'gallium', 'import');
  expect(metal!.form).toBe('Metal');
  expect(metal!.points.map(({ year, value }) => [year, value])).toEqual([
    [2021, 8.89],
    [2022, 11.4],
    [2023, 11.4],
    [2024, 11],
    [2025, 25],
  ]);
  expect(wafers!.form).toContain('gross weight');
});

test('two commodities of one mineral keep their names', () => {
  expect(usSeriesByForm(data, 'titanium', 'import').map(({ form }) => form)).toEqual([
    'Titanium sponge metal: all forms',
    'TiO2 pigment: all forms',
  ]);
});

test("U.S. production comes from the country's own table, once a year", () => {
  for (const { id } of data.minerals) {
    for (const { points } of usSeriesByForm(data, id, 'production')) {
      const years = points.map(({ year }) => year);
      expect(years).toEqual([...new Set(years)]);
      expect(years[0]).toBeLessThan(2024);
    }
  }
});

test('a rare earth answers with the series of its group', () => {
  const [first] = usSeriesByForm(data, 'neodymium', 'import');
  expect(first!.points.at(-1)).toMatchObject({ value: 21_000, group: 'rare_earths' });
});

test('capacity is of the stage that is counted, not of another product', () => {
  expect(countryOf(capacityByCountry(data, 'titanium', 2025), 'CHN')).toMatchObject({
    value: 320_000, // sponge; pigment is 6,000,000
  });
  // Sweden's 50 t are of concentrate, which is not refined metal.
  expect(countryOf(capacityByCountry(data, 'tellurium', 2025), 'SWE')).toBeUndefined();
  expect(capacityByCountry(data, 'cobalt', 2025)).toEqual([]);
});
