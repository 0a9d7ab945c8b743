import { expect, test } from 'vitest';
import { floorOf } from '../../test/support/instruments.ts';
import { centsText } from '../base/booked.ts';
import { settle } from './settlement.ts';
import { readStatement } from './statement.ts';

// Terms of the floor of R7.14: by the quarter, with 30 percent of the excess after the ramp.
const MP = {
  start: '2025-10',
  end: '2035-12',
  settlement: 'quarter',
  quantity: '600000 kg/quarter',
  upside: { share: 0.3 },
};

const months = ['2025-10', '2025-11', '2025-12'];
const quotesOf = (...prices: (string | null)[]) =>
  prices.flatMap((price, i) =>
    price === null ? [] : [{ series: 'index', month: months[i], price: `${price} USD/kg` }],
  );

function statementOf(changed: object = {}) {
  return readStatement(
    {
      version: 1,
      instrument: 'floor',
      standing: 'illustrative',
      quotes: quotesOf('60', '60', '60'),
      periods: [{ period: '2025-Q4', deliveries: [{ lot: 'A', use: 'sold', mass: '600000 kg' }] }],
      ...changed,
    },
    'test',
  );
}

const settleFirst = (terms: object, statement: object = {}) =>
  settle(floorOf({ ...MP, ...terms }), statementOf(statement)).periods[0]!;

// 600,000 kg × (60 − 110) USD/kg; 600,000 kg × (150 − 110) USD/kg × 30 percent; nothing.
test.each([
  ['60', -3_000_000_000n, 'floor'],
  ['150', 720_000_000n, 'upside'],
  ['110', 0n, 'none'],
])('600,000 kg at %s USD/kg settle at %s cents', (price, cents, trigger) => {
  const settled = settleFirst({}, { quotes: quotesOf(price, price, price) });
  expect(settled).toMatchObject({ amountCents: cents.toString(), trigger, interestCents: '0' });
});

test('the reference price is the average of the quotes, exact to the last digit', () => {
  // (100 + 110 + 110.01) / 3 = 106.67; the difference is 3.33 USD/kg on 1 kg: 333 cents
  const settled = settleFirst(
    {},
    {
      quotes: quotesOf('100', '110', '110.01'),
      periods: [{ period: '2025-Q4', deliveries: [{ lot: 'A', use: 'sold', mass: '1 kg' }] }],
    },
  );
  expect(settled.referenceUsdPerTonne).toBe('106670');
  expect(settled.amountCents).toBe('-333');
});

test('half a cent goes to the even cent, once a line', () => {
  const one = (mass: string) =>
    settleFirst(
      {},
      {
        quotes: quotesOf('109', '109', '109'),
        periods: [{ period: '2025-Q4', deliveries: [{ lot: 'A', use: 'sold', mass }] }],
      },
    ).amountCents;
  expect(one('125 g')).toBe('-12'); // 12.5 cents
  expect(one('135 g')).toBe('-14'); // 13.5 cents
});

test('an upside is shared only after the ramp has ended', () => {
  const quotes = quotesOf('150', '150', '150');
  const ramping = settleFirst({ rampMonths: 3, quantityIs: 'expected' }, { quotes });
  expect(ramping).toMatchObject({ amountCents: '0', trigger: 'none', upsideShare: 0 });
  expect(ramping.sentences).toEqual([
    'the price is above the floor, and an upside is shared from 2026-01 on only',
  ]);
  const later = settleFirst({ upside: { share: 0.3, from: '2027-01' } }, { quotes });
  expect(later.amountCents).toBe('0');
});

test('what the contract limits is not paid beyond', () => {
  // ramp of 12 months: 1/12 + 2/12 + 3/12 of 200,000 kg are 100,000 kg
  const settled = settleFirst({ rampMonths: 12 });
  expect(settled.massG).toBe('100000000');
  expect(settled.amountCents).toBe('-500000000');
  expect(settled.sentences[0]).toContain('600000 kg were delivered');
});

test('both sides of a two-sided contract are paid in full', () => {
  const quotes = quotesOf('150', '150', '150');
  const twoSided = { form: 'two-sided', upside: undefined, rampMonths: 0 };
  expect(settleFirst(twoSided, { quotes }).amountCents).toBe('2400000000'); // 600,000 × 40
  expect(settleFirst(twoSided).amountCents).toBe('-3000000000');
});

test('between floor and cap nothing is due, above the cap the excess', () => {
  const capped = { form: 'cap-and-floor', cap: '130 USD/kg', upside: { share: 0.5 } };
  const at = (price: string) => settleFirst(capped, { quotes: quotesOf(price, price, price) });
  expect(at('120')).toMatchObject({
    amountCents: '0',
    sentences: ['the price lies between the floor and the cap'],
  });
  expect(at('150').amountCents).toBe('600000000'); // 600,000 × 20 × 50 percent
});

test('a guarantee of volume buys the mass at the floor', () => {
  const volume = { form: 'volume-guarantee', upside: undefined, resaleDiscount: 0.1 };
  expect(settleFirst(volume).amountCents).toBe('-6600000000'); // 600,000 kg × 110 USD/kg
});

test('a cap of payments counts what was paid before, and receipts do not refill it', () => {
  const capped = { paymentCap: '50M USD' };
  const quotes = [
    ...quotesOf('60', '60', '60'),
    ...['2026-01', '2026-02', '2026-03'].map((month) => ({
      series: 'index',
      month,
      price: '150 USD/kg',
    })),
    ...['2026-04', '2026-05', '2026-06'].map((month) => ({
      series: 'index',
      month,
      price: '60 USD/kg',
    })),
  ];
  const periods = ['2025-Q4', '2026-Q1', '2026-Q2'].map((period) => ({
    period,
    deliveries: [{ lot: period, use: 'sold', mass: '600000 kg' }],
  }));
  const {
    periods: history,
    capLeftCents,
    totalCents,
  } = settle(floorOf({ ...MP, ...capped }), statementOf({ quotes, periods, paidBefore: '5M USD' }));
  // 30M of the 45M that are left; then +7.2M; then the last 15M of 30M due
  expect(history.map((each) => each.amountCents)).toEqual([
    '-3000000000',
    '720000000',
    '-1500000000',
  ]);
  expect(history[2]!.dueCents).toBe('-3000000000');
  expect(history.map((each) => each.trigger)).toEqual(['floor', 'upside', 'floor']);
  expect(capLeftCents).toBe('0');
  expect(totalCents).toBe('-3780000000');
});

test('late payments bear simple interest by days, half to even', () => {
  const periods = [
    {
      period: '2025-Q4',
      deliveries: [{ lot: 'A', use: 'sold', mass: '600000 kg' }],
      daysLate: 73,
    },
  ];
  // 30,000,000 USD × 5 percent × 73/365 = 300,000 USD
  expect(settleFirst({ lateInterestPerYear: 0.05 }, { periods }).interestCents).toBe('-30000000');
});

test('a lot is counted once, whatever its use', () => {
  const deliveries = [
    { lot: 'A', use: 'stockpiled', mass: '300 t' },
    { lot: 'A', use: 'sold', mass: '300 t' },
  ];
  expect(() => settleFirst({}, { periods: [{ period: '2025-Q4', deliveries }] })).toThrow(
    'lot A is counted twice: as stockpiled in 2025-Q4 and as sold in 2025-Q4',
  );
  const twice = ['2025-Q4', '2026-Q1'].map((period, i) => ({
    period,
    deliveries: [{ lot: 'A', use: i === 0 ? 'stockpiled' : 'affiliate', mass: '300 t' }],
  }));
  expect(() => settleFirst({}, { periods: twice })).toThrow(
    'as stockpiled in 2025-Q4 and as affiliate in 2026-Q1',
  );
});

test('uses are added up and shown apart', () => {
  const deliveries = [
    { lot: 'A', use: 'stockpiled', mass: '200 t' },
    { lot: 'B', use: 'sold', mass: '300000 kg' },
    { lot: 'C', use: 'sold', mass: '100 t' },
  ];
  const settled = settleFirst({}, { periods: [{ period: '2025-Q4', deliveries }] });
  expect(settled.massByUseG).toEqual({ stockpiled: '200000000', sold: '400000000' });
  expect(settled.amountCents).toBe('-3000000000');
});

const GAP = { quotes: quotesOf('60', null, '90') };

test('a gap without a fallback stops, and names the month and the contract', () => {
  expect(() => settleFirst({}, GAP)).toThrow(
    "cannot settle floor: 2025-11 has no quote of 'index', and the contract names no fallback",
  );
});

test.each([
  // (60 + 60 + 90) / 3 = 70; (60 + 99 + 90) / 3 = 83; (60 + 90) / 2 = 75
  [{ rule: 'previous-quote' }, '70000', 'the quote of 2025-10 stands for it'],
  [{ rule: 'second-series', series: 'other' }, '83000', "the quote of 'other' stands for it"],
  [{ rule: 'remaining-quotes' }, '75000', 'the other quotes of the period are averaged'],
])('a gap is filled as the contract says: %o', (missingQuote, reference, sentence) => {
  const quotes = [...GAP.quotes, { series: 'other', month: '2025-11', price: '99 USD/kg' }];
  const settled = settleFirst({ missingQuote }, { quotes });
  expect(settled.referenceUsdPerTonne).toBe(reference);
  expect(settled.sentences.join()).toContain(sentence);
});

test('a fallback that is not there stops as well', () => {
  const first = { quotes: quotesOf(null, '60', '60') };
  expect(() => settleFirst({ missingQuote: { rule: 'previous-quote' } }, first)).toThrow(
    'no earlier quote is there',
  );
  const second = { missingQuote: { rule: 'second-series', series: 'other' } };
  expect(() => settleFirst(second, GAP)).toThrow("the second series 'other' has none either");
  const remaining = { missingQuote: { rule: 'remaining-quotes' } };
  expect(() => settleFirst(remaining, { quotes: [] })).toThrow('has a quote that could remain');
});

test.each([
  [{ quotes: [...quotesOf('60'), ...quotesOf('61')] }, "'index' has two quotes for 2025-10"],
  [{ instrument: 'other' }, 'the statement is of other, and the instrument is floor'],
  [{ version: 2 }, 'is of version 2, and this program reads 1'],
  [
    { periods: [{ period: '2025-10', deliveries: [{ lot: 'A', use: 'sold', mass: '1 t' }] }] },
    'floor settles by the quarter',
  ],
  [
    { periods: [{ period: '2040-Q1', deliveries: [{ lot: 'A', use: 'sold', mass: '1 t' }] }] },
    'the term of floor is 2025-10 to 2035-12',
  ],
  [
    { periods: [{ period: '2025-Q4', deliveries: [{ lot: 'A', use: 'sold', mass: '600000' }] }] },
    "'600000' is no mass: write a number with its unit",
  ],
  [
    { periods: [{ period: '2025-Q4', deliveries: [{ lot: 'A', use: 'sold', mass: '-1 t' }] }] },
    "'-1 t' is negative",
  ],
])('a bad statement is refused in words: %o', (changed, sentence) => {
  expect(() => settleFirst({}, changed)).toThrow(sentence);
});

test('periods stand in order, each once', () => {
  const periods = ['2026-Q1', '2025-Q4'].map((period) => ({
    period,
    deliveries: [{ lot: period, use: 'sold', mass: '1 t' }],
  }));
  const quotes = ['2026-01', '2026-02', '2026-03'].map((month) => ({
    series: 'index',
    month,
    price: '1 USD/kg',
  }));
  expect(() => settleFirst({}, { periods, quotes })).toThrow('it stands after 2026-Q1');
});

test('cents print as dollars', () => {
  expect(centsText(-3_000_000_000n)).toBe('−$30,000,000.00');
  expect(centsText(5n)).toBe('$0.05');
});
