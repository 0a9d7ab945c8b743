import { LEVERS } from '../../src/stress/levers.ts';
import type { MineralPath } from '../../src/stress/stress.ts';
import { grouped, massText, massUnit, mineralName, ofTwenty, twoDigits } from '../parts/format.ts';
import type { Rows } from '../parts/table.tsx';
import { type LabState, PIN_NAMES } from './lab-state.ts';
import { shownUnit, toShown } from './lever-words.ts';

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
export function supplyRows(path: MineralPath, pins: readonly MineralPath[] = []): Rows {
  const { mineral, supplyTonnes, unmetTonnes } = path;
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
      ...pinColumns(pins, `supply, median, ${unit}`),
    ],
    rows: supplyTonnes.p50.map((median, i) => [
      quarterName(i),
      text(median),
      text(supplyTonnes.p05[i]!),
      text(supplyTonnes.p95[i]!),
      text(unmetTonnes.p50[i]!),
      text(unmetTonnes.p95[i]!),
      ...pins.map((pin) => text(pin.supplyTonnes.p50[i]!)),
    ]),
  };
}

/** Prices over today's, quarter by quarter. */
export function priceRows({ priceRatio }: MineralPath, pins: readonly MineralPath[] = []): Rows {
  return {
    columns: [
      { label: 'Quarter' },
      { label: 'Median, times today', isNumber: true },
      { label: '5th percentile', isNumber: true },
      { label: '25th', isNumber: true },
      { label: '75th', isNumber: true },
      { label: '95th percentile', isNumber: true },
      ...pinColumns(pins, 'median'),
    ],
    rows: priceRatio.p50.map((median, i) => [
      quarterName(i),
      twoDigits(median),
      twoDigits(priceRatio.p05[i]!),
      twoDigits(priceRatio.p25[i]!),
      twoDigits(priceRatio.p75[i]!),
      twoDigits(priceRatio.p95[i]!),
      ...pins.map((pin) => twoDigits(pin.priceRatio.p50[i]!)),
    ]),
  };
}

const pinColumns = (pins: readonly MineralPath[], what: string) =>
  pins.map((_, i) => ({ label: `${PIN_NAMES[i]}: ${what}`, isNumber: true }));

/** Futures that run short and those that do not. */
export function futuresRows({ shortDraws, draws }: MineralPath): Rows {
  const row = (name: string, count: number) => [
    name,
    grouped(count, 0),
    grouped((100 * count) / draws, 1),
    String(ofTwenty(count, draws)),
  ];
  return {
    columns: [
      { label: 'Futures' },
      { label: 'Count', isNumber: true },
      { label: 'Percent', isNumber: true },
      { label: 'Of 20', isNumber: true },
    ],
    rows: [row('Run short', shortDraws), row('Do not run short', draws - shortDraws)],
  };
}

interface Measure {
  readonly what: string; // 'supply of gallium'
  readonly text: (value: number) => string; // '3.2 t a quarter'
}

/** Where a difference is largest, as the title of its chart. */
export function differenceFinding(
  lines: readonly { readonly name: string; readonly values: readonly number[] }[],
  { what, text }: Measure,
): string {
  const gaps = lines.flatMap(({ name, values }) =>
    values.map((value, quarter) => ({ name, value, quarter })),
  );
  const [first, ...rest] = gaps;
  if (first === undefined) return '';
  const widest = rest.reduce(
    (best, gap) => (Math.abs(gap.value) > Math.abs(best.value) ? gap : best),
    first,
  );
  if (widest.value === 0) return `The middle ${what} is the same in all`;
  const where = widest.value > 0 ? 'above' : 'below';
  return `The middle ${what} of A lies up to ${text(Math.abs(widest.value))} ${where} that of ${widest.name}, in ${quarterWords(widest.quarter)}`;
}

/** Differences, quarter by quarter. */
export function differenceRows(
  lines: readonly { readonly name: string; readonly values: readonly number[] }[],
  unit: string,
  text: (value: number) => string,
): Rows {
  return {
    columns: [
      { label: 'Quarter' },
      ...lines.map(({ name }) => ({ label: `A − ${name}, ${unit}`, isNumber: true })),
    ],
    rows: (lines[0]?.values ?? []).map((_, quarter) => [
      quarterName(quarter),
      ...lines.map(({ values }) => text(values[quarter]!)),
    ]),
  };
}

const quarterName = (quarter: number) => `Y${Math.floor(quarter / 4) + 1} Q${(quarter % 4) + 1}`;

/** Days of use that a stock covers with no other supply. */
export const coverDays = (stockTonnes: number, demandTonnesPerQuarter: number): number =>
  demandTonnesPerQuarter === 0 ? 0 : (stockTonnes / (4 * demandTonnesPerQuarter)) * 365;

/** The levers that stand elsewhere than at first, in words. */
export function changedLevers(state: LabState, start: LabState): string[] {
  const whole = ({ draws, seed, years }: LabState) => [
    ['futures', draws] as const,
    ['seed', seed] as const,
    ['years', years] as const,
  ];
  const before = new Map(whole(start));
  return [
    ...(state.own !== null
      ? [`own scenario ${state.own.title}`]
      : state.preset === start.preset
        ? []
        : [`preset ${state.preset}`]),
    ...(state.mineral === start.mineral ? [] : [`mineral ${mineralName(state.mineral)}`]),
    ...(state.stockTonnes === start.stockTonnes ? [] : [`reserve stock ${state.stockTonnes} t`]),
    ...LEVERS.filter(({ id }) => state.levers[id] !== start.levers[id]).map(
      (lever) =>
        `${lever.label.toLowerCase()} ${toShown(lever, state.levers[lever.id])} ${shownUnit(lever)}`,
    ),
    ...whole(state)
      .filter(([name, value]) => before.get(name) !== value)
      .map(([name, value]) => `${name} ${value}`),
  ];
}
