import type { Holding } from '../fund/tie-out.ts';
import type { Db } from '../platform/db.ts';
import type { CustodyEvent, Lot, LotKin, Warehouse, WarehouseKind } from './inventory.ts';
import type { Stack } from './stacking.ts';

/** Somebody who may have a lot in hand. */
export interface Custodian {
  readonly id: string;
  readonly title: string;
  /** Number in the register of parties. */
  readonly party: string | null;
}

/** @returns whether it was new */
export async function insertCustodian(tx: Db, custodian: Custodian, deed: bigint) {
  const rows = await tx.query(
    `insert into custodian (id, title, party, deed) values ($1, $2, $3, $4)
     on conflict do nothing returning 1`,
    [custodian.id, custodian.title, custodian.party, deed],
  );
  return rows.length > 0;
}

export async function findCustodian(db: Db, id: string): Promise<Custodian | undefined> {
  const [row] = await db.query<Custodian>('select id, title, party from custodian where id = $1', [
    id,
  ]);
  return row;
}

/** A warehouse as it is registered. */
export interface NewWarehouse {
  readonly id: string;
  readonly title: string;
  readonly kind: WarehouseKind;
  readonly isAuditable: boolean;
  readonly capacityG: bigint;
  readonly leaseEndsOn: string | null;
}

export async function insertWarehouse(tx: Db, warehouse: NewWarehouse, deed: bigint) {
  const { id, title, kind, isAuditable, capacityG, leaseEndsOn } = warehouse;
  await tx.query(
    `insert into warehouse (id, title, kind, is_auditable, capacity_g, lease_ends_on, deed)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, title, kind, isAuditable, capacityG.toString(), leaseEndsOn, deed],
  );
}

/** Warehouses with what they hold, in the order of their names. */
export function listWarehouses(db: Db, id?: string): Promise<Warehouse[]> {
  return db.query<Warehouse>(
    `select id, title, kind, is_auditable as "isAuditable", load.capacity_g::text as "capacityG",
            load_g::text as "loadG", lease_ends_on as "leaseEndsOn",
            (select count(*) from (
               select distinct on (lot) lot, warehouse from lot_position order by lot, n desc
             ) as last
             where last.warehouse = warehouse.id
               and exists (select 1 from lot_balance where lot = last.lot and gross_g > 0)
            )::int as "lots"
     from warehouse join warehouse_load as load on load.warehouse = id
     where $1::text is null or id = $1 order by id`,
    [id ?? null],
  );
}

export async function isWarehouse(db: Db, id: string): Promise<boolean> {
  return (await db.query('select 1 from warehouse where id = $1', [id])).length > 0;
}

/** What a lot is, before anything is known of its mass. */
export interface NewLot {
  readonly id: string;
  readonly mineral: string;
  readonly specification: string;
  readonly version: number;
  readonly supplier: string;
  readonly orderRef: string | null;
  readonly vendorLot: string;
  readonly form: string;
  readonly packaging: string;
  readonly announcedNetG: bigint | null;
  readonly expiresOn: string | null;
  readonly shares: readonly { readonly fund: string; readonly weight: bigint }[];
}

export async function insertLot(tx: Db, lot: NewLot, deed: bigint): Promise<void> {
  await tx.query(
    `insert into lot (id, mineral, specification, version, supplier, order_ref, vendor_lot, form,
       packaging, announced_net_g, expires_on, deed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[lot.id, lot.mineral, lot.specification, lot.version, lot.supplier, lot.orderRef],
      ...[lot.vendorLot, lot.form, lot.packaging, lot.announcedNetG?.toString() ?? null],
      ...[lot.expiresOn, deed],
    ],
  );
  await tx.query(
    `insert into lot_share (lot, fund, weight)
     select $1, fund, weight from unnest($2::text[], $3::bigint[]) as each (fund, weight)`,
    [lot.id, lot.shares.map(({ fund }) => fund), lot.shares.map(({ weight }) => `${weight}`)],
  );
}

export async function insertParents(tx: Db, child: string, parents: string[], deed: bigint) {
  await tx.query(
    'insert into lot_parent (child, parent, deed) select $1, parent, $3 from unnest($2::text[]) as parent',
    [child, parents, deed],
  );
}

/** What the scale and the oven said. */
export interface Weighing {
  readonly grossG: bigint;
  readonly netG: bigint;
  readonly moisturePpb: bigint;
}

export async function insertWeighing(tx: Db, lot: string, weighing: Weighing, deed: bigint) {
  const { grossG, netG, moisturePpb } = weighing;
  await tx.query(
    'insert into lot_weighing (lot, gross_g, net_g, moisture_ppb, deed) values ($1, $2, $3, $4, $5)',
    [lot, ...[grossG, netG, moisturePpb].map(String), deed],
  );
}

/** How a lot was received first: what was weighed, and where it was put. */
export async function findReceipt(
  db: Db,
  lot: string,
): Promise<(Weighing & { readonly warehouse: string }) | undefined> {
  const [row] = await db.query<Weighing & { readonly warehouse: string }>(
    `select gross_g as "grossG", net_g as "netG", moisture_ppb as "moisturePpb", warehouse
     from lot_weighing join lot_position using (lot) where lot = $1 and n = 0`,
    [lot],
  );
  return row;
}

export type MovementKind = 'receive' | 'accept' | 'restack' | 'count' | 'remove';

/** Moves mass and cost of lots, all lines in one statement; the database checks that they hold. */
export async function insertMovement(
  tx: Db,
  movement: { kind: MovementKind; reason?: string; deed: bigint },
  lines: readonly (Stack & { readonly lot: string })[],
): Promise<void> {
  const [row] = await tx.query<{ id: bigint }>(
    'insert into lot_movement (kind, reason, deed) values ($1, $2, $3) returning id',
    [movement.kind, movement.reason ?? null, movement.deed],
  );
  await tx.query(
    `insert into lot_line (movement, lot, fund, gross_g, net_g, dry_g, cost_cents)
     select $1, * from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[],
       $7::bigint[])`,
    [
      row!.id.toString(),
      lines.map(({ lot }) => lot),
      lines.map(({ fund }) => fund),
      ...(['grossG', 'netG', 'dryG', 'costCents'] as const).map((measure) =>
        lines.map((line) => line[measure].toString()),
      ),
    ],
  );
}

/** What funds have in a lot, in the order of their names. */
export function listStacks(db: Db, lot: string): Promise<Stack[]> {
  return db.query<Stack>(
    `select fund, gross_g as "grossG", net_g as "netG", dry_g as "dryG",
            cost_cents as "costCents"
     from lot_balance where lot = $1 order by fund`,
    [lot],
  );
}

export async function insertPosition(tx: Db, lot: string, warehouse: string, deed: bigint) {
  await tx.query(
    `insert into lot_position (lot, n, warehouse, deed)
     select $1, count(*), $2, $3 from lot_position where lot = $1`,
    [lot, warehouse, deed],
  );
}

/** One side of a handover. */
export interface HandStep {
  readonly kind: 'give' | 'take';
  readonly from: string;
  readonly to: string;
  /** When it was; now where nobody says. */
  readonly at: string | null;
  readonly seal: string | null;
}

export async function insertCustody(tx: Db, lot: string, step: HandStep, deed: bigint) {
  await tx.query(
    `insert into custody_event (lot, n, kind, from_holder, to_holder, at, seal, deed)
     select $1, count(*), $2, $3, $4, coalesce($5::timestamptz, greatest(clock_timestamp(),
       least(coalesce(max(at), '-infinity') + interval '1 microsecond',
         clock_timestamp() + interval '1 second'))),
       $6, $7
     from custody_event where lot = $1`,
    [lot, step.kind, step.from, step.to, step.at, step.seal, deed],
  );
}

/** Who had a lot in hand, first to last. */
export function listCustody(db: Db, lot: string): Promise<CustodyEvent[]> {
  return db.query<CustodyEvent>(
    `select n, kind, from_holder as "from", to_holder as "to",
            to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "at", seal,
            person as "by"
     from custody_event join deed on deed.id = custody_event.deed where lot = $1 order by n`,
    [lot],
  );
}

/** Which lots are asked for. */
export interface LotQuery {
  readonly id?: string | undefined;
  readonly mineral?: string | undefined;
  readonly status?: string | undefined;
  readonly warehouse?: string | undefined;
  readonly orderRef?: string | undefined;
}

/** Lots as they stand, in the order of their numbers. */
export function listLots(db: Db, query: LotQuery): Promise<Lot[]> {
  return db.query<Lot>(
    `select * from (
       select lot.id, mineral, lot_status(lot.id) as "status", specification, version, supplier,
         order_ref as "orderRef", vendor_lot as "vendorLot", form, packaging,
         announced_net_g::text as "announcedNetG", gross::text as "grossG", net::text as "netG",
         dry::text as "dryG", cost::text as "costCents", lot_warehouse(lot.id) as "warehouse",
         lot_received_on(lot.id) as "receivedOn", expires_on as "expiresOn",
         is_owned(lot.id) as "isOwned", shares
       from lot cross join lateral (
         select coalesce(sum(gross_g), 0)::bigint as gross, coalesce(sum(net_g), 0)::bigint as net,
           coalesce(sum(dry_g), 0)::bigint as dry, coalesce(sum(cost_cents), 0)::bigint as cost,
           json_agg(json_build_object('fund', fund, 'weight', weight::text,
             'dryG', coalesce(dry_g, 0)::text, 'costCents', coalesce(cost_cents, 0)::text)
             order by fund) as shares
         from lot_share left join lot_balance using (lot, fund) where lot_share.lot = lot.id
       ) as held
     ) as each
     where ($1::text is null or id = $1) and ($2::text is null or mineral = $2)
       and ($3::text is null or status = $3) and ($4::text is null or warehouse = $4)
       and ($5::text is null or "orderRef" = $5)
     order by id`,
    [
      ...[query.id, query.mineral, query.status, query.warehouse, query.orderRef].map(
        (each) => each ?? null,
      ),
    ],
  );
}

/** All lots that a lot was made of, or that were made from it, nearest first. */
export function listKin(db: Db, lot: string): Promise<LotKin[]> {
  return db.query<LotKin>(
    `with recursive back as (
       select parent as id, child as near, -1 as depth from lot_parent where child = $1
       union
       select parent, child, depth - 1 from lot_parent join back on child = back.id
     ), forth as (
       select child as id, parent as near, 1 as depth from lot_parent where parent = $1
       union
       select child, parent, depth + 1 from lot_parent join forth on parent = forth.id
     )
     select kin.id, depth, near as "of", lot_status(kin.id) as "status",
            (select coalesce(sum(dry_g), 0)::bigint::text from lot_balance where lot = kin.id)
              as "dryG"
     from (select * from back union all select * from forth) as kin order by abs(depth), kin.id`,
    [lot],
  );
}

export async function insertCount(
  tx: Db,
  count: { id: string; lot: string; countedNetG: bigint; bookNetG: bigint; cause: string },
  deed: bigint,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into stock_count (id, lot, counted_net_g, book_net_g, cause, deed)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1`,
    [count.id, count.lot, `${count.countedNetG}`, `${count.bookNetG}`, count.cause, deed],
  );
  return rows.length > 0;
}

/** Dry grams and cost of what the reserve owns, of each fund and mineral. */
export function listHoldings(db: Db): Promise<Holding[]> {
  return db.query<Holding>(
    `select fund, 'g ' || mineral as "unit", sum(cost_cents)::bigint as "costCents",
            sum(dry_g)::bigint as "grams"
     from lot_balance join lot on lot.id = lot_balance.lot
     where is_owned(lot.id) group by fund, mineral order by fund, mineral`,
  );
}

/** Whether the caches are what the lines and positions prove: what is not, by name. */
export function listStaleLots(db: Db): Promise<{ what: string }[]> {
  return db.query<{ what: string }>(
    `select 'lot ' || lot || ' of fund ' || fund as what from (
       select lot, fund, sum(gross_g)::bigint as gross_g, sum(net_g)::bigint as net_g,
              sum(dry_g)::bigint as dry_g, sum(cost_cents)::bigint as cost_cents
       from lot_line group by lot, fund) as summed
       full join lot_balance as kept using (lot, fund, gross_g, net_g, dry_g, cost_cents)
     where summed is null or kept is null
     union all
     select 'warehouse ' || load.warehouse from warehouse_load as load left join (
       select lot_warehouse(lot) as warehouse, sum(gross_g)::bigint as gross_g from lot_balance
       group by lot_warehouse(lot)) as summed using (warehouse)
     where coalesce(summed.gross_g, 0) <> load_g order by 1`,
  );
}
