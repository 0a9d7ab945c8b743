import { musdText } from '../base/money-text.ts';
import { twoDigits } from '../base/number-text.ts';
import type { Comparison, RankingComparisons } from './comparison.ts';
import type { Dependency, NetImportReliance, ShareInterval } from './dependency.ts';
import { RECONSTRUCTION } from './trade-disruption.ts';

/** Net import reliance as a person writes it: 100, >75, E, W. */
export function relianceText({ value, low, high, qualifier }: NetImportReliance): string {
  if (qualifier === null) return value === null ? 'NA' : String(value);
  if (qualifier === '>') return `>${low}`;
  if (qualifier === '<') return `<${high}`;
  if (qualifier === 'range') return `${low}-${high}`;
  return qualifier;
}

const percentText = (share: number) => `${Math.round(100 * share)}%`;

export function intervalText({ low, high }: ShareInterval): string {
  const from = percentText(low);
  const to = percentText(high);
  return from === to ? from : `${from.slice(0, -1)}-${to}`;
}

const placeText = (place: { iso3: string; share: number } | null) =>
  place === null ? 'NA' : `${place.iso3} ${percentText(place.share)}`;

export const dependencyHeads = [
  'rank  mineral',
  'net import reliance [%]',
  'top producer',
  'production HHI',
  'top import source',
  'import HHI',
  'from covered countries',
  'GDP at risk [$M/year]',
  'worst year [$M]',
];

/** A row of the list for a terminal. */
export function dependencyCells(dependency: Dependency): string[] {
  const { rank, name, productionHhi, importHhi, gdpAtRiskMusd } = dependency;
  return [
    `${String(rank).padStart(4)}  ${name}`,
    relianceText(dependency.netImportReliance),
    placeText(dependency.topProducer),
    productionHhi === null ? 'NA' : String(Math.round(productionHhi)),
    placeText(dependency.topImportSource),
    importHhi === null ? 'NA' : String(Math.round(importHhi)),
    intervalText(dependency.dependenceRate),
    gdpAtRiskMusd === null
      ? 'NA'
      : `${twoDigits(gdpAtRiskMusd.expected)} (${twoDigits(gdpAtRiskMusd.low)}-${twoDigits(gdpAtRiskMusd.high)})`,
    gdpAtRiskMusd === null ? 'NA' : twoDigits(gdpAtRiskMusd.worstYear),
  ];
}

/** One mineral at length. */
export function dependencyLines(dependency: Dependency): string[] {
  const { name, rank, gdpAtRiskMusd, netImportReliance, exportControls, gaps } = dependency;
  const risk =
    gdpAtRiskMusd === null
      ? []
      : [
          `GDP at risk: ${musdText(gdpAtRiskMusd.expected)} expected a year ` +
            `(${musdText(gdpAtRiskMusd.low)} to ${musdText(gdpAtRiskMusd.high)}), ` +
            `${musdText(gdpAtRiskMusd.worstYear)} if the worst exporter stops. Its terms:`,
          ...gdpAtRiskMusd.terms
            .slice(0, 5)
            .map(
              (term) =>
                `  ${term.iso3}: ${percentText(term.supplyShare)} of imports, stops with ` +
                `${twoDigits(100 * term.annualProbability)}% a year, price x${term.priceRatio.toFixed(1)}, ` +
                `${percentText(term.unmetShare)} of demand unmet, ${musdText(term.lossMusd)} lost`,
            ),
        ];
  return [
    `${name}: rank ${rank}`,
    `Net import reliance ${relianceText(netImportReliance)} percent (${netImportReliance.year ?? 'no year'})`,
    `Top producer ${placeText(dependency.topProducer)}, top import source ${placeText(dependency.topImportSource)}`,
    `From covered countries ${intervalText(dependency.dependenceRate)} (target of at most 60%: ${dependency.dependenceTarget}), ` +
      `from home ${intervalText(dependency.productionRate)} (target of at least 40%: ${dependency.productionTarget}), ` +
      `from others ${intervalText(dependency.neutralRate)}`,
    ...(dependency.relianceOfForms.length > 1
      ? [
          `By form: ${dependency.relianceOfForms.map(({ form, published }) => `${form} ${published}`).join('; ')}`,
        ]
      : []),
    `Export controls in force: ${exportControls.join(', ') || 'none listed'}`,
    ...risk,
    ...gaps.map((gap) => `Gap: ${gap}`),
    `Evidence: ${dependency.evidence.slice(0, 4).join(', ')}${dependency.evidence.length > 4 ? ' ...' : ''}`,
  ];
}

/** Both orders of ours beside a published one. */
export function comparisonLines(comparison: RankingComparisons): string[] {
  const { reconstruction, oursOnly, source } = comparison;
  return [
    `Published: ${source}`,
    '',
    ...orderLines(comparison),
    '',
    ...orderLines(reconstruction),
    '',
    `Trade disruptions are ${RECONSTRUCTION}.`,
    `Ranked here only: ${oursOnly.join(', ')}`,
  ];
}

function orderLines({ order, minerals, spearman, largestDisagreements }: Comparison): string[] {
  return [
    `By ${order}: Spearman rank correlation over ${minerals} minerals: ${spearman.toFixed(3)}`,
    'The largest disagreements:',
    ...largestDisagreements.flatMap(({ mineral, ourPlace, publishedPlace, reasons }) => [
      `${mineral}: ${ourPlace} here, ${publishedPlace} there, of ${minerals}`,
      ...reasons.map((reason) => `  ${reason}`),
    ]),
  ];
}
