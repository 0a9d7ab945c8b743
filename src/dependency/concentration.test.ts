import { expect, test } from 'vitest';
import { concentration, largest, sharesOf, topThreeShare } from './concentration.ts';

const shares = sharesOf([
  { country: 'CHN', amount: 60 },
  { country: 'JPN', amount: 20 },
  { country: 'other', amount: 20 },
  { country: 'USA', amount: null }, // withheld
]);

test('the index under both readings of Other', () => {
  // 60² + 20² = 4,000; with Other as one country + 20² = 4,400
  const { otherAtomistic, otherSingle } = concentration(shares);
  expect(otherAtomistic).toBeCloseTo(4000, 9);
  expect(otherSingle).toBeCloseTo(4400, 9);
});

test('one supplier is the most concentrated there is', () => {
  expect(concentration([{ country: 'CHN', share: 1 }]).otherAtomistic).toBe(10_000);
});

test('several countries under one figure are nobody in particular', () => {
  const together = [{ country: '(CHN+DEU+RUS)', share: 1 }];
  expect(concentration(together)).toEqual({ otherAtomistic: null, otherSingle: null });
  expect(largest(together)).toBeNull();
});

test('a withheld amount is left out, not counted as nothing', () => {
  expect(shares.map(({ country }) => country)).toEqual(['CHN', 'JPN', 'other']);
});

test('the largest country and the largest three are named ones', () => {
  expect(largest(shares)).toEqual({ iso3: 'CHN', share: 0.6 });
  expect(topThreeShare(shares)).toBeCloseTo(0.8, 12);
});
