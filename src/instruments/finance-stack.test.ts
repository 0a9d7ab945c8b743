import { beforeAll, describe, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { FinanceRecord, ShareCount } from '../minerals/finance-records.ts';
import { financeTests, mobilisation } from './finance-rules.ts';
import {
  claimVerdicts,
  companyDilutions,
  instrumentDilution,
  scaledDecimal,
  stackTotals,
  usdSum,
} from './finance-stack.ts';

const ROW: FinanceRecord = {
  id: 'row',
  project: 'p',
  instrument: 'loan',
  issuer: 'Company',
  provider: 'a bank',
  providerKind: 'private',
  isReserveInstrument: false,
  isFederallyGuaranteed: false,
  purpose: 'project',
  currency: 'USD',
  principal: '100',
  principalIs: 'amount',
  rate: null,
  term: null,
  security: null,
  seniority: null,
  sharesIssued: null,
  conversionPrice: null,
  warrantShares: null,
  warrantStrike: null,
  warrantExpiry: null,
  guarantee: null,
  ownershipCap: null,
  conditions: null,
  closingStatus: 'closed',
  dilutionClaim: null,
  date: '2026',
  note: null,
  standing: 'fact',
  source: 'a source',
};
const COUNT: ShareCount = {
  issuer: 'Company',
  asOf: '2026',
  shares: 900,
  moment: 'before',
  basis: 'reported',
  derivation: null,
  standing: 'fact',
  source: 'a source',
};
const row = (change: Partial<FinanceRecord>): FinanceRecord => ({ ...ROW, ...change });
const outcomeOf = (
  rows: readonly FinanceRecord[],
  id: string,
  counts: readonly ShareCount[] = [],
) => financeTests(rows, {}, companyDilutions(rows, counts)).find((test) => test.id === id);

describe('amounts', () => {
  test('a decimal is read exactly, and one too fine for its money is refused', () => {
    expect(scaledDecimal('10499850.45', 2)).toBe(1_049_985_045n);
    expect(scaledDecimal('30.03', 6)).toBe(30_030_000n);
    expect(() => scaledDecimal('0.125', 2)).toThrow('more than 2 decimals');
  });

  test('totals keep currencies, statuses and roles apart', () => {
    const totals = stackTotals([
      row({ id: 'a' }),
      row({ id: 'b', principal: '0.50' }),
      row({ id: 'c', currency: 'CAD' }),
      row({ id: 'd', closingStatus: 'LOI' }),
      row({ id: 'e', instrument: 'offtake', principal: null }),
    ]);
    expect(
      totals.map(({ currency, closingStatus, role, cents }) => [
        currency,
        closingStatus,
        role,
        cents,
      ]),
    ).toEqual([
      ['USD', 'closed', 'capital', 100_50n],
      ['CAD', 'closed', 'capital', 100_00n],
      ['USD', 'LOI', 'capital', 100_00n],
      ['USD', 'closed', 'support', 0n],
    ]);
    expect(totals[3]!.withoutAmount).toEqual(['e']);
  });

  test('money of another currency counts at a stated rate only', () => {
    const rows = [row({}), row({ currency: 'CAD' })];
    expect(usdSum(rows, {})).toMatchObject({ usd: 100, unrated: ['CAD'] });
    expect(usdSum(rows, { CAD: 0.72 })).toMatchObject({ usd: 172, unrated: [] });
  });
});

describe('dilution', () => {
  const units = row({
    id: 'units',
    instrument: 'units',
    sharesIssued: 80,
    warrantShares: 20,
    warrantStrike: '0.55',
  });

  test('each instrument alone, and all that is promised at once', () => {
    const warrant = row({ id: 'w', instrument: 'warrant', warrantShares: 100, warrantStrike: '1' });
    const hoped = row({
      id: 'h',
      instrument: 'common shares',
      sharesIssued: 900,
      closingStatus: 'LOI',
    });
    expect(instrumentDilution(units, [COUNT])!.share).toBeCloseTo(0.1, 12); // 100 / 1,000
    const [company] = companyDilutions([units, warrant, hoped], [COUNT]);
    expect(company!.firm.share).toBeCloseTo(200 / 1100, 12);
    expect(company!.all.share).toBeCloseTo(1100 / 2000, 12);
  });

  test('notes without a conversion price leave it open, and are not called non-dilutive', () => {
    const notes = row({ id: 'notes', instrument: 'convertible notes' });
    expect(instrumentDilution(notes, [COUNT])).toBeNull();
    const [company] = companyDilutions([notes], [COUNT]);
    expect(company).toMatchObject({
      uncounted: ['notes'],
      firm: { share: null, label: 'not known' },
    });
  });

  test.each([
    [[row({ ...units, dilutionClaim: 'no dilution' })], 'contradicted'],
    [[units, row({ dilutionClaim: 'no dilution' })], 'holds of this instrument only'],
    [[row({ dilutionClaim: 'no dilution' })], 'holds'],
    [[row({ instrument: 'convertible notes', dilutionClaim: 'no dilution' })], 'not known'],
  ])('a claim of no dilution is held against the terms: %#', (rows, verdict) => {
    expect(claimVerdicts(rows, [COUNT])).toMatchObject([{ verdict }]);
  });
});

describe('limits', () => {
  const federal = { providerKind: 'federal' as const };

  test.each([
    ['50.00', '50.00', 'passes'],
    ['50.01', '50.00', 'fails'],
  ])('a study may have half of its money from the government: %s and %s', (part, rest, outcome) => {
    const study = { purpose: 'feasibility study' as const, instrument: 'grant' as const };
    const rows = [
      row({ ...study, ...federal, principal: part }),
      row({ ...study, principal: rest }),
    ];
    expect(outcomeOf(rows, 'federal-share-of-study')!.outcome).toBe(outcome);
  });

  test.each([
    ['20', '80', 'passes'],
    ['20.01', '79.99', 'fails'],
  ])('a strategic-capital loan needs four fifths from others: %s and %s', (part, rest, outcome) => {
    const provider = 'Department of Defense, Office of Strategic Capital';
    const rows = [row({ ...federal, provider, principal: part }), row({ principal: rest })];
    expect(outcomeOf(rows, 'federal-share-of-capital')!.outcome).toBe(outcome);
  });

  test('a letter is no money, and a missing amount or rate decides nothing', () => {
    const letter = row({ ...federal, closingStatus: 'LOI', principal: '1000' });
    expect(outcomeOf([letter, row({})], 'federal-share-of-capital')!.share).toBe(0);
    const provider = 'Office of Strategic Capital';
    const rows = [row({ ...federal, provider }), row({ id: 'bond', principal: null })];
    expect(outcomeOf(rows, 'federal-share-of-capital')).toMatchObject({
      outcome: 'cannot be said',
    });
    const mixed = [row({ ...federal, provider }), row({ currency: 'CAD' })];
    expect(outcomeOf(mixed, 'federal-share-of-capital')!.sentence).toContain('--rate CAD=');
  });

  test('public equity is held against the equity raised, and against public exposure', () => {
    const preferred = { instrument: 'convertible preferred' as const, conversionPrice: '1' };
    const rows = [
      row({ ...federal, ...preferred, principal: '40' }),
      row({ instrument: 'common shares', principal: '60' }),
      row({ ...federal, principal: '60' }),
    ];
    expect(outcomeOf(rows, 'federal-share-of-equity')).toMatchObject({
      share: 0.4,
      outcome: 'passes',
    });
    expect(outcomeOf(rows, 'equity-share-of-exposure')).toMatchObject({
      share: 0.4,
      outcome: 'fails',
    });
  });

  test('a holder may not own more than the cap of the terms', () => {
    const warrant = { instrument: 'warrant' as const, warrantStrike: '1', ownershipCap: 0.199 };
    const most = row({ ...warrant, warrantShares: 223 }); // 223 / 1,123 = 19.86 percent
    const more = row({ ...warrant, warrantShares: 224 }); // 224 / 1,124 = 19.93 percent
    expect(outcomeOf([most], 'ownership-cap', [COUNT])!.outcome).toBe('passes');
    expect(outcomeOf([more], 'ownership-cap', [COUNT])!.outcome).toBe('fails');
    expect(outcomeOf([more], 'ownership-cap', [])!.outcome).toBe('cannot be said');
  });

  test('private capital is told per public dollar', () => {
    const rows = [
      row({ principal: '300' }),
      row({ ...federal }),
      row({ providerKind: 'state', principal: '50' }),
    ];
    expect(mobilisation(rows, {})).toMatchObject({
      privateUsd: 300,
      publicUsd: 150,
      perPublicDollar: 2,
    });
    expect(mobilisation([row({})], {}).perPublicDollar).toBeNull();
  });
});

describe('the public record', () => {
  let data: Awaited<ReturnType<typeof referenceData>>;
  beforeAll(async () => {
    data = await referenceData();
  });
  const stackOf = (project: string) => data.finance.filter((each) => each.project === project);

  test('Lost Sheep: units that dilute, money in two currencies, a contract that is no capital', () => {
    const [company] = companyDilutions(stackOf('lost-sheep'), data.shareCounts);
    const units = stackOf('lost-sheep').find(({ id }) => id === 'ares-units')!;
    // 10,499,850.45 / 0.45 = 23,333,001 units with half a warrant each, rounded down in each tranche
    expect(units.sharesIssued! * 45).toBe(1_049_985_045);
    expect(instrumentDilution(units, data.shareCounts)!.newShares).toBe(23_333_001n + 11_666_500n);
    expect(company!.firm.label).toBe('dilutive');
    const totals = stackTotals(stackOf('lost-sheep'));
    expect(
      totals.find(({ currency, role }) => currency === 'CAD' && role === 'capital')!.cents,
    ).toBe(1_049_985_045n);
    expect(totals.find(({ role }) => role === 'support')!.cents).toBe(168_938_267_30n);
  });

  test('MP Materials: 24,521,672 shares for the government, below the cap of 19.9 percent', () => {
    const stack = stackOf('mp-materials-10x');
    const cap = financeTests(stack, {}, companyDilutions(stack, data.shareCounts)).find(
      ({ id }) => id === 'ownership-cap',
    )!;
    expect(cap.outcome).toBe('passes');
    expect(cap.share).toBeCloseTo(24_521_672 / (163_477_813 + 24_521_672), 12);
  });

  test('Graphite Creek: half of the study is federal, and the letters promise nothing', () => {
    const stack = stackOf('graphite-creek');
    const tests = financeTests(stack, {}, companyDilutions(stack, data.shareCounts));
    expect(tests[0]).toMatchObject({ outcome: 'passes', share: 0.5 });
    expect(stackTotals(stack).find(({ closingStatus }) => closingStatus === 'LOI')!.cents).toBe(
      895_000_000_00n,
    );
  });

  test('Centrus: an external award with options of $170 million, $1.07 billion in all', () => {
    const stack = stackOf('centrus-haleu');
    expect(stack.every(({ isReserveInstrument }) => !isReserveInstrument)).toBe(true);
    const support = stackTotals(stack).filter(({ role }) => role === 'support');
    expect(support.reduce((sum, { cents }) => sum + cents, 0n)).toBe(1_070_000_000_00n);
  });

  test('every row has its source, and every warrant its strike', () => {
    for (const each of data.finance) {
      expect(each.source.length).toBeGreaterThan(5);
      expect(each.warrantShares === null || each.warrantStrike !== null).toBe(true);
    }
  });
});
