/** A goal of a benchmark beside what was measured. */
export interface Goal {
  readonly text: string;
  readonly measured: string;
  readonly value: number | null; // null where it could not be measured
  readonly limit: number;
  readonly direction: 'at least' | 'at most';
  readonly unit: string;
}

function verdictOf({ value, limit, direction }: Goal): string {
  if (value === null) return 'not measured';
  return (direction === 'at least' ? value >= limit : value <= limit) ? 'met' : 'not met';
}

const shown = ({ value, unit }: Goal): string =>
  value === null ? '-' : `${value.toFixed(2)}${unit}`;

/** Goals as a bench prints them. */
export const goalLines = (goals: readonly Goal[]): string[] =>
  goals.map((goal) =>
    [
      `    ${goal.text.padEnd(52)} ${shown(goal).padStart(8)}`,
      `${goal.direction} ${goal.limit}`.padEnd(14),
      verdictOf(goal).padEnd(12),
      goal.measured,
    ].join('   '),
  );

/** The same as a table of Markdown. */
export const goalTable = (goals: readonly Goal[]): string[] => [
  '| goal | ratio or time | limit | | measured |',
  '|---|---|---|---|---|',
  ...goals.map(
    (goal) =>
      `| ${goal.text} | ${shown(goal)} | ${goal.direction} ${goal.limit} | ${verdictOf(goal)} | ${goal.measured} |`,
  ),
];
