import type { Db } from '../platform/db.ts';
import type { ContractRequest, Modification, RequisitionRequest } from './contracts.ts';

/** A requisition without what the ledger says of it. */
export type StoredRequisition = RequisitionRequest & {
  readonly status: string;
  readonly eligibleList: number | null;
  readonly steps: number;
};

export async function insertRequisition(tx: Db, each: RequisitionRequest, deed: bigint) {
  await tx.query(
    `insert into requisition (id, fund, resolution, plan, mineral, purpose, amount_cents, deed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[each.id, each.fund, each.resolution, each.plan],
      ...[each.mineral, each.purpose, each.amountCents, deed],
    ],
  );
}

const REQUISITION_COLUMNS = `
  id, fund, resolution, plan, mineral, purpose, amount_cents::text as "amountCents",
  case when mineral is not null then eligible_list_of(deed) end as "eligibleList",
  document_status('requisition', id) as "status",
  (select count(*)::int from document_event where kind = 'requisition' and document = id) as "steps"`;

export async function findRequisition(db: Db, id: string): Promise<StoredRequisition | undefined> {
  const [row] = await db.query<StoredRequisition>(
    `select ${REQUISITION_COLUMNS} from requisition where id = $1`,
    [id],
  );
  return row;
}

/** Every requisition, the newest first. */
export function listRequisitions(db: Db): Promise<StoredRequisition[]> {
  return db.query<StoredRequisition>(
    `select ${REQUISITION_COLUMNS} from requisition order by deed desc`,
  );
}

/** A contract with its modifications, without what the ledger says of it. */
export type StoredContract = ContractRequest & {
  readonly status: string;
  readonly fund: string;
  readonly resolution: string;
  readonly ruleSet: string;
  readonly eligibleList: number | null;
  readonly steps: number;
  readonly modifications: Modification[];
};

export async function insertContract(
  tx: Db,
  each: ContractRequest & { fund: string; resolution: string; ruleSet: string },
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into contract (
       id, kind, title, fund, requisition, resolution, party, mineral, specification,
       delivery_point, base_value_cents, ceiling_cents, minimum_cents, ordering_from, ordering_to,
       price_per_kg, reference_per_kg, is_sole_source, sole_source_reason, rule_set, deed
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
             $18::text is not null, $18, $19, $20)`,
    [
      ...[each.id, each.kind, each.title, each.fund, each.requisition, each.resolution],
      ...[each.party, each.mineral, each.specification, each.deliveryPoint, each.baseValueCents],
      ...[each.ceilingCents, each.minimumCents, each.orderingFrom, each.orderingTo],
      ...[each.pricePerKg, each.referencePerKg, each.soleSourceReason, each.ruleSet, deed],
    ],
  );
}

const CONTRACT_COLUMNS = `
  id, kind, title, fund, requisition, resolution, party, mineral, specification,
  delivery_point as "deliveryPoint", base_value_cents::text as "baseValueCents",
  ceiling_cents::text as "ceilingCents", minimum_cents::text as "minimumCents",
  ordering_from as "orderingFrom", ordering_to as "orderingTo",
  price_per_kg::text as "pricePerKg", reference_per_kg::text as "referencePerKg",
  sole_source_reason as "soleSourceReason", rule_set as "ruleSet",
  case when kind <> 'storage' then eligible_list_of(deed) end as "eligibleList",
  document_status('contract', id) as "status",
  (select count(*)::int from document_event where kind = 'contract' and document = id) as "steps",
  coalesce((
    select json_agg(json_build_object('n', n, 'reason', reason,
      'ceilingRiseCents', ceiling_rise_cents::text, 'orderingTo', modification.ordering_to,
      'resolution', modification.resolution, 'signedOn', signed_on) order by n)
    from modification where contract = id), '[]') as "modifications"`;

export async function findContract(db: Db, id: string): Promise<StoredContract | undefined> {
  const [row] = await db.query<StoredContract>(
    `select ${CONTRACT_COLUMNS} from contract where id = $1`,
    [id],
  );
  return row;
}

/** Every contract, the newest first. */
export function listContracts(db: Db): Promise<StoredContract[]> {
  return db.query<StoredContract>(`select ${CONTRACT_COLUMNS} from contract order by deed desc`);
}

export async function insertModification(
  tx: Db,
  contract: string,
  each: Modification,
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into modification
       (contract, n, reason, ceiling_rise_cents, ordering_to, resolution, signed_on, deed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[contract, each.n, each.reason, each.ceilingRiseCents, each.orderingTo],
      ...[each.resolution, each.signedOn, deed],
    ],
  );
}

/** What was paid without the authority of a resolution: nothing. */
export function listUnauthorizedOutlays(db: Db) {
  return db.query<{ entry: string; fund: string; cents: bigint; on: string }>(
    'select entry_id as "entry", fund, cents, paid_on as "on" from unauthorized_outlays()',
  );
}
