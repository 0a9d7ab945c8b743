/*
 * The closed list of units that the source tables use. A unit that is not here stops the build:
 * better no table than a table a thousand times wrong.
 */

const POUND_T = 0.00045359237;
const TROY_OUNCE_T = 31.1034768e-6;

/** Tonnes per unit of mass. */
const TONNES_PER: Readonly<Record<string, number>> = {
  'metric tons': 1,
  'metric dry tons': 1,
  tons: 1, // the caesium reserves say "tons" and mean metric tons
  'thousand metric tons': 1000,
  'thousand metric dry tons': 1000,
  'million metric tons': 1e6,
  kilograms: 0.001,
  'thousand kilograms': 1,
  'thousand tons': 1000,
};

/** USD per tonne for a price of 1 in the unit. */
const USD_PER_TONNE: Readonly<Record<string, number>> = {
  'dollars per metric ton': 1,
  'dollars per ton': 1,
  'dollars per short ton': 1 / 0.90718474,
  'dollars per kilogram': 1000,
  'dollars per gram': 1e6,
  'dollars per pound': 1 / POUND_T,
  'cents per pound': 0.01 / POUND_T,
  'dollars per troy ounce': 1 / TROY_OUNCE_T,
};

/** Units that are read and kept, and have no meaning in tonnes. */
const OTHER_UNITS: ReadonlySet<string> = new Set([
  'percent',
  'number',
  'index',
  'million dollars',
  'million carats',
  'thousands of carats',
  'million liters',
  'million cubic meters',
  'dollars per carat',
  'dollars per 10-grams',
  'dollars per 25 grams',
  'dollars per 50 grams',
  'dollars per 100 milliliters',
  'dollars per dry metric ton unit', // of tungsten trioxide, or of manganese: the mineral's map says
]);

const SPELLINGS: Readonly<Record<string, string>> = {
  'dollars per 100 mililiters': 'dollars per 100 milliliters',
};

/** A unit as we spell it, or undefined when it is not on the list. */
export function knownUnit(text: string): string | undefined {
  const trimmed = text.replaceAll('\u00a0', ' ').trim();
  const unit = SPELLINGS[trimmed] ?? trimmed;
  return unit in TONNES_PER || unit in USD_PER_TONNE || OTHER_UNITS.has(unit) ? unit : undefined;
}

/** Tonnes per unit, or null when the unit is not a mass. */
export function tonnesPerUnit(unit: string): number | null {
  return TONNES_PER[unit] ?? null;
}

/** USD per tonne for a price of 1 in the unit, or null when the unit is not a price of a mass. */
export function usdPerTonnePerUnit(unit: string): number | null {
  return USD_PER_TONNE[unit] ?? null;
}
