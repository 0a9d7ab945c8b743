import type { MineralProfile } from '../../src/dependency/profile.ts';
import type { YearPoint } from '../../src/dependency/profile-figures.ts';
import { MOST_SERIES, SeriesChart } from '../charts/series-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, massUnit, sentenceCase } from '../parts/format.ts';
import { figureCell, ZERO } from '../parts/vocabulary.tsx';
import { controlLanes } from './policy.ts';
import { groupText, placeName, published, shortNumber, timePoints, trend } from './profile-text.ts';

interface SeriesProps {
  readonly profile: MineralProfile;
  readonly edition: string;
}

interface Named {
  readonly label: string;
  readonly points: readonly YearPoint[];
}

/** What the world makes, and of that its largest producers and the United States. */
export function OutputFigure({ profile, edition }: SeriesProps) {
  const { history, production } = profile;
  const series = history.output.map(({ country, points }) => ({
    label: country === 'world' ? 'World' : placeName(country),
    points,
  }));
  const { unit, words } = writing(profile);
  const change = trend(series[0]!.points, words);
  return (
    <SeveralFigure
      id="output"
      title={change === null ? 'Output of one year is published' : `World output: ${change}`}
      measure={`Output by country, ${unit} a year${production.basis === null ? '' : ` of ${production.basis}`}; 2023 from the edition of 2025, later years from that of 2026`}
      series={series}
      first={series[0]!.label}
      profile={profile}
      edition={edition}
    />
  );
}

/** What the country imports, form by form. */
export function ImportsByForm({ profile, edition }: SeriesProps) {
  const { history, imports } = profile;
  const series = history.usImports.map(asNamed);
  const main = mainOf(series, imports?.form ?? null);
  const { unit, words } = writing(profile);
  const change = trend(main.points, words);
  return (
    <SeveralFigure
      id="us-imports"
      title={`U.S. imports${nameOf(main)}: ${change ?? 'no two years are published'}`}
      measure={`U.S. imports for consumption by form, ${unit} a year, as the source weighs each; not to be added`}
      series={series}
      first={main.label}
      profile={profile}
      edition={edition}
    />
  );
}

/** What the country makes, form by form. */
export function ProductionByForm({ profile, edition }: SeriesProps) {
  const series = profile.history.usProduction.map(asNamed);
  const main = mainOf(series, null);
  const { unit, words } = writing(profile);
  const change = trend(main.points, words);
  const isNone = series.every(({ points }) => points.every(({ value }) => value === 0));
  if (isNone) {
    const years = main.points.map(({ year }) => year);
    return (
      <p>
        The United States makes none of it: production is <span className="chip">{ZERO}</span>,
        zero, in every year from {Math.min(...years)} to {Math.max(...years)}.
      </p>
    );
  }
  return (
    <SeveralFigure
      id="us-production"
      title={`U.S. production${nameOf(main)}: ${change ?? 'withheld or not available'}`}
      measure={`U.S. production by form, ${unit} a year, as the source weighs each; not to be added`}
      series={series}
      first={main.label}
      profile={profile}
      edition={edition}
    />
  );
}

const asNamed = ({
  form,
  points,
}: {
  readonly form: string;
  readonly points: readonly YearPoint[];
}) => ({
  label: sentenceCase(form),
  points,
});

const nameOf = ({ label }: Named) =>
  label === 'All forms' ? '' : `, ${label.charAt(0).toLowerCase()}${label.slice(1)}`;

function writing({ mineral }: MineralProfile) {
  const { unit, perTonne } = massUnit(mineral.id);
  return { unit, perTonne, words: (tonnes: number) => `${published(tonnes * perTonne)} ${unit}` };
}

const lastOf = ({ points }: Named) => points.findLast(({ value }) => value !== null)?.value ?? -1;

/** The form that import sources are published of, else the largest in the last year. */
function mainOf(series: readonly Named[], form: string | null): Named {
  const wanted = form?.toLowerCase();
  const named = series.find(({ label }) => label.toLowerCase() === wanted);
  return named ?? [...series].sort((a, b) => lastOf(b) - lastOf(a))[0]!;
}

/** The first series and the largest beside it; what is not drawn is named and in the table. */
function SeveralFigure(props: {
  readonly id: string;
  readonly title: string;
  readonly measure: string;
  readonly series: readonly Named[];
  readonly first: string;
  readonly profile: MineralProfile;
  readonly edition: string;
}) {
  const { id, title, measure, series, first, profile, edition } = props;
  const { perTonne, unit } = writing(profile);
  const lanes = controlLanes(profile.exportControls, profile.shockEvents);
  const isDrawn = ({ points }: Named) => points.some(({ value, high }) => (value ?? high) !== null);
  const drawn = series
    .filter(isDrawn)
    .sort((a, b) => Number(b.label === first) - Number(a.label === first) || lastOf(b) - lastOf(a))
    .slice(0, MOST_SERIES);
  const years = series.flatMap(({ points }) => points.map(({ year }) => year));
  const group = series[0]?.points.find((point) => point.group !== null)?.group ?? null;
  return (
    <Figure
      id={id}
      title={title}
      measure={measure}
      evidence="public"
      summary={summaryOf({ series, drawn, group, hasLanes: lanes.length > 0 })}
      draw={(widthPx) => (
        <SeriesChart
          series={drawn.map(({ label, points }) => ({
            label,
            points: timePoints(points, perTonne),
          }))}
          lanes={lanes}
          years={[Math.min(...years), Math.max(...years)]}
          widthPx={widthPx}
          label={title}
          source={`USGS Mineral Commodity Summaries 2025 and 2026; tables ${edition}`}
          format={shortNumber}
        />
      )}
      table={{
        columns: [
          { label: 'Series' },
          { label: 'Year', isNumber: true },
          { label: `${unit} a year`, isNumber: true },
          { label: 'Row of the source' },
        ],
        rows: series.flatMap(({ label, points }) =>
          timePoints(points, perTonne).map((point, i) => [
            label,
            String(point.at),
            figureCell({ ...point, qualifier: point.symbol }, (x) => grouped(x, x < 100 ? 1 : 0)),
            points[i]!.evidence.join(', '),
          ]),
        ),
      }}
    />
  );
}

function summaryOf(of: {
  readonly series: readonly Named[];
  readonly drawn: readonly Named[];
  readonly group: string | null;
  readonly hasLanes: boolean;
}): string {
  const { series, drawn, group, hasLanes } = of;
  const left = series.filter((each) => !drawn.includes(each));
  const symbols = (points: readonly YearPoint[]) =>
    [...new Set(points.map(({ qualifier }) => qualifier ?? 'NA'))].join(', ');
  const isKnown = ({ points }: Named) => points.some(({ value }) => value !== null);
  const gaps = drawn.filter(({ points }) =>
    points.some(({ value, high }) => value === null && high === null),
  );
  const texts = [
    group === null ? '' : `Figures of the whole group: ${groupText(group)}.`,
    left.length === 0
      ? ''
      : `Only in the table: ${left.map((each) => `${each.label}${isKnown(each) ? '' : ` (${symbols(each.points)})`}`).join('; ')}.`,
    gaps.length === 0
      ? ''
      : `A line breaks where the source gives no figure: ${gaps.map(({ label }) => label).join(', ')}.`,
    hasLanes ? 'Shaded: export controls, lighter in the year in which they began.' : '',
  ];
  return texts.filter((text) => text !== '').join(' ') || 'Every year has a published figure.';
}
