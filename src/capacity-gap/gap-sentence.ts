import { counted, grouped, twoDigits } from '../base/number-text.ts';
import type { DemandCase } from '../minerals/reference-data.ts';
import type { GapReport, GapYear, MineralGap, ShareBand } from './capacity-gap.ts';
import type { Definition } from './sample.ts';

/*
 * What the numbers come to in words: counts over the minerals, and the sentence that leads.
 */

type Counts = GapReport['counts'];

/** The span that is quoted most, which our minerals are sorted by. */
export const QUOTED = { low: 0.2, high: 1.5 } as const;

export const gapOf = (row: GapYear, definition: Definition): ShareBand =>
  definition === 'atHome' ? row.gapAtHome : row.gapWithPartners;

export const yearOf = ({ years }: Pick<MineralGap, 'years'>, year: number): GapYear =>
  years.find((row) => row.year === year)!;

/** How many minerals stand where, by their middle gap in a year. */
export function countsOf(minerals: readonly MineralGap[], year: number): Counts {
  const of = (definition: Definition) => {
    const middles = minerals
      .map((each) => gapOf(yearOf(each, year), definition).p50 ?? Infinity)
      .sort((a, b) => a - b);
    const open = middles.filter((gap) => gap > ZERO);
    const finite = open.filter(Number.isFinite);
    const median = middles[Math.floor((middles.length - 1) / 2)] ?? 0;
    return {
      open: open.length,
      noSupply: open.length - finite.length,
      below20: finite.filter((gap) => gap < QUOTED.low).length,
      from20To150: finite.filter((gap) => gap >= QUOTED.low && gap <= QUOTED.high).length,
      above150: finite.filter((gap) => gap > QUOTED.high).length,
      medianGap: Number.isFinite(median) ? median : null,
    };
  };
  return { atHome: of('atHome'), withPartners: of('withPartners') };
}

/** A gap below this is the rounding of a sum, and no gap. */
const ZERO = 1e-9;

/** 0.25 → '25%', 12.5 → '1,250%'; below one percent with a digit more. */
export function shareText(share: number): string {
  const percent = 100 * share;
  return `${grouped(percent, Math.abs(percent) < 10 && percent !== 0 ? 1 : 0)}%`;
}

/** A gap in words: its middle and its range, or that there is no supply. */
export function bandText({ p05, p50, p95 }: ShareBand): string {
  if (p05 === null) return 'no supply';
  if (p05 === p50 && p50 === p95) return shareText(p50);
  const most = p95 === null ? 'no supply' : shareText(p95);
  return `${p50 === null ? 'no supply' : shareText(p50)} (${shareText(p05)} to ${most})`;
}

/** What demand does in a case, as the end of a sentence: 'demand stays what it was in 2025'. */
export const caseWords = ({ name }: Pick<DemandCase, 'name'>): string =>
  `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

interface Asked {
  readonly year: number;
  readonly demandCase: DemandCase;
}

/** The answer in two sentences. */
export function sentenceOf(
  minerals: readonly MineralGap[],
  { atHome, withPartners }: Counts,
  { year, demandCase }: Asked,
): string {
  const median =
    atHome.medianGap === null
      ? 'the middle mineral has no supply at all'
      : `the middle mineral's demand is ${shareText(atHome.medianGap)} larger than its supply`;
  return (
    `If ${caseWords(demandCase)}, in ${year} demand exceeds what is in place or can be financed at home for ${atHome.open} of ${counted(minerals.length, 'mineral')}; ` +
    `${atHome.noSupply} of them have no supply at home, and ${median}. ` +
    `With what partner countries ship, ${withPartners.open} gaps stay open and ${withPartners.noSupply} minerals are without supply.`
  );
}

/** One mineral in one year: what it needs, what there is, and how far apart they are. */
export function mineralSentence(each: MineralGap, year: number): string {
  const { demandTonnes, homeTonnes, partnerTonnes, gapAtHome, gapWithPartners } = yearOf(
    each,
    year,
  );
  const most = each.isAtLeast ? ' at most, for it is a net exporter' : '';
  return (
    `${each.name} in ${year}: ${twoDigits(demandTonnes.p50)} t needed, ${twoDigits(homeTonnes.p50)} t in place or fundable at home, ` +
    `${twoDigits(partnerTonnes.p50)} t from partners; gap at home ${bandText(gapAtHome)}${most}, with partners ${bandText(gapWithPartners)}.`
  );
}
