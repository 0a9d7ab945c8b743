import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import { findCustodian, type HandStep, insertCustody, listCustody } from './inventory.store.ts';

/** A lot goes to somebody else: when it is given and when it is taken, now where nobody says. */
export interface Handover {
  readonly to: string;
  readonly givenAt: string | null;
  readonly takenAt: string | null;
  readonly seal: string | null;
}

/** A handover of which only the end is known. */
export const handoverTo = (to: string): Handover => ({
  to,
  givenAt: null,
  takenAt: null,
  seal: null,
});

/**
 * Brings a lot from whoever has it to its end, through the hands that are told.
 *
 * @param way.holder - who has it where no event says
 * @throws Refusal `custody.unknown`, `lot.custody_time`, `lot.custody_holder`
 */
export async function giveLot(
  tx: Db,
  deed: bigint,
  way: { lot: string; holder: string; to: string },
  handovers: readonly Handover[],
): Promise<void> {
  const isComplete = handovers.at(-1)?.to === way.to;
  const all = isComplete ? handovers : [...handovers, handoverTo(way.to)];
  await handOver(tx, deed, way.lot, way.holder, all);
}

/** Writes down who gives and who takes, one after the other. */
export async function handOver(
  tx: Db,
  deed: bigint,
  lot: string,
  first: string,
  handovers: readonly Handover[],
): Promise<void> {
  let holder = (await readHolder(tx, lot)) ?? first;
  for (const { to, givenAt, takenAt, seal } of handovers) {
    await refuseUnknown(tx, lot, to);
    await takeStep(tx, lot, { kind: 'give', from: holder, to, at: givenAt, seal }, deed);
    await takeStep(tx, lot, { kind: 'take', from: holder, to, at: takenAt, seal: null }, deed);
    holder = to;
  }
}

/** Who has a lot in hand, or undefined where nothing was written down yet. */
export const readHolder = async (db: Db, lot: string): Promise<string | undefined> =>
  (await listCustody(db, lot)).at(-1)?.to;

/** Writes down one side of a handover. */
export async function takeStep(tx: Db, lot: string, step: HandStep, deed: bigint): Promise<void> {
  await refuseUnknown(tx, lot, step.to);
  await insertCustody(tx, lot, step, deed);
}

async function refuseUnknown(tx: Db, lot: string, id: string): Promise<void> {
  if ((await findCustodian(tx, id)) !== undefined) return;
  throw new Refusal(
    'not_found',
    'custody.unknown',
    `nobody is registered as '${id}', who is to have lot ${lot} in hand`,
    'register them with `lodestock custodian add`',
  );
}
