import type { CountryProfile } from '../../src/dependency/country-profile.ts';
import type { ShareTrend } from '../../src/dependency/country-trend.ts';
import { PartDots } from '../charts/part-dots.tsx';
import { SlopeChart } from '../charts/slope-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, percent, sentenceCase, twoDigits } from '../parts/format.ts';
import { figureCell, numberCell } from '../parts/vocabulary.tsx';
import { groupText, mineralHref, shareText } from './profile-text.ts';

interface CountryFigureProps {
  readonly profile: CountryProfile;
  readonly edition: string;
}

const SHOWN = 20;
const MOST_SLOPES = 12;

/** Which minerals hang on the country, and how much of each it ships itself. */
export function RelianceFigure({ profile, edition }: CountryFigureProps) {
  const { name, reliances } = profile;
  const shown = reliances.slice(0, SHOWN);
  const [first] = reliances;
  const mostlyThrough = shown.filter(({ throughShare, directShare }) => throughShare > directShare);
  const share = (value: number | null, write: (x: number) => string) =>
    numberCell(value === null ? null : 100 * value, write);
  const oneDecimal = (x: number) => grouped(x, 1);
  return (
    <Figure
      id="reliance"
      title={`${first!.name} hangs on it most: ${percent(first!.useShare)} percent of U.S. use`}
      measure={`Share of U.S. use that hangs on ${name}, percent; dot: in all; ring: what it ships itself; between them: what others ship of its output; first ${shown.length} of ${reliances.length} minerals`}
      evidence="model"
      summary={`For ${mostlyThrough.length} of these ${shown.length} the larger part comes through others. Half of imports are taken to hang on who ships, half on who produces.`}
      draw={(widthPx) => (
        <PartDots
          rows={shown.map(({ name: label, useShare, directShare }) => ({
            label,
            whole: 100 * useShare,
            part: 100 * directShare,
            valueText: `${twoDigits(100 * useShare)}%`,
          }))}
          widthPx={widthPx}
          label={`Share of U.S. use that hangs on ${name}`}
          source={`Lodestock model on USGS Mineral Commodity Summaries; data ${edition}`}
          format={(value) => `${twoDigits(value)}%`}
        />
      )}
      table={{
        columns: [
          { label: 'Mineral' },
          { label: 'Share of U.S. use, %', isNumber: true },
          { label: 'Shipped by it, %', isNumber: true },
          { label: 'Through others, %', isNumber: true },
          { label: 'Share of imports, %', isNumber: true },
          { label: 'Stops within a year, %', isNumber: true },
          { label: 'Loss if it stops, $M', isNumber: true },
        ],
        rows: reliances.map((row) => [
          { text: row.name, href: mineralHref(row.mineral) },
          ...[row.useShare, row.directShare, row.throughShare, row.importShare].map((value) =>
            share(value, oneDecimal),
          ),
          share(row.annualProbability, oneDecimal),
          numberCell(row.lossMusd, twoDigits),
        ]),
      }}
    />
  );
}

/** Its share of what the world makes, then and now. */
export function TrendFigure({ profile, edition }: CountryFigureProps) {
  const { name, trends } = profile;
  const shown = trends.slice(0, MOST_SLOPES);
  const [first] = shown;
  if (first === undefined) return null;
  const sure = trends.filter(({ isWithinRevision }) => !isWithinRevision);
  const up = sure.filter(({ nowShare, thenShare }) => nowShare > thenShare);
  const points = ({ nowShare, thenShare }: ShareTrend) => 100 * (nowShare - thenShare);
  const most = [...sure].sort((a, b) => Math.abs(points(b)) - Math.abs(points(a)))[0];
  return (
    <Figure
      id="trend"
      title={
        most === undefined
          ? 'No share moved by more than its source has revised'
          : `Its share of ${trendName(most).toLowerCase()} moved most: from ${percent(most.thenShare)} to ${percent(most.nowShare)} percent`
      }
      measure={`Share of world output made in ${name}, percent, ${first.thenYear} (edition of 2025) and ${first.nowYear} (edition of 2026); broken lines: changes no larger than the source's own revision of 2024; the scale does not begin at zero; the ${shown.length} largest of ${trends.length}`}
      evidence="public"
      summary={`Of ${trends.length} minerals ${up.length} rose and ${sure.length - up.length} fell by more than such a revision. U.S. imports by country are published as one mean of 2021 to 2024, so they have no then and now.`}
      draw={(widthPx) => (
        <SlopeChart
          rows={shown.map((row) => ({
            label: trendName(row),
            before: row.thenShare,
            after: row.nowShare,
            isDoubtful: row.isWithinRevision,
          }))}
          beforeLabel={String(first.thenYear)}
          afterLabel={String(first.nowYear)}
          widthPx={widthPx}
          label={`Shares of world output made in ${name}`}
          source={`USGS Mineral Commodity Summaries 2025 and 2026; tables ${edition}`}
          format={shareText}
        />
      )}
      table={{
        columns: [
          { label: 'Mineral' },
          { label: 'Stage' },
          { label: `${first.thenYear}, %`, isNumber: true },
          { label: `${first.nowYear}, %`, isNumber: true },
          { label: 'Change, points', isNumber: true },
          { label: 'Revision of 2024, points', isNumber: true },
          { label: 'Rows of the sources' },
        ],
        rows: trends.map((row) => [
          { text: trendName(row), href: mineralHref(row.mineral) },
          row.stage ?? 'output',
          ...[row.thenShare, row.nowShare].map((value) =>
            figureCell({ value: 100 * value, low: null, high: null, qualifier: null }, (x) =>
              grouped(x, 1),
            ),
          ),
          signedPoints(points(row)),
          row.revisedBy === null
            ? figureCell({ value: null, low: null, high: null, qualifier: 'NA' }, String)
            : signedPoints(100 * row.revisedBy),
          row.evidence.join(', '),
        ]),
      }}
    />
  );
}

/** The group where figures are of one, else the mineral. */
export const trendName = ({
  group,
  name,
}: {
  readonly group: string | null;
  readonly name: string;
}) => (group === null ? name : sentenceCase(groupText(group)));

const signedPoints = (value: number) =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${grouped(Math.abs(value), 1)}`;
