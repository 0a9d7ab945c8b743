import { musdText } from '../base/money-text.ts';
import { grouped, twoDigits } from '../base/number-text.ts';
import { tableLines } from '../base/text-table.ts';
import type { StressRun } from './stress.ts';

const ROWS = 15;

/** A stress run for a person at a terminal. */
export function runLines(run: StressRun): string[] {
  return [
    ...(run.isMiddle === true ? middleLines(run) : ensembleLines(run)),
    ...run.notes.map((note) => `Note: ${note}`),
    'Not modelled, with what is known of the risk of each:',
    ...run.notModelled.map(({ mineral, reason, risk }) => `  ${mineral} (${reason}): ${risk}`),
    'Model result from public statistics and assumptions (data/assumption.csv); an exploration, not a forecast.',
    `${run.digest} in ${run.elapsedSeconds.toFixed(1)} s`,
  ];
}

/** Means and bands of many futures. */
function ensembleLines(run: StressRun): string[] {
  const { draws, seed, horizonMonths, scenario, total } = run;
  const n = twoDigits;
  return [
    `${scenario.title} · ${grouped(draws, 0)} futures of ${horizonMonths} months · seed ${seed} · data ${run.dataVersion}`,
    `GDP lost over the horizon: mean ${musdText(total.lossMusd.mean)} ± ${musdText(total.lossMusd.standardError)}, ` +
      `worst 5 percent of futures ${musdText(total.lossMusd.cvar95)}`,
    '',
    ...tableLines(
      [
        'mineral',
        'short in',
        'unmet, mean (5-95%) [t]',
        'loss, mean [$M]',
        'worst 5% [$M]',
        'peak price, median (95%)',
        'cover [days]',
      ],
      worstOf(run).map(
        ({ mineral, shortProbability, unmetTonnes, lossMusd, peakPriceRatio, coverDays }) => [
          mineral,
          `${Math.round(20 * shortProbability)} of 20`,
          `${n(unmetTonnes.mean)} (${n(unmetTonnes.p05)}-${n(unmetTonnes.p95)})`,
          n(lossMusd.mean),
          n(lossMusd.cvar95),
          `x${peakPriceRatio.p50.toFixed(1)} (x${peakPriceRatio.p95.toFixed(1)})`,
          n(coverDays),
        ],
      ),
    ),
    run.minerals.length > ROWS ? `... and ${run.minerals.length - ROWS} more; --json has all` : '',
  ];
}

/** The one future of a run without chance: its minerals that lose anything. */
function middleLines(run: StressRun): string[] {
  const { horizonMonths, scenario, total } = run;
  const hit = worstOf(run).filter(({ lossMusd }) => lossMusd.mean > 0);
  const n = twoDigits;
  return [
    `${scenario.title} · one future of ${horizonMonths} months without chance · data ${run.dataVersion}`,
    `GDP lost over the horizon: ${musdText(total.lossMusd.mean)}`,
    '',
    ...tableLines(
      ['mineral', 'unmet [t]', 'loss [$M]', 'peak price', 'cover [days]'],
      hit.map(({ mineral, unmetTonnes, lossMusd, peakPriceRatio, coverDays }) => [
        mineral,
        n(unmetTonnes.mean),
        n(lossMusd.mean),
        `x${peakPriceRatio.p50.toFixed(1)}`,
        n(coverDays),
      ]),
    ),
    hit.length < ROWS ? 'No other mineral loses anything.' : 'The largest losses; --json has all.',
    'Every assumption stands at its middle, and nothing happens that nobody announced. This is no mean of',
    'many futures: leave out --middle for that.',
  ];
}

const worstOf = ({ minerals }: StressRun) =>
  [...minerals].sort((a, b) => b.lossMusd.mean - a.lossMusd.mean).slice(0, ROWS);
