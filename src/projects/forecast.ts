import * as z from 'zod';
import { exp, log } from '../base/elementary.ts';
import { threefry, uniform, variable } from '../base/random.ts';
import { quantile } from '../base/statistics.ts';
import { DAYS_PER_MONTH, isoOf, lastDay } from './day.ts';
import { inOrder, type MilestoneHistory } from './milestones.ts';

/*
 * When the milestones of a project may come. Each that is not reached starts from its newest date,
 * from today where that has passed, or from its last predecessor and the time planned between them;
 * to this comes a delay, exponential, so that a project that is late may well be later still.
 *
 * The delays on the longest way to first output add up to the mean delay of the project.
 */

export const FORECAST_DRAWS = { least: 100, most: 200_000, usual: 10_000 } as const;

/** What a forecast takes as given. */
export interface ForecastTerms {
  readonly project: string; // names the random numbers
  readonly onDay: number;
  readonly meanDelayMonths: number; // of first output, beyond its date
  readonly rampMonths: number; // from first output to a full rate that no source dates
  readonly draws: number;
  readonly seed: number;
}

/** One milestone in the network, times in days. */
interface Node {
  readonly id: string;
  readonly reachedDay: number | null;
  readonly plannedDay: number | null;
  readonly baseDay: number; // before it, it cannot come
  readonly meanDelayDays: number;
  readonly waits: readonly Wait[]; // for predecessors not yet reached
}

interface Wait {
  readonly node: number;
  readonly gapDays: number; // planned between the two
}

export const MilestoneForecast = z.object({
  id: z.string(),
  p10: z.string(),
  p50: z.string(),
  p90: z.string(),
  onTimeProbability: z
    .number()
    .nullable()
    .describe('of its newest date, if the project comes about; null where there is no date'),
  criticality: z.number().describe('share of the draws in which it decides on first output'),
});
export type MilestoneForecast = z.infer<typeof MilestoneForecast>;

/** The days of every milestone in every draw, and what decided on the target. */
export interface Forecast {
  readonly target: string;
  readonly isFullRate: boolean; // the target is a full rate, not the first output
  readonly targetDays: Float64Array; // sorted
  readonly withoutDelayDay: number;
  readonly criticalPath: readonly string[]; // without any delay
  readonly milestones: readonly MilestoneForecast[];
  readonly secondMethod: { readonly p50Day: number; readonly p90Day: number };
}

/**
 * The milestone that decides on delivery: the last first output that is not reached, else a full rate
 * that is not.
 */
export function deliveryMilestone(
  histories: readonly MilestoneHistory[],
): MilestoneHistory | undefined {
  const open = (kind: string) =>
    histories
      .filter((each) => each.kind === kind && each.state !== 'reached')
      .sort((a, b) => ((a.expectedLast ?? '') < (b.expectedLast ?? '') ? -1 : 1))
      .at(-1);
  const hasOutput = histories.some(({ kind }) => kind === 'first output');
  return open('first output') ?? (hasOutput ? open('nameplate') : undefined);
}

/** Simulates the network; null where no date leads to first output, or it is reached. */
export function forecastMilestones(
  histories: readonly MilestoneHistory[],
  terms: ForecastTerms,
): Forecast | null {
  const target = deliveryMilestone(histories);
  if (target === undefined) return null;
  const nodes = networkOf(histories, target.id, terms);
  const at = nodes.findIndex(({ id }) => id === target.id);
  if (!leadsFromADate(nodes, at)) return null;
  const days = nodes.map(() => new Float64Array(terms.draws));
  const decided = nodes.map(() => 0);
  simulate(nodes, at, terms, { days, decided });
  const plain = finishDays(nodes, () => 0);
  const secondDays = quantileDays(nodes, at, terms.onDay, [0.5, 0.9]);
  return {
    target: target.id,
    isFullRate: target.kind === 'nameplate',
    targetDays: Float64Array.from(days[at]!).sort(),
    withoutDelayDay: plain[at]!,
    criticalPath: pathTo(nodes, at, plain).map((node) => nodes[node]!.id),
    milestones: nodes.flatMap((node, i) =>
      node.reachedDay === null ? [summaryOf(node, days[i]!, decided[i]! / terms.draws)] : [],
    ),
    secondMethod: { p50Day: secondDays[0]!, p90Day: secondDays[1]! },
  };
}

/** Probability that first output comes by a day, if the project comes about. */
export function probabilityBy(sortedDays: Float64Array, day: number): number {
  let count = 0;
  while (count < sortedDays.length && sortedDays[count]! <= day) count++;
  return count / sortedDays.length;
}

function networkOf(
  histories: readonly MilestoneHistory[],
  target: string,
  { onDay, meanDelayMonths, rampMonths }: ForecastTerms,
): readonly Node[] {
  const ordered = inOrder(histories);
  const place = new Map(ordered.map(({ id }, i) => [id, i]));
  const reached = ordered.map(({ actual }) => (actual === null ? null : lastDay(actual)));
  const planned = ordered.map(({ expectedLast }) =>
    expectedLast === null ? null : lastDay(expectedLast),
  );
  const steps = stepsTo(ordered, place, target);
  const meanDelayDays = (meanDelayMonths * DAYS_PER_MONTH) / Math.max(1, steps);
  return ordered.map(({ id, kind, predecessors }, i) => {
    const before = predecessors.map((each) => place.get(each)!);
    const gapTo = (p: number) => {
      if (planned[i] !== null && planned[p] !== null) return Math.max(0, planned[i]! - planned[p]!);
      return kind === 'nameplate' ? rampMonths * DAYS_PER_MONTH : 0;
    };
    return {
      id,
      reachedDay: reached[i]!,
      plannedDay: planned[i]!,
      baseDay: Math.max(planned[i] ?? onDay, onDay, ...before.map((p) => reached[p] ?? onDay)),
      meanDelayDays,
      waits: before.filter((p) => reached[p] === null).map((p) => ({ node: p, gapDays: gapTo(p) })),
    };
  });
}

/** Milestones not yet reached on the longest way to the target, itself included. */
function stepsTo(
  ordered: readonly MilestoneHistory[],
  place: ReadonlyMap<string, number>,
  target: string,
): number {
  const steps: number[] = [];
  for (const { predecessors, actual } of ordered) {
    const before = predecessors.map((each) => steps[place.get(each)!]!);
    steps.push(Math.max(0, ...before) + (actual === null ? 1 : 0));
  }
  return steps[place.get(target)!]!;
}

function leadsFromADate(nodes: readonly Node[], at: number): boolean {
  const { plannedDay, waits } = nodes[at]!;
  return plannedDay !== null || waits.some(({ node }) => leadsFromADate(nodes, node));
}

/** When each node is finished, given its delay. */
function finishDays(nodes: readonly Node[], delayOf: (node: number) => number): Float64Array {
  const finish = new Float64Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    const { reachedDay, baseDay, waits } = nodes[i]!;
    if (reachedDay !== null) {
      finish[i] = reachedDay;
      continue;
    }
    let start = baseDay;
    for (const { node, gapDays } of waits) start = Math.max(start, finish[node]! + gapDays);
    finish[i] = start + delayOf(i);
  }
  return finish;
}

interface Outcomes {
  readonly days: readonly Float64Array[]; // shape (node, draw)
  readonly decided: number[]; // draws in which the node was on the critical path
}

function simulate(
  nodes: readonly Node[],
  at: number,
  { project, draws, seed }: ForecastTerms,
  { days, decided }: Outcomes,
): void {
  const block = new Int32Array(2);
  const variables = nodes.map(({ id }) => variable(`milestone ${project} ${id}`));
  for (let draw = 0; draw < draws; draw++) {
    const finish = finishDays(nodes, (node) => {
      threefry(block, seed, draw, variables[node]!, 0);
      return -nodes[node]!.meanDelayDays * log(uniform(block[0]!));
    });
    for (let i = 0; i < nodes.length; i++) days[i]![draw] = finish[i]!;
    for (const node of pathTo(nodes, at, finish)) decided[node]! += 1;
  }
}

/** The nodes that decided on a node's day, back from it to the one that waited for none. */
function pathTo(nodes: readonly Node[], at: number, finish: Float64Array): readonly number[] {
  const path = [at];
  let node = nodes[at]!;
  for (;;) {
    let last: Wait | null = null;
    let latest = node.baseDay;
    for (const wait of node.waits) {
      const ready = finish[wait.node]! + wait.gapDays;
      if (ready < latest || (ready === latest && last !== null)) continue;
      last = wait;
      latest = ready;
    }
    if (last === null) return path.reverse();
    path.push(last.node);
    node = nodes[last.node]!;
  }
}

function summaryOf(node: Node, days: Float64Array, criticality: number): MilestoneForecast {
  const sorted = Float64Array.from(days).sort();
  const { id, plannedDay } = node;
  return {
    id,
    p10: isoOf(quantile(sorted, 0.1)),
    p50: isoOf(quantile(sorted, 0.5)),
    p90: isoOf(quantile(sorted, 0.9)),
    onTimeProbability: plannedDay === null ? null : probabilityBy(sorted, plannedDay + 1),
    criticality,
  };
}

const GRID_DAYS = 60 * 366; // beyond, nothing is asked

/**
 * Quantiles of a node's day by a second method: distribution functions day by day, multiplied where
 * predecessors meet and convolved with the delay. Exact to a day where no two predecessors share one
 * of their own.
 */
function quantileDays(
  nodes: readonly Node[],
  at: number,
  onDay: number,
  shares: readonly number[],
): readonly number[] {
  const first = Math.floor(onDay);
  const finished: Float64Array[] = [];
  for (let i = 0; i <= at; i++) finished.push(distributionOf(nodes[i]!, finished, first));
  const target = finished[at]!;
  return shares.map((share) => first + target.findIndex((reached) => reached >= share));
}

/** Probability that a node is finished by each day of the grid. */
function distributionOf(
  { reachedDay, baseDay, meanDelayDays, waits }: Node,
  finished: readonly Float64Array[],
  first: number,
): Float64Array {
  const by = new Float64Array(GRID_DAYS);
  if (reachedDay !== null) return by.fill(1);
  const stay = meanDelayDays > 0 ? exp(-1 / meanDelayDays) : 0;
  let done = 0;
  for (let day = 0; day < GRID_DAYS; day++) {
    let ready = first + day >= baseDay ? 1 : 0;
    for (const { node, gapDays } of waits) {
      const from = Math.floor(day - gapDays);
      ready *= from < 0 ? 0 : finished[node]![from]!;
    }
    done = stay * done + (1 - stay) * ready;
    by[day] = done;
  }
  return by;
}
