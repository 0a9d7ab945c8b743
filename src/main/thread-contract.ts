import type { IsoDate } from '../base/act.ts';
import { CONTRACT, illustrative, ORDER, step, type ThreadStep } from './thread-step.ts';

/*
 * The contract itself: drafted, awarded, ordered under, delivered, paid and closed.
 */

/** What steps read as files. */
export const THREAD_FILES: Readonly<Record<string, string>> = {
  'fluorspar.json': JSON.stringify({
    id: CONTRACT,
    kind: 'idiq',
    title: 'Acid-grade fluorspar, indefinite quantity (illustrative)',
    requisition: 'RQ-1',
    party: 'ares',
    mineral: 'fluorspar',
    specification: 'fluorspar-acid@1',
    deliveryPoint: 'Hawthorne Army Depot, Nevada',
    baseValueCents: '16893826730',
    ceilingCents: '25000000000',
    minimumCents: '200000000',
    orderingFrom: '2026-01-13',
    orderingTo: '2031-01-12',
    pricePerKg: '665000',
    referencePerKg: '470000',
  }),
  'certificate-LS-1.txt': 'Certificate LAB-1 of lot LS-1 (illustrative)',
  'certificate-LS-2.txt': 'Certificate LAB-2 of lot LS-2 (illustrative)',
  'certificate-LS-3.txt': 'Certificate LAB-3 of lot LS-3 (illustrative)',
};

const contract: readonly ThreadStep[] = [
  step(
    ...([
      'officer',
      '2026-01-20',
      'party',
      'add',
      'ares',
      '--name',
      'Ares Strategic Mining',
    ] as const),
    ...[
      '--kind',
      'company',
      '--country',
      'CAN',
      '--illustrative',
      '--source',
      illustrative('made for this trial'),
    ],
  ),
  step(
    ...(['officer', '2026-01-20', 'requisition', 'submit', 'RQ-1', '--fund', 'reserve'] as const),
    ...[
      '--resolution',
      'B-1',
      '--plan',
      'plan-{plan}',
      '--amount',
      '250M',
      '--purpose',
      'Acid-grade fluorspar',
    ],
  ),
  step('budget', '2026-01-20', 'requisition', 'certify', 'RQ-1'),
  step('officer', '2026-01-20', 'contract', 'new', 'fluorspar.json'),
  {
    ...step('officer', '2026-01-20', 'contract', 'approve', CONTRACT),
    refused: 'contract.wrong_status',
  },
  step('budget', '2026-01-21', 'contract', 'certify', CONTRACT),
  step('officer', '2026-01-21', 'contract', 'approve', CONTRACT),
  step(
    'officer',
    '2026-02-02',
    'contract',
    'order',
    CONTRACT,
    '--amount',
    '5000000.00',
    '--deliver-by',
    '2026-12-31',
  ),
  {
    ...step(
      'officer',
      '2026-02-02',
      'contract',
      'order',
      CONTRACT,
      '--amount',
      '245000000.01',
      '--deliver-by',
      '2026-12-31',
    ),
    refused: 'contract.over_ceiling',
  },
  {
    ...step(
      'officer',
      '2031-01-13',
      'contract',
      'order',
      CONTRACT,
      '--amount',
      '1',
      '--deliver-by',
      '2031-12-31',
    ),
    refused: 'order.outside_period',
  },
  step('officer', '2026-02-03', 'order', 'acknowledge', ORDER),
];

const GOOD = ['CaF2: 97.6 % +- 0.2 by ASTM E815', 'SiO2: 0.9 % +- 0.05 by as agreed'];
const POOR = ['CaF2: 95.1 % +- 0.2 by ASTM E815', 'SiO2: 2.4 % +- 0.05 by as agreed'];
const REST = [
  'CaCO3: 0.8 % +- 0.05 by as agreed',
  'S: 0.03 % +- 0.01 by as agreed',
  'As: 5 ppm +- 1 by as agreed',
];

/** A lot comes, is weighed, sampled and tested. */
const delivery = (
  lot: string,
  {
    net,
    on,
    certificate,
    results,
  }: { net: string; on: IsoDate; certificate: string; results: readonly string[] },
): ThreadStep[] => [
  step(
    ...([
      'receiver',
      on,
      'contract',
      'deliver',
      ORDER,
      lot,
      '--mass',
      net,
      '--vendor-lot',
      lot,
    ] as const),
    ...['--form', 'filter cake', '--packaging', 'bulk'],
  ),
  step(
    'receiver',
    on,
    'lot',
    'receive',
    lot,
    '--warehouse',
    'hawthorne',
    '--gross',
    net,
    '--net',
    net,
    '--moisture',
    '0',
  ),
  step('receiver', on, 'lot', 'sample', lot, '--seal', `seal-${lot}`),
  step(
    ...([
      'receiver',
      on,
      'lot',
      'certify',
      lot,
      '--laboratory',
      'lab',
      '--number',
      certificate,
    ] as const),
    ...[
      '--issued',
      on,
      '--file',
      `certificate-${lot}.txt`,
      '--digest',
      `{digest certificate-${lot}.txt}`,
    ],
    ...[...results, ...REST].flatMap((result) => ['--result', result]),
  ),
  step('receiver', on, 'lot', 'decide', lot),
];

/** An invoice goes through three pairs of hands. */
const payment = (
  invoice: string,
  { lot, number, amount, on }: { lot: string; number: string; amount: string; on: IsoDate },
): ThreadStep[] => [
  step(
    'officer',
    on,
    'invoice',
    'receive',
    ORDER,
    '--number',
    number,
    '--amount',
    amount,
    '--lot',
    lot,
  ),
  step('certifier', on, 'invoice', 'match', invoice),
  step('approver', on, 'invoice', 'approve', invoice),
  step('payer', on, 'invoice', 'schedule', invoice),
  step('payer', on, 'invoice', 'pay', invoice),
  step('payer', on, 'invoice', 'confirm', invoice),
];

const deliveries: readonly ThreadStep[] = [
  step(
    ...([
      'receiver',
      '2026-02-03',
      'warehouse',
      'add',
      'hawthorne',
      '--title',
      'Hawthorne Army Depot',
    ] as const),
    ...['--capacity', '50000t', '--auditable'],
  ),
  step(
    ...([
      'officer',
      '2026-02-03',
      'laboratory',
      'add',
      'lab',
      '--title',
      illustrative('A laboratory'),
    ] as const),
    ...['--from', '2026-01-01', '--until', '2031-12-31'],
  ),
  step('officer', '2026-02-03', 'specification', 'add', 'fluorspar-acid'),
  ...delivery('LS-1', { net: '4000t', on: '2026-05-04', certificate: 'LAB-1', results: GOOD }),
  step('receiver', '2026-05-04', 'contract', 'accept', 'LS-1'),
  ...delivery('LS-2', {
    net: '3518.796992t',
    on: '2026-06-01',
    certificate: 'LAB-2',
    results: POOR,
  }),
  { ...step('receiver', '2026-06-01', 'contract', 'accept', 'LS-2'), refused: 'lot.wrong_status' },
  step('receiver', '2026-06-01', 'contract', 'reject', 'LS-2', '--reason', 'CaF2 below 97 percent'),
  {
    ...step(
      'officer',
      '2026-06-02',
      'invoice',
      'receive',
      ORDER,
      '--number',
      'A-2',
      '--amount',
      '2340000',
      '--lot',
      'LS-2',
    ),
    refused: 'invoice.lot_not_accepted',
  },
  ...payment(`${ORDER}.I1`, { lot: 'LS-1', number: 'A-1', amount: '2660000.00', on: '2026-06-02' }),
  ...delivery('LS-3', {
    net: '3518.796992t',
    on: '2026-07-06',
    certificate: 'LAB-3',
    results: GOOD,
  }),
  step('receiver', '2026-07-06', 'contract', 'accept', 'LS-3'),
  ...payment(`${ORDER}.I2`, { lot: 'LS-3', number: 'A-3', amount: '2340000.00', on: '2026-08-03' }),
  step('officer', '2026-08-03', 'order', 'complete', ORDER),
];

const end: readonly ThreadStep[] = [
  step(
    'officer',
    '2031-01-13',
    'contract',
    'end-ordering',
    CONTRACT,
    '--reason',
    'the period is over',
  ),
  step('officer', '2031-01-13', 'contract', 'closeout', CONTRACT, '--reason', 'the period is over'),
  step('officer', '2031-01-13', 'contract', 'close', CONTRACT, '--reason', 'all is settled'),
  step('budget', '2031-01-13', 'requisition', 'show', 'RQ-1'),
  step('budget', '2031-01-13', 'fund', 'tieout'),
  step('budget', '2031-01-13', 'audit', 'trace', 'plan:plan-{plan}'),
];

/** From the supplier to the closed contract. */
export const CONTRACT_STEPS: readonly ThreadStep[] = [...contract, ...deliveries, ...end];
