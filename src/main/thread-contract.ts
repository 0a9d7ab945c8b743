import type { IsoDate } from '../base/act.ts';
import { illustrative, step, type ThreadStep } from './thread-step.ts';

/*
 * The contract itself: drafted, awarded, ordered under, delivered, paid and closed.
 */

export const THREAD_CONTRACT = 'SP8000-25-R-0020';
const ORDER = `${THREAD_CONTRACT}.1`;

/** What steps read as files. */
export const THREAD_FILES: Readonly<Record<string, string>> = {
  'fluorspar.json': JSON.stringify({
    id: THREAD_CONTRACT,
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

/** A step that the rules refuse. */
const refused = (code: string, each: ThreadStep): ThreadStep => ({ ...each, refused: code });

const award: readonly ThreadStep[] = [
  step(
    'officer',
    '2026-01-20',
    'party add ares --kind company --country CAN --illustrative --name',
    ...['Ares Strategic Mining', '--source', illustrative('made for this trial')],
  ),
  step(
    'officer',
    '2026-01-20',
    'requisition submit RQ-1 --fund reserve --resolution B-1 --plan plan-{plan} --amount 250M',
    ...['--purpose', 'Acid-grade fluorspar'],
  ),
  step('budget', '2026-01-20', 'requisition certify RQ-1'),
  step('officer', '2026-01-20', 'contract new fluorspar.json'),
  refused(
    'contract.wrong_status',
    step('officer', '2026-01-20', `contract approve ${THREAD_CONTRACT}`),
  ),
  step('budget', '2026-01-21', `contract certify ${THREAD_CONTRACT}`),
  step('officer', '2026-01-21', `contract approve ${THREAD_CONTRACT}`),
];

const order = (on: IsoDate, amount: string, due: string) =>
  step('officer', on, `contract order ${THREAD_CONTRACT} --amount ${amount} --deliver-by ${due}`);
const orders: readonly ThreadStep[] = [
  order('2026-02-02', '5000000.00', '2026-12-31'),
  refused('contract.over_ceiling', order('2026-02-02', '245000000.01', '2026-12-31')),
  refused('order.outside_period', order('2031-01-13', '1', '2031-12-31')),
  step('officer', '2026-02-03', `order acknowledge ${ORDER}`),
  step(
    'receiver',
    '2026-02-03',
    'warehouse add hawthorne --capacity 50000t --auditable --title',
    'Hawthorne Army Depot',
  ),
  step(
    'officer',
    '2026-02-03',
    'laboratory add lab --from 2026-01-01 --until 2031-12-31 --title',
    illustrative('A laboratory'),
  ),
  step('officer', '2026-02-03', 'specification add fluorspar-acid'),
];

const GOOD = ['CaF2: 97.6 % +- 0.2 by ASTM E815', 'SiO2: 0.9 % +- 0.05 by as agreed'];
const POOR = ['CaF2: 95.1 % +- 0.2 by ASTM E815', 'SiO2: 2.4 % +- 0.05 by as agreed'];
const REST = [
  'CaCO3: 0.8 % +- 0.05 by as agreed',
  'S: 0.03 % +- 0.01 by as agreed',
  'As: 5 ppm +- 1 by as agreed',
];

/** A lot comes, is weighed, sampled, tested and held against its specification. */
const delivery = (
  lot: string,
  on: IsoDate,
  { net, results }: { net: string; results: readonly string[] },
): ThreadStep[] => [
  step(
    'receiver',
    on,
    `contract deliver ${ORDER} ${lot} --mass ${net} --vendor-lot ${lot} --packaging bulk --form`,
    'filter cake',
  ),
  step(
    'receiver',
    on,
    `lot receive ${lot} --warehouse hawthorne --gross ${net} --net ${net} --moisture 0`,
  ),
  step('receiver', on, `lot sample ${lot} --seal seal-${lot}`),
  step(
    'receiver',
    on,
    `lot certify ${lot} --laboratory lab --number ${lot.replace('LS', 'LAB')} --issued ${on}`,
    ...['--file', `certificate-${lot}.txt`, '--digest', `{digest certificate-${lot}.txt}`],
    ...[...results, ...REST].flatMap((result) => ['--result', result]),
  ),
  step('receiver', on, `lot decide ${lot}`),
];

const receive = (on: IsoDate, number: string, amount: string, lot: string) =>
  step(
    'officer',
    on,
    `invoice receive ${ORDER} --number ${number} --amount ${amount} --lot ${lot}`,
  );

/** An invoice goes through the hands of three people. */
const payment = (invoice: string, on: IsoDate): ThreadStep[] => [
  step('certifier', on, `invoice match ${invoice}`),
  step('approver', on, `invoice approve ${invoice}`),
  step('payer', on, `invoice schedule ${invoice}`),
  step('payer', on, `invoice pay ${invoice}`),
  step('payer', on, `invoice confirm ${invoice}`),
];

// 4,000 t and the rest of what $5,000,000.00 buys at $0.665 a kilogram: 7,518.796992 t
const REMAINDER = '3518.796992t';
const deliveries: readonly ThreadStep[] = [
  ...delivery('LS-1', '2026-05-04', { net: '4000t', results: GOOD }),
  step('receiver', '2026-05-04', 'contract accept LS-1'),
  ...delivery('LS-2', '2026-06-01', { net: REMAINDER, results: POOR }),
  refused('lot.wrong_status', step('receiver', '2026-06-01', 'contract accept LS-2')),
  step('receiver', '2026-06-01', 'contract reject LS-2 --reason', 'CaF2 below 97 percent'),
  refused('invoice.lot_not_accepted', receive('2026-06-02', 'A-2', '2340000.00', 'LS-2')),
  receive('2026-06-02', 'A-1', '2660000.00', 'LS-1'),
  ...payment(`${ORDER}.I1`, '2026-06-02'),
  ...delivery('LS-3', '2026-07-06', { net: REMAINDER, results: GOOD }),
  step('receiver', '2026-07-06', 'contract accept LS-3'),
  receive('2026-08-03', 'A-3', '2340000.00', 'LS-3'),
  ...payment(`${ORDER}.I2`, '2026-08-03'),
  step('officer', '2026-08-03', `order complete ${ORDER}`),
];

const end: readonly ThreadStep[] = [
  ...['end-ordering', 'closeout', 'close'].map((verb) =>
    step(
      'officer',
      '2031-01-13',
      `contract ${verb} ${THREAD_CONTRACT} --reason`,
      'the period is over',
    ),
  ),
  step('budget', '2031-01-13', 'fund tieout'),
  step('budget', '2031-01-13', 'audit trace plan:plan-{plan}'),
];

/** From the supplier to the closed contract. */
export const CONTRACT_STEPS: readonly ThreadStep[] = [...award, ...orders, ...deliveries, ...end];
