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

export const CONTRACT = 'SP8000-25-R-0020';
export const ORDER = `${CONTRACT}.1`;

/** Words of the command line as a step. */
export const step = (by: string, on: IsoDate, ...words: readonly string[]): ThreadStep => ({
  by,
  on,
  words,
});
/** Says that something was made up for this. */
export const illustrative = (text: string) => `${text} (illustrative)`;
