import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { TraceStep } from '../../src/audit/audit.ts';
import type { Balance, Fund, JournalEntry, TieOut } from '../../src/fund/fund.ts';
import { fundStatusOf } from '../../src/fund/fund-status.ts';
import * as journal from '../../src/fund/journal.ts';
import { tieOuts } from '../../src/fund/tie-out.ts';
import { FundPage } from './fund-page.tsx';
import { FundsPage } from './funds-page.tsx';
import { EntryPage, JournalPage } from './journal-page.tsx';
import { ThreadPage } from './thread-page.tsx';

const data = { version: 'test', digest: 'sha256-0' };
const fund: Fund = {
  ...{ id: 'reserve', kind: 'appropriated', title: 'The reserve (illustrative)' },
  ...{ partner: null, status: 'open' },
};
const lines = journal.appropriation(fund as { id: string; kind: 'appropriated' }, 12_345_67n);
const nets = lines.map(({ amount, ...place }) => ({ ...place, net: amount }));
const status = fundStatusOf(fund, '1-abc', nets);
const tied: TieOut[] = tieOuts([fund], nets, undefined);
const balances: Balance[] = nets.map(({ net, ...place }) => ({
  ...place,
  ...{ title: 'Title', book: 'B', net: net.toString() },
}));
const entry: JournalEntry = {
  ...{
    seq: '1',
    id: '1:appropriate:fund:reserve',
    template: 'appropriate',
    by: 'chief',
    deed: '1',
  },
  ...{ effectiveOn: '2026-01-15', originalOn: null, reason: 'law', reverses: null },
  lines: lines.map(({ amount, ...place }) => ({
    ...place,
    title: 'Title',
    amount: String(amount),
  })),
};
const step = (kind: TraceStep['kind'], id: string, depth: number): TraceStep => ({
  ...{ kind, id, depth, deed: '1', by: 'chief', on: '2026-01-15', status: null },
  because: depth === 0 ? null : { kind: 'order', id: 'O-1' },
});

test('the page of funds says what is free, to the cent, and that the books tie out', () => {
  const page = renderToStaticMarkup(<FundsPage funds={[status]} tieOuts={tied} data={data} />);
  expect(page).toContain('$12,345.67 of $12,345.67 is free');
  expect(page).toContain(`All ${tied.length} tie-outs are zero`);
  expect(page).toContain('href="/fund/reserve"');
  expect(page).not.toMatch(/NaN|undefined|Infinity|style=|\[object/);
});

test('a tie-out that is not zero is the first thing said', () => {
  const broken = nets.map((each) =>
    each.account === '101000' ? { ...each, net: each.net + 1n } : each,
  );
  const wrong = tieOuts([fund], broken, undefined);
  const page = renderToStaticMarkup(<FundsPage funds={[status]} tieOuts={wrong} data={data} />);
  expect(page).toContain('A tie-out is not zero: stop posting.');
  expect(page).toContain('T1 ✗');
});

test('without a fund the page says how to open one', () => {
  const page = renderToStaticMarkup(<FundsPage funds={[]} tieOuts={[]} data={data} />);
  expect(page).toContain('lodestock fund open');
});

test('a fund leads to its entries, an account to its lines, an entry to its cause', () => {
  const one = renderToStaticMarkup(
    <FundPage status={status} events={[]} next={['freeze']} tieOuts={tied} data={data} />,
  );
  expect(one).toContain('href="/journal?fund=reserve&amp;account=445000"');
  expect(one).toContain('Possible now: freeze');
  const place = { fund: 'reserve', account: '445000', dim: '' };
  const many = renderToStaticMarkup(
    <JournalPage place={place} balances={balances} entries={[entry]} moreHref={null} data={data} />,
  );
  expect(many.match(/href="\/journal\/1%3Aappropriate%3Afund%3Areserve"/g)).toHaveLength(1);
  const told = renderToStaticMarkup(<EntryPage entry={entry} data={data} />);
  expect(told).toContain('href="/audit/entry%3A1%3Aappropriate%3Afund%3Areserve"');
  expect(told.match(/<td class="number">\$12,345.67<\/td>/g)).toHaveLength(4);
});

test('a thread stands in the order in which one thing came of another', () => {
  const steps = [step('contract', 'C-1', -1), step('order', 'O-1', 0), step('entry', 'E-1', 1)];
  const page = renderToStaticMarkup(<ThreadPage steps={steps} events={[]} data={data} />);
  const strip = [...page.matchAll(/<li><a href="([^"]+)"/g)].map(([, href]) => href);
  expect(strip).toEqual(['/audit/contract%3AC-1', '/audit/order%3AO-1', '/audit/entry%3AE-1']);
  expect(page).toContain('1 document led to it; 1 came of it');
});
