import { RIVAL_IDS, RIVAL_NAMES, type RivalId } from './setup.ts';

/*
 * What a run of the comparison found, as one line of the history and as a table; and the goals.
 */

/** Microseconds of CPU that a draw takes, over the rounds of one run. */
export interface Timing {
  readonly least: number;
  readonly median: number;
}

/** Time that a run took; on a busy machine the clock says more than the work. */
export interface Span {
  readonly clockSeconds: number;
  readonly cpuSeconds: number; // of all threads together
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly load: number; // mean number of busy programs in the minute before
  readonly node: string;
  readonly compiler: string | undefined;
}

/** One line of bench/history.jsonl. */
export interface Comparison {
  readonly date: string;
  readonly commit: string;
  readonly machine: Machine;
  readonly model: string;
  readonly rounds: number;
  readonly draws: number; // of each program and round
  readonly microsecondsPerDraw: {
    readonly ours: Timing;
    readonly specification: Timing;
    readonly rivals: Readonly<Partial<Record<RivalId, Timing>>>;
  };
  readonly kinds: Readonly<Partial<Record<RivalId, string>>>; // how a rival describes itself
  readonly missing: Readonly<Partial<Record<RivalId, string>>>; // why a rival is not there
  readonly threads: { readonly draws: number; readonly one: Span; readonly two: Span };
  readonly million: (Span & { readonly draws: number }) | null; // on two threads
  readonly ratios: Readonly<Partial<Record<GoalId, number>>>;
}

export type GoalId = 'numpy' | 'plain' | 'wide' | 'threads' | 'million';

interface Goal {
  readonly id: GoalId;
  readonly text: string;
  readonly unit: string;
  readonly limit: number;
  readonly direction: 'at least' | 'at most';
}

/** What the product promises of its speed. */
export const GOALS: readonly Goal[] = [
  { id: 'numpy', text: 'as fast as NumPy', unit: '×', limit: 5, direction: 'at least' },
  { id: 'plain', text: 'as fast as plain C', unit: '×', limit: 3.5, direction: 'at least' },
  { id: 'wide', text: 'as fast as vectorised C++', unit: '×', limit: 0.3, direction: 'at least' },
  { id: 'threads', text: 'two threads over one', unit: '×', limit: 1.8, direction: 'at least' },
  {
    id: 'million',
    text: 'a million draws on two threads',
    unit: ' s',
    limit: 10,
    direction: 'at most',
  },
];

/** The numbers that the goals are about; those of missing rivals are missing. */
export function ratiosOf({
  microsecondsPerDraw: { ours, rivals },
  threads,
  million,
}: Pick<Comparison, 'microsecondsPerDraw' | 'threads' | 'million'>): Comparison['ratios'] {
  const against = RIVAL_IDS.flatMap((id) => {
    const rival = rivals[id];
    return rival === undefined ? [] : [[id, rival.least / ours.least] as const];
  });
  return {
    ...Object.fromEntries(against),
    threads: threads.one.clockSeconds / threads.two.clockSeconds,
    ...(million === null ? {} : { million: million.clockSeconds * (1e6 / million.draws) }),
  };
}

/** Whether a goal is met; `not measured` when its rival is missing or the run was a short one. */
export function verdict(goal: Goal, ratios: Comparison['ratios']): string {
  const value = ratios[goal.id];
  if (value === undefined) return 'not measured';
  const isMet = goal.direction === 'at least' ? value >= goal.limit : value <= goal.limit;
  return isMet ? 'met' : 'not met';
}

export const timingOf = (microseconds: readonly number[]): Timing => {
  const sorted = [...microseconds].sort((a, b) => a - b);
  return { least: sorted[0]!, median: sorted[Math.floor(sorted.length / 2)]! };
};

/** The programs of a comparison with their times; a missing one with the reason. */
function programsOf({ microsecondsPerDraw, kinds, missing }: Comparison) {
  const { ours, specification, rivals } = microsecondsPerDraw;
  return [
    { name: 'ours, one thread', timing: ours, note: '' },
    { name: 'its specification, TypeScript', timing: specification, note: '' },
    ...RIVAL_IDS.map((id) => ({
      name: RIVAL_NAMES[id],
      timing: rivals[id],
      note: missing[id] === undefined ? (kinds[id] ?? '') : `missing: ${missing[id]}`,
    })),
  ];
}

const fixed = (value: number | undefined, digits: number): string =>
  value === undefined ? '-' : value.toFixed(digits);

/** What the bench prints. */
export function comparisonLines(comparison: Comparison): string[] {
  const { machine, model, rounds, draws, threads, million, ratios } = comparison;
  const goals = GOALS.map((goal) => {
    const value = fixed(ratios[goal.id], 2) + goal.unit;
    const limit = `${goal.direction} ${goal.limit}`;
    return `    ${goal.text.padEnd(32)} ${value.padStart(8)}   ${limit.padEnd(12)} ${verdict(goal, ratios)}`;
  });
  return [
    `  ${machineText(machine)}`,
    `  ${model}`,
    `  CPU of a draw [µs], least and median of ${rounds} rounds of ${count(draws)} draws:`,
    ...programsOf(comparison).map(({ name, timing, note }) => {
      const times = [timing?.least, timing?.median].map((time) => fixed(time, 1).padStart(8));
      return `    ${name.padEnd(32)} ${times.join(' ')}   ${note}`.trimEnd();
    }),
    `  ${count(threads.draws)} draws [s]: ${spanText(threads.one)} on one thread, ${spanText(threads.two)} on two`,
    ...(million === null
      ? []
      : [`  ${count(million.draws)} draws [s]: ${spanText(million)} on two threads`]),
    '  goals:',
    ...goals,
  ];
}

const spanText = ({ clockSeconds, cpuSeconds }: Span): string =>
  `${clockSeconds.toFixed(2)} (CPU ${cpuSeconds.toFixed(2)})`;

const count = (value: number): string => value.toLocaleString('en-US');

const machineText = ({ cpu, cores, load, node, compiler }: Machine): string =>
  `${cpu}, ${cores} cores, load ${load.toFixed(1)}; Node ${node}; ${compiler ?? 'no compiler'}`;

/** The same as tables of Markdown. */
export function comparisonTable(comparison: Comparison): string {
  const { date, commit, machine, model, rounds, draws, threads, million, ratios } = comparison;
  return [
    `${date.slice(0, 10)}, commit ${commit}; ${machineText(machine)}.`,
    `${model}; ${rounds} rounds of ${count(draws)} draws.`,
    '',
    '| program | least [µs of CPU a draw] | median | note |',
    '|---|---|---|---|',
    ...programsOf(comparison).map(
      ({ name, timing, note }) =>
        `| ${name} | ${fixed(timing?.least, 1)} | ${fixed(timing?.median, 1)} | ${note} |`,
    ),
    '',
    '| threads | draws | by the clock [s] | CPU of all threads [s] |',
    '|---|---|---|---|',
    spanRow('one', threads.draws, threads.one),
    spanRow('two', threads.draws, threads.two),
    ...(million === null ? [] : [spanRow('two', million.draws, million)]),
    '',
    '| goal | measured | limit | |',
    '|---|---|---|---|',
    ...GOALS.map(
      (goal) =>
        `| ${goal.text} | ${fixed(ratios[goal.id], 2)}${goal.unit} | ${goal.direction} ${goal.limit} | ${verdict(goal, ratios)} |`,
    ),
  ].join('\n');
}

const spanRow = (threads: string, draws: number, { clockSeconds, cpuSeconds }: Span): string =>
  `| ${threads} | ${count(draws)} | ${clockSeconds.toFixed(2)} | ${cpuSeconds.toFixed(2)} |`;

const END = '<!-- end of measured -->';

/** A page with the table of a bench between its marks in place of the one that stood there. */
export function withTable(page: string, table: string, bench = 'rivals'): string {
  const begin = `<!-- measured: written by \`npm run bench -- ${bench} --write\` -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(END, from);
  if (from < 0 || to < from) throw new Error('the page has no marks for the table');
  return `${page.slice(0, from)}${begin}\n\n${table}\n\n${page.slice(to)}`;
}
