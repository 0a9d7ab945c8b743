import { GanttChart, type GanttRow } from '../charts/gantt-chart.tsx';
import { PointMap } from '../charts/point-map.tsx';
import { Figure } from '../parts/figure.tsx';
import { BORDERS_NOTE } from '../parts/territories.ts';
import { chip, known } from '../parts/vocabulary.tsx';
import {
  milestoneAnchor,
  mineralsHeading,
  type ProjectRow,
  projectHref,
  rowSlipText,
  yearAt,
  yearEnd,
} from './project-text.ts';

const AXIS_YEARS = 12; // after the record, at most

interface RowsProps {
  readonly rows: readonly ProjectRow[];
  readonly edition: string;
}

/** Every project over time: the first promise, the newest, and the forecast. */
export function PipelineFigure(props: RowsProps & { readonly recordDay: string }) {
  const { rows, recordDay, edition } = props;
  const shown = [...rows]
    .filter(({ kind }) => kind !== 'total')
    .sort((a, b) => (groupOf(a) < groupOf(b) ? -1 : groupOf(a) > groupOf(b) ? 1 : 0));
  const forecast = shown.filter(({ p50 }) => p50 !== null);
  const late = shown.filter(({ slipMonths }) => (slipMonths ?? 0) > 0.5);
  return (
    <Figure
      id="pipeline"
      title={`First output has slipped in ${late.length} of ${shown.length} projects`}
      measure={`Projects by mineral, from the first milestone that is known to first output; thin bar: to the last day that the first dating of first output allowed; solid bar: to the newest dating of full delivery, or the day reached; line: P50 to P90 of the forecast, an arrow where it goes on; diamonds: milestones, filled where reached; at the right the largest slip of first output in months; broken line: the newest day of the record, ${recordDay}`}
      evidence="model"
      summary={`${forecast.length} of ${shown.length} projects have a forecast of first output: it assumes the delays of their stages and of their own slips, and that the project comes about.`}
      isWide
      draw={(widthPx) => (
        <GanttChart
          rows={shown.map(ganttRow)}
          todayAt={yearAt(recordDay)}
          until={yearAt(recordDay) + AXIS_YEARS}
          widthPx={widthPx}
          label="Projects over time"
          source={`the public record, statement by statement; forecast: Lodestock model; data ${edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Project' },
          { label: 'Mineral' },
          { label: 'First output as dated first, by' },
          { label: 'As dated last, by' },
          { label: 'Reached' },
          { label: 'P50', isUnbroken: true },
          { label: 'P90', isUnbroken: true },
          { label: 'Slip, months', isNumber: true },
          { label: 'Milestones' },
        ],
        rows: shown.map((row) => [
          { text: row.name, href: projectHref(row.id) },
          groupOf(row),
          known(row.baseline),
          known(row.expectedLast),
          row.actual ?? '–',
          row.p50 ?? chip('NA'),
          row.p90 ?? chip('NA'),
          rowSlipText(row),
          row.milestones.map(({ title, date }) => `${title}: ${date}`).join('; ') || chip('NA'),
        ]),
      }}
    />
  );
}

const groupOf = ({ minerals }: ProjectRow) => mineralsHeading(minerals);

function ganttRow(row: ProjectRow): GanttRow {
  const { id, name, baseline, expectedLast, actual, milestones, p50, p90 } = row;
  const dates = milestones.map(({ date }) => yearAt(date));
  const stated = row.firstStated === null ? [] : [yearAt(row.firstStated)];
  return {
    ...{ id, label: name, href: projectHref(id), group: groupOf(row) },
    from: stated.length === 0 ? null : Math.min(...dates, ...stated),
    baseline: baseline === null ? null : yearEnd(baseline),
    forecast:
      actual !== null ? yearAt(actual) : expectedLast === null ? null : yearEnd(expectedLast),
    p50: p50 === null ? null : yearAt(p50),
    p90: p90 === null ? null : yearAt(p90),
    marks: milestones.map((milestone) => ({
      id: milestone.id,
      title: `${name}, ${milestone.title}: ${milestone.isReached ? 'reached' : 'by'} ${milestone.date}`,
      at: milestone.isReached ? yearAt(milestone.date) : yearEnd(milestone.date),
      isReached: milestone.isReached,
      href: `${projectHref(id)}#${milestoneAnchor(milestone.id)}`,
    })),
    slipText: rowSlipText(row),
  };
}

/** Where the projects are whose place is published to the point. */
export function PlacesFigure({ rows, edition }: RowsProps) {
  const placed = rows.filter(({ position }) => position !== null);
  const without = rows.filter(({ position, kind }) => position === null && kind !== 'total');
  return (
    <Figure
      id="places"
      title={
        placed.length === 0
          ? 'No coordinates of these projects are published'
          : `Of ${placed.length + without.length} projects ${placed.length} have published coordinates`
      }
      measure="Mines and plants to come, on an equal-area projection (Equal Earth); filled: credited with supply; ring: credited with none"
      evidence="public"
      summary={`${without.length === 0 ? '' : `Without published coordinates, and on no map: ${without.map(({ name }) => name).join(', ')}. `}${BORDERS_NOTE}`}
      isWide
      draw={(widthPx) => (
        <PointMap
          points={placed.map((row) => ({
            ...{ id: row.id, label: row.name, href: projectHref(row.id) },
            latitude: row.position?.latitude ?? 0,
            longitude: row.position?.longitude ?? 0,
            isFilled: row.credited.length > 0,
          }))}
          widthPx={widthPx}
          label="Map of projects"
          source={`coordinates: see the table; land: Natural Earth; tables ${edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Project' },
          { label: 'Place' },
          { label: 'Latitude, ° N', isNumber: true },
          { label: 'Longitude, ° E', isNumber: true },
          { label: 'Coordinates from' },
        ],
        rows: rows.map((row) => [
          { text: row.name, href: projectHref(row.id) },
          row.place,
          row.position === null ? chip('NA') : row.position.latitude.toFixed(2),
          row.position === null ? chip('NA') : row.position.longitude.toFixed(2),
          row.position?.source ?? 'not published',
        ]),
      }}
    />
  );
}
