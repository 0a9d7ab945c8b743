import { type Goal, goalLines, goalTable } from './goals.ts';

/** By the clock, and of CPU in all threads. */
export interface Time {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** What a run of the plan's bench found, as one line of the history. */
export interface PlanComparison {
  readonly date: string;
  readonly commit: string;
  readonly bench: 'allocation';
  readonly machine: string;
  readonly draws: number;
  readonly drawn: Time;
  readonly solved: readonly (Time & {
    readonly riskWeight: number;
    readonly iterations: number;
    readonly gap: number;
  })[];
  readonly memoryBytes: number;
  readonly frontier: Time & { readonly points: number; readonly draws: number };
  /** The plain program at the most draws for which it ended in time; null where none did. */
  readonly plain: {
    readonly draws: number;
    readonly mostSeconds: number;
    readonly wholeSeconds: number;
    readonly cutsSeconds: number;
  } | null;
}

const number = (value: number): string => value.toLocaleString('en-US');
const cpu = ({ cpuSeconds }: Time): string => `${cpuSeconds.toFixed(2)} s of CPU`;

function goalsOf({ draws, drawn, solved, memoryBytes, frontier, plain }: PlanComparison): Goal[] {
  const [even, , , tail] = solved;
  const worst = Math.max(...solved.map(({ gap }) => gap));
  const most = { direction: 'at most', unit: ' s' } as const;
  return [
    ...solved.map((each): Goal => {
      const { riskWeight, seconds, iterations, gap } = each;
      return {
        ...{ text: `${number(draws)} draws, weight of the tail ${riskWeight}`, limit: 5, ...most },
        value: seconds,
        measured: `${cpu(each)}, ${iterations} iterations, gap ${(gap * 100).toFixed(3)} percent`,
      };
    }),
    {
      ...{ text: 'the first of them with the draws themselves', limit: 7, ...most },
      ...{
        value: drawn.seconds + even!.seconds,
        measured: `${drawn.seconds.toFixed(2)} s for the draws`,
      },
    },
    {
      ...{ text: 'largest gap that is left', limit: 0.1, direction: 'at most', unit: ' percent' },
      ...{ value: worst * 100, measured: 'of lower and upper bound' },
    },
    {
      ...{ text: 'the tail alone over the first', limit: 2, direction: 'at most', unit: '×' },
      ...{ value: tail!.seconds / even!.seconds, measured: '' },
    },
    {
      ...{ text: 'most memory of the process', limit: 1, direction: 'at most', unit: ' GB' },
      ...{ value: memoryBytes / 1e9, measured: '' },
    },
    {
      text: `${frontier.points} budgets, ${number(frontier.draws)} draws, cuts shared`,
      ...{ limit: 15, ...most, value: frontier.seconds, measured: cpu(frontier) },
    },
    {
      text: 'the plain program over ours, at its largest size',
      ...{ limit: 1, direction: 'at least', unit: '×' },
      value: plain && plain.wholeSeconds / plain.cutsSeconds,
      measured:
        plain === null
          ? 'it ends in time at no size'
          : `${number(plain.draws)} draws: ${plain.wholeSeconds.toFixed(1)} s against ${plain.cutsSeconds.toFixed(3)} s`,
    },
  ];
}

/** What the bench prints. */
export const planLines = (comparison: PlanComparison): string[] => [
  `  ${comparison.machine}`,
  ...goalLines(goalsOf(comparison)),
];

/** The same as a table of Markdown. */
export const planTable = (comparison: PlanComparison): string =>
  [
    `${comparison.date.slice(0, 10)}, commit ${comparison.commit}; ${comparison.machine}.`,
    '',
    ...goalTable(goalsOf(comparison)),
  ].join('\n');
