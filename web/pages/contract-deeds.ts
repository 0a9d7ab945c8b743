import { eventsOf } from '../../src/audit/audit.ts';
import type { Contract, Invoice, Order, Requisition } from '../../src/contracts/contracts.ts';
import {
  CONTRACT_LIFE,
  INVOICE_LIFE,
  ORDER_LIFE,
  REQUISITION_LIFE,
} from '../../src/contracts/lives.ts';
import { LOT_LIFE } from '../../src/inventory/inventory.ts';
import type { OfferedDeed } from '../parts/deeds.tsx';
import { deedOn, deedsNow, type StepDeeds } from '../parts/step-deeds.ts';

export const REQUISITION_DEEDS = {
  draft: 'submitting it: both are one deed',
  submit: { text: 'Submit a requisition', path: '/requisitions' },
  certify: { text: 'Certify that the money is there', path: '/requisitions/{id}/certification' },
  return: { text: 'Send it back', path: '/requisitions/{id}/return' },
  'obligate-part': 'an award or an order',
  obligate: 'an award or an order',
  release: { text: 'Release what is not obligated', path: '/requisitions/{id}/release' },
} as const satisfies StepDeeds<typeof REQUISITION_LIFE>;

export const CONTRACT_DEEDS = {
  draft: { text: 'Draft a contract', path: '/contracts' },
  certify: { text: 'Certify the draft', path: '/contracts/{id}/certification' },
  award: { text: 'Award it', path: '/contracts/{id}/approval' },
  cancel: { text: 'Cancel it', path: '/contracts/{id}/cancel' },
  suspend: { text: 'Suspend it', path: '/contracts/{id}/suspend' },
  resume: { text: 'Resume it', path: '/contracts/{id}/resume' },
  'end-ordering': { text: 'End ordering', path: '/contracts/{id}/end-ordering' },
  terminate: { text: 'Terminate it', path: '/contracts/{id}/terminate' },
  'begin-closeout': { text: 'Begin the close-out', path: '/contracts/{id}/begin-closeout' },
  close: { text: 'Close it', path: '/contracts/{id}/close' },
} as const satisfies StepDeeds<typeof CONTRACT_LIFE>;

export const ORDER_DEEDS = {
  draft: 'placing it: both are one deed',
  issue: { text: 'Place an order', path: '/orders' },
  acknowledge: { text: 'Note that the supplier acknowledges it', path: '/orders/{id}/acknowledge' },
  cancel: { text: 'Cancel it', path: '/orders/{id}/cancel' },
  'deliver-part': 'the acceptance of a lot',
  deliver: 'the acceptance of a lot',
  terminate: { text: 'Terminate it', path: '/orders/{id}/terminate' },
  complete: { text: 'Complete it', path: '/orders/{id}/complete' },
} as const satisfies StepDeeds<typeof ORDER_LIFE>;

export const INVOICE_DEEDS = {
  receive: { text: 'Receive an invoice', path: '/invoices' },
  match: { text: 'Match it with what was accepted', path: '/invoices/{id}/match' },
  mismatch: 'matching it with what was accepted',
  correct: { text: 'Correct its amount', path: '/invoices/{id}/correction' },
  reject: { text: 'Reject it', path: '/invoices/{id}/reject' },
  approve: { text: 'Approve it', path: '/invoices/{id}/approve' },
  dispute: { text: 'Dispute it', path: '/invoices/{id}/dispute' },
  schedule: { text: 'Schedule its payment', path: '/invoices/{id}/schedule' },
  pay: { text: 'Pay it', path: '/invoices/{id}/payment' },
  confirm: { text: 'Confirm the payment', path: '/invoices/{id}/confirm' },
  bounce: { text: 'Note that the payment came back', path: '/invoices/{id}/bounce' },
} as const satisfies StepDeeds<typeof INVOICE_LIFE>;

/** Deeds that are no step of these lives. */
export const FURTHER_DEEDS = {
  modify: { text: 'Modify it', path: '/contracts/{id}/modifications' },
  settleMinimum: { text: 'Owe the rest of the minimum', path: '/contracts/{id}/minimum' },
  payMinimum: { text: 'Pay what is owed of the minimum', path: '/contracts/{id}/minimum/payment' },
  announce: { text: 'Announce a delivery', path: '/deliveries' },
  accept: { text: 'Accept lot', path: '/deliveries/{lot}/acceptance' },
  reject: { text: 'Reject lot', path: '/deliveries/{lot}/rejection' },
} as const;

/** What may be begun without any document of these. */
export const beginnings = (): OfferedDeed[] => [REQUISITION_DEEDS.submit, CONTRACT_DEEDS.draft];

export const requisitionDeeds = (requisition: Requisition): OfferedDeed[] => [
  ...(eventsOf(REQUISITION_LIFE, requisition.status).includes('obligate')
    ? [{ ...CONTRACT_DEEDS.draft, filled: { requisition: requisition.id } }]
    : []),
  ...deedsNow(REQUISITION_LIFE, REQUISITION_DEEDS, requisition),
];

/** Orders are placed under an active contract; one that runs or rests is modified. */
export function contractDeeds(contract: Contract, owedMinimumCents: string): OfferedDeed[] {
  const { id, status, minimumLeftCents } = contract;
  const isActive = status === 'active';
  return [
    ...(isActive ? [{ ...ORDER_DEEDS.issue, filled: { contract: id } }] : []),
    ...(isActive || status === 'suspended' ? [deedOn(FURTHER_DEEDS.modify, id)] : []),
    ...(status === 'closeout' && minimumLeftCents !== '0'
      ? [deedOn(FURTHER_DEEDS.settleMinimum, id)]
      : []),
    ...(owedMinimumCents !== '0' ? [deedOn(FURTHER_DEEDS.payMinimum, id)] : []),
    ...deedsNow(CONTRACT_LIFE, CONTRACT_DEEDS, contract),
  ];
}

/** Lots that were accepted and are on no invoice. */
export function uninvoicedLots({ lots }: Order, invoices: readonly Invoice[]): string[] {
  const invoiced = new Set(invoices.flatMap((each) => each.lots));
  return lots
    .filter(({ lot, acceptedCents }) => acceptedCents !== null && !invoiced.has(lot))
    .map(({ lot }) => lot);
}

export function orderDeeds(order: Order, invoices: readonly Invoice[]): OfferedDeed[] {
  const filled = { order: order.id };
  const takesLots = eventsOf(ORDER_LIFE, order.status).includes('deliver');
  return [
    ...(takesLots ? [{ ...FURTHER_DEEDS.announce, filled }] : []),
    ...order.lots.flatMap(lotDeeds),
    ...(uninvoicedLots(order, invoices).length > 0 ? [{ ...INVOICE_DEEDS.receive, filled }] : []),
    ...deedsNow(ORDER_LIFE, ORDER_DEEDS, order),
  ];
}

function lotDeeds({ lot, status, acceptedCents }: Order['lots'][number]): OfferedDeed[] {
  if (acceptedCents !== null) return [];
  const events = eventsOf(LOT_LIFE, status);
  return (['accept', 'reject'] as const)
    .filter((event) => events.includes(event))
    .map((event) => deedOn(FURTHER_DEEDS[event], lot))
    .map((deed) => ({ ...deed, text: `${deed.text} ${lot}` }));
}

export const invoiceDeeds = (invoice: Invoice): OfferedDeed[] =>
  deedsNow(INVOICE_LIFE, INVOICE_DEEDS, invoice);
