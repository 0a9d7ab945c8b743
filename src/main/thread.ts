import { CONTRACT_STEPS } from './thread-contract.ts';
import { illustrative, step, type ThreadStep } from './thread-step.ts';

/*
 * The fluorspar contract SP8000-25-R-0020 from a stress run to a closed contract. Its terms are
 * published: ceiling, minimum, years, place of delivery. Everything that happens under it here is
 * illustrative, and so are all people.
 */

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

/** Every step, from the first person to the closed contract. */
export const THREAD: readonly ThreadStep[] = [
  ...people,
  ...money,
  ...plan,
  ...vote,
  ...CONTRACT_STEPS,
];
