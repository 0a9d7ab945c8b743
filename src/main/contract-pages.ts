import { type Context, Hono } from 'hono';
import { PAGES, type PageName, type PageProps } from '../../web/pages/pages.ts';
import { readLife, traceThread } from '../audit/audit.service.ts';
import type { DocumentKind } from '../audit/audit.ts';
import { readCeiling } from '../contracts/ceiling.service.ts';
import { readContract, readContracts, readOwedMinimum } from '../contracts/contracts.service.ts';
import { readInvoice, readInvoices } from '../contracts/invoices.service.ts';
import { readOrder, readOrders } from '../contracts/orders.service.ts';
import { readRequisition, readRequisitions } from '../contracts/requisitions.service.ts';
import type { Db } from '../platform/db.ts';
import type { BookPageSource } from './book-pages.ts';
import { pageShower } from './shown-page.ts';

type Own<Name extends PageName> = Omit<PageProps[Name], 'data'>;

/** The pages of contracts: from the requisition to the invoice. */
export function contractPageRoutes({
  data: { version, digest },
  openDb,
  render,
}: BookPageSource): Hono {
  const data = { version, digest };
  const near = [{ text: 'all contracts', href: PAGES.contracts.path }];
  const shown = pageShower({ openDb, render, data, near });
  const show =
    <Name extends PageName>(name: Name, read: (db: Db, id: string) => Promise<Own<Name>>) =>
    (c: Context) =>
      shown(c, async (db) => {
        const own = await read(db, c.req.param('id') ?? '');
        // What was left out is put in: the compiler cannot see that of a name that it does not know.
        return render(name, { ...own, data } as unknown as PageProps[Name]);
      });
  return new Hono()
    .get(PAGES.contracts.path, show('contracts', contractsProps))
    .get(PAGES.contract.path, show('contract', contractProps))
    .get(PAGES.order.path, show('order', orderProps))
    .get(PAGES.requisition.path, show('requisition', requisitionProps))
    .get(PAGES.invoice.path, show('invoice', invoiceProps));
}

async function contractsProps(db: Db): Promise<Own<'contracts'>> {
  return { contracts: await readContracts(db), requisitions: await readRequisitions(db) };
}

async function contractProps(db: Db, id: string): Promise<Own<'contract'>> {
  const contract = await readContract(db, id);
  return {
    contract,
    ceiling: await readCeiling(db, id),
    owedMinimumCents: (await readOwedMinimum(db, contract)).toString(),
    orders: await readOrders(db, id),
    invoices: await readInvoices(db, id),
    ...(await pastOf(db, 'contract', id)),
  };
}

async function orderProps(db: Db, id: string): Promise<Own<'order'>> {
  const order = await readOrder(db, id);
  const invoices = await readInvoices(db, order.contract);
  return {
    order,
    invoices: invoices.filter((each) => each.order === id),
    ...(await pastOf(db, 'order', id)),
  };
}

async function requisitionProps(db: Db, id: string): Promise<Own<'requisition'>> {
  const requisition = await readRequisition(db, id);
  const contracts = await readContracts(db);
  return {
    requisition,
    contracts: contracts.filter((each) => each.requisition === id),
    ...(await pastOf(db, 'requisition', id)),
  };
}

async function invoiceProps(db: Db, id: string): Promise<Own<'invoice'>> {
  const invoice = await readInvoice(db, id);
  const { contract } = await readOrder(db, invoice.order);
  return { invoice, contract, ...(await pastOf(db, 'invoice', id)) };
}

/** What a document went through, and what it is in the middle of. */
const pastOf = async (db: Db, kind: DocumentKind, id: string) => ({
  events: await readLife(db, { kind, id }),
  thread: await traceThread(db, `${kind}:${id}`),
});
