import type { MilestoneHistory } from '../../src/projects/milestones.ts';
import type { ForecastReport } from '../../src/projects/outlook.ts';
import { GanttChart, type GanttRow } from '../charts/gantt-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { percent } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { chip, numberCell } from '../parts/vocabulary.tsx';
import {
  milestoneAnchor,
  projectHref,
  type Standing,
  slipText,
  sourceCell,
  standingCell,
  yearAt,
  yearEnd,
} from './project-text.ts';

export interface DatesProps {
  readonly project: { readonly id: string; readonly name: string };
  readonly histories: readonly MilestoneHistory[];
  readonly forecast: ForecastReport | null;
  readonly recordDay: string; // the newest day that the tables know
  readonly edition: string;
}

const STATE_WORD = {
  reached: '✓ reached',
  overdue: '■ overdue',
  expected: '◇ expected',
  undated: '∅ no date',
} as const satisfies Record<MilestoneHistory['state'], string>;

const AXIS_YEARS = 12; // after the record, at most

/** Milestones over time: what was promised first, what is promised now, what came. */
export function MilestonesFigure(props: DatesProps) {
  const { project, histories, forecast, recordDay, edition } = props;
  if (histories.length === 0) return null;
  const moved = histories.filter(({ redatings }) => redatings > 0);
  const until = yearAt(recordDay) + AXIS_YEARS;
  return (
    <Figure
      id="milestones-chart"
      title={milestonesTitle(histories)}
      measure={`Milestones of ${project.name}; thin bar: to the last day that the first dating allowed; solid bar: to the newest dating, or the day reached; line: P50 to P90 of the forecast; diamonds: every dating, filled where it was reached; at the right the slip in months; broken line: the newest day of the record, ${recordDay}`}
      evidence="model"
      summary={
        forecast === null
          ? `${moved.length} of ${histories.length} milestones were dated anew. No date leads to its first output, so nothing is forecast.`
          : `${moved.length} of ${histories.length} milestones were dated anew. If it comes about, delivery begins by ${forecast.p50} in half of the futures and by ${forecast.p90} in nine of ten.`
      }
      isWide
      draw={(widthPx) => (
        <GanttChart
          rows={histories.map((history) => milestoneRow(project.id, history, forecast))}
          todayAt={yearAt(recordDay)}
          until={until}
          widthPx={widthPx}
          label={`Milestones of ${project.name}`}
          source={`the public record, statement by statement; forecast: Lodestock model; data ${edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Milestone' },
          { label: 'State' },
          { label: 'First promised by', isUnbroken: true },
          { label: 'Now by, or reached', isUnbroken: true },
          { label: 'Dated anew, times', isNumber: true },
          { label: 'Slip, months', isNumber: true },
          { label: 'P10', isUnbroken: true },
          { label: 'P50', isUnbroken: true },
          { label: 'P90', isUnbroken: true },
          { label: 'On time, %', isNumber: true },
          { label: 'Decides on first output, % of futures', isNumber: true },
        ],
        rows: histories.map((history) => milestoneCells(history, forecast)),
      }}
    />
  );
}

function milestonesTitle(histories: readonly MilestoneHistory[]): string {
  const worst = [...histories].sort((a, b) => (b.slipMonths ?? 0) - (a.slipMonths ?? 0))[0];
  const months = Math.round(worst?.slipMonths ?? 0);
  if (worst === undefined || months <= 0) return 'No milestone has slipped so far as is known';
  return `${worst.title} slipped most: by ${months} months`;
}

function milestoneRow(
  project: string,
  history: MilestoneHistory,
  forecast: ForecastReport | null,
): GanttRow {
  const { id, title, datings, baseline, expectedLast, actual, slipMonths } = history;
  const href = `${projectHref(project)}#${milestoneAnchor(id)}`;
  const coming = forecast?.milestones.find((each) => each.id === id);
  const end =
    actual !== null ? yearAt(actual) : expectedLast === null ? null : yearEnd(expectedLast);
  return {
    ...{ id, label: title, href, group: '' },
    from: datings[0] === undefined ? null : yearAt(datings[0].statedOn),
    baseline: baseline === null ? null : yearEnd(baseline),
    forecast: end,
    p50: coming === undefined ? null : yearAt(coming.p50),
    p90: coming === undefined ? null : yearAt(coming.p90),
    marks: datings.flatMap((dating) => {
      const at =
        dating.actual !== null
          ? yearAt(dating.actual)
          : dating.expectedLast === null
            ? null
            : yearEnd(dating.expectedLast);
      if (at === null) return [];
      return [
        {
          id: dating.statedOn,
          title: `${title}, stated ${dating.statedOn}: ${dating.words}`,
          at,
          isReached: dating.actual !== null,
          href,
        },
      ];
    }),
    slipText: slipText(slipMonths),
  };
}

function milestoneCells(history: MilestoneHistory, forecast: ForecastReport | null) {
  const { id, title, state, baseline, expectedLast, actual, redatings, slipMonths } = history;
  const coming = forecast?.milestones.find((each) => each.id === id);
  const share = (value: number | null | undefined) => numberCell(value ?? null, (x) => percent(x));
  return [
    { text: title, href: `#${milestoneAnchor(id)}` },
    STATE_WORD[state],
    baseline ?? chip('NA'),
    actual ?? expectedLast ?? chip('NA'),
    String(redatings),
    slipText(slipMonths),
    coming?.p10 ?? '–',
    coming?.p50 ?? '–',
    coming?.p90 ?? '–',
    share(coming?.onTimeProbability),
    share(coming?.criticality),
  ];
}

/** Every dating of every milestone, as its source words it. */
export function Datings({ histories }: Pick<DatesProps, 'histories'>) {
  return (
    <section className="profile" aria-labelledby="milestones">
      <h2 id="milestones">Every dating of every milestone</h2>
      {histories.length === 0 && <p>The record holds no milestone.</p>}
      {histories.map(({ id, title, state, slipMonths, datings }) => (
        <div key={id} id={milestoneAnchor(id)} className="facts">
          <h3>{title}</h3>
          <p>
            {STATE_WORD[state]}
            {slipMonths === null ? '' : `; slip ${slipText(slipMonths)} months`}
          </p>
          <PlainTable
            caption={`Datings of: ${title}`}
            rows={{
              columns: [
                { label: 'Stated on', isUnbroken: true },
                { label: 'In the words of the source' },
                { label: 'Means' },
                { label: 'Moved, months', isNumber: true },
                { label: 'Said by' },
                { label: 'Standing' },
                { label: 'Source' },
              ],
              rows: datings.map((dating) => [
                dating.statedOn,
                dating.words,
                meaningOf(dating),
                slipText(dating.movedMonths),
                dating.saidBy,
                // The tables have checked it.
                standingCell(dating.standing as Standing),
                sourceCell(dating.source),
              ]),
            }}
          />
        </div>
      ))}
    </section>
  );
}

function meaningOf({ actual, expectedFirst, expectedLast }: MilestoneHistory['datings'][number]) {
  if (actual !== null) return `reached ${actual}`;
  if (expectedLast === null) return 'no date';
  return expectedFirst === null || expectedFirst === expectedLast
    ? `by ${expectedLast}`
    : `${expectedFirst} to ${expectedLast}`;
}
