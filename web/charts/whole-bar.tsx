import { scaleLinear } from 'd3-scale';
import { Drawing } from './drawing.tsx';
import { type BarPart, stripes } from './part-bars.tsx';

export interface NamedPart extends BarPart {
  readonly name: string;
  readonly valueText: string;
}

export interface WholeBarProps {
  readonly parts: readonly NamedPart[]; // they add up to the whole; at most four
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const BAR_PX = 28;
const LINE_PX = 22;
const SWATCH_PX = 14;
const LEGEND_TOP_PX = BAR_PX + 14;

/** One whole and its parts: a bar, and below it each part with its pattern, name and amount. */
export function WholeBar({ parts, widthPx, label, source }: WholeBarProps) {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  const x = scaleLinear()
    .domain([0, Math.max(whole, Number.MIN_VALUE)])
    .range([0, widthPx]);
  const heightPx = LEGEND_TOP_PX + parts.length * LINE_PX;
  return (
    <Drawing widthPx={widthPx} heightPx={heightPx} label={label} source={source}>
      {parts.map((part, i) => {
        const start = parts.slice(0, i).reduce((sum, { value }) => sum + value, 0);
        return (
          <g key={part.name}>
            <title>{`${part.name}: ${part.valueText}`}</title>
            {part.value > 0 && (
              <Box part={part} x={x(start)} y={0} width={x(part.value)} height={BAR_PX} />
            )}
            <Box
              part={part}
              x={0}
              y={LEGEND_TOP_PX + i * LINE_PX}
              width={SWATCH_PX}
              height={SWATCH_PX}
            />
            <text x={SWATCH_PX + 8} y={LEGEND_TOP_PX + i * LINE_PX + 12}>
              {part.name}
            </text>
            <text className="end" x={widthPx} y={LEGEND_TOP_PX + i * LINE_PX + 12}>
              {part.valueText}
            </text>
          </g>
        );
      })}
    </Drawing>
  );
}

interface BoxProps {
  readonly part: BarPart;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function Box({ part, x, y, width, height }: BoxProps) {
  return (
    <g transform={`translate(${x.toFixed(1)},${y})`}>
      <rect className={`part ${part.tone}`} width={width.toFixed(1)} height={height} />
      {part.isHatched && <path className="hatch" d={stripes(width, height)} />}
    </g>
  );
}
