import { SwingChart } from '../charts/swing-chart.tsx';
import { massText } from '../parts/format.ts';
import type { SwingId, Swings } from '../stress-messages.ts';

/** How far a lever moves the unmet use, from its least to its most. */
const reach = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

/** The lever that can do most here, or null while none is known to do anything. */
export function mostEffect(swings: Swings): SwingId | null {
  const known = Object.entries(swings) as [SwingId, readonly number[]][]; // keys of the record
  const [first] = known.sort(([, a], [, b]) => reach(b) - reach(a));
  return first !== undefined && reach(first[1]) > 0 ? first[0] : null;
}

export interface LeverSwingProps {
  readonly id: SwingId;
  readonly mineral: string;
  readonly swings: Swings;
}

/** What the whole range of a lever would do, all else as it stands; nothing until it is known. */
export function LeverSwing({ id, mineral, swings }: LeverSwingProps) {
  const values = swings[id];
  if (values === undefined) return null;
  const [from, to] = [values[0]!, values.at(-1)!];
  const words =
    reach(values) === 0
      ? 'its whole range changes nothing here'
      : `mean unmet ${massText(mineral, from)} at its least, ${massText(mineral, to)} at its most`;
  return (
    <p className="swing-line">
      <SwingChart values={values} label={`Swing: ${words}`} />
      <span aria-hidden="true">
        {words}
        {mostEffect(swings) === id && ' – most effect'}
      </span>
    </p>
  );
}
