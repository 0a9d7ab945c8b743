import type { MineralProfile } from '../../src/dependency/profile.ts';
import type { YearPoint } from '../../src/dependency/profile-figures.ts';
import { TimeChart, type TimePoint, type TimeRule } from '../charts/time-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, massUnit } from '../parts/format.ts';
import {
  controlRules,
  groupText,
  pointText,
  published,
  shortNumber,
  timePoints,
} from './profile-text.ts';

const YEARS = [2020, 2025] as const;

interface HistoryProps {
  readonly profile: MineralProfile;
  readonly edition: string;
}

/** Reliance, consumption and price since 2020, as far as the sources have them. */
export function HistoryFigures(props: HistoryProps) {
  const { history } = props.profile;
  return (
    <div className={history.monthlyPrice === null ? 'figures thirds' : 'figures halves'}>
      <RelianceFigure {...props} />
      {history.consumption.length > 0 && <ConsumptionFigure {...props} />}
      {history.price.length > 0 && <PriceFigure {...props} />}
      {history.monthlyPrice !== null && <MonthlyFigure {...props} />}
    </div>
  );
}

interface YearFigure {
  readonly id: string;
  readonly title: string;
  readonly measure: string;
  readonly points: readonly YearPoint[];
  readonly factor: number; // from the figure's own unit to the one shown
  readonly unit: string;
  readonly write: (value: number) => string;
  readonly rules: readonly TimeRule[];
  readonly edition: string;
}

function YearlyFigure(props: YearFigure) {
  const { id, title, measure, points, factor, unit, write, rules, edition } = props;
  const missing = points.filter(
    ({ value, low, high }) => value === null && (low === null || high === null),
  );
  const bounds = points.filter(
    ({ value, low, high }) => value === null && low !== null && high !== null,
  );
  const group = points.findLast((point) => point.group !== null)?.group ?? null;
  const summary = [
    group === null ? '' : `Figures of the whole group: ${groupText(group)}.`,
    bounds.length === 0
      ? ''
      : `Bars over ${bounds.length} of ${points.length} years: the source gives a bound, not a number.`,
    missing.length === 0
      ? ''
      : `No number for ${missing.map(({ year }) => year).join(', ')} (${[...new Set(missing.map(({ qualifier }) => qualifier ?? '–'))].join(', ')}).`,
    points.at(-1)?.estimated ? `${points.at(-1)?.year} is the source's estimate.` : '',
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
          rules={rules}
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
          pointText(point, (value) => write(value * factor)),
          point.evidence.join(', '),
        ]),
      }}
    />
  );
}

/** From the first to the last number, in words. */
function trend(points: readonly YearPoint[], write: (value: number) => string): string | null {
  const known = points.filter(({ value }) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const [from, to] = [write(first.value!), write(last.value!)];
  if (from === to) return `${to} in ${first.year} and in ${last.year}`;
  return `from ${from} in ${first.year} to ${to} in ${last.year}`;
}

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
      measure="Net import reliance, percent of apparent consumption; rules: export controls in force since 2020"
      points={reliance}
      factor={1}
      unit="Percent"
      write={write}
      rules={controlRules(profile.exportControls, YEARS)}
      edition={edition}
    />
  );
}

function ConsumptionFigure({ profile, edition }: HistoryProps) {
  const { consumption, consumptionKind } = profile.history;
  const { unit, perTonne } = massUnit(profile.mineral.id);
  const write = (value: number) => grouped(value, value < 100 ? 1 : 0);
  const words = trend(consumption, (value) => `${published(value * perTonne)} ${unit}`);
  return (
    <YearlyFigure
      id="consumption"
      title={words === null ? 'Consumption is withheld or not available' : `Consumption: ${words}`}
      measure={`U.S. ${consumptionKind ?? ''} consumption, ${unit} a year`}
      points={consumption}
      factor={perTonne}
      unit={`${unit} a year`}
      write={write}
      rules={[]}
      edition={edition}
    />
  );
}

function PriceFigure({ profile, edition }: HistoryProps) {
  const { price, priceSeries } = profile.history;
  const { unit, perTonne } = massUnit(profile.mineral.id);
  const words = trend(price, (value) => `$${published(value / perTonne)}`);
  return (
    <YearlyFigure
      id="price"
      title={words === null ? 'One year of prices is published' : `Price per ${unit}: ${words}`}
      measure={`Yearly mean, USD per ${unit}, not corrected for inflation; source's series: ${priceSeries ?? 'not named'}; rules: export controls in force since 2020`}
      points={price}
      factor={1 / perTonne}
      unit={`USD per ${unit}`}
      write={(value) => grouped(value, value < 100 ? 2 : 0)}
      rules={controlRules(profile.exportControls, YEARS)}
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
          rules={[]}
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
          usdPerTonne === null ? 'NA' : grouped(usdPerTonne / perTonne, 2),
        ]),
      }}
    />
  );
}

/** The middle of a month, where the middle of the year 2025 is 2025. */
const yearOf = (month: string) =>
  Number(month.slice(0, 4)) + (Number(month.slice(5, 7)) - 0.5) / 12 - 0.5;
