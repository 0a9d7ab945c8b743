import { expect, test } from 'vitest';
import { published } from '../../test/published/published.ts';
import { referenceData } from '../../test/support/reference.ts';
import { consumptionBoundsOf, qualityOf, revisionsOf } from './profile-quality.ts';

const data = await referenceData();
const codeOf = new Map<string, string>([
  ...data.countries.map(({ usgsName, iso3 }) => [usgsName, iso3] as const),
  ['Other countries', 'other'],
]);

test('revisions of 2024 are those that were worked out elsewhere from the two editions', async () => {
  const rows = await published('revision_2024_pct');
  const ofMinerals = rows.filter(({ mineral }) => data.minerals.some(({ id }) => id === mineral));
  const missed = ofMinerals.flatMap(({ mineral, kind, published: percent }) => {
    const country = kind.startsWith('World total') ? 'world' : codeOf.get(kind);
    const found = revisionsOf(data, mineral).find((each) => each.country === country);
    const change = found?.change == null ? null : 100 * found.change;
    // Published to a tenth of a percent.
    const isSame = change !== null && Math.abs(change - Number(percent)) <= 0.051;
    return isSame ? [] : [`${mineral} ${kind}: ${percent}, here ${change}`];
  });
  expect(ofMinerals.length).toBeGreaterThan(200);
  // Sweden's output is a series of its own in the later edition: concentrate, not refined metal.
  expect(missed).toEqual(['tellurium Sweden: 0.0, here null']);
});

test('output of antimony in China was estimated at 60,000 t and revised to 40,000 t', () => {
  const china = revisionsOf(data, 'antimony').find(({ country }) => country === 'CHN');
  expect(china).toMatchObject({ firstTonnes: 60_000, revisedTonnes: 40_000 });
  expect(china!.change).toBeCloseTo(-1 / 3, 12);
  expect(china!.evidence).toHaveLength(2);
});

test('withheld consumption lies between what other figures allow', () => {
  const latest = consumptionBoundsOf(data, 'lithium').at(-1);
  // Imports 3,800 t less exports 2,000 t are more than 50 and at most 100 percent of consumption.
  expect(latest).toMatchObject({ year: 2025, lowTonnes: 1800, highTonnes: 3600 });
});

test('what is published has no bounds, and neither has what nothing limits', () => {
  expect(consumptionBoundsOf(data, 'cobalt')).toEqual([]);
  expect(consumptionBoundsOf(data, 'tungsten')).toEqual([]); // imports in two forms, not added
});

test('estimates are counted of the figures of the latest year, and releases are named', () => {
  const { figures, estimates, releases, reliance } = qualityOf(data, 'antimony');
  expect(estimates).toBeGreaterThan(0);
  expect(estimates).toBeLessThanOrEqual(figures);
  expect(releases.map(({ edition }) => edition)).toEqual(['2026, revised 2026-05-27', '2025']);
  expect([reliance.first?.value, reliance.revised?.value]).toEqual([85, 86]);
});
