import { expect, test } from 'vitest';
import { kendallTau, luckOf, type Move, ordersOf, pairsOf } from './backtest-order.ts';

const move = (mineral: string, actualRatio: number, draws: readonly number[]): Move => ({
  mineral,
  actualRatio,
  median: [...draws].sort((a, b) => a - b)[Math.ceil(draws.length / 2) - 1]!,
  drawRatios: Float64Array.from(draws),
});

/** Four moves, the model putting the two in the middle the other way round. */
const SWAPPED = [
  move('a', 4, [4, 4, 4]),
  move('b', 3, [2, 2, 5]),
  move('c', 2, [3, 3, 3]),
  move('d', 1, [1, 1, 1]),
];

test('two neighbours that change places lose the exact place, and keep two of three pairs', () => {
  const orders = ordersOf(SWAPPED);
  expect(orders.map(({ modelPlace }) => modelPlace)).toEqual([1, 3, 2, 4]);
  expect(orders.map(({ actualPlace }) => actualPlace)).toEqual([1, 2, 3, 4]);
  expect(orders.map(({ rightPairs }) => rightPairs)).toEqual([3, 2, 2, 3]);
  expect(orders.map(({ isRight }) => isRight)).toEqual([true, true, true, true]);
});

test('one that stands rightly against one of three has no right rank', () => {
  const [, , , last] = ordersOf([...SWAPPED.slice(0, 3), move('d', 1, [3.5, 3.5, 3.5])]);
  expect(last).toMatchObject({ rightPairs: 1, isRight: false });
});

test('the share of draws in the order that happened is counted draw by draw', () => {
  const events = ordersOf(SWAPPED).map((order, i) => ({ mineral: SWAPPED[i]!.mineral, order }));
  const pairs = pairsOf([...events, { mineral: 'e', order: null }]);
  expect(pairs.map(({ larger, mineral }) => larger + mineral)).toEqual([
    ...['ab', 'ac', 'ad', 'bc', 'bd', 'cd'],
  ]);
  expect(pairs[0]!.drawShare).toBeCloseTo(2 / 3, 12); // 4 > 2, 4 > 2, 4 < 5
  expect(pairs[3]).toMatchObject({ isRight: false }); // b happened to rise more than c
  expect(pairs[3]!.drawShare).toBeCloseTo(1 / 3, 12); // 2 < 3, 2 < 3, 5 > 3
});

test('one that cannot be modelled stands rightly against none', () => {
  const orders = ordersOf([{ ...SWAPPED[0]!, median: null, drawRatios: null }, SWAPPED[1]!]);
  expect(orders[0]).toMatchObject({ rightPairs: 0, isRight: false });
  expect(orders[1]!.pairs[0]!.drawShare).toBeNull();
});

test("Kendall's tau is the pairs right less those wrong, over all", () => {
  expect(kendallTau(6, 5)).toBeCloseTo(4 / 6, 12); // 5 right, 1 wrong
  expect(kendallTau(0, 0)).toBeNull();
});

test('luck counts the orders of four by their wrong pairs: 1, 3, 5, 6, 5, 3, 1 of 24', () => {
  expect(luckOf(4, 6)).toBeCloseTo(1 / 24, 12);
  expect(luckOf(4, 5)).toBeCloseTo(4 / 24, 12);
  expect(luckOf(4, 0)).toBe(1);
});
