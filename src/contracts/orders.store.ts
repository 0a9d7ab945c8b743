import type { Db } from '../platform/db.ts';
import type { Invoice, Order } from './contracts.ts';

/** An order without what the ledger says of it. */
export interface StoredOrder {
  readonly id: string;
  readonly contract: string;
  readonly requisition: string;
  readonly status: string;
  readonly amountCents: string;
  readonly fromMinimumCents: string;
  readonly pricePerKg: string;
  readonly referencePerKg: string | null;
  readonly placedOn: string;
  readonly deliverBy: string;
  readonly eligibleList: number | null;
  readonly version: number;
  readonly lots: Order['lots'];
}

export async function insertOrder(
  tx: Db,
  order: Omit<StoredOrder, 'status' | 'eligibleList' | 'version' | 'lots'>,
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into contract_order (
       id, contract, requisition, amount_cents, from_minimum_cents, price_per_kg, reference_per_kg,
       placed_on, deliver_by, deed
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[order.id, order.contract, order.requisition, order.amountCents, order.fromMinimumCents],
      ...[order.pricePerKg, order.referencePerKg, order.placedOn, order.deliverBy, deed],
    ],
  );
}

const ORDER_COLUMNS = `
  id, contract, requisition, document_status('order', id) as "status",
  amount_cents::text as "amountCents", from_minimum_cents::text as "fromMinimumCents",
  price_per_kg::text as "pricePerKg", reference_per_kg::text as "referencePerKg",
  placed_on as "placedOn", deliver_by as "deliverBy", eligible_list_of(deed) as "eligibleList",
  (select count(*)::int from document_event
   where kind = 'order' and document = contract_order.id
     or kind = 'lot' and document in (select lot from delivery where "order" = contract_order.id)
  ) as "version",
  coalesce((
    select json_agg(json_build_object('lot', lot, 'status', document_status('lot', lot),
      'acceptedCents', accepted.amount_cents::text, 'acceptedDryG', accepted.dry_grams::text)
      order by delivery.deed)
    from delivery left join delivery_acceptance as accepted using (lot)
    where "order" = contract_order.id), '[]') as "lots"`;

export async function findOrder(db: Db, id: string): Promise<StoredOrder | undefined> {
  const [row] = await db.query<StoredOrder>(
    `select ${ORDER_COLUMNS} from contract_order where id = $1`,
    [id],
  );
  return row;
}

/** Orders of a contract in the order in which they were placed. */
export function listOrders(db: Db, contract: string): Promise<StoredOrder[]> {
  return db.query<StoredOrder>(
    `select ${ORDER_COLUMNS} from contract_order where contract = $1 order by deed`,
    [contract],
  );
}

export async function insertDelivery(tx: Db, lot: string, order: string, deed: bigint) {
  await tx.query('insert into delivery (lot, "order", deed) values ($1, $2, $3)', [
    lot,
    order,
    deed,
  ]);
}

/** The order that a lot came for. */
export async function findOrderOfLot(db: Db, lot: string): Promise<string | undefined> {
  const [row] = await db.query<{ order: string }>('select "order" from delivery where lot = $1', [
    lot,
  ]);
  return row?.order;
}

export async function insertAcceptance(
  tx: Db,
  each: { lot: string; amountCents: bigint; dryGrams: bigint },
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into delivery_acceptance (lot, amount_cents, dry_grams, deed)
     values ($1, $2, $3, $4)`,
    [each.lot, each.amountCents.toString(), each.dryGrams.toString(), deed],
  );
}

export async function insertCancellation(tx: Db, order: string, cents: bigint, deed: bigint) {
  await tx.query(
    'insert into order_cancellation ("order", amount_cents, deed) values ($1, $2, $3)',
    [order, cents.toString(), deed],
  );
}

export async function insertInvoice(
  tx: Db,
  each: Pick<Invoice, 'id' | 'order' | 'party' | 'supplierNumber' | 'amountCents' | 'receivedOn'>,
  lots: readonly string[],
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into invoice (id, "order", party, supplier_number, amount_cents, received_on, deed)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[each.id, each.order, each.party, each.supplierNumber, each.amountCents],
      ...[each.receivedOn, deed],
    ],
  );
  await tx.query(
    `insert into invoice_line (lot, invoice, deed)
     select lot, $2, $3 from unnest($1::text[]) as lot`,
    [lots, each.id, deed],
  );
}

const INVOICE_COLUMNS = `
  id, "order", party, supplier_number as "supplierNumber",
  document_status('invoice', id) as "status", received_on as "receivedOn",
  coalesce(
    (select amount_cents from invoice_correction where invoice = invoice.id),
    amount_cents)::text as "amountCents",
  (select coalesce(sum(amount_cents), 0)::text
   from invoice_line join delivery_acceptance using (lot)
   where invoice = invoice.id) as "acceptedCents",
  (select coalesce(json_agg(lot order by lot), '[]')
   from invoice_line where invoice = invoice.id) as "lots",
  (select count(*)::int from document_event
   where kind = 'invoice' and document = invoice.id) as "version",
  (select paid_on from payment
   where invoice = invoice.id and document_status('invoice', invoice.id) in ('paid', 'confirmed')
   order by n desc limit 1) as "paidOn"`;

export async function findInvoice(db: Db, id: string): Promise<Invoice | undefined> {
  const [row] = await db.query<Invoice>(`select ${INVOICE_COLUMNS} from invoice where id = $1`, [
    id,
  ]);
  return row;
}

/** Invoices of the orders of a contract, in the order in which they came. */
export function listInvoices(db: Db, contract: string): Promise<Invoice[]> {
  return db.query<Invoice>(
    `select ${INVOICE_COLUMNS} from invoice
     where "order" in (select id from contract_order where contract = $1) order by deed`,
    [contract],
  );
}

/** The invoice that has a supplier's number already, however it was written. */
export async function findInvoiceByNumber(db: Db, party: string, supplierNumber: string) {
  const [row] = await db.query<{ id: string }>(
    `select id from invoice where party = $1
       and number_key = upper(regexp_replace($2, '[^A-Za-z0-9]', '', 'g'))`,
    [party, supplierNumber],
  );
  return row?.id;
}

/** Lots that are invoiced already, of those asked for. */
export function listInvoiced(db: Db, lots: readonly string[]) {
  return db.query<{ lot: string; invoice: string }>(
    'select lot, invoice from invoice_line where lot = any($1::text[]) order by lot',
    [lots],
  );
}

export async function insertCorrection(tx: Db, invoice: string, amountCents: string, deed: bigint) {
  await tx.query(
    'insert into invoice_correction (invoice, amount_cents, deed) values ($1, $2, $3)',
    [invoice, amountCents, deed],
  );
}

export async function insertPayment(
  tx: Db,
  each: { invoice: string; amountCents: string; paidOn: string },
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into payment (invoice, n, amount_cents, paid_on, deed)
     select $1, 1 + count(*), $2, $3, $4 from payment where invoice = $1`,
    [each.invoice, each.amountCents, each.paidOn, deed],
  );
}
