import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import type { Life } from '../audit/audit.ts';
import { ASSAY_LIFE, LOT_LIFE } from './inventory.ts';

const onDatabase = databaseTests();

const LIVES: Readonly<Record<string, Life>> = { lot: LOT_LIFE, assay: ASSAY_LIFE };

onDatabase(
  'the lives of lots and assays are the same in the database and in the program',
  async (db) => {
    const rows = await db.query<{ kind: string; from: string; event: string; to: string }>(
      `select kind, from_status as "from", event, to_status as "to" from life_step
     where kind in ('lot', 'assay')`,
    );
    const told = rows.map(({ kind, from, event, to }) => `${kind}: ${from} > ${event} > ${to}`);
    const written = Object.entries(LIVES).flatMap(([kind, life]) =>
      Object.entries(life).flatMap(([from, steps]) =>
        Object.entries(steps).map(([event, to]) => `${kind}: ${from} > ${event} > ${to}`),
      ),
    );
    expect(told.length).toBe(41);
    expect(new Set(told)).toEqual(new Set(written));
  },
);
