import { expect, test } from 'vitest';
import { lossOfStop } from './gdp-at-risk.ts';

const market = {
  importShare: 1,
  demandElasticity: 0.3,
  supplyElasticity: 0.2,
  spareShare: 0,
  stakeMusd: 1000,
  billMusd: 10,
  logPriceCap: Math.log(1000),
};

test('half of the supply gone: the closed form of two constant elasticities', () => {
  // p = 0.5^(−1 / 0.5) = 4,  unmet = 1 − 4^−0.3
  const unmet = 1 - 4 ** -0.3;
  const { priceRatio, unmetShare, lossMusd } = lossOfStop(market, 0.5);
  expect(priceRatio).toBeCloseTo(4, 12);
  expect(unmetShare).toBeCloseTo(unmet, 12);
  expect(lossMusd).toBeCloseTo(1000 * unmet + 3 * (1 - unmet) * 10, 9);
});

test('no imports, no loss', () => {
  expect(lossOfStop({ ...market, importShare: 0 }, 1)).toEqual({
    priceRatio: 1,
    unmetShare: 0,
    lossMusd: 0,
  });
});

test('beyond the price at which buyers do without, supply is what there is', () => {
  const capped = { ...market, logPriceCap: Math.log(2) };
  const { priceRatio, unmetShare } = lossOfStop(capped, 0.9);
  expect(priceRatio).toBeCloseTo(2, 12);
  expect(unmetShare).toBeCloseTo(1 - 0.1 * 2 ** 0.2, 12); // a tenth is left, and answers the price
});

test('spare capacity elsewhere makes a stop milder, and all of it makes it nothing', () => {
  const [none, some, all] = [0, 0.2, 0.5].map(
    (spareShare) => lossOfStop({ ...market, spareShare }, 0.5).lossMusd,
  );
  expect(some).toBeLessThan(none!);
  expect(all).toBe(0);
});
