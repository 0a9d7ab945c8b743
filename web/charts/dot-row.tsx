export interface DotRowProps {
  readonly count: number;
  readonly of: number;
  readonly label: string;
}

const PITCH_PX = 18;
const RADIUS_PX = 6.5;

/** So many of twenty futures: filled dots are the ones it happens in. */
export function DotRow({ count, of, label }: DotRowProps) {
  return (
    <svg viewBox={`0 0 ${of * PITCH_PX} ${PITCH_PX}`} role="img" aria-label={label}>
      {Array.from({ length: of }, (_, i) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a dot has no identity but its place
          key={i}
          className={i < count ? 'future happens' : 'future'}
          cx={i * PITCH_PX + PITCH_PX / 2}
          cy={PITCH_PX / 2}
          r={RADIUS_PX}
        />
      ))}
    </svg>
  );
}
