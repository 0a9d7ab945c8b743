import type { FrontierPoint, Plan } from '../../src/allocation/allocation.ts';
import { BarChart } from '../charts/bar-chart.tsx';
import { BeforeAfterChart } from '../charts/before-after-chart.tsx';
import { FrontierChart } from '../charts/frontier-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, musdText, percent, sentenceCase, twoDigits, usdText } from '../parts/format.ts';
import { budgetText, itemLabel } from './plan-text.ts';

const sourceOf = ({ draws, seed, dataVersion }: Plan): string =>
  `Lodestock plan over ${grouped(draws, 0)} draws, seed ${seed}, data ${dataVersion}`;

/** Where the money goes, largest first. */
export function PortfolioFigure({ plan }: { readonly plan: Plan }) {
  const items = [...plan.items].sort((a, b) => b.amountUsd - a.amountUsd);
  const topThreeUsd = items.slice(0, 3).reduce((sum, { amountUsd }) => sum + amountUsd, 0);
  const topShare = plan.spentUsd === 0 ? 0 : topThreeUsd / plan.spentUsd;
  const mineralCount = new Set(items.map(({ mineral }) => mineral)).size;
  return (
    <Figure
      id="portfolio"
      title={`Three purchases take ${percent(topShare)} percent of the money`}
      measure={`Amount by purchase, million USD of today; outlined: support for a project; ${items.length} purchases for ${mineralCount} minerals`}
      evidence="model"
      summary={`${usdText(plan.spentUsd)} of ${usdText(plan.budgetUsd)} is spent${items[0] ? `; the largest purchases are ${items.slice(0, 3).map(itemLabel).join(', ')}` : ''}.`}
      draw={(widthPx) => (
        <BarChart
          rows={items.map((item) => ({
            label: sentenceCase(itemLabel(item)),
            value: item.amountUsd,
            isProject: item.project !== null,
          }))}
          widthPx={widthPx}
          label="Amounts of the plan by purchase"
          format={(usd) => grouped(usd / 1e6, 1)}
          source={sourceOf(plan)}
        />
      )}
      table={{
        columns: [
          { label: 'Purchase' },
          { label: 'Amount, $M', isNumber: true },
          { label: 'Weighted loss averted by the last dollar, $', isNumber: true },
        ],
        rows: items.map((item) => [
          sentenceCase(itemLabel(item)),
          grouped(item.amountUsd / 1e6, 1),
          twoDigits(item.lossAvertedPerUsd),
        ]),
      }}
    />
  );
}

/** Loss without and with the plan. */
export function LossFigure({ plan }: { readonly plan: Plan }) {
  const { expectedLossMusd: mean, cvar95LossMusd: tail } = plan;
  const rows = [
    { label: 'Expected', before: mean.without, after: mean.with },
    { label: 'Worst 5%', before: tail.without, after: tail.with },
  ];
  const share = tail.without === 0 ? 0 : 1 - tail.with / tail.without;
  return (
    <Figure
      id="losses"
      title={`The plan takes ${twoDigits(100 * share)} percent off the loss when it goes badly`}
      measure="GDP lost over the horizon, million USD; ring: without the reserve, dot: with it"
      evidence="model"
      summary={`Expected loss ${musdText(mean.without)} without and ${musdText(mean.with)} with the plan; mean of the worst 5 percent ${musdText(tail.without)} and ${musdText(tail.with)}.`}
      draw={(widthPx) => (
        <BeforeAfterChart
          rows={rows}
          widthPx={widthPx}
          label="Loss without and with the plan"
          format={twoDigits}
          source={sourceOf(plan)}
        />
      )}
      table={{
        columns: [
          { label: 'Loss' },
          { label: 'Without, $M', isNumber: true },
          { label: 'With, $M', isNumber: true },
        ],
        rows: rows.map(({ label, before, after }) => [label, twoDigits(before), twoDigits(after)]),
      }}
    />
  );
}

/** What other budgets would leave of the loss. */
export function FrontierFigure(props: {
  readonly plan: Plan;
  readonly frontier: readonly FrontierPoint[];
  readonly shownUsd: number; // where the budget stands, also while it is dragged
}) {
  const { plan, frontier, shownUsd } = props;
  const last = frontier.at(-1);
  const here = frontier.findLast(({ budgetUsd }) => budgetUsd <= plan.budgetUsd);
  const worth = here?.marginalLossAvertedPerUsd ?? 0;
  return (
    <Figure
      id="frontier"
      title={
        worth >= 1
          ? `At ${budgetText(plan.budgetUsd)} the next dollar still averts $${twoDigits(worth)} of weighted loss`
          : `Beyond ${budgetText(plan.budgetUsd)} a dollar averts less than a dollar of weighted loss`
      }
      measure="GDP lost over the horizon by budget, million USD; expected, and mean of the worst 5 percent"
      evidence="model"
      summary={
        last === undefined
          ? 'No frontier has been computed yet.'
          : `From nothing to ${usdText(last.budgetUsd)} the expected loss falls from ${musdText(frontier[0]!.expectedLossMusd)} to ${musdText(last.expectedLossMusd)}.`
      }
      draw={(widthPx) => (
        <FrontierChart
          points={frontier}
          budgetUsd={shownUsd}
          widthPx={widthPx}
          label="Loss that each budget leaves"
          source={sourceOf(plan)}
          formatBudget={(usd) => `$${budgetText(usd)}`}
          formatLoss={twoDigits}
        />
      )}
      table={{
        columns: [
          { label: 'Budget, $M' },
          { label: 'Expected loss, $M', isNumber: true },
          { label: 'Worst 5%, $M', isNumber: true },
          { label: 'Loss averted by the last dollar, $', isNumber: true },
        ],
        rows: frontier.map((point) => [
          grouped(point.budgetUsd / 1e6, 1),
          twoDigits(point.expectedLossMusd),
          twoDigits(point.cvar95LossMusd),
          twoDigits(point.marginalLossAvertedPerUsd),
        ]),
      }}
    />
  );
}
