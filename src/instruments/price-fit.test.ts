import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { monthAfter } from '../base/month.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { fitPriceModel, type PriceFit, type Quote, residualCorrelation } from './price-fit.ts';
import { monthlyQuotes, priceLawOf, quotedMinerals } from './price-law.ts';
import { NO_JUMPS, type PriceModel, simulatePrices } from './price-model.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const TRUE: PriceModel = {
  spotUsdPerTonne: 100,
  reversionPerYear: 0.8,
  levelLog: Math.log(100),
  volatility: 0.3,
  jumps: NO_JUMPS,
};

/** Many series of one law, as quotes. */
function seriesOf(model: PriceModel, { series, months }: { series: number; months: number }) {
  const request = { paths: series, months, seed: 3, ratePerYear: 0 };
  const { usdPerTonne } = simulatePrices(model, request);
  return Array.from({ length: series }, (_, s) =>
    Array.from(
      { length: months },
      (__, month): Quote => ({
        month: monthAfter('2000-01', month),
        usdPerTonne: usdPerTonne[s * months + month]!,
      }),
    ),
  );
}

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const spreadOf = (values: readonly number[]) =>
  Math.sqrt(meanOf(values.map((each) => (each - meanOf(values)) ** 2)));

test('the fit finds the law again, and its standard errors are how far it is off', () => {
  const fits = seriesOf(TRUE, { series: 200, months: 600 }).map(fitPriceModel);
  const of = (pick: (fit: PriceFit) => { value: number; standardError: number }) => ({
    mean: meanOf(fits.map((fit) => pick(fit).value)),
    spread: spreadOf(fits.map((fit) => pick(fit).value)),
    error: meanOf(fits.map((fit) => pick(fit).standardError)),
  });
  for (const [found, truth] of [
    [of((fit) => fit.volatility), TRUE.volatility],
    [of((fit) => fit.levelLog), TRUE.levelLog],
  ] as const) {
    expect(Math.abs(found.mean - truth)).toBeLessThan(found.spread / 4);
    expect(found.error / found.spread).toBeGreaterThan(0.8);
    expect(found.error / found.spread).toBeLessThan(1.25);
  }
  // A pull is overestimated in a short series, by about 4 / years (Tang & Chen, 2009).
  const pull = of((fit) => fit.reversionPerYear);
  expect(pull.mean).toBeGreaterThan(TRUE.reversionPerYear);
  expect(pull.mean).toBeLessThan(TRUE.reversionPerYear + 6 / 50);
  expect(pull.error / pull.spread).toBeGreaterThan(0.7);
  expect(pull.error / pull.spread).toBeLessThan(1.3);
});

test('residuals of the right law pass the test for memory, five of a hundred fail at 5 percent', () => {
  const fits = seriesOf(TRUE, { series: 400, months: 300 }).map(fitPriceModel);
  const failing = fits.filter(({ ljungBox }) => ljungBox.pValue < 0.05).length;
  expect(failing / fits.length).toBeGreaterThan(0.02);
  expect(failing / fits.length).toBeLessThan(0.09);
  const middle = meanOf(fits.map(({ residualQuantiles }) => residualQuantiles['0.95']!));
  expect(middle).toBeCloseTo(1.645, 1);
});

test('the likelihood is the highest there is: other laws of the same series reach less', () => {
  const [quotes] = seriesOf(TRUE, { series: 2, months: 240 }) as [Quote[], Quote[]];
  const fit = fitPriceModel(quotes);
  const likelihood = (kappa: number, level: number, sigma: number) => {
    const keep = Math.exp(-kappa / 12);
    const step = (sigma * sigma * (1 - keep * keep)) / (2 * kappa);
    const density = (x: number, variance: number) =>
      -0.5 * (Math.log(2 * Math.PI * variance) + (x * x) / variance);
    const logs = quotes.map(({ usdPerTonne }) => Math.log(usdPerTonne));
    return logs.reduce(
      (sum, x, i) =>
        sum +
        (i === 0
          ? density(x - level, (sigma * sigma) / (2 * kappa))
          : density(x - level - keep * (logs[i - 1]! - level), step)),
      0,
    );
  };
  const best = [fit.reversionPerYear.value, fit.levelLog.value, fit.volatility.value] as const;
  expect(likelihood(...best)).toBeCloseTo(fit.logLikelihood, 6);
  for (const i of [0, 1, 2]) {
    for (const factor of [0.98, 1.02]) {
      const [kappa, level, sigma] = best.map((each, j) => (i === j ? each * factor : each));
      expect(likelihood(kappa!, level!, sigma!)).toBeLessThan(fit.logLikelihood);
    }
  }
});

test('jumps are found, and most of them', () => {
  const jumps = { perYear: 1, meanLog: 0.3, deviationLog: 0.1 };
  const fits = seriesOf({ ...TRUE, volatility: 0.15, jumps }, { series: 40, months: 600 }).map(
    (quotes) => fitPriceModel(quotes),
  );
  const of = (pick: (fit: PriceFit) => number) => meanOf(fits.map(pick));
  expect(of((fit) => fit.jumps.perYear)).toBeCloseTo(0.95, 1); // two in one month count once
  expect(of((fit) => fit.jumps.meanLog)).toBeCloseTo(0.3, 1);
  expect(of((fit) => fit.jumps.volatility)).toBeCloseTo(0.15, 2);
  expect(
    fits.every(({ jumps: found, logLikelihood }) => found.logLikelihood > logLikelihood + 20),
  ).toBe(true);
  const calm = seriesOf(TRUE, { series: 40, months: 300 }).map((quotes) => fitPriceModel(quotes));
  expect(meanOf(calm.map((fit) => fit.jumps.months))).toBeLessThan(2); // 0.27 percent of 299
});

test('a step across a missing month is left out', () => {
  const [quotes] = seriesOf(TRUE, { series: 2, months: 120 }) as [Quote[], Quote[]];
  const fit = fitPriceModel(quotes.filter((_, month) => month !== 60));
  expect(fit).toMatchObject({ months: 119, steps: 117 });
  const phosphate = fitPriceModel(monthlyQuotes(data.prices, 'phosphate'));
  expect(phosphate).toMatchObject({ months: 313, steps: 311, from: '2000-01', to: '2026-02' });
});

test('series that move together are correlated, and a series with itself wholly', () => {
  const of = (mineral: string) => fitPriceModel(monthlyQuotes(data.prices, mineral)).residuals;
  expect(residualCorrelation(of('copper'), of('copper')).correlation).toBeCloseTo(1, 12);
  const { correlation, months } = residualCorrelation(of('copper'), of('zinc'));
  expect(correlation).toBeGreaterThan(0.5);
  expect(months).toBe(313);
});

test('ten minerals have monthly prices; the assumptions for the others hold what these give', () => {
  const minerals = quotedMinerals(data.prices);
  expect(minerals).toHaveLength(10);
  const fits = minerals.map((mineral) => priceLawOf(data, mineral).fit!);
  const range = (id: string) => data.assumptions.find((each) => each.id === id)!;
  const pulls = fits.map((fit) => fit.reversionPerYear.value);
  const shakes = fits.map((fit) => fit.volatility.value);
  // "give 0.02 to 0.25" and "0.17 to 0.33", as the rows say
  expect([Math.min(...pulls), Math.max(...pulls)].map((each) => each.toFixed(2))).toEqual([
    '0.02',
    '0.25',
  ]);
  expect([Math.min(...shakes), Math.max(...shakes)].map((each) => each.toFixed(2))).toEqual([
    '0.17',
    '0.33',
  ]);
  expect(range('instrument_price_reversion').high).toBeGreaterThan(Math.max(...pulls));
  expect(range('instrument_price_volatility').high).toBeGreaterThan(Math.max(...shakes));
  expect(range('instrument_price_volatility').low).toBeLessThanOrEqual(Math.min(...shakes));
  // "the eight metals give 0.1 to 0.5 jumps a year": posted prices of fertilisers step instead
  const metals = fits.filter((_, i) => !['phosphate', 'potash'].includes(minerals[i]!));
  const jumps = metals.map((fit) => fit.jumps.perYear);
  expect([Math.min(...jumps), Math.max(...jumps)].map((each) => each.toFixed(1))).toEqual([
    '0.1',
    '0.5',
  ]);
});

test('a mineral with yearly prices gets an assumed law, and says so', () => {
  const law = priceLawOf(data, 'neodymium');
  expect(law).toMatchObject({ basis: 'assumed', asOf: '2025-12', tonneOf: 'oxide', fit: null });
  expect(law.model.spotUsdPerTonne).toBe(73_000);
  // (49 × 98 × 134 × 78 × 56 × 73)^(1/6) = 76.8 USD/kg
  expect(Math.exp(law.model.levelLog)).toBeCloseTo(
    1000 * (49 * 98 * 134 * 78 * 56 * 73) ** (1 / 6),
    4,
  );
  expect(law.ranges.map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => 'assumption'));
  const [pull] = law.ranges;
  expect(pull!.lawAt(0.6).model.reversionPerYear).toBe(0.6);
  expect(pull!.lawAt(pull!.mid).model).toEqual(law.model);
});

test('a mineral that nobody knows, or without a price, is refused', () => {
  expect(() => priceLawOf(data, 'unobtainium')).toThrow("there is no mineral 'unobtainium'");
  const priceless = data.minerals.find(
    ({ id }) =>
      !data.prices.some(({ mineral, usdPerTonne }) => mineral === id && usdPerTonne !== null),
  );
  if (priceless !== undefined) {
    expect(() => priceLawOf(data, priceless.id)).toThrow('the tables have no price of it');
  }
  const none = { ...data, prices: [] };
  expect(() => priceLawOf(none, 'gallium')).toThrow('the tables have no price of it');
});
