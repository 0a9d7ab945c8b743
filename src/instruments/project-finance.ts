import * as z from 'zod';
import { FinanceRecord, type ShareCount } from '../minerals/finance-records.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Dilution } from './dilution.ts';
import { financeTests, mobilisation, OUTCOMES } from './finance-rules.ts';
import {
  type CompanyDilution,
  claimVerdicts,
  companyDilutions,
  instrumentDilution,
  principalCents,
  ROLE_OF,
  stackTotals,
  type UsdRates,
} from './finance-stack.ts';

/*
 * The finance of a project as one answer: what every instrument is, what they come to, what they do
 * to the owners, and how they stand against the limits.
 */

const text = z.string();
const share = z.number().nullable();

export const DilutionAnswer = z
  .object({
    newShares: z.number(),
    sharesBefore: z.number().nullable(),
    share: share.describe('of the resulting shares; null where the shares before are not known'),
    label: z.enum(['non-dilutive', 'dilutive', 'not known']),
    sentence: text,
  })
  .meta({ id: 'Dilution' });

const Count = z.object({
  asOf: text,
  shares: z.number(),
  moment: text,
  basis: text,
  derivation: text.nullable(),
  standing: text,
  source: text,
});

/** What `lodestock project finance` answers. */
export const ProjectFinance = z
  .object({
    project: text,
    dataVersion: text,
    instruments: z.array(
      FinanceRecord.extend({
        role: z.enum(['capital', 'rights', 'support']),
        amount: z.number().nullable().describe('principal in its own currency, to the cent'),
        dilution: DilutionAnswer.nullable().describe('null where its new shares cannot be counted'),
      }),
    ),
    totals: z.array(
      z.object({
        currency: text,
        closingStatus: text,
        role: text,
        amount: z.number(),
        instruments: z.number(),
        withoutAmount: z.array(text),
      }),
    ),
    companies: z.array(
      z.object({
        issuer: text,
        firm: DilutionAnswer.describe('by all that is committed or closed, at once'),
        all: DilutionAnswer.describe('and by what is conditional or a letter'),
        alternative: DilutionAnswer.nullable(),
        count: Count.nullable(),
        others: z.array(Count),
        uncounted: z.array(text),
      }),
    ),
    claims: z.array(z.object({ id: text, claim: text, verdict: text, sentence: text })),
    tests: z.array(
      z.object({
        id: text,
        rule: text,
        authority: text,
        outcome: z.enum(OUTCOMES),
        share,
        limit: z.number(),
        sentence: text,
      }),
    ),
    mobilised: z.object({
      privateUsd: z.number(),
      publicUsd: z.number(),
      perPublicDollar: z.number().nullable(),
      sentence: text,
    }),
    notes: z.array(text),
  })
  .meta({ id: 'ProjectFinance' });
export type ProjectFinance = z.infer<typeof ProjectFinance>;

/** The finance of one project; the list is empty where the record knows of none. */
export function projectFinance(
  data: Pick<ReferenceData, 'version' | 'finance' | 'shareCounts'>,
  project: string,
  rates: UsdRates,
): ProjectFinance {
  const rows = data.finance.filter((row) => row.project === project);
  const companies = companyDilutions(rows, data.shareCounts);
  return {
    project,
    dataVersion: data.version,
    instruments: rows.map((row) => ({
      ...row,
      role: ROLE_OF[row.instrument],
      amount: amountOf(principalCents(row)),
      dilution: answerOf(instrumentDilution(row, data.shareCounts)),
    })),
    totals: stackTotals(rows).map(({ cents, withoutAmount, ...total }) => ({
      ...total,
      amount: Number(cents) / 100,
      withoutAmount: [...withoutAmount],
    })),
    companies: companies.filter(hasShares).map(companyAnswer),
    claims: [...claimVerdicts(rows, data.shareCounts)],
    tests: [...financeTests(rows, rates, companies)],
    mobilised: mobilisation(rows, rates),
    notes: [partyNote(rows), ...notesOf(rates)],
  };
}

const hasShares = ({ all, uncounted, count }: CompanyDilution): boolean =>
  all.newShares > 0n || uncounted.length > 0 || count !== null;

function companyAnswer(company: CompanyDilution): ProjectFinance['companies'][number] {
  const { issuer, count, others, firm, all, alternative, uncounted } = company;
  return {
    issuer,
    firm: counted(firm),
    all: counted(all),
    alternative: answerOf(alternative),
    count: count === null ? null : countAnswer(count),
    others: others.map(countAnswer),
    uncounted: [...uncounted],
  };
}

const countAnswer = ({ issuer: _, ...count }: ShareCount): z.infer<typeof Count> => count;

const amountOf = (cents: bigint | null): number | null =>
  cents === null ? null : Number(cents) / 100;

const answerOf = (dilution: Dilution | null): z.infer<typeof DilutionAnswer> | null =>
  dilution === null ? null : counted(dilution);

function counted(dilution: Dilution): z.infer<typeof DilutionAnswer> {
  const { newShares, sharesBefore } = dilution;
  return {
    ...dilution,
    newShares: Number(newShares),
    sharesBefore: sharesBefore === null ? null : Number(sharesBefore),
  };
}

function partyNote(rows: readonly FinanceRecord[]): string {
  const own = rows.filter(({ isReserveInstrument }) => isReserveInstrument);
  return own.length === 0
    ? 'Every instrument here is external: not a Reserve instrument.'
    : `Instruments of the Reserve: ${own.map(({ id }) => id).join(', ')}; the others are external.`;
}

function notesOf(rates: UsdRates): string[] {
  const stated = Object.entries(rates).map(([currency, usd]) => `${currency} at ${usd} USD`);
  return [
    'Totals are in their own currency and are never added across currencies.',
    stated.length === 0
      ? 'No exchange rate is stated, so tests count dollars only.'
      : `Tests count other currencies at the rates stated: ${stated.join(', ')}.`,
    'Dilution is new shares on full conversion and exercise / resulting shares, each instrument alone and together; dividends paid in kind add to it with time.',
  ];
}
