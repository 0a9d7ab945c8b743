import { Refusal } from './refusal.ts';

const TONNES_PER: Readonly<Record<string, number>> = {
  t: 1,
  kt: 1000,
  kg: 0.001,
  g: 1e-6,
  st: 0.90718474, // short ton of 2,000 pounds, exact by definition of the pound
  lb: 0.00045359237,
};

const QUANTITY = /^([+-]?[\d,]*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)$/i;

/**
 * Reads a mass with its unit, as in `20t`, `500kg` or `50000st`.
 *
 * @returns mass [t]
 * @throws Refusal `quantity.invalid` when the number or the unit is missing, unknown or negative
 */
export function parseTonnes(text: string): number {
  const [, digits, unit] = QUANTITY.exec(text.trim()) ?? [];
  const refuse = (why: string) =>
    new Refusal(
      'invalid',
      'quantity.invalid',
      `cannot read '${text}' as a mass: ${why}`,
      `write a number with its unit, such as 20t, 500kg or 50000st (${Object.keys(TONNES_PER).join(', ')})`,
    );
  if (digits === undefined) throw refuse('it is not a number followed by a unit');
  if (unit === '') throw refuse('the unit is missing');
  const factor = TONNES_PER[unit ?? ''];
  if (factor === undefined) throw refuse(`the unit '${unit}' is unknown`);
  const tonnes = Number(digits.replaceAll(',', '')) * factor;
  if (!(tonnes >= 0 && tonnes < 1e12)) throw refuse('it must be zero or more, and below 1e12 t');
  return tonnes;
}

const USD_PER: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9 };

/**
 * Reads an amount of money in dollars, as in `2.5B`, `$750M` or `2500000000`.
 *
 * @returns amount [USD]
 * @throws Refusal `quantity.invalid_money`
 */
export function parseUsd(text: string): number {
  const [, digits, suffix] = /^\$?([+-]?[\d,]*\.?\d+)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = USD_PER[(suffix ?? '?').toUpperCase()];
  if (digits === undefined || factor === undefined) {
    throw new Refusal(
      'invalid',
      'quantity.invalid_money',
      `cannot read '${text}' as an amount of money`,
      'write dollars with K, M or B, such as 2.5B or 750M',
    );
  }
  return Number(digits.replaceAll(',', '')) * factor;
}
