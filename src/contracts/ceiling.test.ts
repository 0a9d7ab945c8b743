import { expect, test } from 'vitest';
import type { JournalEntry, Line } from '../fund/fund.ts';
import * as journal from '../fund/journal.ts';
import { ceilingHistory } from './ceiling.ts';
import type { Modification } from './contracts.ts';

const fund = { id: 'reserve', kind: 'appropriated' } as const;
const names = { contract: 'C-1', order: 'C-1.1', requisition: 'requisition:R-1' };

/** An entry as the journal tells it. */
function entry(seq: number, template: string, on: string, lines: Line[]): JournalEntry {
  return {
    ...{ seq: `${seq}`, id: `entry-${seq}`, template, effectiveOn: on, originalOn: null },
    ...{ reason: null, reverses: null, by: 'officer', deed: `${seq}` },
    lines: lines.map(({ amount, ...line }) => ({ ...line, title: '', amount: `${amount}` })),
  };
}

const modification = (n: number, other: Partial<Modification>): Modification => ({
  ...{ n, reason: 'why', ceilingRiseCents: '0', orderingTo: null, resolution: null },
  signedOn: '2026-06-01',
  ...other,
});

test('a ceiling burns down by orders, and comes back by what is given up and by a vote', () => {
  const rise = modification(2, { ceilingRiseCents: '5000', signedOn: '2026-07-01' });
  const longer = modification(1, { orderingTo: '2028-01-01', signedOn: '2026-06-01' });
  const award = journal.award(fund, names, { ceilingCents: 10_000n, minimumCents: 500n });
  const order = journal.order(fund, names, { cents: 8000n, fromMinimumCents: 500n });
  const history = ceilingHistory({ id: 'C-1', modifications: [longer, rise] }, [
    entry(1, 'award', '2026-01-13', award),
    entry(2, 'order', '2026-02-02', order),
    entry(3, 'ceiling-rise', '2026-07-01', journal.ceilingRise(fund, 'C-1', 5000n)),
    // booked last, in effect before the rise
    entry(4, 'order-cancellation', '2026-05-04', journal.orderCancellation(fund, names, 3000n)),
  ]);
  const told = history.map((each) => [
    ...[each.on, each.event, each.document, each.entry],
    ...[each.changeCents, each.ceilingCents, each.leftCents],
  ]);
  expect(told).toEqual([
    ['2026-01-13', 'award', 'C-1', 'entry-1', '10000', '10000', '10000'],
    ['2026-02-02', 'order', 'C-1.1', 'entry-2', '-8000', '10000', '2000'],
    ['2026-05-04', 'order-cancellation', 'C-1.1', 'entry-4', '3000', '10000', '5000'],
    ['2026-06-01', 'modification', 'C-1.M1', null, '0', '10000', '5000'],
    ['2026-07-01', 'ceiling-rise', 'C-1.M2', 'entry-3', '5000', '15000', '10000'],
  ]);
});

test('a contract that is not awarded has no ceiling to burn', () => {
  expect(ceilingHistory({ id: 'C-1', modifications: [] }, [])).toEqual([]);
});
