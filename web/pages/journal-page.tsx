import type { Balance, JournalEntry } from '../../src/fund/fund.ts';
import { BOOK_NAME } from '../../src/fund/fund.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { PlainTable } from '../parts/table.tsx';
import { entryHref, fundHref, journalHref, sideCells, threadHref } from './book-text.ts';

/** Which part of the books; '' is all. */
export interface JournalPlace {
  readonly fund: string;
  readonly account: string;
  readonly dim: string;
}

export interface JournalProps {
  readonly place: JournalPlace;
  readonly balances: readonly Balance[];
  /** Entries of the account or document that was asked for; none where neither was. */
  readonly entries: readonly JournalEntry[];
  readonly moreHref: string | null;
  readonly data: DataEdition;
}

/** From an account to its entries, from an entry to what caused it. */
export function JournalPage({ place, balances, entries, moreHref }: JournalProps) {
  const parts = Object.entries(place).filter(([, value]) => value !== '');
  const asked = parts.map(([name, value]) => `${name === 'dim' ? 'of' : name} ${value}`).join(', ');
  return (
    <>
      <p className="trail">
        <a href="/fund">Funds</a> / <a href="/journal">Journal</a>
        {place.fund !== '' && (
          <>
            {' '}
            / <a href={fundHref(place.fund)}>{place.fund}</a>
          </>
        )}
      </p>
      <section className="answer">
        <h1>{asked === '' ? 'Every account that is not zero' : `The books: ${asked}`}</h1>
        <p className="lead">
          Debits and credits of each account; an account leads to its entries, and an entry to what
          caused it. Amounts are exact, to the cent and the gram.
        </p>
      </section>
      <Balances balances={balances} />
      {entries.length > 0 && <Entries place={place} entries={entries} moreHref={moreHref} />}
      <p className="actions">
        <a href={`/api/v1/journal/balances?${queryOf(parts)}`}>Balances as JSON</a>
        <a href={`/api/v1/journal?${queryOf(parts)}`}>Entries as JSON</a>
      </p>
    </>
  );
}

const queryOf = (parts: readonly (readonly [string, string])[]) =>
  new URLSearchParams(parts.map(([name, value]) => [name, value])).toString();

function Balances({ balances }: Pick<JournalProps, 'balances'>) {
  if (balances.length === 0) return <p>Nothing is booked there.</p>;
  return (
    <section aria-labelledby="balances">
      <h2 id="balances">Balances</h2>
      <PlainTable
        caption="Balances by account, fund and what they concern"
        rows={{
          columns: [
            { label: 'Account' },
            { label: 'Book' },
            { label: 'Fund' },
            { label: 'Of' },
            { label: 'Debit', isNumber: true },
            { label: 'Credit', isNumber: true },
          ],
          rows: balances.map(({ account, title, book, fund, dim, unit, net }) => [
            {
              text: `${account} ${title}`,
              href: journalHref({ fund, account, ...(dim !== '' && { dim }) }),
            },
            ...[BOOK_NAME[book], fund],
            dim === '' ? '' : { text: dim, href: journalHref({ dim }) },
            ...sideCells(net, unit),
          ]),
        }}
      />
    </section>
  );
}

function Entries({
  place,
  entries,
  moreHref,
}: Pick<JournalProps, 'place' | 'entries' | 'moreHref'>) {
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">Entries</h2>
      <PlainTable
        caption="Lines of entries, in the order in which they became known"
        rows={{
          columns: [
            { label: 'Entry' },
            { label: 'In effect on', isUnbroken: true },
            { label: 'By' },
            { label: 'Account' },
            { label: 'Debit', isNumber: true },
            { label: 'Credit', isNumber: true },
          ],
          rows: entries.flatMap(({ seq, id, template, effectiveOn, by, lines }) =>
            lines.filter(isIn(place)).map(({ account, title, unit, amount }, k) => [
              {
                text: `${seq} ${template}${k === 0 ? '' : `, line ${k + 1}`}`,
                href: entryHref(id),
              },
              ...[effectiveOn, by, `${account} ${title}`],
              ...sideCells(amount, unit),
            ]),
          ),
        }}
      />
      {moreHref !== null && (
        <p className="actions">
          <a href={moreHref}>Later entries</a>
        </p>
      )}
    </section>
  );
}

const isIn =
  ({ fund, account, dim }: JournalPlace) =>
  (line: JournalEntry['lines'][number]) =>
    (fund === '' || line.fund === fund) &&
    (account === '' || line.account === account) &&
    (dim === '' || line.dim === dim);

export interface EntryProps {
  readonly entry: JournalEntry;
  readonly data: DataEdition;
}

/** One entry: its lines by book, who booked it and why. */
export function EntryPage({ entry }: EntryProps) {
  const { seq, id, template, effectiveOn, originalOn, reason, reverses, by, lines } = entry;
  return (
    <>
      <p className="trail">
        <a href="/fund">Funds</a> / <a href="/journal">Journal</a> / {seq}
      </p>
      <section className="answer">
        <h1>
          Entry {seq}: {template}
        </h1>
        <p className="lead">
          Booked by {by}, in effect on {effectiveOn}
          {originalOn !== null && ` for ${originalOn}`}
          {reason !== null && `: ${reason}`}.{' '}
          {reverses !== null && `It takes back entry ${reverses}. `}
          <a href={threadHref('entry', id)}>What caused it</a>
        </p>
      </section>
      <section aria-labelledby="lines">
        <h2 id="lines">Its lines; each book of each fund adds up to zero</h2>
        <PlainTable
          caption={`Lines of entry ${seq}`}
          rows={{
            columns: [
              { label: 'Account' },
              { label: 'Fund' },
              { label: 'Of' },
              { label: 'Debit', isNumber: true },
              { label: 'Credit', isNumber: true },
            ],
            rows: lines.map(({ account, title, fund, dim, unit, amount }) => [
              {
                text: `${account} ${title}`,
                href: journalHref({ fund, account, ...(dim !== '' && { dim }) }),
              },
              { text: fund, href: fundHref(fund) },
              dim === '' ? '' : { text: dim, href: journalHref({ dim }) },
              ...sideCells(amount, unit),
            ]),
          }}
        />
      </section>
      <p className="actions">
        <a href={`/api/v1/journal/entries/${encodeURIComponent(id)}`}>As JSON</a>
      </p>
    </>
  );
}
