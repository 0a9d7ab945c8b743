import * as z from 'zod';
import { parseJson } from '../base/json-text.ts';
import { Month } from '../base/month.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import { Mass, Money, UnitPrice } from './terms.ts';

export const STATEMENT_VERSION = 1;

/** What became of eligible mass. Each kilogram has one use, so none is paid for twice. */
export const USES = ['sold', 'stockpiled', 'affiliate', 'third-party'] as const;
export type Use = (typeof USES)[number];

/** A published price of one month. */
export const PublishedQuote = z.strictObject({
  series: z.string().min(1),
  month: Month,
  price: UnitPrice,
});
export type PublishedQuote = z.infer<typeof PublishedQuote>;

const Delivery = z.strictObject({
  lot: z.string().min(1).max(80).describe('names the material: a lot stands once in all periods'),
  use: z.enum(USES),
  mass: Mass,
});

/** What fell due in a month or quarter. */
export const PeriodStatement = z.strictObject({
  period: z
    .string()
    .regex(/^\d{4}-(Q[1-4]|0[1-9]|1[0-2])$/, 'write a period such as 2025-Q4 or 2025-10'),
  deliveries: z.array(Delivery).min(1).max(10_000),
  daysLate: z.int().min(0).max(3650).default(0).describe('that the payment is late'),
});
export type PeriodStatement = z.infer<typeof PeriodStatement>;

/** Deliveries and quotes from which periods are settled. */
export const Statement = z
  .strictObject({
    version: z.literal(STATEMENT_VERSION),
    instrument: z.string().describe('id of the instrument'),
    standing: z.enum(['recorded', 'illustrative']),
    paidBefore: Money.default('0 USD').describe('by the reserve in periods that are not listed'),
    quotes: z.array(PublishedQuote).max(10_000).default([]),
    periods: z.array(PeriodStatement).min(1).max(600),
  })
  .meta({ id: 'SettlementStatement' });
export type Statement = z.infer<typeof Statement>;

/** @throws Refusal `settlement.not_json`, `settlement.unknown_version`, `settlement.invalid` */
export function readStatementText(text: string, name: string): Statement {
  const refuse = (why: string) =>
    new Refusal('invalid', 'settlement.not_json', `statement ${name} is not JSON: ${why}`);
  return readStatement(parseJson(text, refuse), name);
}

/** The same for what is JSON already. */
export function readStatement(json: unknown, name: string): Statement {
  const version = z.looseObject({ version: z.unknown() }).safeParse(json).data?.version;
  if (version !== STATEMENT_VERSION) {
    throw new Refusal(
      'invalid',
      'settlement.unknown_version',
      `statement ${name} is of version ${JSON.stringify(version ?? null)}, and this program reads ${STATEMENT_VERSION}`,
      'write the statement by docs/schemas/settlement-statement.json',
    );
  }
  const parsed = Statement.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    'invalid',
    'settlement.invalid',
    `statement ${name} breaks a rule: ${schemaSentence(parsed.error)}`,
    'see docs/schemas/settlement-statement.json',
  );
}

const PeriodSettlement = z.object({
  period: z.string(),
  trigger: z.enum(['floor', 'upside', 'none']),
  quotes: z.array(
    z.object({
      month: z.string(),
      usdPerTonne: z.string().describe('exact, or rounded in the sixth decimal'),
      series: z.string(),
      isFallback: z.boolean(),
    }),
  ),
  referenceUsdPerTonne: z.string().describe('average of the quotes; exact inside'),
  massG: z.string().describe('eligible mass that is settled [g], a whole number'),
  massByUseG: z.record(z.string(), z.string()),
  upsideShare: z.number().describe('of the excess in this period'),
  dueCents: z
    .string()
    .describe('before the cap of payments; to the reserve, negative is paid by it'),
  amountCents: z.string().describe('the same after the cap'),
  amountUsd: z.number(),
  interestCents: z.string().describe('on a late payment, in the same direction'),
  paidToDateCents: z.string().describe('by the reserve, interest left out'),
  sentences: z.array(z.string()).describe('what was done besides the plain rule'),
});
export type PeriodSettlement = z.infer<typeof PeriodSettlement>;

/** Settlements of an instrument, period by period: the history of its triggers. */
export const Settlement = z
  .object({
    digest: z.string(),
    instrument: z.string(),
    instrumentDigest: z.string(),
    standing: z.enum(['recorded', 'illustrative']),
    periods: z.array(PeriodSettlement),
    totalCents: z.string(),
    totalUsd: z.number(),
    capLeftCents: z.string().nullable().describe('null: the contract has no cap of payments'),
  })
  .meta({ id: 'Settlement' });
export type Settlement = z.infer<typeof Settlement>;
