import { counted, grouped } from '../base/number-text.ts';
import { tableLines } from '../base/text-table.ts';
import type { ProjectFinance } from './project-finance.ts';

type FinanceRow = ProjectFinance['instruments'][number];

/** The finance of a project for a person at a terminal. */
export function financeLines(found: ProjectFinance): string[] {
  return [
    `Finance of ${found.project} · data ${found.dataVersion} · rows of data/finance.csv, each with its source`,
    '',
    ...tableLines(
      ['id', 'instrument', 'from', 'amount', 'status', 'standing', 'of the Reserve', 'dilution'],
      found.instruments.map(rowCells),
    ),
    '',
    'Totals, by currency and status:',
    ...found.totals.map(totalLine),
    '',
    ...found.companies.flatMap(companyLines),
    ...found.claims.map(
      ({ id, claim, verdict, sentence }) => `Claim of ${id}, '${claim}': ${verdict}. ${sentence}`,
    ),
    'Tests:',
    ...found.tests.map(
      ({ outcome, rule, sentence, authority }) =>
        `  ${outcome}: ${rule}. ${sentence} [${authority}]`,
    ),
    `Private capital: ${mobilisedText(found)}`,
    ...found.notes.map((note) => `Note: ${note}`),
    'Sources:',
    ...found.instruments.map(({ id, date, source }) => `  ${id} (${date}): ${source}`),
  ];
}

function rowCells(row: FinanceRow): string[] {
  const { id, instrument, provider, closingStatus, standing, isReserveInstrument } = row;
  const party = isReserveInstrument ? 'yes' : 'no';
  const dilution = dilutionText(row);
  return [id, instrument, provider, amountText(row), closingStatus, standing, party, dilution];
}

function amountText({ amount, currency, principalIs, principal }: FinanceRow): string {
  if (amount === null) return 'not known';
  const decimals = principal!.includes('.') ? 2 : 0; // the amount was read from it
  const text = `${currency} ${grouped(amount, decimals)}`;
  return principalIs === 'amount' ? text : `${principalIs} ${text}`;
}

function dilutionText({ dilution }: FinanceRow): string {
  if (dilution === null) return 'not known';
  if (dilution.label === 'non-dilutive') return 'none';
  const { share, newShares } = dilution;
  return share === null ? `${grouped(newShares, 0)} shares` : `${(100 * share).toFixed(2)} percent`;
}

function totalLine(total: ProjectFinance['totals'][number]): string {
  const { currency, closingStatus, role, amount, instruments, withoutAmount } = total;
  const decimals = Number.isInteger(amount) ? 0 : 2;
  const isKnown = withoutAmount.length < instruments;
  const sum = isKnown ? `${currency} ${grouped(amount, decimals)}` : 'amount not known';
  const missing = isKnown && withoutAmount.length > 0 ? ', of those with an amount' : '';
  const without = withoutAmount.length === 0 ? '' : `; without: ${withoutAmount.join(', ')}`;
  return `  ${closingStatus}, ${role}: ${sum}${missing} (${counted(instruments, 'instrument')}${without})`;
}

function companyLines(company: ProjectFinance['companies'][number]): string[] {
  const { issuer, firm, all, alternative, count, others, uncounted } = company;
  const lines = [`Dilution of ${issuer}, committed and closed: ${firm.sentence}`];
  if (all.newShares !== firm.newShares) lines.push(`  with all that is hoped for: ${all.sentence}`);
  if (count !== null) {
    lines.push(
      `  shares before: ${grouped(count.shares, 0)} on ${count.asOf}, ${count.basis}${count.derivation === null ? '' : ` (${count.derivation})`}, ${count.standing} [${count.source}]`,
    );
  }
  if (alternative !== null) lines.push(`  by another reading: ${alternative.sentence}`);
  for (const other of others) {
    lines.push(
      `  ${other.moment === 'after' ? 'later count' : 'other reading'}: ${grouped(other.shares, 0)}, ${other.asOf} (${other.derivation ?? other.basis}) [${other.source}]`,
    );
  }
  if (uncounted.length > 0) lines.push(`  cannot be counted: ${uncounted.join(', ')}`);
  return lines;
}

function mobilisedText({ mobilised: { perPublicDollar, sentence } }: ProjectFinance): string {
  return perPublicDollar === null
    ? sentence
    : `$${perPublicDollar.toFixed(2)} per public dollar; ${sentence}`;
}
