import * as z from 'zod';
import { Refusal } from '../base/refusal.ts';
import { firstDay, isoOf, lastDay, monthsBetween } from './day.ts';
import type { Dating, RecordMilestone } from './projects.ts';

/*
 * Milestones and what became of their dates. A promise of '2028' is kept until its last day; a slip
 * is counted from the last day that the first promise allowed.
 */

export const MILESTONE_STATES = ['reached', 'overdue', 'expected', 'undated'] as const;

/** One dating, and how far it moved the milestone. */
const DatedAgain = z.object({
  statedOn: z.string(),
  expectedFirst: z.string().nullable(),
  expectedLast: z.string().nullable(),
  actual: z.string().nullable(),
  words: z.string(),
  saidBy: z.string(),
  standing: z.string(),
  source: z.string(),
  movedMonths: z.number().nullable().describe('against the dating before it'),
});

export const MilestoneHistory = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    predecessors: z.array(z.string()),
    state: z.enum(MILESTONE_STATES),
    baseline: z.string().nullable().describe('last day that the first dating allowed'),
    expectedFirst: z.string().nullable().describe('of the newest dating'),
    expectedLast: z.string().nullable(),
    actual: z.string().nullable().describe('when it was reached'),
    redatings: z.int().describe('datings that moved it'),
    slipMonths: z
      .number()
      .nullable()
      .describe('from the baseline to the day reached, or to the newest expected last day'),
    datings: z.array(DatedAgain),
  })
  .meta({ id: 'MilestoneHistory' });
export type MilestoneHistory = z.infer<typeof MilestoneHistory>;

/** Every milestone with its history. */
export const historiesOf = (
  milestones: readonly RecordMilestone[],
  onDay: number,
): readonly MilestoneHistory[] => milestones.map((each) => historyOf(each, onDay));

function historyOf(milestone: RecordMilestone, onDay: number): MilestoneHistory {
  const { id, kind, title, predecessors, datings } = milestone;
  const newest = datings.at(-1)!;
  const ends = datings.map(endOf);
  const promised = datings.find(({ expectedLast }) => expectedLast !== null)?.expectedLast ?? null;
  const baseline = promised === null ? null : lastDay(promised);
  const end = ends.at(-1) ?? null;
  const moved = ends.map((each, i) => movedMonths(ends.slice(0, i), each));
  return {
    id,
    kind,
    title,
    predecessors,
    state: stateOf(newest, onDay),
    baseline: baseline === null ? null : isoOf(baseline),
    expectedFirst: newest.expectedFirst,
    expectedLast: newest.expectedLast,
    actual: newest.actual,
    redatings: moved.filter((each) => each !== null && Math.abs(each) > 0.5).length,
    slipMonths: baseline === null || end === null ? null : monthsBetween(baseline, end),
    datings: datings.map((each, i) => ({ ...each, movedMonths: moved[i]! })),
  };
}

const endOf = ({ actual, expectedLast }: Dating): number | null =>
  actual !== null ? lastDay(actual) : expectedLast === null ? null : lastDay(expectedLast);

function movedMonths(before: readonly (number | null)[], end: number | null): number | null {
  const previous = before.findLast((each) => each !== null) ?? null;
  return previous === null || end === null ? null : monthsBetween(previous, end);
}

function stateOf({ actual, expectedLast }: Dating, onDay: number) {
  if (actual !== null) return 'reached' as const;
  if (expectedLast === null) return 'undated' as const;
  return lastDay(expectedLast) < onDay ? ('overdue' as const) : ('expected' as const);
}

/** Slips of the milestones that had a date to slip from and have slipped or been reached [months]. */
export const ownSlipsMonths = (histories: readonly MilestoneHistory[]): readonly number[] =>
  histories
    .filter(({ state, redatings }) => state === 'reached' || redatings > 0)
    .flatMap(({ slipMonths }) => (slipMonths === null ? [] : [Math.max(0, slipMonths)]));

/**
 * The milestones so ordered that each stands behind its predecessors.
 *
 * @throws Refusal `project.unknown_predecessor`, `project.milestone_circle`
 */
export function inOrder<Each extends Pick<RecordMilestone, 'id' | 'predecessors'>>(
  milestones: readonly Each[],
): readonly Each[] {
  const ids = new Set(milestones.map(({ id }) => id));
  const ordered: Each[] = [];
  const done = new Set<string>();
  for (const { id, predecessors } of milestones) {
    const unknown = predecessors.find((each) => !ids.has(each));
    if (unknown !== undefined) {
      throw new Refusal(
        'invalid',
        'project.unknown_predecessor',
        `cannot order the milestones: ${id} waits for '${unknown}', which is none of them`,
        `name one of ${[...ids].join(', ')}, or add it`,
      );
    }
  }
  while (ordered.length < milestones.length) {
    const free = milestones.filter(
      ({ id, predecessors }) => !done.has(id) && predecessors.every((each) => done.has(each)),
    );
    if (free.length === 0) {
      const stuck = milestones.filter(({ id }) => !done.has(id)).map(({ id }) => id);
      throw new Refusal(
        'invalid',
        'project.milestone_circle',
        `cannot order the milestones: ${stuck.join(', ')} wait for one another`,
        'take out one of their predecessors',
      );
    }
    for (const each of free) {
      ordered.push(each);
      done.add(each.id);
    }
  }
  return ordered;
}

/**
 * That no milestone is dated before a predecessor can be reached.
 *
 * @throws Refusal `project.milestone_before_predecessor`, and those of `inOrder`
 */
export function requireMilestoneOrder(milestones: readonly RecordMilestone[]): void {
  const newest = new Map(inOrder(milestones).map(({ id, datings }) => [id, datings.at(-1)!]));
  for (const { id, predecessors } of milestones) {
    const end = endOf(newest.get(id)!);
    for (const predecessor of predecessors) {
      const { actual, expectedFirst } = newest.get(predecessor)!;
      const begin = actual ?? expectedFirst;
      if (end === null || begin === null || end >= firstDay(begin)) continue;
      throw new Refusal(
        'invalid',
        'project.milestone_before_predecessor',
        `cannot date ${id} by ${isoOf(end)}: it waits for ${predecessor}, which comes on ${isoOf(firstDay(begin))} at the earliest`,
        `date ${id} later, or take ${predecessor} out of its predecessors`,
      );
    }
  }
}
