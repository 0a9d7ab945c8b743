import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { clipped, Drawing, WIDE_PX, WIDEST } from './drawing.tsx';

/** A date of a project, as one of its milestones. */
export interface GanttMark {
  readonly id: string; // short name within the project
  readonly title: string; // with its date in words
  readonly at: number; // year and its part: the middle of 2028 is 2028.5
  readonly isReached: boolean;
  readonly href: string;
}

/** One project: what was said first, what is said now, and how late it may be. */
export interface GanttRow {
  readonly id: string;
  readonly label: string;
  readonly href: string;
  readonly group: string; // rows of a group follow each other; '' has no heading
  readonly from: number | null; // the first thing that is known of it
  readonly baseline: number | null; // first output as it was dated first
  readonly forecast: number | null; // as it is dated last
  readonly p50: number | null; // with the delays that such projects have
  readonly p90: number | null;
  readonly marks: readonly GanttMark[];
  readonly slipText: string; // '+22', '0', 'on hold'
}

export interface GanttChartProps {
  readonly rows: readonly GanttRow[];
  readonly todayAt: number | null; // the day of the record, never that of a clock
  readonly until: number; // what comes later ends in an arrow
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const TOP_PX = 34;
const GROUP_PX = 26;
const SLIP_PX = 58;
const BAR_PX = 8;
const BASELINE_PX = 4;
const DIAMOND_PX = 5.5;
const REACH_PX = 12; // around a diamond, for a finger
const CAP_PX = 5;
const CHARACTER_PX = 6.1;
const BOLD_CHARACTER_PX = 7.2;

type Scale = ScaleLinear<number, number>;

interface Layout {
  readonly labelPx: number; // 0: the name has a line of its own above the bars
  readonly rowPx: number;
  readonly barY: number; // of the solid bar's middle, within its row
}

/** Names have a column where there is room, else a line above their bars. */
function layoutOf(widthPx: number): Layout {
  if (widthPx >= WIDEST.widthPx) return { labelPx: 250, rowPx: 34, barY: 13 };
  if (widthPx >= WIDE_PX) return { labelPx: 158, rowPx: 34, barY: 13 };
  return { labelPx: 0, rowPx: 48, barY: 28 };
}

/**
 * Projects over time, one a row: a thin bar to what was promised first, a solid one to what is
 * promised now, and a tail from the middle to the late forecast.
 *
 * Names and diamonds are links, so that a keyboard reaches each and hears its date.
 */
export function GanttChart(props: GanttChartProps) {
  const { rows, todayAt, until, widthPx, label, source } = props;
  const layout = layoutOf(widthPx);
  const x = timeScale(props, layout);
  const placed = placedRows(rows, layout);
  const bottom = placed.at(-1) === undefined ? TOP_PX : placed.at(-1)!.y + layout.rowPx;
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 6} label={label} source={source} hasLinks>
      <Years x={x} bottom={bottom} isWide={widthPx >= WIDE_PX} />
      <text className="tick end" x={widthPx} y={12}>
        {layout.labelPx > 0 ? 'slip, months' : 'slip, mo'}
      </text>
      {todayAt !== null && <Today at={x(todayAt)} bottom={bottom} />}
      {placed.map(({ row, y, opensGroup }) => (
        <g key={row.id} transform={`translate(0,${y})`}>
          {opensGroup && (
            <text className="strong gantt-group" x={0} y={-6}>
              {clipped(row.group, Math.floor(widthPx / BOLD_CHARACTER_PX))}
            </text>
          )}
          <Name row={row} layout={layout} widthPx={widthPx} />
          <Bars row={row} x={x} y={layout.barY} until={until} />
          {row.marks.map((mark) => (
            <Diamond key={mark.id} mark={mark} x={x} y={layout.barY} />
          ))}
          <text className="value end" x={widthPx} y={layout.barY + 4}>
            {row.slipText}
          </text>
        </g>
      ))}
    </Drawing>
  );
}

function timeScale({ rows, todayAt, until, widthPx }: GanttChartProps, layout: Layout): Scale {
  const known = rows.flatMap(({ from, baseline, forecast, p90, marks }) =>
    [from, baseline, forecast, p90, ...marks.map(({ at }) => at)].filter((at) => at !== null),
  );
  const seen = [...known, ...(todayAt === null ? [] : [todayAt])].map((at) => Math.min(at, until));
  const [first, last] = [Math.floor(Math.min(...seen, until)), Math.ceil(Math.max(...seen))];
  return scaleLinear()
    .domain([first, Math.max(last, first + 1)])
    .range([layout.labelPx + 8, widthPx - SLIP_PX])
    .clamp(true);
}

interface PlacedRow {
  readonly row: GanttRow;
  readonly y: number;
  readonly opensGroup: boolean;
}

/** Rows one under the other, with room for the name of each group. */
function placedRows(rows: readonly GanttRow[], { rowPx }: Layout): readonly PlacedRow[] {
  let y = TOP_PX;
  return rows.map((row, i) => {
    const opensGroup = row.group !== rows[i - 1]?.group;
    const isNamed = opensGroup && row.group !== '';
    if (isNamed) y += GROUP_PX;
    const placed = { row, y, opensGroup: isNamed };
    y += rowPx;
    return placed;
  });
}

/** Years above the rows, with a line down through them. */
function Years(props: { readonly x: Scale; readonly bottom: number; readonly isWide: boolean }) {
  const { x, bottom, isWide } = props;
  return x.ticks(isWide ? 10 : 4).map((year) => (
    <g key={year} transform={`translate(${x(year).toFixed(1)},0)`}>
      <line className="grid" y1={TOP_PX - 6} y2={bottom} />
      <text className="tick middle" y={TOP_PX - 10}>
        {year}
      </text>
    </g>
  ));
}

function Today({ at, bottom }: { readonly at: number; readonly bottom: number }) {
  return (
    <g className="gantt-today">
      <title>The day of the record</title>
      <path d={`M${at.toFixed(1)},${TOP_PX - 4}V${bottom}`} />
      <text className="tick middle" x={at.toFixed(1)} y={12}>
        record
      </text>
    </g>
  );
}

function Name(props: {
  readonly row: GanttRow;
  readonly layout: Layout;
  readonly widthPx: number;
}) {
  const { row, layout, widthPx } = props;
  const isBeside = layout.labelPx > 0;
  const most = Math.floor((isBeside ? layout.labelPx : widthPx) / CHARACTER_PX);
  return (
    <a href={row.href} className="gantt-name">
      <title>{row.label}</title>
      <text x={0} y={isBeside ? layout.barY + 4 : 14}>
        {clipped(row.label, most)}
      </text>
    </a>
  );
}

interface BarsProps {
  readonly row: GanttRow;
  readonly x: Scale;
  readonly y: number;
  readonly until: number;
}

function Bars({ row, x, y, until }: BarsProps) {
  const { from, baseline, forecast, p50, p90 } = row;
  const start = from === null ? null : x(from);
  return (
    <>
      {start !== null && baseline !== null && (
        <rect
          className="gantt-baseline"
          x={start.toFixed(1)}
          y={y + BAR_PX / 2 + 2}
          width={Math.max(1, x(baseline) - start).toFixed(1)}
          height={BASELINE_PX}
        />
      )}
      {start !== null && forecast !== null && (
        <rect
          className="gantt-forecast"
          x={start.toFixed(1)}
          y={y - BAR_PX / 2}
          width={Math.max(1, x(forecast) - start).toFixed(1)}
          height={BAR_PX}
        />
      )}
      {p50 !== null && p90 !== null && (
        <path
          className="gantt-tail"
          d={tailPath(x(Math.min(p50, until)), x(Math.min(p90, until)), y, p90 > until)}
        />
      )}
    </>
  );
}

/** A line from the middle forecast to the late one, with a cap; an arrow where it goes on. */
function tailPath(from: number, to: number, y: number, goesOn: boolean): string {
  const [left, right] = [from.toFixed(1), to.toFixed(1)];
  const line = `M${left},${y - CAP_PX}V${y + CAP_PX}M${left},${y}H${right}`;
  return goesOn
    ? `${line}m${-CAP_PX},${-CAP_PX}l${CAP_PX},${CAP_PX}l${-CAP_PX},${CAP_PX}`
    : `${line}m0,${-CAP_PX}v${2 * CAP_PX}`;
}

function Diamond(props: { readonly mark: GanttMark; readonly x: Scale; readonly y: number }) {
  const { mark, x, y } = props;
  const d = DIAMOND_PX;
  return (
    <a href={mark.href} aria-label={mark.title}>
      <g
        className={mark.isReached ? 'milestone reached' : 'milestone'}
        transform={`translate(${x(mark.at).toFixed(1)},${y})`}
      >
        <title>{mark.title}</title>
        <circle className="reach" r={REACH_PX} />
        <path d={`M0,${-d}L${d},0L0,${d}L${-d},0Z`} />
      </g>
    </a>
  );
}
