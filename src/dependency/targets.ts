import { Refusal } from '../base/refusal.ts';
import type { ShareInterval, TargetStatus } from './dependency.ts';

/*
 * Targets for a stage of a mineral: at least so much from home and partners, at most so much from
 * covered countries. Parameters of the rule set, from the text of 2024; unverified for the bill of
 * 2026 until it can be read.
 */

export interface Targets {
  readonly production: number; // share, at least
  readonly dependence: number; // share, at most
}

export const TARGETS_OF_2024: Targets = { production: 0.4, dependence: 0.6 };

/** The Board may move a target by at most this much a year; read as points of a percentage. */
const MOST_CHANGE_PER_YEAR = 0.05;

/** Whether an interval lies wholly on the right side of a target, wholly on the wrong, or on both. */
export function productionTarget(rate: ShareInterval, { production }: Targets): TargetStatus {
  if (rate.low >= production) return 'met';
  return rate.high < production ? 'missed' : 'open';
}

/** @see productionTarget */
export function dependenceTarget(rate: ShareInterval, { dependence }: Targets): TargetStatus {
  if (rate.high <= dependence) return 'met';
  return rate.low > dependence ? 'missed' : 'open';
}

/**
 * A target after a decision of the Board for one mineral and year.
 *
 * The text says "5 percent a year" and leaves open whether of the target or in points; this reads
 * points, which is the wider of the two.
 *
 * @throws Refusal `target.moved_too_far`, `target.not_a_share`
 */
export function moveTarget(from: number, to: number): number {
  if (!(to >= 0 && to <= 1)) {
    throw new Refusal(
      'invalid',
      'target.not_a_share',
      `a target cannot be ${to}`,
      'give a share from 0 to 1',
    );
  }
  if (Math.abs(to - from) > MOST_CHANGE_PER_YEAR + 1e-12) {
    throw new Refusal(
      'not_allowed',
      'target.moved_too_far',
      `a target cannot move from ${percent(from)} to ${percent(to)} in one year`,
      `at most ${percent(MOST_CHANGE_PER_YEAR)} a year`,
    );
  }
  return to;
}

const percent = (share: number) => `${Math.round(1000 * share) / 10} percent`;
