import { changeRole, registerPerson } from '../../src/access/access.service.ts';
import { ROLES, type Role } from '../../src/access/access.ts';
import type { Act, IsoDate } from '../../src/base/act.ts';
import { moveMoney, openFund } from '../../src/fund/fund.service.ts';
import type { Db } from '../../src/platform/db.ts';

/** Somebody who does something on a day. */
export const actOf = (by: string, on: IsoDate = '2026-01-15'): Act => ({ by, on });

/** The first person of a database: an administrator with every other role as well. */
export const CHIEF = 'chief';
export const chief = actOf(CHIEF);

export async function registerChief(db: Db): Promise<void> {
  await registerPerson(db, chief, { id: CHIEF, name: 'Chief of everything' });
  for (const role of ROLES) await changeRole(db, chief, { person: CHIEF, role, isGranted: true });
}

/** A further person with some roles. */
export async function registerWith(db: Db, id: string, ...roles: readonly Role[]): Promise<Act> {
  await registerPerson(db, chief, { id, name: `Person ${id}` });
  for (const role of roles) await changeRole(db, chief, { person: id, role, isGranted: true });
  return actOf(id);
}

/** No partner has to bring anything; for tests that are about other things. */
export const NO_LEAST = { leastCents: 0n, source: 'none' };

/** An appropriated fund with allotted money. */
export async function fundWith(db: Db, cents: bigint, id = 'reserve'): Promise<void> {
  await openFund(db, chief, { id, kind: 'appropriated', title: 'The reserve', partner: null });
  for (const step of ['appropriate', 'apportion', 'allot'] as const) {
    await moveMoney(
      db,
      chief,
      { fund: id, step, cents, reference: 'Public Law (illustrative)' },
      NO_LEAST,
    );
  }
}

/**
 * Lets a test play with the ledger by itself: authority needs no resolution of a board. Everything
 * else that the database holds stays as it is.
 */
export const withoutBoard = (db: Db): Promise<void> =>
  db.script('alter table ledger_line disable trigger check_authority');
