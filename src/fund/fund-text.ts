import { centsText, gramsText } from '../base/booked.ts';
import { tableLines } from '../base/text-table.ts';
import type { Balance, Fund, JournalEntry, TieOut } from './fund.ts';
import type { FundStatus } from './fund-status.ts';

/** A booked amount with its unit: dollars to the cent, or kilograms to the gram. */
export const amountText = (amount: string, unit: string): string =>
  unit === 'USD'
    ? centsText(BigInt(amount))
    : `${gramsText(BigInt(amount))} ${unit.slice('g '.length)}`;

/** What an amount is on: a debit or a credit, each without a sign. */
export function sidedText(amount: string, unit: string): string {
  const value = BigInt(amount);
  if (value === 0n) return amountText('0', unit);
  const size = (value < 0n ? -value : value).toString();
  return `${amountText(size, unit)} ${value < 0n ? 'credit' : 'debit'}`;
}

export function fundListLines(funds: readonly Fund[]): string[] {
  if (funds.length === 0) return ['There is no fund yet; `lodestock fund open` makes one.'];
  return tableLines(
    ['fund', 'kind', 'partner', 'status', 'title'],
    funds.map(({ id, kind, partner, status, title }) => [id, kind, partner ?? '-', status, title]),
  );
}

export function fundStatusLines(all: readonly FundStatus[]): string[] {
  if (all.length === 0) return fundListLines([]);
  return all.flatMap(({ fund, resourcesCents, places, cashCents, limits }, k) => [
    ...(k === 0 ? [] : ['']),
    `Fund ${fund.id} (${fund.kind}${fund.partner === null ? '' : ` of ${fund.partner}`}), ${fund.status}: ${fund.title}`,
    ...tableLines(
      ['where the money is', 'amount'],
      [
        ...places.map(({ title, cents }) => [title, centsText(BigInt(cents))]),
        ['total resources', centsText(BigInt(resourcesCents))],
        ['cash with Treasury', centsText(BigInt(cashCents))],
      ],
    ),
    ...(limits.length === 0
      ? []
      : tableLines(
          ['limit', 'of', 'granted', 'used', 'left'],
          limits.map(({ title, dim, unit, granted, used, available }) => [
            ...[title, dim === '' ? '-' : dim],
            ...[granted, used, available].map((each) => amountText(each, unit)),
          ]),
        )),
  ]);
}

export function balanceLines(balances: readonly Balance[]): string[] {
  return tableLines(
    ['account', 'title', 'fund', 'of', 'balance'],
    balances.map(({ account, title, fund, dim, unit, net }) => [
      ...[account, title, fund, dim === '' ? '-' : dim],
      sidedText(net, unit),
    ]),
  );
}

export function journalLines(entries: readonly JournalEntry[]): string[] {
  return entries.flatMap(({ seq, id, template, effectiveOn, by, reason, lines }) => [
    `${seq}  ${effectiveOn}  ${template} by ${by}  [${id}]${reason === null ? '' : `: ${reason}`}`,
    ...lines.map(
      ({ fund, account, title, dim, unit, amount }) =>
        `    ${account} ${title}, ${fund}${dim === '' ? '' : ` ${dim}`}: ${sidedText(amount, unit)}`,
    ),
  ]);
}

export function tieOutLines(found: readonly TieOut[]): string[] {
  const open = found.filter(({ difference }) => difference !== '0');
  return [
    ...tableLines(
      ['tie-out', 'fund', 'left', 'right', 'difference'],
      found.map(({ id, fund, unit, left, right, difference }) => [
        ...[id, fund],
        ...[left, right, difference].map((each) => amountText(each, unit)),
      ]),
    ),
    `${found.length} tie-outs, ${open.length === 0 ? 'all zero' : `${open.length} not zero`}`,
  ];
}
