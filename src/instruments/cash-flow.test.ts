import { expect, test } from 'vitest';
import {
  allInSustainingUsdPerTonne,
  breakEvenUsdPerTonne,
  type CashPlan,
  cashResult,
  netPresentValueUsd,
  pathCash,
} from './cash-flow.ts';
import { internalReturn, worthAt } from './internal-return.ts';

const YEARS = 11;
const MONTHS = 12 * YEARS;

/** $1,000 built in the first year, ten tonnes sold in each of the ten years after. */
const PLAN: CashPlan = {
  monthsPerPeriod: 12,
  tonnes: Float64Array.from({ length: MONTHS }, (_, month) => (month < 12 ? 0 : 10 / 12)),
  capitalUsd: Float64Array.from({ length: MONTHS }, (_, month) => (month === 0 ? 1000 : 0)),
  operatingUsdPerTonne: 30,
  fixedUsdPerYear: 0,
  sustainingUsdPerTonne: 0,
  royaltyShare: 0,
  taxRate: 0,
  depreciationYears: 10,
  discountRate: 0.08,
  debt: null,
};
const constant = (usdPerTonne: number, paths = 1) => ({
  paths,
  months: MONTHS,
  usdPerTonne: new Float64Array(paths * MONTHS).fill(usdPerTonne),
});
/** Worth now of a dollar a year for n years, the first in a year. */
const annuity = (rate: number, n: number) => (1 - (1 + rate) ** -n) / rate;

test('a constant price gives the worth of an annuity', () => {
  // 10 t × ($50 − $30) = $200 a year from year 2 on, after $1,000 in year 1
  const { netPresentValueUsd: npv, internalReturn: irr } = cashResult(PLAN, constant(50));
  expect(npv.p50).toBeCloseTo((200 * annuity(0.08, 10) - 1000) / 1.08, 8);
  // 200 × annuity(r, 10) = 1,000 at r = 15.098 percent
  expect(200 * annuity(irr.rate!.p50, 10)).toBeCloseTo(1000, 6);
  expect(irr.rate!.p50).toBeCloseTo(0.15098, 5);
});

test('quarters and years agree where money moves at the end of a year', () => {
  const atYearEnd = (length: number, from: number, usd: number) =>
    Float64Array.from({ length }, (_, month) => (month % 12 === 11 && month >= from ? usd : 0));
  const plan = {
    ...PLAN,
    tonnes: atYearEnd(MONTHS, 12, 10),
    capitalUsd: Float64Array.from({ length: MONTHS }, (_, month) => (month === 11 ? 1000 : 0)),
  };
  const yearly = cashResult(plan, constant(50));
  const quarterly = cashResult({ ...plan, monthsPerPeriod: 3 }, constant(50));
  expect(quarterly.netPresentValueUsd.p50).toBeCloseTo(yearly.netPresentValueUsd.p50, 8);
  expect(quarterly.internalReturn.rate!.p50).toBeCloseTo(yearly.internalReturn.rate!.p50, 8);
});

test('the break-even price makes the worth nothing, with tax and royalties too', () => {
  // Without tax: 10 (p − 30) annuity = 1,000
  expect(breakEvenUsdPerTonne(PLAN)).toBeCloseTo(30 + 100 / annuity(0.08, 10), 6);
  const taxed = { ...PLAN, taxRate: 0.21, royaltyShare: 0.05, fixedUsdPerYear: 20 };
  const price = breakEvenUsdPerTonne(taxed)!;
  const { projectUsd } = pathCash(taxed, new Float64Array(MONTHS).fill(price));
  expect(Math.abs(netPresentValueUsd(projectUsd, taxed))).toBeLessThan(1e-4);
  expect(price).toBeGreaterThan(breakEvenUsdPerTonne(PLAN)!);
  const nothingSold = { ...PLAN, tonnes: new Float64Array(MONTHS) };
  expect(breakEvenUsdPerTonne(nothingSold)).toBeNull();
});

test('tax is paid on profit after depreciation and interest, and losses are carried forward', () => {
  const taxed = { ...PLAN, taxRate: 0.2 };
  // $200 a year less $100 written off: $100 taxed at 20 percent
  const { taxUsd } = pathCash(taxed, new Float64Array(MONTHS).fill(50));
  expect([...taxUsd]).toEqual(
    [0, ...Array<number>(10).fill(20)].map((each) => expect.closeTo(each, 9)),
  );
  // A year at $20 loses 10 × 10 + 100 = $200, which frees the next two years.
  const prices = Float64Array.from({ length: MONTHS }, (_, month) => (month < 24 ? 20 : 50));
  const lost = pathCash(taxed, prices).taxUsd;
  expect([...lost.subarray(0, 6)]).toEqual(
    [0, 0, 0, 0, 20, 20].map((each) => expect.closeTo(each, 9)),
  );
});

test('debt service is covered as often as there is cash for it', () => {
  const period = (values: readonly number[]) => Float64Array.from(values);
  const debt = {
    drawnUsd: period([500]),
    interestUsd: period([0, 50, 25]),
    principalUsd: period([0, 250, 250]),
  };
  const { debtCover, ownersReturn } = cashResult({ ...PLAN, debt }, constant(70));
  // $400 a year against $300 and $275
  expect(debtCover!.minimum.p50).toBeCloseTo(400 / 300, 9);
  expect(debtCover!.average.p50).toBeCloseTo((400 / 300 + 400 / 275) / 2, 9);
  expect(debtCover!.shareBelowOne).toBe(0);
  const flows = [-500, 100, 125, ...Array<number>(8).fill(400)];
  expect(worthAt(flows, ownersReturn.rate!.p50)).toBeCloseTo(0, 6);
  const poor = cashResult({ ...PLAN, debt }, constant(50)).debtCover!;
  expect(poor.shareBelowOne).toBe(1); // 200 / 300
});

test('paths give a distribution, and those without a rate of return are counted', () => {
  const prices = constant(50, 4);
  prices.usdPerTonne.fill(20, 3 * MONTHS); // the last path sells below cost
  const result = cashResult(PLAN, prices);
  expect(result.lossProbability).toBe(0.25);
  expect(result.internalReturn.shareWithout).toBe(0.25);
  expect(result.netPresentValueUsd.p05).toBeLessThan(-1000);
  expect(result.netPresentValueUsd.p95).toBeGreaterThan(0);
});

test('all-in sustaining cost has overheads, royalties and what keeps the works going', () => {
  const plan = { ...PLAN, fixedUsdPerYear: 40, sustainingUsdPerTonne: 3, royaltyShare: 0.1 };
  // 30 + 3 + 10 % of 50 + 40 × 10 years / 100 t
  expect(allInSustainingUsdPerTonne(plan, 50)).toBeCloseTo(42, 9);
});

test('a rate of return is the root of a polynomial whose roots are known', () => {
  const rateOf = (flows: readonly number[]) => {
    const found = internalReturn(flows);
    return found.kind === 'one' ? found.rate : found.kind;
  };
  expect(rateOf([-100, 110])).toBeCloseTo(0.1, 12);
  expect(rateOf([-100, 0, 121])).toBeCloseTo(0.1, 12);
  expect(rateOf([-1000, 300, 420, 680])).toBeCloseTo(0.1634056, 7); // worth 0 at 16.34 percent
  expect(rateOf([100, 10])).toBe('none');
  // (x − 1/1.1)(x − 1/1.2) × −132 = −100 + 230 x − 132 x²: 10 and 20 percent
  expect(rateOf([-100, 230, -132])).toBe('several');
});
