import { type Goal, goalLines, goalTable } from './goals.ts';

/** Transactions a second of each round, by what ran and how many clients. */
export interface Rates {
  readonly tpcb1: readonly number[];
  readonly tpcb8: readonly number[];
  readonly post1: readonly number[];
  readonly post8: readonly number[];
  readonly hot8: readonly number[]; // all on one fund
}

/** What a run of the ledger's bench found, as one line of the history. */
export interface LedgerComparison {
  readonly date: string;
  readonly commit: string;
  readonly bench: 'ledger';
  readonly machine: string;
  readonly missing: string | null; // why pgbench is not there
  readonly rounds: number;
  readonly rates: Rates | null;
  readonly batches: { readonly embedded: readonly number[]; readonly server: readonly number[] };
  readonly growth: {
    readonly few: number;
    readonly many: number;
    readonly fewMicroseconds: number;
    readonly manyMicroseconds: number;
  };
  readonly audit: {
    readonly lines: number;
    readonly auditSeconds: number;
    readonly asOfSeconds: number;
  };
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

function goalsOf({ rates, batches, growth, audit }: LedgerComparison): Goal[] {
  const ratio = (ours: readonly number[] | undefined, theirs: readonly number[] | undefined) =>
    ours === undefined || theirs === undefined ? null : median(ours) / median(theirs);
  const beside = (ours: readonly number[] | undefined, theirs: readonly number[] | undefined) =>
    ours === undefined || theirs === undefined
      ? 'pgbench is missing'
      : `${whole(median(ours))} against ${whole(median(theirs))} a second`;
  const least = { direction: 'at least', unit: '×' } as const;
  const most = { direction: 'at most', unit: ' s' } as const;
  return [
    {
      ...{ text: 'posting four lines over pgbench tpcb-like, 1 client', limit: 0.8, ...least },
      ...{ value: ratio(rates?.post1, rates?.tpcb1), measured: beside(rates?.post1, rates?.tpcb1) },
    },
    {
      ...{ text: 'the same, 8 clients', limit: 0.8, ...least },
      ...{ value: ratio(rates?.post8, rates?.tpcb8), measured: beside(rates?.post8, rates?.tpcb8) },
    },
    {
      ...{ text: 'the same, 8 clients on one fund', limit: 0.35, ...least },
      ...{ value: ratio(rates?.hot8, rates?.tpcb8), measured: beside(rates?.hot8, rates?.tpcb8) },
    },
    {
      ...{ text: 'batch of 1,000, embedded over server', limit: 0.6, ...least },
      value: ratio(batches.embedded, batches.server),
      measured: beside(batches.embedded, batches.server),
    },
    {
      text: `CPU of an entry at ${whole(growth.many)} entries over ${whole(growth.few)}`,
      ...{ limit: 1.2, direction: 'at most', unit: '×' },
      value: growth.manyMicroseconds / growth.fewMicroseconds,
      measured: `${whole(growth.manyMicroseconds)} against ${whole(growth.fewMicroseconds)} µs`,
    },
    {
      ...{ text: `audit of ${whole(audit.lines)} lines`, limit: 1, ...most },
      ...{ value: audit.auditSeconds, measured: 'embedded, median of 3' },
    },
    {
      ...{
        text: 'trial balance of the same as of a day on which half was in effect',
        limit: 0.2,
        ...most,
      },
      ...{ value: audit.asOfSeconds, measured: 'embedded, median of 3' },
    },
  ];
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** What the bench prints. */
export const ledgerLines = (comparison: LedgerComparison): string[] => [
  `  ${comparison.machine}`,
  ...goalLines(goalsOf(comparison)),
];

/** The same as a table of Markdown. */
export const ledgerTable = (comparison: LedgerComparison): string =>
  [
    `${comparison.date.slice(0, 10)}, commit ${comparison.commit}; ${comparison.machine}; medians of ${comparison.rounds} rounds.`,
    '',
    ...goalTable(goalsOf(comparison)),
  ].join('\n');
