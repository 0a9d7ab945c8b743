/*
 * The lives of what a purchase is made of, as tables: status, event, next status. The database
 * holds the same rows and refuses every other step.
 *
 * @source docs/models/contracts.md
 */

export const REQUISITION_LIFE = {
  none: { draft: 'draft' },
  draft: { submit: 'submitted' },
  submitted: { certify: 'certified', return: 'returned' },
  certified: { 'obligate-part': 'partly_obligated', obligate: 'obligated', release: 'released' },
  partly_obligated: { obligate: 'obligated', release: 'released' },
} as const;

export const CONTRACT_LIFE = {
  none: { draft: 'draft' },
  draft: { certify: 'certified' },
  certified: { award: 'active', cancel: 'cancelled' },
  active: { suspend: 'suspended', 'end-ordering': 'ordering_ended', terminate: 'terminating' },
  suspended: { resume: 'active', terminate: 'terminating' },
  ordering_ended: { 'begin-closeout': 'closeout' },
  terminating: { 'begin-closeout': 'closeout' },
  closeout: { close: 'closed' },
} as const;

export const ORDER_LIFE = {
  none: { draft: 'draft' },
  draft: { issue: 'issued' },
  issued: { acknowledge: 'acknowledged', cancel: 'cancelled' },
  acknowledged: { 'deliver-part': 'part_delivered', deliver: 'delivered', terminate: 'terminated' },
  part_delivered: {
    'deliver-part': 'part_delivered',
    deliver: 'delivered',
    terminate: 'terminated',
  },
  delivered: { complete: 'complete' },
  terminated: { complete: 'complete' },
} as const;

export const INVOICE_LIFE = {
  none: { receive: 'received' },
  received: { match: 'matched', mismatch: 'mismatched' },
  mismatched: { correct: 'corrected', reject: 'rejected' },
  corrected: { match: 'matched' },
  matched: { approve: 'approved', dispute: 'disputed' },
  disputed: { approve: 'approved', reject: 'rejected' },
  approved: { schedule: 'scheduled' },
  scheduled: { pay: 'paid' },
  paid: { confirm: 'confirmed', bounce: 'bounced' },
  bounced: { schedule: 'scheduled' },
} as const;
