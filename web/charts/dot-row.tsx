import { Drawing } from './drawing.tsx';

export interface DotRowProps {
  readonly count: number;
  readonly of: number;
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const MOST_PITCH_PX = 18;
const RADIUS_PX = 6.5;

/** So many of twenty futures: filled dots are the ones it happens in. */
export function DotRow({ count, of, widthPx, label, source }: DotRowProps) {
  const pitch = Math.min(MOST_PITCH_PX, widthPx / of);
  return (
    <Drawing widthPx={widthPx} heightPx={pitch} label={label} source={source}>
      {Array.from({ length: of }, (_, i) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a dot has no identity but its place
          key={i}
          className={i < count ? 'future happens' : 'future'}
          cx={i * pitch + pitch / 2}
          cy={pitch / 2}
          r={Math.min(RADIUS_PX, pitch / 2 - 1)}
        />
      ))}
    </Drawing>
  );
}
