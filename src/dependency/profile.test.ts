import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { assessDependencies } from './assessment.ts';
import { CountryProfile, countryProfileOf } from './country-profile.ts';
import { knownLimits } from './limits.ts';
import { MineralProfile, profileOf } from './profile.ts';

const data = await referenceData();
const dependencies = assessDependencies(data);
const profile = (id: string) => profileOf(data, id, dependencies);
const country = (code: string) => countryProfileOf(data, code, dependencies);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

test('every mineral and every country has a profile that its schema accepts', () => {
  for (const { id } of data.minerals) expect(() => MineralProfile.parse(profile(id))).not.toThrow();
  for (const { iso3 } of data.countries) {
    expect(() => CountryProfile.parse(country(iso3))).not.toThrow();
  }
});

test('producers come by size, with those that are not named last, and never exceed the world', () => {
  for (const { id } of data.minerals) {
    const { rows } = profile(id).production;
    const named = rows.filter((row) => row.country !== 'other').map(({ tonnes }) => tonnes ?? -1);
    expect(named).toEqual(named.toSorted((a, b) => b - a));
    expect(rows.findIndex((row) => row.country === 'other')).toBeOneOf([-1, rows.length - 1]);
    expect(sum(rows.map(({ share }) => share ?? 0))).toBeLessThanOrEqual(1 + 1e-12);
  }
});

test('China refines 900 of the 909 tonnes of gallium that countries report', () => {
  const { production } = profile('gallium');
  expect(production).toMatchObject({ year: 2025, stage: 'refinery', worldTonnes: 909 });
  expect(production.rows[0]).toMatchObject({
    country: 'CHN',
    tonnes: 900,
    share: 900 / 909,
    evidence: ['usgs-mcs-2026:2557'],
  });
});

test('shares are of the sum where the total is that sum rounded, and else of the total', () => {
  const sponge = profile('titanium').production;
  // 260,000 of 366,300 t, which the source calls 370,000 t.
  expect(sponge.worldTonnes).toBe(370_000);
  expect(sponge.rows[0]!.share).toBeCloseTo(260_000 / 366_300, 12);
  const stages = profile('copper').stages;
  expect(stages.map(({ what }) => what)).toEqual(['copper', 'refined copper']);
  expect(profile('neodymium').stages.map(({ what }) => what)).toEqual(['rare earths']);
});

test('a figure that the source withholds stays in its year, without a number', () => {
  const { consumption, reliance } = profile('barite').history;
  expect(consumption.map(({ year }) => year)).toEqual([2020, 2021, 2022, 2023, 2024, 2025]);
  expect(consumption.every(({ value, qualifier }) => value === null && qualifier === 'W')).toBe(
    true,
  );
  expect(reliance.at(-1)).toMatchObject({ value: null, low: 75, high: 100, qualifier: '>' });
});

test('figures of a group say so', () => {
  const { production, imports, history } = profile('neodymium');
  expect([production.group, imports?.group]).toEqual(['rare_earths', 'rare_earths']);
  expect(history.consumption.at(-1)?.group).toBe('rare_earths');
});

test('months are given where a monthly price is published, and nowhere else', () => {
  const { monthlyPrice } = profile('copper').history;
  expect(monthlyPrice?.points[0]?.month).toBe('2020-01');
  expect(profile('gallium').history.monthlyPrice).toBeNull();
});

test('what hangs on a country is what it ships and what passes through others', () => {
  const { reliances, isCovered } = country('CHN');
  expect(isCovered).toBe(true);
  for (const { useShare, directShare, throughShare, importShare } of reliances) {
    expect(directShare + throughShare).toBeCloseTo(useShare, 12);
    expect(useShare).toBeLessThanOrEqual(importShare + 1e-12);
  }
  const shares = reliances.map(({ useShare }) => useShare);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
});

test('the expected losses of all countries add up to those of all minerals', () => {
  const codes = [...new Set(data.countries.map(({ iso3 }) => iso3))];
  const byCountry = sum(codes.map((iso3) => country(iso3).lossMusd));
  const byMineral = sum(dependencies.map(({ gdpAtRiskMusd }) => gdpAtRiskMusd?.expected ?? 0));
  // Shares below a thousandth are left out of a country's profile.
  expect(byCountry / byMineral).toBeGreaterThan(0.999);
  expect(byCountry / byMineral).toBeLessThanOrEqual(1 + 1e-12);
});

test('nobody relies on the United States for its own imports', () => {
  expect(country('United States').reliances).toEqual([]);
});

test('an unknown country is refused with the nearest codes', () => {
  expect(() => country('CHM')).toThrow("there is no country 'CHM'");
});

test('every mineral that is not modelled has its reason', () => {
  const [notModelled] = knownLimits(data);
  expect(notModelled!.minerals.map(({ mineral }) => mineral)).toContain('uranium');
  expect(notModelled!.minerals.every(({ reason }) => reason !== null)).toBe(true);
});
