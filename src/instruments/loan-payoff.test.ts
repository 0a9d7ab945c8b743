import { describe, expect, test } from 'vitest';
import { meanWithError } from '../base/statistics.ts';
import { hazardPerYear, recoveredUsd } from './default-risk.ts';
import { guaranteePayoff } from './guarantee-payoff.ts';
import { readInstrument } from './instruments.ts';
import type { Guarantee, Loan } from './loan.ts';
import { loanPayoff } from './loan-payoff.ts';
import type { Market, Payoff } from './payoff.ts';
import { levelOfLongRun, NO_JUMPS, simulatePrices } from './price-model.ts';

const RATE = 0.04;

/** Prices of neodymium that begin and stay around a level [USD/kg]. */
function marketAt(usdPerKg: number, months: number, paths = 20_000): Market {
  const law = { reversionPerYear: 0.5, volatility: 0.35 };
  const model = {
    spotUsdPerTonne: 1000 * usdPerKg,
    ...law,
    levelLog: levelOfLongRun(1000 * usdPerKg, law),
    jumps: NO_JUMPS,
  };
  const seed = 7;
  return {
    asOf: '2025-12',
    model,
    ratePerYear: RATE,
    seed,
    paths: simulatePrices(model, { paths, months, seed, ratePerYear: RATE }),
  };
}

/** $100 million for ten years in level principal at 6 percent, drawn at once. */
const TERMS = {
  version: 1,
  id: 'loan',
  title: 'An illustrative loan',
  standing: 'illustrative',
  mineral: 'neodymium',
  kind: 'loan',
  start: '2026-01',
  end: '2036-01',
  closedOn: '2026-01-15',
  drawdowns: [{ on: '2026-01-15', amount: '100M USD' }],
  repayment: 'level-principal',
  ratePerYear: 0.06,
  dayCount: '30/360',
  monthsBetweenPayments: 12,
  risk: {
    defaultsPerYear: 0.03,
    priceSensitivity: 0,
    breakEven: '60 USD/kg',
    recoveryShare: 0.55,
    recoveryLagMonths: 24,
    source: 'assumed for a test',
  },
  treasuryZeros: [0.0425],
  riskPremiumPerYear: 0.03,
  ratesSource: 'flat, for a test',
};
const MONTHS = 121; // to January 2036
const loanOf = (changed: object = {}, risk: object = {}): Loan =>
  readInstrument({ ...TERMS, ...changed, risk: { ...TERMS.risk, ...risk } }, 'loan') as Loan; // by its kind
const guaranteeOf = (changed: object = {}, risk: object = {}): Guarantee =>
  readInstrument(
    {
      ...TERMS,
      ...changed,
      kind: 'guarantee',
      guaranteedShare: 0.8,
      risk: { ...TERMS.risk, ...risk },
    },
    'guarantee',
  ) as Guarantee; // by its kind

const measure = ({ measures }: Payoff, id: string): number =>
  measures.find((each) => each.id === id)!.value;

/** Present values of a payoff on every pair of mirrored paths. */
function pairValues(payoff: Payoff, { paths }: Market): Float64Array {
  const flow = new Float64Array(paths.months);
  const worth = (path: number) => {
    payoff.flows(path, flow);
    return flow.reduce((sum, usd, month) => sum + usd * paths.discount[month]!, 0);
  };
  return Float64Array.from(
    { length: paths.paths / 2 },
    (_, i) => (worth(2 * i) + worth(2 * i + 1)) / 2,
  );
}

describe('a loan', () => {
  const market = marketAt(60, MONTHS);

  test('by simulation is worth what the formula says, where the price does not matter', () => {
    const payoff = loanPayoff(loanOf(), market);
    const { mean, standardError } = meanWithError(pairValues(payoff, market));
    expect(Math.abs(mean - payoff.closedForm!.valueUsd)).toBeLessThan(3 * standardError);
  });

  test('at the Treasury rate, without default, costs the budget nothing', () => {
    const payoff = loanPayoff(loanOf({ ratePerYear: 0.0425 }, { defaultsPerYear: 0 }), market);
    expect(Math.abs(measure(payoff, 'credit-subsidy-cost'))).toBeLessThan(0.1); // of $100 million: cents are rounded
  });

  test('without default at 6 percent costs −8.1905 of 100, a month later', () => {
    const payoff = loanPayoff(loanOf({}, { defaultsPerYear: 0 }), market);
    const later = 1.0425 ** (1 / 12);
    expect(measure(payoff, 'credit-subsidy-cost') * later).toBeCloseTo(-8.1905e6, -3);
    expect(measure(payoff, 'scheduled-interest')).toBe(33_000_000); // 6 % of 100 + 90 + ... + 10
    expect(measure(payoff, 'scheduled-principal')).toBe(100_000_000);
  });

  test('with default costs what a sum by hand says', () => {
    const payoff = loanPayoff(loanOf(), market);
    const discount = (month: number) => 1.0425 ** (-(month + 1) / 12);
    const goodAfter = (months: number) => Math.exp((-0.03 * months) / 12); // of which it was owed
    let backMusd = 0;
    for (let year = 1; year <= 10; year++) {
      const owedMusd = 110 - 10 * year;
      backMusd += goodAfter(12 * year) * (10 + 0.06 * owedMusd) * discount(12 * year);
      for (let month = 12 * (year - 1) + 1; month <= 12 * year; month++) {
        const failed = goodAfter(month - 1) - goodAfter(month);
        backMusd += failed * owedMusd * 0.55 * discount(month + 24);
      }
    }
    const costUsd = measure(payoff, 'credit-subsidy-cost');
    expect(costUsd).toBeCloseTo(1e6 * (100 * discount(0) - backMusd), 0);
    expect(measure(payoff, 'fair-value-cost')).toBeGreaterThan(costUsd);
  });

  test('fails more where the price is low, and its price takes part in the same future', () => {
    const sensitive = loanOf({}, { priceSensitivity: 2 });
    const [low, middle, high] = [40, 60, 90].map((price) =>
      measure(loanPayoff(sensitive, marketAt(price, MONTHS, 2000)), 'expected-default'),
    );
    expect(low).toBeGreaterThan(middle!);
    expect(middle).toBeGreaterThan(high!);
  });

  test('is valued with less noise beside one with the same chance at every price', () => {
    const payoff = loanPayoff(loanOf({}, { priceSensitivity: 1 }), market);
    const control = payoff.control!;
    const values = Float64Array.from(
      { length: market.paths.paths / 2 },
      (_, i) => (control.presentValueUsd(2 * i) + control.presentValueUsd(2 * i + 1)) / 2,
    );
    const { mean, standardError } = meanWithError(values);
    expect(Math.abs(mean - control.meanUsd)).toBeLessThan(3 * standardError);
    expect(payoff.closedForm).toBeNull();
  });

  test('without recourse gets back what the assets are worth and no more', () => {
    const risk = {
      defaultsPerYear: 0.03,
      priceSensitivity: 0,
      breakEvenUsdPerTonne: 60_000,
      recoveryShare: 0.5,
      recoveryLagMonths: 0,
      assets: { valueUsd: 100, priceElasticity: 2 },
    };
    expect(recoveredUsd(risk, 80, 60_000)).toBeCloseTo(50, 12); // half of the assets
    expect(recoveredUsd(risk, 80, 30_000)).toBeCloseTo(12.5, 12); // at half the price a quarter
    expect(recoveredUsd(risk, 80, 120_000)).toBe(80); // the claim, though the assets are worth more
    expect(recoveredUsd({ ...risk, assets: null }, 80, 30_000)).toBe(40);
  });

  test('has the hazard of the formula', () => {
    const risk = { defaultsPerYear: 0.03, priceSensitivity: 2, breakEvenUsdPerTonne: 60_000 };
    const all = { ...risk, recoveryShare: 0.5, recoveryLagMonths: 0, assets: null };
    expect(hazardPerYear(all, 60_000)).toBeCloseTo(0.03, 15);
    expect(hazardPerYear(all, 30_000)).toBeCloseTo(0.12, 12); // half the price: 2² times
  });

  test('in months that payments do not fill is refused, and so is a closing outside of its term', () => {
    expect(() => loanPayoff(loanOf({ end: '2036-02' }), market)).toThrow('do not fill');
    expect(() => loanPayoff(loanOf({ closedOn: '2026-02-15' }), market)).toThrow(
      'starts in 2026-01',
    );
    expect(() => loanOf({ closedOn: '2026-02-30' })).toThrow('there is no such day');
    expect(() => loanOf({ ratePerYear: 0.04123456 })).toThrow('six decimals at most');
  });
});

describe('a guarantee', () => {
  const market = marketAt(60, MONTHS);

  test('by simulation is worth what the formula says, where the price does not matter', () => {
    const payoff = guaranteePayoff(guaranteeOf({ guaranteeFeePerYear: 0.005 }), market);
    const { mean, standardError } = meanWithError(pairValues(payoff, market));
    expect(Math.abs(mean - payoff.closedForm!.valueUsd)).toBeLessThan(3 * standardError);
    expect(payoff.exposure.usd).toBe(80_000_000);
  });

  test('without default brings its fees', () => {
    const fees = { guaranteeUpfrontFee: 0.01, guaranteeFeePerYear: 0.005 };
    const payoff = guaranteePayoff(guaranteeOf(fees, { defaultsPerYear: 0 }), market);
    const flow = new Float64Array(MONTHS);
    payoff.flows(0, flow);
    // 1 % of $80 million, and 0.5 % a year of 80, 72 ... 8
    expect(flow[0]).toBeCloseTo(800_000, 6);
    expect(flow.reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(800_000 + 0.005 * 440e6, 3);
    expect(measure(payoff, 'credit-subsidy-cost')).toBeLessThan(0);
  });

  test('of the whole loan moves with its risk as the loan does', () => {
    const whole = { ...guaranteeOf(), guaranteedShare: 1 };
    const guarantee = guaranteePayoff(whole, market);
    const loan = loanPayoff(loanOf(), market);
    const premiumOf = (payoff: Payoff) =>
      measure(payoff, 'fair-value-cost') - measure(payoff, 'credit-subsidy-cost');
    // The loan's draw-down lies a month ahead, where the premium counts too.
    const drawnLess = 100e6 * (1.0425 ** (-1 / 12) - 1.0725 ** (-1 / 12));
    expect(premiumOf(guarantee)).toBeCloseTo(premiumOf(loan) + drawnLess, -1);
  });
});
