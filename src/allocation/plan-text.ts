import { usdText } from '../base/money-text.ts';
import type { FrontierPoint, Plan } from './allocation.ts';
import type { PlanExamination } from './examination.ts';
import { percentText, tonnesText } from './wording.ts';

/*
 * A plan and a frontier as lines for a terminal: a table a person can scan, then sentences.
 */

const MOST_CONSTRAINTS = 6;
const MOST_NEXT = 5;

/** A plan as a person reads it. */
export function planLines(plan: Plan, examination: PlanExamination | null = null): string[] {
  return [
    ...plan.summary,
    '',
    ...table(
      ['buy or support', 'how', 'amount', 'quantity', 'cover', 'last $1 averts'],
      plan.items.map((item) => [
        item.project === null ? item.mineral : `${item.mineral}: ${item.project}`,
        item.instrument,
        usdText(item.amountUsd),
        `${tonnesText(item.quantityTonnes)}${item.instrument === 'stock' ? '' : '/year'}`,
        item.coverDays === null ? '' : `${Math.round(item.coverDays)} days`,
        usdText(item.lossAvertedPerUsd),
      ]),
    ),
    ...section(
      'What holds the plan back',
      plan.binding.slice(0, MOST_CONSTRAINTS).map(({ sentence }) => sentence),
    ),
    ...section(
      'What the next dollar would buy',
      plan.nextDollar.slice(0, MOST_NEXT).map(({ sentence }) => sentence),
    ),
    ...section('How far to trust it', examination?.sentences ?? []),
    ...section('Scale', [plan.scaleCheck]),
    ...section('What the model does not see', plan.notSeen),
    '',
    `Scenario ${plan.scenario.id}, seed ${plan.seed}, ${plan.years} years, data ` +
      `${plan.dataVersion}; ${plan.method}; proven within ${percentText(plan.optimalityGap)}.`,
    `${plan.digest}  ${plan.elapsedSeconds.toFixed(1)} s`,
  ];
}

/** A frontier as a table. */
export function frontierLines(points: readonly FrontierPoint[]): string[] {
  return table(
    ['budget', 'expected loss', 'worst 5 percent', 'next $1 averts'],
    points.map((point) => [
      usdText(point.budgetUsd),
      usdText(point.expectedLossMusd * 1e6),
      usdText(point.cvar95LossMusd * 1e6),
      usdText(point.marginalLossAvertedPerUsd),
    ]),
  );
}

function section(title: string, sentences: readonly string[]): string[] {
  if (sentences.length === 0) return [];
  return ['', title, ...sentences.map((sentence) => `  - ${sentence}`)];
}

const WIDEST = 44;

/** Columns of equal width, the first to the left and the others to the right. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cut = (text: string) => (text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text);
  const cells = [header, ...rows].map((row) => row.map(cut));
  const widths = header.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  return cells.map((row) =>
    row
      .map((text, i) => (i < 2 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}
