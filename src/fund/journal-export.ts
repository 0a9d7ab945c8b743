import { sentenceCase } from '../base/sentence-case.ts';
import { BOOK_NAME, bookOf, type JournalEntry } from './fund.ts';

/*
 * The journal for other accounting programs. They are judges: each adds up for itself what our
 * books say. Every book of every fund of an entry is a transaction of its own, so that two mistakes
 * in two books cannot make up for each other.
 *
 * @source docs/models/ledger.md, section 7
 */

export const PEER_FORMATS = ['hledger', 'ledger', 'beancount'] as const;
export type PeerFormat = (typeof PEER_FORMATS)[number];

/** Where an amount is: an account of a fund, of what it concerns, in a unit. */
export interface PeerPlace {
  readonly fund: string;
  readonly account: string;
  readonly dim: string;
  readonly unit: string;
}

const OPENED_ON = '1900-01-01'; // Beancount wants a day on which an account begins; any early one

/**
 * The name of an account, for all three: Beancount takes letters, digits and hyphens only, so a
 * hyphen is written twice, a colon as -c, and what else there is byte by byte as -xHH.
 */
export function peerAccount({ fund, account, dim }: Omit<PeerPlace, 'unit'>): string {
  const book = BOOK_NAME[bookOf(account)];
  const root = `Equity:${sentenceCase(book)}:F${escaped(fund)}:A${account}`;
  return dim === '' ? root : `${root}:D${escaped(dim)}`;
}

function escaped(text: string): string {
  return [...text].map(escapedLetter).join('');
}

/** Percent-encoding is the one way to bytes of UTF-8 that a pure file has. */
function escapedLetter(letter: string): string {
  if (/[A-Za-z0-9]/.test(letter)) return letter;
  if (letter === '-') return '--';
  if (letter === ':') return '-c';
  const bytes = encodeURIComponent(letter).match(/%[0-9A-F]{2}/g);
  if (bytes !== null) return bytes.map((byte) => `-x${byte.slice(1).toLowerCase()}`).join('');
  return `-x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** 'USD', or 'G-FLUORSPAR' for grams of fluorspar. */
export const peerCommodity = (unit: string): string =>
  unit === 'USD' ? unit : unit.replace(' ', '-').toUpperCase();

function amountText(format: PeerFormat, amount: bigint, unit: string): string {
  const commodity = peerCommodity(unit);
  const quoted = format === 'beancount' || unit === 'USD' ? commodity : `"${commodity}"`;
  if (unit !== 'USD') return `${amount} ${quoted}`;
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)} ${quoted}`;
}

/** Declares accounts and commodities: a program that is told to be strict knows no others. */
export function peerHead(format: PeerFormat, places: readonly PeerPlace[]): string[] {
  const accounts = [...new Set(places.map(peerAccount))].sort();
  const units = [...new Set(places.map(({ unit }) => unit))].sort();
  if (format === 'beancount') {
    return [
      'option "title" "Lodestock"',
      'option "operating_currency" "USD"',
      ...units.map((unit) => `${OPENED_ON} commodity ${peerCommodity(unit)}`),
      ...accounts.map((account) => `${OPENED_ON} open ${account}`),
    ];
  }
  const unitLine = (unit: string) => {
    const quoted = unit === 'USD' ? unit : `"${peerCommodity(unit)}"`;
    const sample = unit === 'USD' ? `1000.00 ${quoted}` : `1000. ${quoted}`;
    return format === 'hledger' ? `commodity ${sample}` : `commodity ${quoted}`;
  };
  return [...units.map(unitLine), ...accounts.map((account) => `account ${account}`)];
}

/** An entry as one transaction for each of its books and funds. */
export function peerLines(format: PeerFormat, entry: JournalEntry): string[] {
  const parts = new Map<string, JournalEntry['lines']>();
  for (const line of entry.lines) {
    const part = `${bookOf(line.account)} ${line.fund}`;
    parts.set(part, [...(parts.get(part) ?? []), line]);
  }
  return [...parts].flatMap(([part, lines]) => [
    '',
    title(format, entry, part),
    ...lines.map(
      (line) => `  ${peerAccount(line)}  ${amountText(format, BigInt(line.amount), line.unit)}`,
    ),
  ]);
}

function title(format: PeerFormat, { effectiveOn, seq, template }: JournalEntry, part: string) {
  const words = template.replaceAll(/[^\p{L}\p{N} .-]/gu, ' ');
  return format === 'beancount'
    ? `${effectiveOn} * "${words}" "entry ${seq}, ${part}"`
    : `${effectiveOn} * (${seq}) ${words} - ${part}`;
}
