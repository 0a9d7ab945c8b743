import { usdText } from '../base/money-text.ts';
import type { FinanceRecord } from '../minerals/finance-records.ts';
import { dilutionOf } from './dilution.ts';
import {
  type CompanyDilution,
  isCapital,
  isEquity,
  isFederal,
  isFirm,
  shareRightsOf,
  type UsdRates,
  usdSum,
} from './finance-stack.ts';

/*
 * Tests of a finance stack against limits on the government's part. What is not promised yet does
 * not count; where an amount or a rate is missing the test says so and decides nothing.
 */

export const OUTCOMES = ['passes', 'fails', 'cannot be said', 'does not apply'] as const;

/** One test: a share, and the limit that it is held against. */
export interface FinanceTest {
  readonly id: string;
  readonly rule: string;
  readonly authority: string; // where the limit comes from, and how far it binds
  readonly outcome: (typeof OUTCOMES)[number];
  readonly share: number | null;
  readonly limit: number;
  readonly sentence: string;
}

/** Limits, with what they rest on; the last two are parameters that no text has confirmed. */
const STUDY_LIMIT = 0.5; // 50 USC 98h-6(a)(5)
const STRATEGIC_LIMIT = 0.2; // 10 USC 149: at least 80 percent from others
const EQUITY_LIMIT = 0.4; // 22 USC 9621, of the project's equity
const EXPOSURE_LIMIT = 0.35; // 22 USC 9621, of all exposure

/** Tests of a project's stack, in the order in which they are asked. */
export function financeTests(
  rows: readonly FinanceRecord[],
  rates: UsdRates,
  companies: readonly CompanyDilution[],
): readonly FinanceTest[] {
  const capital = rows.filter((row) => isCapital(row) && isFirm(row));
  return [
    studyTest(capital, rates),
    strategicLoanTest(capital, rates),
    equityTest(capital, rates),
    exposureTest(capital, rates),
    ...companies.flatMap((company) => ownershipTests(rows, company)),
  ];
}

function studyTest(capital: readonly FinanceRecord[], rates: UsdRates): FinanceTest {
  const study = capital.filter(({ purpose }) => purpose === 'feasibility study');
  return shareTest(
    {
      id: 'federal-share-of-study',
      rule: 'federal share of a feasibility study at most 50 percent (R5.12)',
      authority: 'Stock Piling Act, section 15(a)(5)',
      limit: STUDY_LIMIT,
      nothing: 'no study is financed',
    },
    { part: study.filter(isFederal), whole: study, rates },
  );
}

function strategicLoanTest(capital: readonly FinanceRecord[], rates: UsdRates): FinanceTest {
  const isLent = capital.some(({ provider }) => provider.includes('Office of Strategic Capital'));
  const whole = capital.filter(({ purpose }) => purpose !== 'feasibility study');
  const test = shareTest(
    {
      id: 'federal-share-of-capital',
      rule: 'at least 80 percent of the capital from others than the government, so at most 20 percent federal (R5.13)',
      authority: '10 USC 149; binds loans of the Office of Strategic Capital',
      limit: STRATEGIC_LIMIT,
      nothing: 'there is no capital with an amount',
    },
    { part: whole.filter(isFederal), whole, rates },
  );
  if (isLent || test.share === null) return test;
  const sentence = `${test.sentence}; the Office of Strategic Capital lends nothing here`;
  return { ...test, outcome: 'does not apply', sentence };
}

function equityTest(capital: readonly FinanceRecord[], rates: UsdRates): FinanceTest {
  const equity = capital.filter(isEquity);
  const held = equity.filter(isFederal);
  const test = shareTest(
    {
      id: 'federal-share-of-equity',
      rule: "public equity at most 40 percent of the equity raised (R4.06, a parameter: the bill's limit is not known)",
      authority: '22 USC 9621, a comparable rule; unverified for the Reserve',
      limit: EQUITY_LIMIT,
      nothing: 'no equity is raised',
    },
    { part: held, whole: equity, rates },
  );
  return held.length > 0
    ? test
    : { ...test, outcome: 'does not apply', sentence: 'the government holds no equity here' };
}

function exposureTest(capital: readonly FinanceRecord[], rates: UsdRates): FinanceTest {
  const federal = capital.filter(isFederal);
  const held = federal.filter(isEquity);
  const test = shareTest(
    {
      id: 'equity-share-of-exposure',
      rule: 'equity at most 35 percent of public exposure (R4.06, a parameter; made for a whole portfolio)',
      authority: '22 USC 9621, a comparable rule; unverified for the Reserve',
      limit: EXPOSURE_LIMIT,
      nothing: 'there is no public capital with an amount',
    },
    { part: held, whole: federal, rates },
  );
  return held.length > 0
    ? test
    : { ...test, outcome: 'does not apply', sentence: 'the government holds no equity here' };
}

interface ShareQuestion extends Pick<FinanceTest, 'id' | 'rule' | 'authority' | 'limit'> {
  readonly nothing: string; // said when there is nothing to test
}

interface ShareRows {
  readonly part: readonly FinanceRecord[];
  readonly whole: readonly FinanceRecord[];
  readonly rates: UsdRates;
}

function shareTest(question: ShareQuestion, { part, whole, rates }: ShareRows): FinanceTest {
  const { nothing, ...test } = question;
  const top = usdSum(part, rates);
  const bottom = usdSum(whole, rates);
  if (whole.length === 0 || (bottom.usd === 0 && bottom.unrated.length === 0)) {
    return { ...test, outcome: 'does not apply', share: null, sentence: nothing };
  }
  const amounts = `${usdText(top.usd)} of ${usdText(bottom.usd)}`;
  if (bottom.unrated.length > 0) {
    const list = bottom.unrated.join(', ');
    const sentence = `${amounts} in dollars; what is in ${list} needs a rate, such as --rate ${bottom.unrated[0]!}=0.72`;
    return { ...test, outcome: 'cannot be said', share: null, sentence };
  }
  const share = top.usd / bottom.usd;
  const percent = `${amounts} = ${(100 * share).toFixed(1)} percent`;
  if (bottom.withoutAmount.length > 0) {
    const sentence = `${percent} of what is known; no source gives the amount of ${bottom.withoutAmount.join(', ')}`;
    return { ...test, outcome: 'cannot be said', share, sentence };
  }
  const isOfCompany = whole.some(({ purpose }) => purpose === 'company');
  const sentence = isOfCompany ? `${percent}, money for the company as a whole included` : percent;
  return { ...test, outcome: share <= test.limit ? 'passes' : 'fails', share, sentence };
}

/** Whether a holder whose ownership is capped would stand above the cap on full conversion. */
function ownershipTests(
  rows: readonly FinanceRecord[],
  { issuer, count }: CompanyDilution,
): readonly FinanceTest[] {
  const capped = rows.filter((row) => row.issuer === issuer && row.ownershipCap !== null);
  const firm = capped.filter(isFirm);
  if (firm.length === 0) return [];
  const limit = Math.min(...firm.map(({ ownershipCap }) => ownershipCap!)); // `capped` have one
  const rights = firm.flatMap((row) => shareRightsOf(row) ?? []);
  const { share, sentence } = dilutionOf(rights, count === null ? null : BigInt(count.shares));
  return [
    {
      id: 'ownership-cap',
      rule: `the holder's shares on full conversion and exercise at most ${(100 * limit).toFixed(1)} percent of the company (R7.29)`,
      authority: `terms of ${firm.map(({ id }) => id).join(' and ')}`,
      outcome: share === null ? 'cannot be said' : share <= limit ? 'passes' : 'fails',
      share,
      limit,
      sentence,
    },
  ];
}

/** Private money that stands beside public money, promised or paid. */
export interface Mobilisation {
  readonly privateUsd: number;
  readonly publicUsd: number;
  readonly perPublicDollar: number | null; // null where nothing is public, or a rate is missing
  readonly sentence: string;
}

/** Private capital per public dollar; a state's money is public too. */
export function mobilisation(rows: readonly FinanceRecord[], rates: UsdRates): Mobilisation {
  const capital = rows.filter((row) => isCapital(row) && isFirm(row));
  const isPublic = ({ providerKind }: FinanceRecord) =>
    providerKind === 'federal' || providerKind === 'state';
  const others = usdSum(
    capital.filter((row) => !isPublic(row)),
    rates,
  );
  const ours = usdSum(capital.filter(isPublic), rates);
  const unrated = [...new Set([...others.unrated, ...ours.unrated])];
  const withoutAmount = [...others.withoutAmount, ...ours.withoutAmount];
  const isWhole = unrated.length === 0 && ours.usd > 0;
  const missing = [
    ...unrated.map((currency) => `amounts in ${currency} need a stated rate`),
    ...withoutAmount.map((id) => `the amount of ${id} is not known`),
  ];
  return {
    privateUsd: others.usd,
    publicUsd: ours.usd,
    perPublicDollar: isWhole ? others.usd / ours.usd : null,
    sentence: [
      `${usdText(others.usd)} private beside ${usdText(ours.usd)} public, committed or closed`,
      ...missing,
    ].join('; '),
  };
}
