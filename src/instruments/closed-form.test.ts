import { expect, test } from 'vitest';
import { blackStrike, forwardCurve, logMoments, openStrikes } from './closed-form.ts';
import { openJumpLaw } from './jump-transform.ts';
import {
  discountFactors,
  levelOfLongRun,
  NO_JUMPS,
  type PriceModel,
  simulatePrices,
} from './price-model.ts';

const MONTHS = 120;
const STRIKE = 110; // USD/kg; the model does not mind the unit

function modelOf(spot: number, longRun: number, volatility = 0.35): PriceModel {
  const law = { reversionPerYear: 0.5, volatility };
  return {
    ...law,
    spotUsdPerTonne: spot,
    levelLog: levelOfLongRun(longRun, law),
    jumps: NO_JUMPS,
  };
}

/** Present value of a strip of one unit a month at 4 percent: below the strike, and above it. */
function stripOf(model: PriceModel) {
  const discount = discountFactors(MONTHS, 0.04);
  const values = openStrikes(model, MONTHS)(STRIKE);
  return {
    floor: values.reduce((sum, { belowUsd }, i) => sum + discount[i]! * belowUsd, 0),
    above: values.reduce((sum, { aboveUsd }, i) => sum + discount[i]! * aboveUsd, 0),
  };
}

test('the floor strip of 120 months is that of QuantLib 1.29 to ten digits', () => {
  // QuantLib: 3908.344178335652
  expect(stripOf(modelOf(60, 75)).floor).toBeCloseTo(3908.3441783357, 9);
});

// 6,000 t a year for ten years: 500,000 kg a month.
test.each([
  [60, 75, 1954, 23],
  [88, 90, 1249, 81],
  [110, 110, 688, 217],
])(
  'at spot %i and long run %i USD/kg the floor costs %i million USD, the upside brings %i',
  (spot, longRun, floorMusd, upsideMusd) => {
    const { floor, above } = stripOf(modelOf(spot, longRun));
    expect(Math.round((floor * 500_000) / 1e6)).toBe(floorMusd);
    expect(Math.round((0.3 * above * 500_000) / 1e6)).toBe(upsideMusd);
  },
);

test.each([
  [0.2, 1067],
  [0.35, 1249],
  [0.5, 1466],
])('a volatility of %f makes the floor cost %i million USD', (volatility, musd) => {
  const { floor } = stripOf(modelOf(88, 90, volatility));
  expect(Math.round((floor * 500_000) / 1e6)).toBe(musd);
});

const JUMPY: PriceModel = {
  ...modelOf(60, 75),
  jumps: { perYear: 0.8, meanLog: 0.15, deviationLog: 0.3 },
};

test('the transform with hardly any jumps is Black', () => {
  const plain = modelOf(60, 75);
  const forward = forwardCurve(plain, MONTHS);
  const black = openStrikes(plain, MONTHS)(STRIKE);
  const rare = openJumpLaw(
    { ...plain, jumps: { ...JUMPY.jumps, perYear: 1e-12 } },
    forward,
  )(STRIKE);
  for (const month of [0, 1, 11, 119]) {
    expect(rare[month]!.belowUsd).toBeCloseTo(black[month]!.belowUsd, 7);
    expect(rare[month]!.aboveUsd).toBeCloseTo(black[month]!.aboveUsd, 7);
    expect(rare[month]!.belowProbability).toBeCloseTo(black[month]!.belowProbability, 7);
  }
});

test('without reversion the transform is the sum of Merton, weighted by Poisson', () => {
  const model: PriceModel = { ...JUMPY, reversionPerYear: 1e-7, levelLog: 0 };
  const { meanLog, deviationLog, perYear } = model.jumps;
  for (const month of [5, 35, 119]) {
    const years = (month + 1) / 12;
    const { mean, variance } = logMoments(model, month + 1);
    let [merton, weight] = [0, Math.exp(-perYear * years)];
    for (let n = 0; n < 60; n++) {
      const total = variance + n * deviationLog * deviationLog;
      const forwardUsd = Math.exp(mean + n * meanLog + total / 2);
      merton += weight * blackStrike({ forwardUsd, strikeUsd: STRIKE, variance: total }).belowUsd;
      weight *= (perYear * years) / (n + 1);
    }
    const transformed = openStrikes(model, month + 1)(STRIKE)[month]!.belowUsd;
    expect(transformed / merton).toBeCloseTo(1, 6);
  }
});

test('put and call differ by the forward less the strike, and simulated prices agree', () => {
  const months = 36;
  const { usdPerTonne, paths } = simulatePrices(JUMPY, {
    paths: 40_000,
    months,
    seed: 7,
    ratePerYear: 0.04,
  });
  const forward = forwardCurve(JUMPY, months);
  const values = openStrikes(JUMPY, months)(STRIKE);
  for (const month of [0, 5, 35]) {
    const pairs = Array.from({ length: paths / 2 }, (_, pair) => {
      const [a, b] = [2 * pair, 2 * pair + 1].map((p) => usdPerTonne[p * months + month]!);
      return {
        price: (a! + b!) / 2,
        below: (Math.max(STRIKE - a!, 0) + Math.max(STRIKE - b!, 0)) / 2,
      };
    });
    const { aboveUsd, belowUsd } = values[month]!;
    expect(aboveUsd - belowUsd).toBeCloseTo(forward[month]! - STRIKE, 9);
    expectMean(
      pairs.map(({ price }) => price),
      forward[month]!,
    );
    expectMean(
      pairs.map(({ below }) => below),
      belowUsd,
    );
  }
});

/** Within three standard errors, and they are small. */
function expectMean(values: readonly number[], expected: number): void {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
  const standardError = Math.sqrt(variance / values.length);
  expect(standardError).toBeLessThan(0.005 * expected);
  expect(Math.abs(mean - expected)).toBeLessThan(3 * standardError);
}

test('a strike that no price reaches is the forward, one that all are above is nothing', () => {
  const months = 24;
  const forward = forwardCurve(JUMPY, months);
  const [low, high] = [1e-9, 1e9].map((strike) => openStrikes(JUMPY, months)(strike));
  for (const month of [0, 23]) {
    expect(low![month]!.belowUsd).toBeCloseTo(0, 9);
    expect(low![month]!.belowProbability).toBeCloseTo(0, 9);
    expect(high![month]!.belowUsd / (1e9 - forward[month]!)).toBeCloseTo(1, 9);
    expect(high![month]!.belowProbability).toBeCloseTo(1, 9);
  }
});
