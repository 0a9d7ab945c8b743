import type { DocumentRef } from '../../src/audit/audit.ts';
import type { Line, Unit } from '../../src/fund/fund.ts';

/*
 * A reserve at play: random deeds, legal and illegal ones, and an oracle that says which are which.
 * The oracle is a map of balances and two lists of accounts; it knows nothing of the database.
 */

/** A whole number from 0 to `below` - 1, of which the play makes its choices. */
export type Choose = (below: number) => number;

/** The same choices for the same seed. @source mulberry32, a public-domain generator of 32 bits */
export function chooser(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Choices that were drawn before, one after the other; when they are used up, always 0. */
export function chosen(numbers: readonly number[]): Choose {
  let at = 0;
  return (below) => (numbers[at++] ?? 0) % below;
}

const NEVER_CREDIT = /^(101000|135000|141000|156100|157[12]00|169000|C.9|Q1.|Q9[12]|M[12]0)$/;
const NEVER_DEBIT =
  /^(445000|451000|461000|470000|480[12]00|490100|211000|231000|299000|C.[0-8]|Q90|M[12]9)$/;

export type Place = Omit<Line, 'amount'>;
export const placeName = ({ fund, account, dim, unit }: Place): string =>
  [fund, account, dim, unit].join('|');

export interface Oracle {
  /** Balances that are not zero. */
  readonly balances: ReadonlyMap<string, bigint>;
  readonly net: (fund: string, account: string, dim?: string, unit?: Unit) => bigint;
  /** Books the lines if no balance comes to the wrong side of zero. @returns whether it did */
  readonly book: (lines: readonly Line[]) => boolean;
}

export function createOracle(): Oracle {
  const balances = new Map<string, bigint>();
  return {
    balances,
    net: (fund, account, dim = '', unit = 'USD') =>
      balances.get(placeName({ fund, account, dim, unit })) ?? 0n,
    book(lines) {
      const after = new Map<string, bigint>();
      for (const line of lines) {
        const name = placeName(line);
        after.set(name, (after.get(name) ?? balances.get(name) ?? 0n) + line.amount);
      }
      const isWrong = [...after].some(([name, net]) => {
        const account = name.split('|')[1]!;
        return (net < 0n && NEVER_CREDIT.test(account)) || (net > 0n && NEVER_DEBIT.test(account));
      });
      if (isWrong) return false;
      for (const [name, net] of after) {
        if (net === 0n) balances.delete(name);
        else balances.set(name, net);
      }
      return true;
    },
  };
}

/** What somebody tries to book. */
export interface Attempt {
  readonly template: string;
  readonly lines: readonly Line[];
  readonly of: DocumentRef;
  /** The attempt that it takes back. */
  readonly reverses?: Attempt;
  /** What is there once it is booked. */
  readonly onBooked?: () => void;
}
