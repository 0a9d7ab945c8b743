import { assert } from '../base/assert.ts';
import type { ImportShare } from '../minerals/minerals.ts';
import type { Range } from './assumptions.ts';
import type { NamedShare } from './concentration.ts';
import type { ShareInterval } from './dependency.ts';

/**
 * Covered countries, whose supply counts as dependence: China with Hong Kong and Macau, Russia,
 * Iran and North Korea. A parameter of the rule set; unverified until the bill's text is read.
 *
 * @source 10 U.S.C. 4872(f)(2), covered nations
 */
export const COVERED_COUNTRIES: readonly string[] = ['CHN', 'HKG', 'MAC', 'RUS', 'IRN', 'PRK'];

/**
 * Share of consumption that foreign entities of concern and covered countries supply.
 *
 * At least what ships from there. At most that, and all whose origin the source leaves open:
 * imports from countries it does not name, and from countries that do not produce the mineral
 * and may pass on what others do.
 *
 * @param importShare - of consumption
 * @param imports - by country that ships
 * @param production - world output by country
 * @source docs/models/dependency.md, section 4; requirement R2.04
 */
export function dependenceRate(
  importShare: Range,
  imports: readonly ImportShare[],
  production: readonly NamedShare[],
): ShareInterval {
  if (imports.length === 0) return { low: 0, high: importShare.high };
  const total = imports.reduce((sum, { share }) => sum + share, 0);
  const producers = new Set(production.map(({ country }) => country));
  const sumOf = (those: (country: string) => boolean) =>
    imports.filter(({ country }) => those(country)).reduce((sum, { share }) => sum + share, 0) /
    total;
  const covered = sumOf((country) => COVERED_COUNTRIES.includes(country));
  const open = sumOf(
    (country) =>
      !COVERED_COUNTRIES.includes(country) && (country === 'other' || !producers.has(country)),
  );
  return {
    low: importShare.low * covered,
    high: Math.min(1, importShare.high * (covered + open)),
  };
}

/**
 * Share of consumption that domestic and partner output supplies. No partner is designated yet,
 * so it is the domestic share: what is not imported on balance, recycling included.
 *
 * @source docs/models/dependency.md, section 4; requirement R2.05
 */
export function productionRate(importShare: Range): ShareInterval {
  return { low: 1 - importShare.high, high: 1 - importShare.low };
}

/**
 * Share of consumption from countries that are neither covered nor partners: what the other two
 * rates leave.
 *
 * The three add up to one: at their least they cannot exceed it, at their most they reach it.
 *
 * @source requirement R2.05
 */
export function neutralRate(
  importShare: Range,
  dependence: ShareInterval,
  production: ShareInterval,
): ShareInterval {
  const low = Math.max(0, importShare.low - dependence.high);
  const high = Math.max(0, importShare.high - dependence.low);
  assert(
    dependence.low + production.low + low <= 1 + TOLERANCE,
    'shares at their least fit in one',
  );
  assert(
    dependence.high + production.high + high >= 1 - TOLERANCE,
    'shares at their most fill one',
  );
  return { low, high };
}

const TOLERANCE = 1e-9;
