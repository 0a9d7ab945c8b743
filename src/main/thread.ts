import { CONTRACT_STEPS } from './thread-contract.ts';
import { illustrative, step, type ThreadStep } from './thread-step.ts';

/*
 * The fluorspar contract SP8000-25-R-0020 from a stress run to a closed contract. Its terms are
 * published: ceiling, minimum, years, place of delivery. Everything that happens under it here is
 * illustrative, and so are all people.
 */

const GOVERNORS = [1, 2, 3, 4, 5, 6, 7].map((seat) => `governor-${seat}`);

const ROLE_OF: Readonly<Record<string, string>> = {
  analyst: 'analyst',
  budget: 'budget-officer',
  secretary: 'secretary',
  officer: 'contracting-officer',
  receiver: 'receiving-officer',
  certifier: 'certifying-officer',
  approver: 'approving-officer',
  payer: 'disbursing-officer',
  ...Object.fromEntries(GOVERNORS.map((person) => [person, 'governor'])),
};

const people: readonly ThreadStep[] = [
  step('chief', '2026-01-15', 'person add chief --name', illustrative('First administrator')),
  ...Object.entries(ROLE_OF).flatMap(([person, role]) => [
    step('chief', '2026-01-15', `person add ${person} --name`, illustrative(role)),
    step('chief', '2026-01-15', `person role ${person} ${role}`),
  ]),
];

const TITLE = 'Strategic Resilience Reserve';
const money: readonly ThreadStep[] = [
  step('budget', '2026-01-15', 'fund open reserve --kind appropriated --title', TITLE),
  ...['appropriate', 'apportion', 'allot'].map((verb) =>
    step(
      'budget',
      '2026-01-15',
      `fund ${verb} reserve 2.5B --reference`,
      illustrative('Public law'),
    ),
  ),
];

const QUESTION = '--preset fluorspar-mexico-outage --draws 500 --json';
const plan: readonly ThreadStep[] = [
  {
    ...step('analyst', '2026-01-16', `stress run ${QUESTION}`),
    keep: { name: 'run', field: 'digest' },
  },
  {
    ...step('analyst', '2026-01-16', `plan solve --budget 2.5B ${QUESTION}`),
    keep: { name: 'plan', field: 'digest' },
  },
  step('analyst', '2026-01-16', 'audit cite stress-run:run-{run} plan:plan-{plan}'),
];

const seats: readonly ThreadStep[] = GOVERNORS.flatMap((person, k): ThreadStep[] => [
  {
    ...step(
      'secretary',
      '2026-01-16',
      `board seat nominate ${k + 1} ${person} --office ${k === 0 ? 'chair' : 'member'}`,
      ...['--from', '2025-06-01', '--to', '2030-06-01', '--json'],
    ),
    keep: { name: `term${k + 1}`, field: 'id' },
  },
  step(
    'secretary',
    '2026-01-16',
    `board seat confirm {term${k + 1}} --reason`,
    illustrative('Senate'),
  ),
]);

const vote: readonly ThreadStep[] = [
  step(
    'secretary',
    '2026-01-16',
    'board meeting notice M-1 --held-on 2026-01-19 --place Washington --title',
    'First meeting',
  ),
  step(
    'secretary',
    '2026-01-16',
    'board motion B-1 --about plan:plan-{plan} --fund reserve --authority 250M --from 2026-01-19',
    ...['--mineral', 'fluorspar', '--title', 'Fluorspar from Utah', '--text'],
    illustrative('The board approves the plan and up to $250 million for fluorspar.'),
  ),
  step('secretary', '2026-01-16', 'board motion notice B-1 M-1'),
  step('secretary', '2026-01-19', 'board meeting open M-1'),
  ...GOVERNORS.map((person) =>
    step('secretary', '2026-01-19', `board meeting attend M-1 ${person}`),
  ),
  step('secretary', '2026-01-19', 'board motion open B-1'),
  ...GOVERNORS.map((person, k) =>
    step(person, '2026-01-19', `board vote B-1 ${k < 5 ? 'yes' : 'no'}`),
  ),
  step('secretary', '2026-01-19', 'board close B-1'),
  step('secretary', '2026-01-19', 'board meeting close M-1'),
  step('secretary', '2026-01-19', 'board motion take-effect B-1'),
];

/** From the first person to a board of seven that has a plan before it. */
export const BOARD_STEPS: readonly ThreadStep[] = [...people, ...money, ...plan, ...seats];

/** From the first person to the vote that takes effect. */
export const VOTE_STEPS: readonly ThreadStep[] = [...BOARD_STEPS, ...vote];

/** Every step, from the first person to the closed contract. */
export const THREAD: readonly ThreadStep[] = [...VOTE_STEPS, ...CONTRACT_STEPS];
