import { parseCents, parseGrams } from '../base/booked.ts';
import { type Command, deedCommand, flag, needed, REASON_FLAG } from '../platform/command.ts';
import { invoiceLines, orderLines, parsePricePerKg } from './contract-text.ts';
import { Delivery, InvoiceRequest, OrderRequest } from './contracts.ts';
import { acceptDelivery, announceDelivery, rejectDelivery } from './deliveries.service.ts';
import { deskOf } from './gates.service.ts';
import {
  bouncePayment,
  correctInvoice,
  INVOICE_STEPS,
  type InvoiceStep,
  matchInvoice,
  payInvoice,
  readInvoice,
  receiveInvoice,
  stepInvoice,
} from './invoices.service.ts';
import { issueOrder, type OrderStep, readOrder, stepOrder } from './orders.service.ts';

const ORDER_STEPS: Readonly<Record<OrderStep, string>> = {
  acknowledge: 'Note that the supplier has acknowledged an order',
  cancel: 'Cancel an order that nobody has acknowledged',
  terminate: 'End an order: what is not delivered goes back to the ceiling',
  complete: 'Complete an order that is delivered or terminated',
};

const orderSteps = Object.entries(ORDER_STEPS).map(([event, summary]) =>
  deedCommand({
    name: `order ${event}`,
    params: ['order'],
    flags: [REASON_FLAG],
    summary,
    run: ({ db, act, key }, input) => {
      const reason = input.flag('reason') ?? '';
      const step = { id: input.params[0]!, event: event as OrderStep, reason }; // keys of the table
      return stepOrder(db, act, step, key);
    },
    lines: orderLines,
  }),
);

const INVOICE_SUMMARY: Readonly<Record<InvoiceStep, string>> = {
  approve: 'Approve a matched invoice, as a third person',
  dispute: 'Dispute a matched invoice',
  reject: 'Reject an invoice',
  schedule: 'Put an approved invoice on the list of payments',
  confirm: 'Note that a payment has arrived',
};

const invoiceSteps = INVOICE_STEPS.map((event) =>
  deedCommand({
    name: `invoice ${event}`,
    params: ['invoice'],
    flags: [REASON_FLAG],
    summary: INVOICE_SUMMARY[event],
    run: ({ db, act, key }, input) =>
      stepInvoice(
        db,
        act,
        { id: input.params[0]!, event, reason: input.flag('reason') ?? '' },
        key,
      ),
    lines: invoiceLines,
  }),
);

const deliveryCommands: readonly Command[] = [
  deedCommand({
    name: 'contract deliver',
    params: ['order', 'lot'],
    flags: [
      flag('mass', 'MASS', 'announced net mass, such as 4000t'),
      flag('vendor-lot', 'TEXT', "the supplier's own number of the lot"),
      flag('form', 'TEXT', 'such as filtercake or powder'),
      flag('packaging', 'TEXT', 'such as bulk or big bags'),
    ],
    summary: 'Announce a lot that a supplier delivers for an order',
    examples: [
      'contract deliver SP8000-25-R-0020.1 LS-1 --mass 4000t --vendor-lot 17 --form filtercake --packaging bulk',
    ],
    run: ({ db, act, key }, input) =>
      announceDelivery(
        db,
        act,
        Delivery.parse({
          order: input.params[0],
          lot: input.params[1],
          netG: parseGrams(needed(input, 'mass')).toString(),
          vendorLot: needed(input, 'vendor-lot'),
          form: needed(input, 'form'),
          packaging: needed(input, 'packaging'),
        }),
        key,
      ),
    lines: orderLines,
  }),
  deedCommand({
    name: 'contract accept',
    params: ['lot'],
    summary: 'Accept a lot that conforms, at the price of its order: from then on it is owed',
    run: ({ db, act, key }, { params: [lot = ''] }) => acceptDelivery(db, act, { lot }, key),
    lines: orderLines,
  }),
  deedCommand({
    name: 'contract reject',
    params: ['lot'],
    flags: [REASON_FLAG],
    summary: 'Reject a lot that does not conform: the order stays open and nothing is owed',
    run: ({ db, act, key }, input) =>
      rejectDelivery(db, act, { lot: input.params[0]!, reason: needed(input, 'reason') }, key),
    lines: orderLines,
  }),
];

const paymentCommands: readonly Command[] = [
  deedCommand({
    name: 'invoice receive',
    params: ['order'],
    flags: [
      flag('number', 'TEXT', 'number that the supplier gave it'),
      flag('amount', 'USD', 'what it asks for'),
      { name: 'lot', value: 'LOT', many: true, summary: 'accepted lot that it is for' },
    ],
    summary: 'Take in an invoice for accepted lots',
    run: ({ db, act, key }, input) =>
      receiveInvoice(
        db,
        act,
        InvoiceRequest.parse({
          order: input.params[0],
          supplierNumber: needed(input, 'number'),
          amountCents: parseCents(needed(input, 'amount')).toString(),
          lots: input.flags('lot'),
        }),
        key,
      ),
    lines: invoiceLines,
  }),
  deedCommand({
    name: 'invoice match',
    params: ['invoice'],
    summary: 'Hold an invoice against what was accepted, to the cent',
    run: ({ db, act, key }, { params: [id = ''] }) => matchInvoice(db, act, { id }, key),
    lines: invoiceLines,
  }),
  deedCommand({
    name: 'invoice correct',
    params: ['invoice'],
    flags: [REASON_FLAG, flag('amount', 'USD', 'the right amount')],
    summary: 'Correct the amount of a mismatched invoice',
    run: ({ db, act, key }, input) =>
      correctInvoice(
        db,
        act,
        {
          id: input.params[0]!,
          amountCents: parseCents(needed(input, 'amount')).toString(),
          reason: needed(input, 'reason'),
        },
        key,
      ),
    lines: invoiceLines,
  }),
  ...invoiceSteps,
  deedCommand({
    name: 'invoice pay',
    params: ['invoice'],
    summary: 'Pay a scheduled invoice: what was accepted, once',
    run: async ({ context, db, act, key }, { params: [id = ''] }) =>
      payInvoice(db, act, { id }, await deskOf(context, act.on), key),
    lines: invoiceLines,
  }),
  deedCommand({
    name: 'invoice bounce',
    params: ['invoice'],
    flags: [REASON_FLAG],
    summary: 'Note that a payment came back: the invoice is owed again',
    run: ({ db, act, key }, input) =>
      bouncePayment(db, act, { id: input.params[0]!, reason: needed(input, 'reason') }, key),
    lines: invoiceLines,
  }),
  {
    name: 'invoice show',
    params: ['invoice'],
    summary: 'Show an invoice, what was accepted for it, and whether it is paid',
    async run(context, { params: [id = ''] }) {
      const invoice = await readInvoice(await context.openDb(), id);
      if (context.json) context.print(JSON.stringify(invoice));
      else for (const line of invoiceLines(invoice)) context.print(line);
      return undefined;
    },
  },
];

/** `lodestock contract order`, `lodestock order ...`, deliveries and invoices. */
export const orderCommands: readonly Command[] = [
  deedCommand({
    name: 'contract order',
    params: ['contract'],
    flags: [
      flag('amount', 'USD', 'how much is ordered, such as 5000000.00'),
      flag('price', 'USD', 'dollars per kilogram of dry mass (that of the contract)'),
      flag('deliver-by', 'DATE', 'last day of delivery'),
    ],
    summary: 'Order under a contract: within its ceiling and its period, or not at all',
    examples: ['contract order SP8000-25-R-0020 --amount 5000000.00 --deliver-by 2026-12-31'],
    run: async ({ context, db, act, key }, input) => {
      const price = input.flag('price');
      const request = OrderRequest.parse({
        contract: input.params[0],
        amountCents: parseCents(needed(input, 'amount')).toString(),
        pricePerKg: price === undefined ? null : parsePricePerKg(price),
        deliverBy: needed(input, 'deliver-by'),
      });
      return issueOrder(db, act, request, await deskOf(context, act.on), key);
    },
    lines: orderLines,
  }),
  ...orderSteps,
  {
    name: 'order show',
    params: ['order'],
    summary: 'Show an order, its lots, and what is not delivered',
    async run(context, { params: [id = ''] }) {
      const order = await readOrder(await context.openDb(), id);
      if (context.json) context.print(JSON.stringify(order));
      else for (const line of orderLines(order)) context.print(line);
      return undefined;
    },
  },
  ...deliveryCommands,
  ...paymentCommands,
];
