import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { alternativesTo } from './alternatives.ts';
import { assessDependencies } from './assessment.ts';
import { countryProfileOf } from './country-profile.ts';
import { shareTrendOf } from './country-trend.ts';
import { exposureOf, isExposure } from './exposure.ts';

const data = await referenceData();
const dependencies = assessDependencies(data);
const mineral = (id: string) => data.minerals.find((each) => each.id === id)!;

function othersOf(id: string, iso3: string) {
  const exposure = exposureOf(data, mineral(id));
  return isExposure(exposure) ? alternativesTo(data, exposure, iso3) : null;
}

test('where capacity is published, the others are ranked by what they do not use', () => {
  const found = othersOf('gallium', 'CHN');
  expect(found).toMatchObject({ rankedBy: 'spare capacity', lostTonnes: 900 });
  // Japan makes 3 t and could make 10 t; Russia makes 6 t and could make 10 t.
  expect(found!.others.map(({ country, spareTonnes }) => [country, spareTonnes])).toEqual([
    ['JPN', 7],
    ['RUS', 4],
  ]);
});

test('where it is not, they are ranked by output, and nobody has a spare figure', () => {
  const found = othersOf('cobalt', 'COD');
  expect(found!.rankedBy).toBe('output');
  const outputs = found!.others.map(({ outputTonnes }) => outputTonnes);
  expect(outputs).toEqual(outputs.toSorted((a, b) => b - a));
  expect(found!.others.every(({ spareTonnes }) => spareTonnes === null)).toBe(true);
  expect(found!.others.map(({ country }) => country)).not.toContain('COD');
});

test('no source, no list', () => {
  expect(othersOf('germanium', 'CHN')).toBeNull();
});

test('a share that moved less than its own revision says so', () => {
  const antimony = shareTrendOf(data, mineral('antimony'), 'CHN');
  // 2024: first 60,000 of 100,000 t, then 40,000 of 119,000 t; 2023 to 2025 it fell by 23 points.
  expect(antimony).toMatchObject({ thenYear: 2023, nowYear: 2025, isWithinRevision: true });
  const gallium = shareTrendOf(data, mineral('gallium'), 'CHN');
  expect(gallium).toMatchObject({ thenShare: 621 / 633, nowShare: 900 / 909 });
  expect(gallium!.isWithinRevision).toBe(false);
});

test('a country that makes none of it has no trend', () => {
  expect(shareTrendOf(data, mineral('gallium'), 'CHL')).toBeNull();
  expect(shareTrendOf(data, mineral('germanium'), 'CHN')).toBeNull();
});

test('minerals of one group stand once', () => {
  const { trends, alternatives } = countryProfileOf(data, 'CHN', dependencies);
  for (const rows of [trends, alternatives]) {
    expect(rows.filter(({ group }) => group === 'rare_earths')).toHaveLength(1);
  }
});
