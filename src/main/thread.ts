import type { IsoDate } from '../base/act.ts';

/*
 * The fluorspar contract SP8000-25-R-0020 from a stress run to a closed contract. Its terms are
 * published: ceiling, minimum, years, place of delivery. Everything that happens under it here is
 * illustrative, and so are all people.
 */

/** One thing that somebody does, as words of the command line. */
export interface ThreadStep {
  readonly by: string;
  readonly on: IsoDate;
  readonly words: readonly string[];
  /** The code of the refusal that has to come. */
  readonly refused?: string;
  /** Names a part of the answer for later words: '{plan}' stands for the plan's number. */
  readonly keep?: { readonly name: string; readonly field: string };
}

/** What a step needs a file for: it is written before the first one. */
export type ThreadFiles = Readonly<Record<string, string>>;

const CONTRACT = 'SP8000-25-R-0020';
const ORDER = `${CONTRACT}.1`;
const GOVERNORS = [1, 2, 3, 4, 5, 6, 7].map((seat) => `governor-${seat}`);

const PEOPLE: Readonly<Record<string, string>> = {
  analyst: 'analyst',
  budget: 'budget-officer',
  secretary: 'secretary',
  officer: 'contracting-officer',
  receiver: 'receiving-officer',
  certifier: 'certifying-officer',
  approver: 'approving-officer',
  payer: 'disbursing-officer',
};

export const THREAD_FILES: ThreadFiles = {
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

type Who = 'chief' | keyof typeof PEOPLE | string;

const step = (by: Who, on: IsoDate, ...words: readonly string[]): ThreadStep => ({ by, on, words });
const illustrative = (text: string) => `${text} (illustrative)`;

const people: readonly ThreadStep[] = [
  step(
    'chief',
    '2026-01-02',
    'person',
    'add',
    'chief',
    '--name',
    illustrative('First administrator'),
  ),
  ...[...Object.entries(PEOPLE), ...GOVERNORS.map((each) => [each, 'governor'] as const)].flatMap(
    ([person, role]) => [
      step('chief', '2026-01-02', 'person', 'add', person, '--name', illustrative(`A ${role}`)),
      step('chief', '2026-01-02', 'person', 'role', person, role),
    ],
  ),
];

const money: readonly ThreadStep[] = [
  step(
    ...(['budget', '2026-01-02', 'fund', 'open', 'reserve', '--kind', 'appropriated'] as const),
    ...['--title', 'Strategic Resilience Reserve'],
  ),
  ...['appropriate', 'apportion', 'allot'].map((verb) =>
    step(
      'budget',
      '2026-01-02',
      'fund',
      verb,
      'reserve',
      '2.5B',
      '--reference',
      illustrative('Public law'),
    ),
  ),
];

const plan: readonly ThreadStep[] = [
  {
    ...step(
      'analyst',
      '2026-01-05',
      'stress',
      'run',
      '--preset',
      'fluorspar-mexico-outage',
      '--draws',
      '500',
      '--json',
    ),
    keep: { name: 'run', field: 'digest' },
  },
  {
    ...step(
      'analyst',
      '2026-01-05',
      'plan',
      'solve',
      '--budget',
      '2.5B',
      '--preset',
      'fluorspar-mexico-outage',
      '--draws',
      '500',
      '--json',
    ),
    keep: { name: 'plan', field: 'digest' },
  },
  step('analyst', '2026-01-05', 'audit', 'cite', 'stress-run:run-{run}', 'plan:plan-{plan}'),
];

const vote: readonly ThreadStep[] = [
  ...GOVERNORS.flatMap((person, k): ThreadStep[] => [
    {
      ...step(
        ...(['secretary', '2026-01-05', 'board', 'seat', 'nominate', `${k + 1}`, person] as const),
        ...[
          '--office',
          k === 0 ? 'chair' : 'member',
          '--from',
          '2025-06-01',
          '--to',
          '2030-06-01',
          '--json',
        ],
      ),
      keep: { name: `term${k + 1}`, field: 'id' },
    },
    step(
      'secretary',
      '2026-01-05',
      'board',
      'seat',
      'confirm',
      `{term${k + 1}}`,
      '--reason',
      illustrative('Senate'),
    ),
  ]),
  step(
    ...([
      'secretary',
      '2026-01-05',
      'board',
      'meeting',
      'notice',
      'M-1',
      '--title',
      'First meeting',
    ] as const),
    ...['--held-on', '2026-01-12', '--place', 'Washington'],
  ),
  step(
    ...([
      'secretary',
      '2026-01-05',
      'board',
      'motion',
      'B-1',
      '--title',
      'Fluorspar from Utah',
    ] as const),
    ...[
      '--text',
      illustrative('The board approves the plan and up to $250 million for fluorspar.'),
    ],
    ...['--about', 'plan:plan-{plan}', '--fund', 'reserve', '--authority', '250M'],
    ...['--from', '2026-01-12', '--mineral', 'fluorspar'],
  ),
  step('secretary', '2026-01-05', 'board', 'motion', 'notice', 'B-1', 'M-1'),
  step('secretary', '2026-01-12', 'board', 'meeting', 'open', 'M-1'),
  ...GOVERNORS.map((person) =>
    step('secretary', '2026-01-12', 'board', 'meeting', 'attend', 'M-1', person),
  ),
  step('secretary', '2026-01-12', 'board', 'motion', 'open', 'B-1'),
  ...GOVERNORS.slice(0, 5).map((person) =>
    step(person, '2026-01-12', 'board', 'vote', 'B-1', 'yes'),
  ),
  step(GOVERNORS[5]!, '2026-01-12', 'board', 'vote', 'B-1', 'no'),
  step('secretary', '2026-01-12', 'board', 'close', 'B-1'),
  step('secretary', '2026-01-12', 'board', 'meeting', 'close', 'M-1'),
  step('secretary', '2026-01-12', 'board', 'motion', 'take-effect', 'B-1'),
];

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
      'receiver',
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

/** Every step, from the first person to the closed contract. */
export const THREAD: readonly ThreadStep[] = [
  ...people,
  ...money,
  ...plan,
  ...vote,
  ...contract,
  ...deliveries,
  ...end,
];
