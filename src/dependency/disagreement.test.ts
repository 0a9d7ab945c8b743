import { expect, test } from 'vitest';
import { disagreement, type Pair, typicalFactors } from './disagreement.ts';

const pair = (own: Partial<Pair>): Pair => ({
  mineral: 'x',
  ourPlace: 1,
  publishedPlace: 2,
  ours: { worstMusd: 100, weightedMusd: 10 },
  published: { worstMusd: 100, weightedMusd: 10 },
  publishedBasis: 'economic effects',
  lossReasons: ['why the loss'],
  chanceReasons: ['why the chance'],
  ...own,
});

// Three minerals: ours twice theirs in loss and the same in chance is the middle.
const ALL = [
  pair({ ours: { worstMusd: 200, weightedMusd: 20 } }),
  pair({ ours: { worstMusd: 2, weightedMusd: 0.2 }, ourPlace: 3, publishedPlace: 1 }),
  pair({ ours: { worstMusd: 200, weightedMusd: 160 }, ourPlace: 1, publishedPlace: 3 }),
];

test('what every mineral has in common sets none apart', () => {
  const { loss, chance } = typicalFactors(ALL);
  expect(loss).toBeCloseTo(Math.log(2), 12);
  expect(chance).toBeCloseTo(0, 12);
});

test('a loss that is a hundredth of theirs is the reason for a low place', () => {
  const { cause, reasons } = disagreement(ALL[1]!, typicalFactors(ALL));
  expect(cause).toBe('loss');
  // 2 / 100 over the middle of 2
  expect(reasons[1]).toContain('our loss is 0.010 times theirs and our chance 1.0 times');
  expect(reasons).toContain('why the loss');
});

test('a chance eight times theirs is the reason for a high place', () => {
  const { cause, reasons } = disagreement(ALL[2]!, typicalFactors(ALL));
  expect(cause).toBe('chance');
  expect(reasons[1]).toContain('our chance 8.0 times'); // 160 / 200 over 10 / 100
  expect(reasons).toContain('there all scenarios together weigh 10 percent of the worst');
  expect(reasons).toContain('why the chance');
});

test('a figure that is missing on one side is the reason by itself', () => {
  const typical = typicalFactors(ALL);
  const unassessed = disagreement(pair({ ours: null, lossReasons: ['no price'] }), typical);
  expect(unassessed.cause).toBe('not-assessed');
  expect(unassessed.reasons[0]).toBe('no price');
  const unscored = disagreement(
    pair({ published: null, publishedBasis: 'retained, not scored' }),
    typical,
  );
  expect(unscored.cause).toBe('not-scored');
  expect(unscored.reasons[0]).toContain('retained, not scored');
});
