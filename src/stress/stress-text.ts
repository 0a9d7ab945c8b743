import { roundedText, tableLines } from '../base/text-table.ts';
import type { StressRun } from './stress.ts';

const ROWS = 15;

/** A stress run for a person at a terminal. */
export function runLines(run: StressRun): string[] {
  const { draws, seed, horizonMonths, scenario, total, elapsedSeconds } = run;
  const worst = [...run.minerals].sort((a, b) => b.lossMusd.mean - a.lossMusd.mean).slice(0, ROWS);
  const n = roundedText;
  return [
    `${scenario.title} · ${n(draws)} futures of ${horizonMonths} months · seed ${seed} · data ${run.dataVersion}`,
    `GDP lost over the horizon: mean $${n(total.lossMusd.mean)}M ± ${n(total.lossMusd.standardError)}M, ` +
      `worst 5 percent of futures $${n(total.lossMusd.cvar95)}M`,
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
      worst.map(
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
    `Not modelled: ${run.notModelled.map(({ mineral, reason }) => `${mineral} (${reason})`).join('; ')}`,
    'Model result from public statistics and assumptions (data/assumption.csv); an exploration, not a forecast.',
    `${run.digest} in ${elapsedSeconds.toFixed(1)} s`,
  ];
}
