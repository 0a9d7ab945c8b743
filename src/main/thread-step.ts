import type { IsoDate } from '../base/act.ts';

/** One thing that somebody does, as words of the command line. */
export interface ThreadStep {
  readonly by: string;
  readonly on: IsoDate;
  readonly words: readonly string[];
  /** The code of the refusal that has to come. */
  readonly refused?: string;
  /** Names a part of the answer for later words: '{plan}' stands for the plan's number. */
  readonly keep?: { readonly name: string; readonly field: string };
}

/**
 * A step.
 *
 * @param command - words without a blank in them
 * @param more - words that may have blanks
 */
export const step = (
  by: string,
  on: IsoDate,
  command: string,
  ...more: readonly string[]
): ThreadStep => ({ by, on, words: [...command.split(' '), ...more] });

/** Says that something was made up for this. */
export const illustrative = (text: string) => `${text} (illustrative)`;
