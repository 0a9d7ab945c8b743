import { scaleLinear } from 'd3-scale';
import { LeftAxis } from './axis.tsx';
import { Drawing } from './drawing.tsx';
import {
  EndLabels,
  LEFT_PX,
  type NamedLine,
  PLOT_PX,
  pinClass,
  quarterScale,
  RIGHT_PX,
  steadyLine,
  TOP_PX,
  YearAxis,
} from './fan-chart.tsx';

export interface DifferenceChartProps {
  readonly lines: readonly NamedLine[]; // one number a quarter, at least one line
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
  readonly format: (value: number) => string;
}

/** How far one middle lies above others, quarter by quarter, around a line of no difference. */
export function DifferenceChart(props: DifferenceChartProps) {
  const { lines, widthPx, format } = props;
  const quarters = lines[0]?.values.length ?? 0;
  const x = quarterScale(quarters, widthPx);
  const seen = lines.flatMap(({ values }) => values);
  const bottom = TOP_PX + PLOT_PX;
  const [least, most] = [Math.min(0, ...seen), Math.max(0, ...seen)];
  const y = scaleLinear()
    .domain([least, most === least ? 1 : most])
    .nice(4)
    .range([bottom, TOP_PX]);
  const line = steadyLine(x, y);
  return (
    <Drawing widthPx={widthPx} heightPx={bottom + 24} label={props.label} source={props.source}>
      <LeftAxis
        scale={y}
        from={LEFT_PX}
        to={widthPx - RIGHT_PX}
        ticks={y.ticks(4)}
        format={format}
      />
      <YearAxis x={x} quarters={quarters} bottom={bottom} widthPx={widthPx} />
      {lines.map(({ name, values }) => (
        <path key={name} className={`pin ${pinClass(name)}`} d={line(values) ?? ''} />
      ))}
      <EndLabels
        x={widthPx - RIGHT_PX + 6}
        lowest={bottom}
        labels={lines.map(({ name, values }) => ({
          text: `A − ${name}`,
          className: 'pin-label',
          sample: `pin ${pinClass(name)}`,
          y: y(values.at(-1) ?? 0),
        }))}
      />
    </Drawing>
  );
}
