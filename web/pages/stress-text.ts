import { LEVERS } from '../../src/stress/levers.ts';
import type { MineralPath } from '../../src/stress/stress.ts';
import { massText, massUnit, mineralName, ofTwenty, twoDigits } from '../parts/format.ts';
import type { Rows } from '../parts/table.tsx';
import { shownUnit, toShown } from './lever-words.ts';
import type { LabState } from './stress-query.ts';

/** Futures that run short, as a count of twenty: '14 of 20', 'none', 'fewer than 1 of 20'. */
export function shortFutures({ shortDraws, draws }: MineralPath): string {
  if (shortDraws === 0) return 'none';
  const count = ofTwenty(shortDraws, draws);
  return count === 0 ? 'fewer than 1 of 20' : `${count} of 20`;
}

/** The quarter in which the middle future lacks most; where it lacks nothing, the bad future. */
export function worstQuarter({ unmetTonnes: { p50, p95 } }: MineralPath): number {
  const median = peakIndex(p50);
  return p50[median] === 0 ? peakIndex(p95) : median;
}

const peakIndex = (values: readonly number[]): number =>
  values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);

/** The result in words: how many futures run short, when it is worst, and what prices do. */
export function labSentences(path: MineralPath): string[] {
  const { mineral, unmetTonnes, priceRatio, demandTonnesPerQuarter } = path;
  const mass = (tonnes: number) => massText(mineral, tonnes);
  const count = shortFutures(path);
  const years = path.quarters / 4;
  const first = `${count === 'none' ? 'No future runs' : `${count} futures run`} short of ${mineralName(mineral)} within ${years === 1 ? 'a year' : `${years} years`}.`;
  const worst = worstQuarter(path);
  const middle = unmetTonnes.p50[worst]!;
  const bad = unmetTonnes.p95[worst]!;
  const gap =
    middle > 0
      ? `At its worst, in ${quarterWords(worst)}, the middle future lacks ${mass(middle)} of the ${mass(demandTonnesPerQuarter)} used in a quarter (90% of futures: ${mass(unmetTonnes.p05[worst]!)} to ${mass(bad)}).`
      : bad > 0
        ? `The middle future lacks nothing; one in twenty lacks ${mass(bad)} or more of the ${mass(demandTonnesPerQuarter)} used in a quarter, worst in ${quarterWords(worst)}.`
        : `Nothing is missing in nine of ten futures.`;
  const peak = Math.max(...priceRatio.p50);
  const high = Math.max(...priceRatio.p95);
  return [
    first,
    gap,
    `The middle price peaks at ${twoDigits(peak)} times today's; one future in twenty goes beyond ${twoDigits(high)} times.`,
  ];
}

/** A quarter counted from today: 0 → 'quarter 1 of year 1'. */
const quarterWords = (quarter: number) =>
  `quarter ${(quarter % 4) + 1} of year ${Math.floor(quarter / 4) + 1}`;

/** What the supply chart finds, as its title. */
export function supplyFinding(path: MineralPath): string {
  const worst = worstQuarter(path);
  const gap = path.unmetTonnes.p50[worst]! / path.demandTonnesPerQuarter;
  const name = mineralName(path.mineral);
  if (gap < 0.005) return `Supply of ${name} meets its use in the middle future`;
  return `Supply of ${name} falls ${twoDigits(100 * gap)} percent short at its worst`;
}

/** What the price chart finds, as its title. */
export function priceFinding(path: MineralPath): string {
  const peak = Math.max(...path.priceRatio.p50);
  if (peak < 1.1) return 'The middle price stays about where it is';
  return `The middle price peaks at ${twoDigits(peak)} times today's`;
}

/** Supply and unmet use, quarter by quarter. */
export function supplyRows({ mineral, supplyTonnes, unmetTonnes }: MineralPath): Rows {
  const { unit, perTonne } = massUnit(mineral);
  const text = (tonnes: number) => twoDigits(tonnes * perTonne);
  return {
    columns: [
      { label: 'Quarter' },
      { label: `Supply, median, ${unit}`, isNumber: true },
      { label: `5th percentile, ${unit}`, isNumber: true },
      { label: `95th percentile, ${unit}`, isNumber: true },
      { label: `Unmet, median, ${unit}`, isNumber: true },
      { label: `Unmet, 95th percentile, ${unit}`, isNumber: true },
    ],
    rows: supplyTonnes.p50.map((median, i) => [
      quarterName(i),
      text(median),
      text(supplyTonnes.p05[i]!),
      text(supplyTonnes.p95[i]!),
      text(unmetTonnes.p50[i]!),
      text(unmetTonnes.p95[i]!),
    ]),
  };
}

/** Prices over today's, quarter by quarter. */
export function priceRows({ priceRatio }: MineralPath): Rows {
  return {
    columns: [
      { label: 'Quarter' },
      { label: 'Median, times today', isNumber: true },
      { label: '5th percentile', isNumber: true },
      { label: '25th', isNumber: true },
      { label: '75th', isNumber: true },
      { label: '95th percentile', isNumber: true },
    ],
    rows: priceRatio.p50.map((median, i) => [
      quarterName(i),
      twoDigits(median),
      twoDigits(priceRatio.p05[i]!),
      twoDigits(priceRatio.p25[i]!),
      twoDigits(priceRatio.p75[i]!),
      twoDigits(priceRatio.p95[i]!),
    ]),
  };
}

const quarterName = (quarter: number) => `Y${Math.floor(quarter / 4) + 1} Q${(quarter % 4) + 1}`;

/** Days of use that a stock covers with no other supply. */
export const coverDays = (stockTonnes: number, demandTonnesPerQuarter: number): number =>
  demandTonnesPerQuarter === 0 ? 0 : (stockTonnes / (4 * demandTonnesPerQuarter)) * 365;

/** The levers that stand elsewhere than at first, in words. */
export function changedLevers(state: LabState, start: LabState): string[] {
  return [
    ...(state.preset === start.preset ? [] : [`preset ${state.preset}`]),
    ...(state.mineral === start.mineral ? [] : [`mineral ${mineralName(state.mineral)}`]),
    ...(state.stockTonnes === start.stockTonnes ? [] : [`reserve stock ${state.stockTonnes} t`]),
    ...LEVERS.filter(({ id }) => state.levers[id] !== start.levers[id]).map(
      (lever) =>
        `${lever.label.toLowerCase()} ${toShown(lever, state.levers[lever.id])} ${shownUnit(lever)}`,
    ),
  ];
}
