import type { Comparison } from '../../src/dependency/comparison.ts';
import type { IndustryLoss, MineralDisruption } from '../../src/dependency/trade-disruption.ts';
import { BarChart } from '../charts/bar-chart.tsx';
import { clipped, WIDE_PX } from '../charts/drawing.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, mineralName, musdText, sentenceCase, twoDigits } from '../parts/format.ts';
import { mineralHref } from './profile-text.ts';
import { Disagreements, RankingFigure } from './validation-figures.tsx';

/** The trade disruptions as the page needs them; the scenarios themselves stay with the program. */
export interface DisruptionOutcome {
  readonly label: string;
  readonly scenarios: number;
  readonly industries: number;
  readonly accountsYear: number;
  readonly gdpMusd: number;
  readonly accountsSource: string;
  readonly minerals: readonly MineralDisruption[];
  readonly industryTotals: readonly IndustryLoss[];
}

export interface DisruptionProps {
  readonly outcome: DisruptionOutcome;
  readonly comparison: Comparison;
  readonly basis: string; // of the published order
  readonly edition: string;
}

/** What trade disruptions would cost, and how that order differs from the published one. */
export function DisruptionSection(props: DisruptionProps) {
  const { outcome, comparison, basis, edition } = props;
  return (
    <section className="profile" aria-labelledby="disrupted">
      <h2 id="disrupted">{`Trade disruptions: ${outcome.label}`}</h2>
      <p>
        {`${grouped(outcome.scenarios, 0)} scenarios: one country withholds a part of one mineral for a year, the world market clears, and ${outcome.industries} industries ration what is left to where it loses the country least. Which industry a use belongs to, and how much GDP hangs on it, is assumed.`}
      </p>
      <div className="figures even">
        <RankingFigure
          id="reconstruction"
          ours="expected loss of trade disruptions"
          comparison={comparison}
          basis={basis}
          edition={edition}
        />
        <Disagreements comparison={comparison} />
      </div>
      <div className="figures even">
        <MineralFigure outcome={outcome} edition={edition} />
        <IndustryFigure outcome={outcome} edition={edition} />
      </div>
      <p className="source-line">
        Every assumption stands at its middle; <code>lodestock dependency disruptions</code> also
        gives the mild and the severe end, and every scenario.
        {` Accounts: U.S. Bureau of Economic Analysis, use table of ${outcome.accountsYear} (GDP ${musdText(outcome.gdpMusd)}).`}
      </p>
    </section>
  );
}

interface OutcomeFigure {
  readonly outcome: DisruptionOutcome;
  readonly edition: string;
}

const sourceOf = ({ outcome, edition }: OutcomeFigure) =>
  `Lodestock, ${outcome.label}; data ${edition}, ${outcome.accountsSource}`;

function MineralFigure(props: OutcomeFigure) {
  const { minerals } = props.outcome;
  const [first, second] = minerals;
  return (
    <Figure
      id="disrupted-minerals"
      title={`${sentenceCase(mineralName(first?.mineral ?? 'nothing'))} costs most a year`}
      measure="GDP lost to trade disruptions, every scenario weighted by its assumed probability [million USD a year]"
      evidence="model"
      summary={
        first === undefined || second === undefined
          ? 'No mineral can be modelled.'
          : `${sentenceCase(mineralName(first.mineral))} ${musdText(first.expectedMusd)} and ${mineralName(second.mineral)} ${musdText(second.expectedMusd)} a year.`
      }
      draw={(widthPx) => (
        <BarChart
          rows={minerals.map(({ mineral, expectedMusd }) => ({
            label: sentenceCase(mineralName(mineral)),
            value: Math.max(0, expectedMusd),
          }))}
          widthPx={widthPx}
          label="GDP lost by mineral"
          source={sourceOf(props)}
          format={twoDigits}
        />
      )}
      table={{
        columns: [
          { label: 'Mineral' },
          { label: 'GDP lost [million USD a year]', isNumber: true },
          { label: 'Worst scenario [million USD]', isNumber: true },
          { label: 'By' },
          { label: 'GDP at stake [million USD]', isNumber: true },
          { label: 'Market' },
          { label: 'Shares of use' },
          { label: 'Loses most' },
        ],
        rows: minerals.map((each) => [
          { text: sentenceCase(mineralName(each.mineral)), href: mineralHref(each.mineral) },
          twoDigits(each.expectedMusd),
          twoDigits(each.worstMusd),
          each.worstCountry ?? '–',
          twoDigits(each.stakeMusd),
          each.market,
          each.useBasis,
          each.industries[0]?.name ?? '–',
        ]),
      }}
    />
  );
}

/** 'Motor vehicles, bodies and trailers, and parts' as it fits beside a bar. */
const shortName = (name: string, widthPx: number) =>
  clipped(name.split(',')[0]!, widthPx >= WIDE_PX ? 29 : 17);

function IndustryFigure(props: OutcomeFigure) {
  const { industryTotals } = props.outcome;
  const [first] = industryTotals;
  return (
    <Figure
      id="disrupted-industries"
      title={`Most is lost in ${first?.name.toLowerCase() ?? 'no industry'}`}
      measure="Value added lost to trade disruptions, suppliers and buyers included, weighted by probability [million USD a year]"
      evidence="model"
      summary={`Losses reach ${industryTotals.length} of ${props.outcome.industries} industries.`}
      draw={(widthPx) => (
        <BarChart
          rows={industryTotals.map(({ name, musd }) => ({
            label: shortName(name, widthPx),
            value: musd,
          }))}
          widthPx={widthPx}
          label="Value added lost by industry"
          source={sourceOf(props)}
          format={twoDigits}
        />
      )}
      table={{
        columns: [
          { label: 'Industry' },
          { label: 'Code of the accounts' },
          { label: 'Value added lost [million USD a year]', isNumber: true },
        ],
        rows: industryTotals.map(({ name, industry, musd }) => [name, industry, twoDigits(musd)]),
      }}
    />
  );
}
