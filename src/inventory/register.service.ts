import type { Act } from '../base/act.ts';
import { gramsText } from '../base/booked.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import {
  type Custodian,
  insertCustodian,
  insertWarehouse,
  type NewWarehouse,
} from './inventory.store.ts';
import { StockId } from './inventory.ts';
import { findLaboratory } from './quality.service.ts';
import {
  insertLaboratory,
  insertRevocation,
  type Laboratory,
  listLaboratories,
} from './quality.store.ts';

/** Registers somebody who may have a lot in hand. @throws Refusal `custody.exists` */
export async function registerCustodian(
  tx: Db,
  _act: Act,
  deed: bigint,
  custodian: Custodian,
): Promise<void> {
  StockId.parse(custodian.id);
  if (await insertCustodian(tx, custodian, deed)) return;
  throw new Refusal(
    'conflict',
    'custody.exists',
    `somebody is registered as '${custodian.id}' already`,
    'choose another name',
  );
}

/**
 * Registers a warehouse. A private one must be open to audits of the reserve.
 *
 * @throws Refusal `warehouse.not_auditable`, `warehouse.no_capacity`, `custody.exists`
 */
export async function registerWarehouse(
  tx: Db,
  act: Act,
  deed: bigint,
  warehouse: NewWarehouse & { party: string | null },
): Promise<void> {
  const { id, title, kind, isAuditable, capacityG, party } = warehouse;
  if (kind === 'private' && !isAuditable) {
    throw new Refusal(
      'not_allowed',
      'warehouse.not_auditable',
      `warehouse ${id} is private, and the reserve may not audit it`,
      'the Act allows private storage only where the reserve may audit it',
    );
  }
  if (capacityG <= 0n) {
    throw new Refusal(
      'invalid',
      'warehouse.no_capacity',
      `warehouse ${id} cannot hold ${gramsText(capacityG)}`,
      'name the gross mass that it may hold',
    );
  }
  await registerCustodian(tx, act, deed, { id, title, party });
  await insertWarehouse(tx, warehouse, deed);
}

/** A laboratory and the years in which its findings count. */
export interface NewLaboratory {
  readonly id: string;
  readonly title: string;
  /** Whose it is, in the register of parties: it decides nothing about what they sell. */
  readonly party: string | null;
  readonly validFrom: string;
  readonly validUntil: string;
}

/** Registers a laboratory. @throws Refusal `laboratory.no_time`, `custody.exists` */
export async function registerLaboratory(
  tx: Db,
  act: Act,
  deed: bigint,
  lab: NewLaboratory,
): Promise<void> {
  if (lab.validUntil < lab.validFrom) {
    throw new Refusal(
      'invalid',
      'laboratory.no_time',
      `laboratory ${lab.id} would be valid from ${lab.validFrom} to ${lab.validUntil}`,
      'the first day comes before the last',
    );
  }
  const { id, title, party } = lab;
  await registerCustodian(tx, act, deed, { id, title, party });
  await insertLaboratory(tx, lab, deed);
}

/** What a laboratory certifies from a day on counts no more. @throws Refusal `laboratory.revoked` */
export async function revokeLaboratory(
  tx: Db,
  _act: Act,
  deed: bigint,
  asked: { laboratory: string; since: string; reason: string },
): Promise<void> {
  await findLaboratory(tx, asked.laboratory);
  if (await insertRevocation(tx, asked, deed)) return;
  throw new Refusal(
    'conflict',
    'laboratory.revoked',
    `laboratory ${asked.laboratory} is revoked already`,
    'a revocation stays',
  );
}

export const readLaboratories = (db: Db): Promise<Laboratory[]> => listLaboratories(db);
