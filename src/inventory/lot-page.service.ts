import { countSteps, requireVersion } from '../audit/audit.service.ts';
import { eventsOf } from '../audit/audit.ts';
import type { Db } from '../platform/db.ts';
import { readAssays } from './assay.service.ts';
import { lotRef, readLot } from './inventory.service.ts';
import { listCustody, listKin } from './inventory.store.ts';
import { LOT_LIFE, type LotKin } from './inventory.ts';
import type { LotPage } from './lot-page.ts';
import { listLastCertified, listMovedGrams, listTreeLots } from './lot-tree.store.ts';
import { type LotTree, lotTree } from './lot-tree.ts';
import { findSpecification, readDecision } from './quality.service.ts';
import { listCertificateResults, listCertificates } from './quality.store.ts';
import { guardText } from './specification.ts';

/** A lot with all that is known of it. @throws Refusal `lot.not_found` */
export async function readLotPage(db: Db, id: string): Promise<LotPage> {
  const lot = await readLot(db, id);
  const decision = await readDecision(db, id);
  const kin = await listKin(db, id);
  const assays = await readAssays(db, id);
  const certificates = await shownCertificates(db, id);
  const custody = await listCustody(db, id);
  const steps = await countSteps(db, [
    ...[id, ...kin.map((each) => each.id)].map(lotRef),
    ...assays.map((assay) => ({ kind: 'assay', id: assay.id }) as const),
  ]);
  return {
    lot,
    version: steps + certificates.length + custody.length,
    specification: await shownSpecification(db, lot.specification, lot.version),
    certificates,
    assays: assays.map(({ settlements, isCurrent: _, lot: __, ...assay }) => ({
      ...assay,
      sentences: settlements.map(({ sentence }) => sentence),
    })),
    decision:
      decision === undefined
        ? null
        : {
            ...{ by: decision.by, on: decision.on, isConforming: decision.isConforming },
            limits: [...decision.limits],
          },
    custody,
    kin,
    tree: await readLotTree(db, id, kin),
    possible: eventsOf(LOT_LIFE, lot.status),
  };
}

/** Refuses what is asked of a lot that is not as it was seen. @throws Refusal `lot.changed_since` */
export const requireSeenLot = (tx: Db, id: string, expected: string | undefined): Promise<void> =>
  requireVersion(tx, lotRef(id), expected, async () => String((await readLotPage(tx, id)).version));

async function shownSpecification(db: Db, id: string, version: number) {
  const { title, source, guardThousandths, limits } = await findSpecification(db, id, version);
  return {
    ...{ title, source, guard: guardText(guardThousandths) },
    limits: limits.map(({ minPpb, maxPpb, ...limit }) => ({
      ...limit,
      minPpb: minPpb?.toString() ?? null,
      maxPpb: maxPpb?.toString() ?? null,
    })),
  };
}

async function shownCertificates(db: Db, lot: string) {
  const shown = [];
  for (const { lot: _, ...certificate } of await listCertificates(db, lot)) {
    const results = (await listCertificateResults(db, certificate)).map((result) => ({
      ...result,
      valuePpb: result.valuePpb.toString(),
      uncertaintyPpb: result.uncertaintyPpb.toString(),
    }));
    shown.push({ ...certificate, results });
  }
  return shown;
}

async function readLotTree(db: Db, of: string, kin: readonly LotKin[]): Promise<LotTree> {
  const family = new Set([of, ...kin.map(({ id }) => id)]);
  const moved = await listMovedGrams(db, [...family]);
  const named = new Set([...family, ...moved.map(({ lot }) => lot)]);
  return lotTree(of, family, await listTreeLots(db, [...named]), moved);
}

/** The day of the newest certificate of each lot or of what it was made of. */
export const readCertifiedOn = async (db: Db): Promise<Record<string, string>> =>
  Object.fromEntries((await listLastCertified(db)).map(({ lot, on }) => [lot, on]));
