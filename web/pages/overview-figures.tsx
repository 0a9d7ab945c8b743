import type { Plan } from '../../src/allocation/allocation.ts';
import type { Dependency } from '../../src/dependency/dependency.ts';
import type { MineralStress, StressRun } from '../../src/stress/stress.ts';
import { BarChart } from '../charts/bar-chart.tsx';
import { IntervalChart } from '../charts/interval-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import {
  grouped,
  massText,
  mineralName,
  musdText,
  sentenceCase,
  twoDigits,
  usdText,
} from '../parts/format.ts';
import { itemLabel } from './plan-text.ts';

const SHOWN_DEPENDENCIES = 12;
const SHOWN_LOSSES = 5;
const SHOWN_PURCHASES = 7;

/** The most dangerous dependencies, by expected GDP at risk. */
export function GdpAtRiskFigure(props: {
  readonly dependency: readonly Dependency[];
  readonly edition: string;
}) {
  const assessed = props.dependency.flatMap(({ mineral, gdpAtRiskMusd }) =>
    gdpAtRiskMusd === null ? [] : [{ name: mineralName(mineral), ...gdpAtRiskMusd }],
  );
  const rows = assessed.slice(0, SHOWN_DEPENDENCIES).map(({ name, expected, low, high }) => ({
    label: sentenceCase(name),
    value: expected,
    low,
    high,
  }));
  const [first, second] = rows;
  const without = props.dependency.length - assessed.length;
  const unrated = without === 0 ? '' : ` ${without} minerals lack the data for a figure.`;
  const label = 'GDP at risk by mineral, expected with its range';
  return (
    <Figure
      id="gdp-at-risk"
      title={`${first?.label ?? 'No mineral'} puts the most output at risk`}
      measure={`Expected GDP loss of one year, million USD; the line spans every assumption at its mild and at its severe end; logarithmic axis; first ${rows.length} of ${props.dependency.length} minerals`}
      evidence="model"
      summary={
        first && second
          ? `${first.label} leads with ${musdText(first.value)} a year (${musdText(first.low)} to ${musdText(first.high)}), then ${assessed[1]?.name} with ${musdText(second.value)}.${unrated}`
          : 'No mineral has the data for a figure.'
      }
      draw={(widthPx) => (
        <IntervalChart
          rows={rows}
          widthPx={widthPx}
          label={label}
          format={twoDigits}
          axis="logarithmic"
          source={`Lodestock model on USGS Mineral Commodity Summaries and other public data, edition ${props.edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Mineral' },
          { label: 'Expected, $M', isNumber: true },
          { label: 'Low, $M', isNumber: true },
          { label: 'High, $M', isNumber: true },
        ],
        rows: rows.map((row) => [
          row.label,
          twoDigits(row.value),
          twoDigits(row.low),
          twoDigits(row.high),
        ]),
      }}
    />
  );
}

/** What five years cost when nothing is held, and which minerals it comes from. */
export function StressTotalFigure({ stress }: { readonly stress: StressRun }) {
  const { total, minerals, draws, horizonMonths } = stress;
  const worst = [...minerals].sort(byMeanLoss).slice(0, SHOWN_LOSSES);
  const rows = worst.map(({ mineral, lossMusd }) => ({
    label: sentenceCase(mineralName(mineral)),
    value: lossMusd.mean,
    low: lossMusd.mean,
    high: lossMusd.cvar95,
  }));
  return (
    <Figure
      id="stress-total"
      title={`Shortages cost ${musdText(total.lossMusd.mean)} over ${horizonMonths / 12} years, and ${musdText(total.lossMusd.cvar95)} when it goes badly`}
      measure={`GDP lost over ${horizonMonths} months with an empty reserve, million USD; dot: mean, end of line: mean of the worst 5 percent; ${rows.length} minerals that cost most`}
      evidence="model"
      summary={`All minerals together: mean ${musdText(total.lossMusd.mean)} (standard error ${musdText(total.lossMusd.standardError)}), 1 in 20 futures above ${musdText(total.lossMusd.p95)}. An exploration, not a forecast.`}
      draw={(widthPx) => (
        <IntervalChart
          rows={rows}
          widthPx={widthPx}
          label="GDP lost by mineral, mean and mean of the worst 5 percent"
          format={twoDigits}
          axis="linear"
          source={`Lodestock, ${grouped(draws, 0)} draws of the ensemble "${stress.scenario.id}", seed ${stress.seed}, data ${stress.dataVersion}`}
        />
      )}
      table={{
        columns: [
          { label: 'Mineral' },
          { label: 'Mean, $M', isNumber: true },
          { label: '95th percentile, $M', isNumber: true },
          { label: 'Mean of the worst 5%, $M', isNumber: true },
        ],
        rows: worst.map(({ mineral, lossMusd }) => [
          sentenceCase(mineralName(mineral)),
          twoDigits(lossMusd.mean),
          twoDigits(lossMusd.p95),
          twoDigits(lossMusd.cvar95),
        ]),
      }}
    />
  );
}

const byMeanLoss = (a: MineralStress, b: MineralStress) => b.lossMusd.mean - a.lossMusd.mean;

/** What the plan buys first: where the last dollar still averts most. */
export function PurchasesFigure({ plan }: { readonly plan: Plan }) {
  const items = [...plan.items]
    .sort((a, b) => b.lossAvertedPerUsd - a.lossAvertedPerUsd)
    .slice(0, SHOWN_PURCHASES);
  const [first, second] = items;
  const rows = items.map((item) => ({
    label: sentenceCase(itemLabel(item)),
    value: item.lossAvertedPerUsd,
    isProject: item.project !== null,
  }));
  return (
    <Figure
      id="first-purchases"
      title={
        first === undefined
          ? 'The plan buys nothing'
          : `The first dollars go to ${[first, second].flatMap((each) => (each ? [mineralName(each.mineral)] : [])).join(' and ')}`
      }
      measure={`Weighted loss averted by the last dollar of each purchase, USD; first ${items.length} of ${plan.items.length} purchases for ${usdText(plan.budgetUsd)}`}
      evidence="model"
      summary={first?.sentence ?? 'Nothing that is known would avert a loss.'}
      draw={(widthPx) => (
        <BarChart
          rows={rows}
          widthPx={widthPx}
          label="Loss averted by the last dollar, by purchase"
          format={twoDigits}
          source={`Lodestock plan over ${grouped(plan.draws, 0)} draws, seed ${plan.seed}, data ${plan.dataVersion}`}
        />
      )}
      table={{
        columns: [
          { label: 'Purchase' },
          { label: 'Averted by the last dollar, $', isNumber: true },
          { label: 'Amount, $M', isNumber: true },
          { label: 'Quantity, or output a year', isNumber: true },
        ],
        rows: items.map((item) => [
          sentenceCase(itemLabel(item)),
          twoDigits(item.lossAvertedPerUsd),
          grouped(item.amountUsd / 1e6, 1),
          massText(item.mineral, item.quantityTonnes),
        ]),
      }}
    />
  );
}
