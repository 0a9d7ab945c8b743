import { grouped, twoDigits } from '../base/number-text.ts';
import { tableLines } from '../base/text-table.ts';
import { gridOf, type Sweep, type SweepAxis } from './sweep.ts';

/** A sweep for a person at a terminal, one line a point. */
export function sweepLines({
  scenario,
  axes,
  points,
  draws,
  seed,
  horizonMonths,
}: Sweep): string[] {
  const levers = axes.map(({ lever }) => lever);
  return [
    `${scenario.title} · ${grouped(draws, 0)} futures of ${horizonMonths} months at each point · seed ${seed}`,
    '',
    ...tableLines(
      [...levers, 'loss, mean [$M]', 'standard error [$M]'],
      points.map((point) => [
        ...levers.map((lever) => String(point.levers[lever])),
        twoDigits(point.lossMusd.mean),
        twoDigits(point.lossMusd.standardError),
      ]),
    ),
    '',
    'Points share their draws, so their differences are surer than the standard errors say.',
  ];
}

/** How far an interrupted sweep came. */
export function stoppedSentence(
  { points }: Sweep,
  axes: readonly SweepAxis[],
  path: string | undefined,
): string {
  const all = gridOf(axes).length;
  const advice =
    path === undefined
      ? 'with -o FILE a sweep can be taken up again'
      : `the same command goes on where ${path} ends`;
  return `stopped after ${points.length} of ${all} points; ${advice}`;
}
