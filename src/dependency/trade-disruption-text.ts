import { musdText } from '../base/money-text.ts';
import { grouped, twoDigits } from '../base/number-text.ts';
import { tableLines } from '../base/text-table.ts';
import type {
  DisruptionScenario,
  IndustryLoss,
  MineralDisruption,
  TradeDisruptions,
} from './trade-disruption.ts';

const MINERALS_WITH_SCENARIOS = 3; // more would bury the list of minerals
const INDUSTRIES_SHOWN = 8;

/** Trade disruptions for a person at a terminal. */
export function disruptionLines(found: TradeDisruptions): string[] {
  const { label, scenarios, leftOut, notes } = found;
  return [
    `Trade disruptions: ${label}`,
    `${countText(scenarios.length)} of one year · ${found.industries} industries, GDP of ${found.accountsYear} ${musdText(found.gdpMusd)} (${found.accountsSource}) · data ${found.dataVersion}`,
    ...notes.map((note) => `Note: ${note}`),
    '',
    ...(scenarios.length === 0 ? [] : resultLines(found)),
    ...(leftOut.length === 0
      ? []
      : [`Left out: ${leftOut.map(({ mineral, reason }) => `${mineral} (${reason})`).join('; ')}`]),
    `${found.digest} in ${found.elapsedSeconds.toFixed(1)} s`,
  ];
}

function resultLines({ minerals, scenarios, industryTotals }: TradeDisruptions): string[] {
  return [
    ...tableLines(
      [
        'mineral',
        'GDP lost [$M/year]',
        'worst case [$M]',
        'by',
        'GDP at stake [$M]',
        'market',
        'loses most',
      ],
      minerals.map(mineralCells),
    ),
    'In brackets: every assumption at its mild, and at its severe end.',
    ...(minerals.length <= MINERALS_WITH_SCENARIOS ? ['', ...scenarioLines(scenarios)] : []),
    '',
    'Industries, over all minerals and weighted by probability [$M/year]:',
    ...industryTotals
      .slice(0, INDUSTRIES_SHOWN)
      .map(({ name, musd }) => `  ${twoDigits(musd).padStart(7)}  ${name}`),
    '',
  ];
}

function mineralCells(each: MineralDisruption): string[] {
  const { mineral, expectedMusd, lowMusd, highMusd, worstMusd, worstCountry } = each;
  const range =
    lowMusd === null || highMusd === null
      ? ''
      : ` (${twoDigits(lowMusd)} to ${twoDigits(highMusd)})`;
  return [
    mineral,
    `${twoDigits(expectedMusd)}${range}`,
    twoDigits(worstMusd),
    worstCountry ?? 'NA',
    twoDigits(each.stakeMusd),
    each.market,
    industryText(each.industries.slice(0, 2)),
  ];
}

function scenarioLines(scenarios: readonly DisruptionScenario[]): string[] {
  return tableLines(
    [
      'scenario',
      'withheld',
      'chance a year',
      'price',
      'available',
      'GDP [$M]',
      'import bill [$M]',
      'one more tonne [$]',
      'loses most',
    ],
    scenarios.map((each) => [
      `${each.mineral} ${each.country}`,
      `${twoDigits(100 * each.restriction)}%`,
      `${twoDigits(100 * each.annualProbability)}%`,
      `x${each.priceRatio.toFixed(2)}`,
      `${(100 * each.availableShare).toFixed(1)}%`,
      twoDigits(each.gdpChangeMusd),
      twoDigits(each.importBillMusd),
      twoDigits(each.tonneUsd),
      industryText(each.industries),
    ]),
  );
}

const countText = (count: number) =>
  count === 1 ? '1 scenario' : `${grouped(count, 0)} scenarios`;

const industryText = (losses: readonly IndustryLoss[]) =>
  losses.map(({ name, musd }) => `${name} ${twoDigits(musd)}`).join('; ') || 'none';
