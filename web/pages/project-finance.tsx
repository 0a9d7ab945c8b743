import type { ProjectFinance } from '../../src/instruments/project-finance.ts';
import { type BarPart, PartBars, type PartRow } from '../charts/part-bars.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, sentenceCase } from '../parts/format.ts';
import { type Cell, PlainTable } from '../parts/table.tsx';
import { known, numberCell } from '../parts/vocabulary.tsx';
import { sourceCell, standingCell } from './project-text.ts';

export interface FinanceProps {
  readonly name: string;
  readonly finance: ProjectFinance;
  readonly edition: string;
}

type FinanceRow = ProjectFinance['instruments'][number];
type ClosingStatus = FinanceRow['closingStatus'];

/** The firmest first. */
const STATUSES = ['closed', 'committed', 'conditional', 'LOI'] as const;

const STATUS_WORD: Readonly<Record<ClosingStatus, string>> = {
  closed: '● closed',
  committed: '● committed',
  conditional: '▲ conditional',
  LOI: '◇ letter of intent',
};

/** How a project is financed, the firmest first, and what that does to its owners. */
export function Finance(props: FinanceProps) {
  const { finance } = props;
  return (
    <section className="profile" aria-labelledby="financed">
      <h2 id="financed">How it is financed</h2>
      {finance.instruments.length === 0 ? (
        <p>The record knows of no instrument.</p>
      ) : (
        <>
          <StackFigure {...props} />
          <Instruments finance={finance} />
          <Tests finance={finance} />
        </>
      )}
    </section>
  );
}

/** The currency in which most instruments are, and its amounts by status. */
function StackFigure({ name, finance, edition }: FinanceProps) {
  const currency = mainCurrency(finance.instruments);
  const shown = finance.instruments.filter(
    (row) => row.currency === currency && row.amount !== null && row.amount > 0,
  );
  const others = finance.instruments.filter((row) => !shown.includes(row));
  if (shown.length === 0) return null;
  const capital = shown.filter(({ role }) => role === 'capital');
  const firm = capital.filter(({ closingStatus }) => isFirm(closingStatus));
  return (
    <Figure
      id="finance-stack"
      title={
        capital.length === 0
          ? `No amount of capital in ${currency} is published: all of this is purchases and rights`
          : `${amountText(sumOf(firm))} of ${amountText(sumOf(capital))} ${currency} of capital is committed or closed`
      }
      measure={`Principal of instruments in ${currency} by closing status, million; dark: capital of the project; light, outlined: purchases, rights and other support, which are no capital; striped: of a federal agency other than the Reserve, not a Reserve instrument`}
      evidence="public"
      summary={stackSummary(finance, shown, others, currency)}
      draw={(widthPx) => (
        <PartBars
          rows={STATUSES.map((status) => stackRow(status, shown))}
          widthPx={widthPx}
          label={`Finance of ${name} by closing status`}
          source={`the public record, instrument by instrument; data ${edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Closing status' },
          { label: 'Role' },
          { label: 'Currency' },
          { label: 'Instruments', isNumber: true },
          { label: 'Amount', isNumber: true },
          { label: 'Without a published amount' },
        ],
        rows: finance.totals.map((total) => [
          total.closingStatus,
          total.role,
          total.currency,
          String(total.instruments),
          grouped(total.amount, 2),
          total.withoutAmount.length === 0 ? 'none' : total.withoutAmount.join(', '),
        ]),
      }}
    />
  );
}

const isFirm = (status: ClosingStatus) => status === 'closed' || status === 'committed';

function mainCurrency(rows: readonly FinanceRow[]): string {
  const dollars = rows.filter(({ currency, amount }) => currency === 'USD' && amount !== null);
  return dollars.length > 0 ? 'USD' : (rows[0]?.currency ?? 'USD');
}

function sumOf(rows: readonly FinanceRow[]): number {
  let sum = 0;
  for (const { amount } of rows) sum += amount ?? 0;
  return sum;
}

const amountText = (amount: number) => `${grouped(amount / 1e6, 1)} million`;

function stackRow(status: ClosingStatus, rows: readonly FinanceRow[]): PartRow {
  const own = rows.filter(({ closingStatus }) => closingStatus === status);
  const capitalFirst = [...own].sort((a, b) => rank(a) - rank(b));
  const parts = capitalFirst.map(
    (row): BarPart => ({
      value: (row.amount ?? 0) / 1e6,
      tone: row.role === 'capital' ? 'first' : 'rest',
      isHatched: isExternal(row),
    }),
  );
  return {
    label: status === 'LOI' ? 'letter of intent' : status,
    valueText: own.length === 0 ? '—' : grouped(sumOf(own) / 1e6, 1),
    parts,
  };
}

const rank = ({ role }: FinanceRow) => (role === 'capital' ? 0 : 1);

const isExternal = ({ providerKind, isReserveInstrument }: FinanceRow) =>
  providerKind === 'federal' && !isReserveInstrument;

function stackSummary(
  finance: ProjectFinance,
  shown: readonly FinanceRow[],
  others: readonly FinanceRow[],
  currency: string,
): string {
  const external = finance.instruments.filter(isExternal);
  const noAmount = others.filter(({ amount }) => amount === null);
  const foreign = others.filter((row) => row.amount !== null && row.currency !== currency);
  return [
    `${shown.length} of ${finance.instruments.length} instruments have an amount in ${currency}.`,
    foreign.length === 0
      ? ''
      : `${foreign.length} are in another currency and not in the bars: currencies are not added without a rate.`,
    noAmount.length === 0 ? '' : `No source gives the amount of ${noAmount.length}.`,
    external.length === 0
      ? ''
      : `Of federal agencies other than the Reserve, and no Reserve instruments: ${external.map(({ id }) => id).join(', ')}.`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** Every instrument with its terms, by closing status. */
function Instruments({ finance }: { readonly finance: ProjectFinance }) {
  const rows = STATUSES.flatMap((status) =>
    finance.instruments.filter(({ closingStatus }) => closingStatus === status),
  );
  return (
    <PlainTable
      caption="Instruments by closing status"
      rows={{
        columns: [
          { label: 'Instrument' },
          { label: 'Closing status' },
          { label: 'Amount', isNumber: true },
          { label: 'Currency' },
          { label: 'From' },
          { label: 'Whose' },
          { label: 'Rate, term, security and conditions' },
          { label: 'Standing' },
          { label: 'Source' },
        ],
        rows: rows.map((row): Cell[] => [
          `${sentenceCase(row.instrument)} (${row.id})`,
          STATUS_WORD[row.closingStatus],
          amountCell(row),
          row.currency,
          row.provider,
          row.isReserveInstrument
            ? 'Reserve instrument'
            : `${row.providerKind}; not a Reserve instrument`,
          known(termsOf(row)),
          standingCell(row.standing),
          sourceCell(row.source),
        ]),
      }}
    />
  );
}

function termsOf(row: FinanceRow): string | null {
  const { rate, term, security, seniority, guarantee, conditions } = row;
  const terms = [rate, term, security, seniority, guarantee, conditions].filter(
    (text) => text !== null,
  );
  return terms.length === 0 ? null : terms.join('; ');
}

function amountCell({ amount, principalIs }: FinanceRow): Cell {
  if (amount === null) return known(null);
  const text = grouped(amount, amount % 1 === 0 ? 0 : 2);
  return principalIs === 'amount' ? text : `${principalIs} ${text}`;
}

const OUTCOME_SIGN: Readonly<Record<string, string>> = {
  passes: '✓ passes',
  fails: '■ fails',
  'cannot be said': '∅ cannot be said',
  'does not apply': '– does not apply',
};

function Tests({ finance }: { readonly finance: ProjectFinance }) {
  return (
    <div className="facts">
      <h3>Federal share and private money</h3>
      <ul className="plain-list">
        {finance.tests.map(({ id, rule, outcome, sentence, authority }) => (
          <li key={id}>
            <strong>{OUTCOME_SIGN[outcome] ?? outcome}</strong>
            {` – ${rule}: ${sentence} (${authority}).`}
          </li>
        ))}
        <li>{full(finance.mobilised.sentence)}</li>
        {finance.notes.map((note) => (
          <li key={note}>{full(note)}</li>
        ))}
      </ul>
    </div>
  );
}

/** A sentence with one full stop. */
const full = (text: string): string => `${sentenceCase(text).replace(/[.]$/, '')}.`;

/** What the instruments do to the owners of the company, all that is firm at once, and each alone. */
export function DilutionSection({ finance }: { readonly finance: ProjectFinance }) {
  const diluting = finance.instruments.filter(
    ({ dilution }) => dilution === null || dilution.newShares > 0,
  );
  return (
    <section className="profile" aria-labelledby="diluted">
      <h2 id="diluted">How far its owners are diluted</h2>
      <p className="measure">
        New shares on full conversion and exercise, over the shares that there would be then. Called
        non-dilutive only where there are none.
      </p>
      {finance.companies.length === 0 && <p>No instrument on record issues shares.</p>}
      {finance.companies.map(({ issuer, firm, all, alternative, count }) => (
        <div key={issuer} className="facts">
          <h3>{issuer}</h3>
          <ul className="plain-list">
            <li>
              <strong>{firm.label}</strong>
              {`, by all that is committed or closed: ${firm.sentence}.`}
            </li>
            {all.sentence !== firm.sentence && (
              <li>{`With what is conditional or a letter: ${all.sentence}.`}</li>
            )}
            {alternative !== null && (
              <li>{`By another reading of the shares before: ${alternative.sentence}.`}</li>
            )}
            {count !== null && (
              <li>
                {`Shares before: ${grouped(count.shares, 0)}, ${count.asOf}, ${count.basis}${count.derivation === null ? '' : ` (${count.derivation})`}.`}
              </li>
            )}
          </ul>
        </div>
      ))}
      {diluting.length > 0 && (
        <PlainTable
          caption="New shares, instrument by instrument"
          rows={{
            columns: [
              { label: 'Instrument' },
              { label: 'New shares', isNumber: true },
              { label: 'Label' },
              { label: 'How it is reckoned' },
              { label: 'Source' },
            ],
            rows: diluting.map((row) => [
              row.id,
              numberCell(row.dilution?.newShares ?? null, (x) => grouped(x, 0)),
              row.dilution?.label ?? 'not known',
              row.dilution?.sentence ?? 'its new shares cannot be counted',
              sourceCell(row.source),
            ]),
          }}
        />
      )}
      {finance.claims.length > 0 && (
        <div className="claims">
          <h3>What is said of dilution, against its terms</h3>
          <ul className="plain-list">
            {finance.claims.map(({ id, claim, verdict, sentence }) => (
              <li key={id}>
                <span className="claim-mark">claim</span>
                {` “${claim}” – `}
                <strong>{verdict}</strong>
                {`: ${sentence}.`}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
