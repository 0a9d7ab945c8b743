import { Refusal } from './refusal.ts';

/** What a whole number may be, and what it is when nobody says. */
export interface WholeNumberLimits {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/**
 * Reads a whole number between limits; the usual one when there is no text.
 *
 * @param name - what the person wrote it for, as in `--draws`
 * @throws Refusal `number.out_of_limits`
 */
export function parseWholeNumber(
  text: string | undefined,
  name: string,
  { least, most, usual }: WholeNumberLimits,
): number {
  if (text === undefined) return usual;
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Refusal(
    'invalid',
    'number.out_of_limits',
    `${name} cannot be '${text}'`,
    `give a whole number from ${least} to ${most}, such as ${usual}`,
  );
}
