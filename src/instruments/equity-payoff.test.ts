import { expect, test } from 'vitest';
import { callValueUsd } from './black-scholes.ts';
import type { Equity } from './equity.ts';
import { equityPayoff } from './equity-payoff.ts';
import { fairValueOf, followPaths } from './estimate.ts';
import { readInstrument } from './instruments.ts';
import type { Market, Payoff } from './payoff.ts';
import { NO_JUMPS, simulatePrices } from './price-model.ts';

const RATE = 0.0425;
const LARGEST_DIFFERENCE = 0.002;

/** The stake of the Department of Defense in MP Materials; price and volatility are assumed. */
const TERMS = {
  version: 1,
  id: 'stake',
  title: 'An illustrative stake',
  standing: 'illustrative',
  kind: 'equity',
  start: '2025-08',
  end: '2035-07',
  paid: '400M USD',
  company: { name: 'MP Materials', sharesOutstanding: 163_477_813, source: 'derived' },
  share: { price: '30.03 USD', volatility: 0.6, source: 'assumed for a test' },
  preferred: {
    principal: '400M USD',
    dividendPerYear: 0.07,
    conversionPrice: '30.03 USD',
    creditSpreadPerYear: 0.05,
  },
  warrants: { shares: 11_201_659, strike: '30.03 USD', expiry: '2035-07' },
  ownershipCap: 0.199,
};
const stakeOf = (changed: object = {}): Equity =>
  readInstrument({ ...TERMS, ...changed }, 'stake') as Equity; // by its kind

function marketOf(months: number, paths = 100_000): Market {
  const model = {
    spotUsdPerTonne: 1,
    reversionPerYear: 1,
    levelLog: 0,
    volatility: 1e-9,
    jumps: NO_JUMPS,
  };
  const request = { paths, months, seed: 7, ratePerYear: RATE };
  return {
    asOf: '2025-07',
    model,
    ratePerYear: RATE,
    seed: 7,
    paths: simulatePrices(model, request),
  };
}
const MONTHS = 120;
const measure = ({ measures }: Payoff, id: string): number =>
  measures.find((each) => each.id === id)!.value;

test('a stake is worth its promise and its rights, less what is paid', () => {
  const payoff = equityPayoff(stakeOf({ ownershipCap: undefined }), marketOf(MONTHS, 2));
  const call = callValueUsd({
    shareUsd: 30.03,
    strikeUsd: 30.03,
    years: 10,
    volatility: 0.6,
    rate: RATE,
  });
  const owedUsd = 400e6 * 1.07 ** 10; // 786,860,543: dividends in kind for ten years
  const promiseUsd = owedUsd * Math.exp(-(RATE + 0.05) * 10);
  const rightsUsd = (owedUsd / 30.03 + 11_201_659) * call;
  const paidUsd = 400e6 * Math.exp(-RATE / 12); // in the first month
  expect(payoff.closedForm!.valueUsd).toBeCloseTo(promiseUsd + rightsUsd - paidUsd, 2);
});

test('units are their shares and their half warrants', () => {
  const units = stakeOf({
    preferred: undefined,
    ownershipCap: undefined,
    paid: '10499850.45 USD',
    share: { price: '0.45 USD', volatility: 0.9, source: 'assumed for a test' },
    common: { shares: 23_333_001 },
    warrants: { shares: 11_666_500, strike: '0.55 USD', expiry: '2027-07' },
  });
  const call = callValueUsd({
    shareUsd: 0.45,
    strikeUsd: 0.55,
    years: 2,
    volatility: 0.9,
    rate: RATE,
  });
  const { closedForm } = equityPayoff(units, marketOf(MONTHS, 2));
  const paidUsd = 10_499_850.45 * Math.exp(-RATE / 12);
  expect(closedForm!.valueUsd).toBeCloseTo(23_333_001 * 0.45 + 11_666_500 * call - paidUsd, 2);
  expect(measure(equityPayoff(units, marketOf(MONTHS, 2)), 'new-shares')).toBe(34_999_501);
});

test('the simulation agrees with the formula within three standard errors and 0.2 percent', () => {
  const market = marketOf(MONTHS);
  for (const changed of [{}, { preferred: undefined, paid: '0 USD' }]) {
    const payoff = equityPayoff(stakeOf(changed), market);
    const { usd, standardErrorUsd } = fairValueOf(payoff, followPaths(payoff, market));
    const closed = payoff.closedForm!.valueUsd;
    expect(Math.abs(usd - closed)).toBeLessThan(3 * standardErrorUsd);
    expect(Math.abs(usd / closed - 1)).toBeLessThan(LARGEST_DIFFERENCE);
  }
});

test('its dilution is that of its terms, and unknown without the shares outstanding', () => {
  const payoff = equityPayoff(stakeOf(), marketOf(MONTHS, 2));
  expect(measure(payoff, 'new-shares')).toBe(24_521_672);
  expect(measure(payoff, 'dilution')).toBeCloseTo(24_521_672 / 187_999_485, 12);
  const unknown = { ...TERMS.company, sharesOutstanding: null };
  const open = equityPayoff(stakeOf({ company: unknown }), marketOf(MONTHS, 2));
  expect(open.measures.some(({ id }) => id === 'dilution')).toBe(false);
});

test('a cap on ownership limits how much is converted, when dividends in kind have grown it', () => {
  const worth = (ownershipCap: number) =>
    equityPayoff(stakeOf({ ownershipCap }), marketOf(MONTHS, 2)).closedForm!.valueUsd;
  // 400 × 1.07^10 / 30.03 = 26.2 million shares and 11.2 of the warrant: 18.6 percent
  expect(worth(0.199)).toBe(worth(0.5));
  expect(worth(0.1)).toBeLessThan(worth(0.199));
});

test('a warrant with no strike, and a stake in nothing, are refused', () => {
  const { strike: _, ...strikeless } = TERMS.warrants;
  expect(() => stakeOf({ warrants: strikeless })).toThrow(
    'a warrant with no strike cannot be valued',
  );
  expect(() => stakeOf({ warrants: undefined, preferred: undefined })).toThrow('name one');
  expect(() => stakeOf({ warrants: { ...TERMS.warrants, expiry: '2036-01' } })).toThrow(
    'within the term',
  );
  expect(() => stakeOf({ share: { ...TERMS.share, price: '30.03' } })).toThrow(
    'no price of a share',
  );
});
