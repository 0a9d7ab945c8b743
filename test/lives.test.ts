import { expect, test } from 'vitest';
import type { Life } from '../src/audit/audit.ts';
import { lifeDiagram } from '../src/audit/life-diagram.ts';
import { MEETING_LIFE, RESOLUTION_LIFE, TERM_LIFE, VOTE_LIFE } from '../src/board/board.ts';
import {
  CONTRACT_LIFE,
  INVOICE_LIFE,
  ORDER_LIFE,
  REQUISITION_LIFE,
} from '../src/contracts/lives.ts';
import { FUND_LIFE, PERIOD_LIFE } from '../src/fund/fund.ts';
import { ASSAY_LIFE, LOT_LIFE } from '../src/inventory/inventory.ts';
import { ELIGIBLE_LIST_LIFE } from '../src/rules/eligible-list.ts';
import { databaseTests } from './support/database.ts';

// The life of a document is written twice: as rows, which the database obeys, and as a table of the
// program, of which buttons and pictures are made. They are one.

const LIVES: Readonly<Record<string, Life>> = {
  fund: FUND_LIFE,
  period: PERIOD_LIFE,
  term: TERM_LIFE,
  meeting: MEETING_LIFE,
  resolution: RESOLUTION_LIFE,
  'eligible-list': ELIGIBLE_LIST_LIFE,
  vote: VOTE_LIFE,
  lot: LOT_LIFE,
  assay: ASSAY_LIFE,
  requisition: REQUISITION_LIFE,
  contract: CONTRACT_LIFE,
  order: ORDER_LIFE,
  invoice: INVOICE_LIFE,
};

const onDatabase = databaseTests();

onDatabase('the rows of every life are its table, step by step', async (db) => {
  const rows = await db.query<{ kind: string; from: string; event: string; to: string }>(
    'select kind, from_status as "from", event, to_status as "to" from life_step',
  );
  const told = rows.map(({ kind, from, event, to }) => `${kind}: ${from} ${event} ${to}`);
  const tables = Object.entries(LIVES).flatMap(([kind, life]) =>
    Object.entries(life).flatMap(([from, events]) =>
      Object.entries(events).map(([event, to]) => `${kind}: ${from} ${event} ${to}`),
    ),
  );
  expect(new Set(told)).toEqual(new Set(tables));
  expect(told.length).toBe(tables.length);
});

onDatabase('a step that is in no row is refused by the database itself', async (db) => {
  const attempt = db.transaction(async (tx) => {
    await tx.script(`insert into person (id, name) values ('x', 'X');
      insert into deed (person, name, on_day, request, request_digest)
        values ('x', 'test', '2026-01-15', '{}', 'sha256-' || repeat('0', 64));
      insert into document (kind, id, deed) select 'fund', 'f', max(id) from deed;
      insert into document_event (kind, document, n, from_status, to_status, deed)
        select 'fund', 'f', 0, 'none', 'closed', max(id) from deed`);
  });
  await expect(attempt).rejects.toMatchObject({ code: '23503' });
});

test.each(Object.entries(LIVES))('docs/diagrams/life-%s.mmd is its table', async (kind, life) => {
  await expect(lifeDiagram(life)).toMatchFileSnapshot(`../docs/diagrams/life-${kind}.mmd`);
});
