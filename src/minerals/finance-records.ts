import * as z from 'zod';

/*
 * How projects are financed, as the public record says: one record an instrument, and the shares that
 * a company had. Amounts and prices are decimals as the source writes them, and stay text here: they
 * are read exactly where they are reckoned with.
 */

const text = z.string().min(1);
const optionalText = text.nullable();
const decimal = z
  .string()
  .regex(/^\d+([.]\d{1,6})?$/, 'write a plain decimal, such as 10499850.45')
  .nullable();
const count = z.int().positive().nullable();

export const FINANCE_INSTRUMENTS = [
  'common shares',
  'units',
  'convertible preferred',
  'convertible notes',
  'warrant',
  'loan',
  'guaranteed loan',
  'bond',
  'grant',
  'own funds',
  'sharing agreement',
  'offtake',
  'price floor',
  'purchase contract',
  'task order',
  'option',
] as const;
export const PROVIDER_KINDS = ['federal', 'state', 'private', 'issuer'] as const;
export const CLOSING_STATUSES = ['LOI', 'conditional', 'committed', 'closed'] as const;
export const FINANCE_PURPOSES = ['project', 'feasibility study', 'company'] as const;
export const PRINCIPAL_BASES = ['amount', 'up to', 'at least'] as const;
export const FINANCE_STANDINGS = ['fact', 'claim', 'unverified'] as const;
export const SHARE_MOMENTS = ['before', 'alternative', 'after'] as const;
export const SHARE_BASES = ['reported', 'derived'] as const;

/** One instrument of a project's finance, or of the company behind it. */
export const FinanceRecord = z.object({
  id: text,
  project: text,
  instrument: z.enum(FINANCE_INSTRUMENTS),
  issuer: text, // who gets the money
  provider: text,
  providerKind: z.enum(PROVIDER_KINDS),
  isReserveInstrument: z.boolean(),
  isFederallyGuaranteed: z.boolean(),
  purpose: z.enum(FINANCE_PURPOSES),
  currency: z.enum(['USD', 'CAD']),
  principal: decimal, // null where no source gives it
  principalIs: z.enum(PRINCIPAL_BASES),
  rate: optionalText,
  term: optionalText,
  security: optionalText,
  seniority: optionalText,
  sharesIssued: count,
  conversionPrice: decimal,
  warrantShares: count,
  warrantStrike: decimal,
  warrantExpiry: optionalText,
  guarantee: optionalText,
  ownershipCap: z.number().gt(0).lt(1).nullable(), // share of the company that its holder may own
  conditions: optionalText,
  closingStatus: z.enum(CLOSING_STATUSES),
  dilutionClaim: optionalText, // that somebody says it does not dilute
  date: text,
  note: optionalText,
  standing: z.enum(FINANCE_STANDINGS),
  source: text,
});
export type FinanceRecord = z.infer<typeof FinanceRecord>;

/** How many shares a company had. */
export const ShareCount = z.object({
  issuer: text,
  asOf: text,
  shares: z.int().positive(),
  moment: z.enum(SHARE_MOMENTS),
  basis: z.enum(SHARE_BASES),
  derivation: optionalText,
  standing: z.enum(FINANCE_STANDINGS),
  source: text,
});
export type ShareCount = z.infer<typeof ShareCount>;
