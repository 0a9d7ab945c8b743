import type { PlanItem } from '../allocation/allocation.ts';
import { musdText } from '../base/money-text.ts';
import { twoDigits } from '../base/number-text.ts';
import type { Dependency, NetImportReliance } from '../dependency/dependency.ts';
import type { Answer } from './answer.ts';

const TOP = 10; // minerals in the table, and purchases below it

/** The answer to the main question as a person reads it in a terminal. */
export function answerAsText(answer: Answer): string {
  const { data, dependency, stress, plan } = answer;
  const worst = [...dependency].sort((a, b) => a.rank - b.rank).slice(0, TOP);
  const { mean, p95, cvar95 } = stress.total.lossMusd;
  return [
    ...wrap(answer.answer),
    '',
    `The ${TOP} most dangerous dependencies of ${dependency.length} listed minerals`,
    ...table(
      ['', 'mineral', 'import reliance', 'top producer', 'top source', 'expected', 'worst year'],
      ['', '', '% of consumption', '% of world', '% of imports', 'M USD/year', 'M USD'],
      worst.map(dependencyRow),
    ),
    '',
    `Stress: ${stress.draws.toLocaleString('en-US')} futures of ${stress.horizonMonths} months, seed ${stress.seed}. ` +
      `Loss of output: mean ${musdText(mean)}, one in 20 above ${musdText(p95)}, mean of those ${musdText(cvar95)}.`,
    '',
    `What ${musdText(plan.budgetUsd / 1e6)} buys first, by loss averted per dollar`,
    ...table(
      ['', 'mineral', 'instrument', 'amount', 'quantity', 'averts'],
      ['', '', '', 'M USD', 't (or t/year)', 'USD per last USD'],
      byWorth(plan.items).slice(0, TOP).map(itemRow),
    ),
    '',
    'Look next: `lodestock stress presets`, `lodestock stress run --preset china-ban-ga-ge-sb`,',
    '`lodestock plan frontier`, `lodestock help`.',
    '',
    `Data ${data.version} (${data.digest.slice(0, 19)}): USGS Mineral Commodity Summaries 2025 and 2026, World Bank,`,
    'OECD; `lodestock data list` names every source. Losses are a model, not a forecast.',
  ].join('\n');
}

function byWorth(items: readonly PlanItem[]): readonly PlanItem[] {
  return [...items]
    .filter(({ amountUsd }) => amountUsd > 0)
    .sort((a, b) => b.lossAvertedPerUsd - a.lossAvertedPerUsd || b.amountUsd - a.amountUsd);
}

function dependencyRow(row: Dependency): readonly string[] {
  const shareOf = (each: { iso3: string; share: number } | null) =>
    each === null ? '-' : `${each.iso3} ${Math.round(100 * each.share)}`;
  return [
    String(row.rank),
    row.name,
    relianceText(row.netImportReliance),
    shareOf(row.topProducer),
    shareOf(row.topImportSource),
    row.gdpAtRiskMusd === null ? '-' : twoDigits(row.gdpAtRiskMusd.expected),
    row.gdpAtRiskMusd === null ? '-' : twoDigits(row.gdpAtRiskMusd.worstYear),
  ];
}

function itemRow(item: PlanItem, index: number): readonly string[] {
  return [
    String(index + 1),
    item.mineral,
    item.instrument,
    (item.amountUsd / 1e6).toFixed(1),
    twoDigits(item.quantityTonnes),
    twoDigits(item.lossAvertedPerUsd),
  ];
}

function relianceText({ value, low, high, qualifier }: NetImportReliance): string {
  if (value !== null) return String(value);
  if (qualifier === '>') return `>${low}`;
  if (qualifier === '<') return `<${high}`;
  if (qualifier === 'range') return `${low}-${high}`;
  return qualifier ?? '-';
}

/** Columns under two lines of heading, the second of units; numbers stand to the right. */
function table(
  heading: readonly string[],
  units: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const lines = [heading, units, ...rows];
  const widths = heading.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  const isLeft = (column: number) =>
    heading[column] === 'mineral' || heading[column] === 'instrument';
  return lines.map((cells) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isLeft(column) ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

const LINE = 100;

/** Breaks a text between words. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > LINE) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
