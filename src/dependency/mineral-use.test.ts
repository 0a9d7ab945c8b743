import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { exposureOf, isExposure } from './exposure.ts';
import { applicationsOf, mineralUse } from './mineral-use.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const of = (id: string) => mineralUse(data, data.minerals.find((mineral) => mineral.id === id)!);

test('published shares go to their industries, and what is other is spread over them', () => {
  // Gallium: 73 integrated circuits and 26 optoelectronics, both electronic products
  expect(of('gallium')).toMatchObject({
    basis: 'shares of USGS',
    industries: [{ industry: '334', share: 1 }],
  });
  // Rhenium: 80 superalloys (0.7 engines, 0.3 turbines), 15 refining, 5 other left out
  const { industries, unplaced } = of('rhenium');
  expect(unplaced).toEqual(['other']);
  expect(industries.map(({ industry }) => industry)).toEqual(['3364OT', '333', '324']);
  expect(industries[0]!.share).toBeCloseTo((80 * 0.7) / 95, 12);
  expect(industries[2]!.share).toBeCloseTo(15 / 95, 12);
});

test('without published shares each application counts the same', () => {
  expect(applicationsOf(data.minerals.find(({ id }) => id === 'germanium')!)).toEqual([
    'Fiber optics',
    'semiconductors',
    'night vision',
  ]);
  const { basis, industries } = of('germanium');
  expect(basis).toContain('equal share');
  expect(industries.map(({ industry, share }) => [industry, share])).toEqual([
    ['334', 2 / 3],
    ['335', 1 / 3],
  ]);
});

test('the uses of every mineral that can be modelled have an industry of the accounts', () => {
  const made = new Set(
    data.industries.filter(({ outputMusd }) => outputMusd !== null).map(({ code }) => code),
  );
  for (const mineral of data.minerals.filter((each) => isExposure(exposureOf(data, each)))) {
    const { industries, unplaced } = mineralUse(data, mineral);
    expect(industries.length, mineral.id).toBeGreaterThan(0);
    expect(industries.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    for (const { industry } of industries) expect(made).toContain(industry);
    expect(
      unplaced.every((use) => /^other$|investment|development/.test(use)),
      mineral.id,
    ).toBe(true);
  }
});

test('the shares of every phrase add up to one', () => {
  const phrases = new Set(data.useIndustries.map(({ phrase }) => phrase));
  for (const phrase of phrases) {
    const rows = data.useIndustries.filter((row) => row.phrase === phrase);
    expect(
      rows.reduce((sum, { share }) => sum + share, 0),
      phrase,
    ).toBeCloseTo(1, 12);
  }
});
