import { WorldOutline } from '../charts/map-chart.tsx';
import type { DataEdition } from '../parts/data-edition.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { grouped, mineralName, sentenceCase } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { chip, numberCell, VocabularyKey } from '../parts/vocabulary.tsx';
import {
  kindWord,
  mineralsHeading,
  type ProjectRow,
  projectHref,
  rowSlipText,
} from './project-text.ts';
import { PipelineFigure, PlacesFigure } from './projects-figures.tsx';

/** Which projects to show; '' shows all. */
export interface ProjectFilter {
  readonly mineral: string;
  readonly status: string;
}

export const STATUS_FILTERS = {
  credited: 'credited with supply',
  none: 'credited with none',
  late: 'slipped',
  financed: 'with firm finance',
} as const;
export type StatusFilter = keyof typeof STATUS_FILTERS;

export interface ProjectsProps {
  readonly rows: readonly ProjectRow[]; // that the filter lets pass
  readonly of: number; // in the record
  readonly minerals: readonly string[]; // that one may ask for
  readonly filter: ProjectFilter;
  readonly recordDay: string;
  readonly data: DataEdition;
}

/** Which mines and plants are coming, when, and how much of what is promised is credited. */
export function ProjectsPage(props: ProjectsProps) {
  const { rows, of, recordDay, data } = props;
  return (
    <>
      <section className="answer">
        <p className="question">Which projects become supply, when, and on what evidence?</p>
        <h1>{headline(rows)}</h1>
        <p className="lead">{lead(rows, recordDay)}</p>
        <FilterForm {...props} />
        <EvidenceKey />
        <VocabularyKey />
      </section>
      {rows.length === 0 ? (
        <p>
          No project of the {of} in the record is so. <a href="/projects">Show all</a>
        </p>
      ) : (
        <>
          <PipelineFigure rows={rows} recordDay={recordDay} edition={data.version} />
          <Table {...props} />
          <WorldOutline />
          <PlacesFigure rows={rows} edition={data.version} />
        </>
      )}
      <p className="actions">
        <a href="/api/v1/projects">All projects as JSON</a>
        <a href="/api/v1/projects/milestones.csv">Milestones as CSV</a>
        <a href="/api/v1/projects/milestones.ics">As iCalendar</a>
        <a href="/api/v1/projects/places.geojson">Places as GeoJSON</a>
        <a href="/instruments">Instruments and what they are worth</a>
      </p>
    </>
  );
}

function headline(rows: readonly ProjectRow[]): string {
  const promising = rows.filter(({ promised }) => promised.length > 0);
  const credited = rows.filter((row) => row.credited.length > 0);
  if (promising.length === 0) return `${rows.length} projects, and none says how much it will make`;
  return `${promising.length} projects promise supply; the evidence credits ${credited.length === 0 ? 'none' : credited.length} of them`;
}

function lead(rows: readonly ProjectRow[], recordDay: string): string {
  const dated = rows.filter(({ slipMonths }) => slipMonths !== null);
  const late = dated.filter(({ slipMonths }) => (slipMonths ?? 0) > 0.5);
  const worst = [...late].sort((a, b) => (b.slipMonths ?? 0) - (a.slipMonths ?? 0))[0];
  return [
    `As of ${recordDay}, the newest day of the record.`,
    dated.length === 0
      ? ''
      : `Of ${dated.length} projects whose first output was dated, ${late.length} have slipped.`,
    worst === undefined
      ? ''
      : `Most: ${worst.name}, by ${Math.round(worst.slipMonths ?? 0)} months.`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function FilterForm({ minerals, filter }: ProjectsProps) {
  return (
    <form className="filter-form" method="get" action="/projects">
      <label>
        Mineral
        <select name="mineral" defaultValue={filter.mineral}>
          <option value="">all</option>
          {minerals.map((mineral) => (
            <option key={mineral} value={mineral}>
              {mineralName(mineral)}
            </option>
          ))}
        </select>
      </label>
      <label>
        Status
        <select name="status" defaultValue={filter.status}>
          <option value="">all</option>
          {Object.entries(STATUS_FILTERS).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">Show</button>
    </form>
  );
}

function Table({ rows }: ProjectsProps) {
  return (
    <section aria-labelledby="table">
      <h2 id="table">Every project</h2>
      <PlainTable
        caption="Projects: what is promised, what is credited, and when"
        rows={{
          columns: [
            { label: 'Project' },
            { label: 'Minerals' },
            { label: 'Kind and stage' },
            { label: 'Promised, t a year', isNumber: true },
            { label: 'Credited, t a year', isNumber: true },
            { label: 'First output, P50' },
            { label: 'P90', isUnbroken: true },
            { label: 'Instruments firm', isNumber: true },
            { label: 'Slip, months', isNumber: true },
            { label: 'Checks that fire', isNumber: true },
          ],
          rows: rows.map((row) => [
            { text: row.name, href: projectHref(row.id) },
            mineralsHeading(row.minerals),
            `${sentenceCase(kindWord(row.kind))}, ${row.stage ?? 'no stage'}`,
            amounts(row.promised),
            row.credited.length === 0 ? numberCell(0, String) : amounts(row.credited),
            row.p50 ?? row.forecastNote ?? chip('NA'),
            row.p90 ?? chip('NA'),
            row.instruments === 0 ? chip('NA') : `${row.firmInstruments} of ${row.instruments}`,
            rowSlipText(row),
            String(row.checksFired),
          ]),
        }}
      />
    </section>
  );
}

/** '45,359', or each mineral by name where there are several. */
function amounts(all: ProjectRow['promised']) {
  const [first] = all;
  if (first === undefined) return chip('NA');
  const t = (tonnes: number) => grouped(tonnes, tonnes < 10 ? 1 : 0);
  if (all.length === 1) return t(first.tonnesPerYear);
  return all
    .map(({ mineral, tonnesPerYear }) => `${t(tonnesPerYear)} ${mineralName(mineral)}`)
    .join('\n');
}
