import type { MineralProfile } from '../../src/dependency/profile.ts';
import type { YearPoint } from '../../src/dependency/profile-figures.ts';
import type { DerivedBound } from '../../src/dependency/profile-quality.ts';
import type { TimeLane } from '../charts/lanes.tsx';
import { TimeChart, type TimePoint } from '../charts/time-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, massUnit } from '../parts/format.ts';
import { chip, figureCell } from '../parts/vocabulary.tsx';
import { ImportsByForm, OutputFigure, ProductionByForm } from './mineral-series.tsx';
import { controlLanes } from './policy.ts';
import { groupText, published, shortNumber, timePoints, trend } from './profile-text.ts';

const YEARS = [2020, 2025] as const;

export interface HistoryProps {
  readonly profile: MineralProfile;
  readonly edition: string;
}

/** What was made, imported, used and paid, year by year, with the export controls of the time. */
export function HistoryFigures(props: HistoryProps) {
  const { history } = props.profile;
  return (
    <div className="figures halves">
      {history.output.length > 0 && <OutputFigure {...props} />}
      {history.usImports.length > 0 && <ImportsByForm {...props} />}
      {history.usProduction.length > 0 && <ProductionByForm {...props} />}
      {history.reliance.length > 0 ? (
        <RelianceFigure {...props} />
      ) : (
        <p>No source gives its net import reliance.</p>
      )}
      {history.consumption.length > 0 && <ConsumptionFigure {...props} />}
      {history.price.length > 0 && <PriceFigure {...props} />}
      {history.monthlyPrice !== null && <MonthlyFigure {...props} />}
    </div>
  );
}

const SHADED = 'shaded: export controls, lighter in the year in which they began';

interface YearFigure {
  readonly id: string;
  readonly title: string;
  readonly measure: string;
  readonly points: readonly YearPoint[];
  readonly factor: number; // from the figure's own unit to the one shown
  readonly unit: string;
  readonly write: (value: number) => string;
  readonly lanes: readonly TimeLane[];
  readonly edition: string;
  readonly more?: string; // where the bars come from, if not from the source
}

function YearlyFigure(props: YearFigure) {
  const { id, title, measure, points, factor, unit, write, lanes, edition, more } = props;
  const missing = points.filter(
    ({ value, low, high }) => value === null && (low === null || high === null),
  );
  const bounds = points.filter(
    ({ value, low, high }) => value === null && low !== null && high !== null,
  );
  const group = points.findLast((point) => point.group !== null)?.group ?? null;
  const summary = [
    group === null ? '' : `Figures of the whole group: ${groupText(group)}.`,
    bounds.length === 0 || more !== undefined
      ? ''
      : `Bars over ${bounds.length} of ${points.length} years: the source gives a bound, not a number.`,
    missing.length === 0
      ? ''
      : `No number for ${missing.map(({ year }) => year).join(', ')} (${[...new Set(missing.map(({ qualifier }) => qualifier ?? 'NA'))].join(', ')}).`,
    points.at(-1)?.estimated ? `${points.at(-1)?.year} is the source's estimate.` : '',
    more ?? '',
  ];
  return (
    <Figure
      id={id}
      title={title}
      measure={measure}
      evidence="public"
      summary={
        summary.filter((text) => text !== '').join(' ') || 'Every year has a published figure.'
      }
      draw={(widthPx) => (
        <TimeChart
          points={timePoints(points, factor)}
          lanes={lanes}
          years={YEARS}
          floor={0}
          isDense={false}
          widthPx={widthPx}
          label={title}
          source={`USGS Mineral Commodity Summaries 2025 and 2026; tables ${edition}`}
          format={shortNumber}
        />
      )}
      table={{
        columns: [
          { label: 'Year' },
          { label: unit, isNumber: true },
          { label: 'Row of the source' },
        ],
        rows: points.map((point) => [
          String(point.year),
          figureCell(scaled(point, factor), write),
          point.evidence.join(', '),
        ]),
      }}
    />
  );
}

const scaled = ({ value, low, high, qualifier }: YearPoint, factor: number) => {
  const times = (x: number | null) => (x === null ? null : x * factor);
  return { value: times(value), low: times(low), high: times(high), qualifier };
};

const lanesOf = ({ exportControls, shockEvents }: MineralProfile) =>
  controlLanes(exportControls, shockEvents);

function RelianceFigure({ profile, edition }: HistoryProps) {
  const { reliance } = profile.history;
  const write = (value: number) => grouped(value, 0);
  const words = trend(reliance, (value) => `${write(value)} percent`);
  return (
    <YearlyFigure
      id="reliance"
      title={
        words === null
          ? 'Net import reliance is a bound or withheld'
          : `Net import reliance: ${words}`
      }
      measure={`Net import reliance, percent of apparent consumption; ${SHADED}`}
      points={reliance}
      factor={1}
      unit="Percent"
      write={write}
      lanes={lanesOf(profile)}
      edition={edition}
    />
  );
}

function ConsumptionFigure({ profile, edition }: HistoryProps) {
  const { consumption, consumptionKind } = profile.history;
  const { consumptionBounds } = profile.quality;
  const { unit, perTonne } = massUnit(profile.mineral.id);
  const write = (value: number) => grouped(value, value < 100 ? 1 : 0);
  const bounds = consumptionBounds.at(-1);
  const words = trend(consumption, (value) => `${published(value * perTonne)} ${unit}`);
  return (
    <YearlyFigure
      id="consumption"
      title={
        words !== null
          ? `Consumption: ${words}`
          : bounds === undefined
            ? 'Consumption is withheld or not available, and nothing published limits it'
            : `Consumption is withheld; it lies between ${published(bounds.lowTonnes * perTonne)} and ${published(bounds.highTonnes * perTonne)} ${unit} in ${bounds.year}`
      }
      measure={`U.S. ${consumptionKind ?? ''} consumption, ${unit} a year`}
      points={withBounds(consumption, consumptionBounds)}
      factor={perTonne}
      unit={`${unit} a year`}
      write={write}
      lanes={[]}
      edition={edition}
      {...(bounds === undefined ? {} : { more: boundsText(bounds) })}
    />
  );
}

/** What follows from other figures stands in place of what is withheld; the symbol stays. */
function withBounds(points: readonly YearPoint[], bounds: readonly DerivedBound[]): YearPoint[] {
  return points.map((point) => {
    const found = bounds.find(({ year }) => year === point.year);
    if (found === undefined) return point;
    const { lowTonnes, highTonnes, evidence } = found;
    return {
      ...point,
      low: lowTonnes,
      high: highTonnes,
      evidence: [...point.evidence, ...evidence],
    };
  });
}

const boundsText = ({ terms, year }: DerivedBound) =>
  `The source withholds it; the bars are what its other figures allow, changes of stocks left out: in ${year} ${terms}.`;

function PriceFigure({ profile, edition }: HistoryProps) {
  const { price, priceSeries } = profile.history;
  const { unit, perTonne } = massUnit(profile.mineral.id);
  const words = trend(price, (value) => `$${published(value / perTonne)}`);
  return (
    <YearlyFigure
      id="price"
      title={words === null ? 'One year of prices is published' : `Price per ${unit}: ${words}`}
      measure={`Yearly mean, USD per ${unit}, not corrected for inflation; source's series: ${priceSeries ?? 'not named'}; ${SHADED}`}
      points={price}
      factor={1 / perTonne}
      unit={`USD per ${unit}`}
      write={(value) => grouped(value, value < 100 ? 2 : 0)}
      lanes={lanesOf(profile)}
      edition={edition}
    />
  );
}

function MonthlyFigure({ profile, edition }: HistoryProps) {
  const { series, basis, points } = profile.history.monthlyPrice!; // drawn only where there is one
  const { unit, perTonne } = massUnit(profile.mineral.id);
  const placed = points.map(({ month, usdPerTonne }): TimePoint => {
    const value = usdPerTonne === null ? null : usdPerTonne / perTonne;
    return {
      at: yearOf(month),
      value,
      low: value,
      high: value,
      symbol: value === null ? 'NA' : null,
    };
  });
  const last = points.findLast(({ usdPerTonne }) => usdPerTonne !== null);
  const peak = points.reduce((most, each) =>
    (each.usdPerTonne ?? 0) > (most.usdPerTonne ?? 0) ? each : most,
  );
  const years = [YEARS[0], Math.ceil(yearOf(points.at(-1)!.month) - 0.5)] as const;
  const write = (usd: number | null) => (usd === null ? 'NA' : published(usd / perTonne));
  return (
    <Figure
      id="monthly-price"
      title={`The monthly price was highest in ${peak.month}: $${write(peak.usdPerTonne)} per ${unit}`}
      measure={`Monthly mean, USD per ${unit}, not corrected for inflation; ${series}${basis === null ? '' : `, ${basis}`}`}
      evidence="public"
      summary={
        last === undefined
          ? 'No month has a price.'
          : `${last.month}: $${write(last.usdPerTonne)} per ${unit}.`
      }
      draw={(widthPx) => (
        <TimeChart
          points={placed}
          lanes={lanesOf(profile)}
          years={years}
          floor={0}
          isDense
          widthPx={widthPx}
          label="Monthly price"
          source={`World Bank, Commodity Price Data; tables ${edition}`}
          format={shortNumber}
        />
      )}
      table={{
        columns: [{ label: 'Month' }, { label: `USD per ${unit}`, isNumber: true }],
        rows: points.map(({ month, usdPerTonne }) => [
          month,
          usdPerTonne === null ? chip('NA') : grouped(usdPerTonne / perTonne, 2),
        ]),
      }}
    />
  );
}

/** The middle of a month, where the middle of the year 2025 is 2025. */
const yearOf = (month: string) =>
  Number(month.slice(0, 4)) + (Number(month.slice(5, 7)) - 0.5) / 12 - 0.5;
