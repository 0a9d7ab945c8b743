import * as z from 'zod';
import { BookedAmount } from '../base/booked.ts';

/** Where a fund's money comes from, and so what its books must show. */
export const FUND_KINDS = [
  'appropriated',
  'revolving',
  'partner',
  'credit-program',
  'credit-financing',
] as const;
export const FundKind = z.enum(FUND_KINDS);
export type FundKind = z.infer<typeof FundKind>;

export const FundId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be of small letters, digits and hyphens, at most 63');

/** A fund as its books and its life show it. */
export const Fund = z
  .object({
    id: FundId,
    kind: FundKind,
    title: z.string(),
    partner: z.string().nullable().describe('country of a partner fund, ISO 3166 alpha-3'),
    status: z.string(),
  })
  .meta({ id: 'Fund' });
export type Fund = z.infer<typeof Fund>;

/** The life of a fund. @source docs/models/ledger.md */
export const FUND_LIFE = {
  none: { propose: 'proposed' },
  proposed: { open: 'open' },
  open: { freeze: 'frozen', expire: 'expired' },
  frozen: { unfreeze: 'open' },
  expired: { close: 'closed' },
} as const;

/** The life of a period, which is a month; one that was never begun is open. */
export const PERIOD_LIFE = {
  none: { begin: 'open' },
  open: { 'soft-close': 'soft_closed' },
  soft_closed: { reopen: 'open', close: 'closed' },
} as const;

/** What may be done to a fund that is open. */
export const FUND_EVENTS = ['freeze', 'unfreeze', 'expire', 'close'] as const;
export type FundEvent = (typeof FUND_EVENTS)[number];

/** Money that comes into a fund, goes on inside it, or is taken back. */
export const FUND_STEPS = ['appropriate', 'apportion', 'allot', 'contribute', 'withdraw'] as const;
export type FundStep = (typeof FUND_STEPS)[number];

export const PERIOD_EVENTS = ['soft-close', 'reopen', 'close'] as const;
export type PeriodEvent = (typeof PERIOD_EVENTS)[number];

/** A month, and whether something may still be booked in it. */
export const Period = z
  .object({
    period: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, such as 2026-03'),
    status: z.string(),
  })
  .meta({ id: 'Period' });
export type Period = z.infer<typeof Period>;

/** Cents, or grams of a mineral as in 'g fluorspar'. */
export type Unit = 'USD' | `g ${string}`;

/** One line of an entry: debits are above zero, credits below. */
export interface Line {
  readonly fund: string;
  readonly account: string;
  /** The contract, order or lot that it concerns: 'order:O-1'; '' for none. */
  readonly dim: string;
  readonly unit: Unit;
  readonly amount: bigint;
}

/** What is to be booked: all its lines, or none. */
export interface Entry {
  /** Chosen by whoever books: the same entry is booked once. */
  readonly id: string;
  readonly template: string;
  readonly effectiveOn: string;
  /** When it really was, where that period is closed; then with a reason. */
  readonly originalOn?: string | undefined;
  readonly reason?: string | undefined;
  readonly reverses?: bigint | undefined;
  readonly lines: readonly Line[];
}

export const BOOKS = ['B', 'P', 'C', 'Q', 'M'] as const;
export type Book = (typeof BOOKS)[number];

/** The book of an account, which its code says. */
export function bookOf(account: string): Book {
  const first = account[0]!;
  if (first === '4') return 'B';
  return first === 'C' || first === 'Q' || first === 'M' ? first : 'P';
}

export const BOOK_NAME: Readonly<Record<Book, string>> = {
  B: 'budgetary',
  P: 'proprietary',
  C: 'limits',
  Q: 'quantity',
  M: 'memo',
};

/** A balance, as all edges show it. */
export const Balance = z
  .object({
    account: z.string(),
    title: z.string(),
    book: z.enum(BOOKS),
    fund: z.string(),
    dim: z.string().describe("what it concerns, such as 'order:O-1'; '' for none"),
    unit: z.string().describe("'USD' in cents, or grams such as 'g fluorspar'"),
    net: BookedAmount.describe('cents or grams; debits above zero, credits below'),
  })
  .meta({ id: 'Balance' });
export type Balance = z.infer<typeof Balance>;

/** An entry with its lines, as the journal shows it. */
export const JournalEntry = z
  .object({
    seq: z.string(),
    id: z.string(),
    template: z.string(),
    effectiveOn: z.string(),
    originalOn: z.string().nullable(),
    reason: z.string().nullable(),
    reverses: z.string().nullable(),
    by: z.string(),
    deed: z.string(),
    lines: z.array(
      z.object({
        fund: z.string(),
        account: z.string(),
        title: z.string(),
        dim: z.string(),
        unit: z.string(),
        amount: BookedAmount,
      }),
    ),
  })
  .meta({ id: 'JournalEntry' });
export type JournalEntry = z.infer<typeof JournalEntry>;

/** What a deed of the books answers: the ids of its entries. */
export const BookedEntries = z
  .object({ entries: z.array(z.string()) })
  .meta({ id: 'BookedEntries' });

/** Two sums that have to be one. */
export const TieOut = z
  .object({
    id: z.string(),
    sentence: z.string().describe('what has to equal what'),
    fund: z.string(),
    unit: z.string(),
    left: BookedAmount,
    right: BookedAmount,
    difference: BookedAmount,
  })
  .meta({ id: 'TieOut' });
export type TieOut = z.infer<typeof TieOut>;

/** The fiscal year of the United States, October to September, that a day is in. */
export function fiscalYearOf(day: string): number {
  const [year, month] = day.split('-').map(Number);
  return month! >= 10 ? year! + 1 : year!;
}

/** The month that a day is booked in. */
export const periodOf = (day: string): string => day.slice(0, 7);
