import type { DemandClass } from '../dependency/uses.ts';

/** How a key of a gap is cut: the quarter in the lower bits, the mineral above them. */
export const QUARTER_BITS = 6;
export const QUARTERS_PER_KEY = 1 << QUARTER_BITS;
export const QUARTER_MASK = QUARTERS_PER_KEY - 1;

/**
 * The gaps that the reserve would have to close, draw by draw.
 *
 * Sparse: entries of draw s stand at [start[s], start[s + 1]), by mineral and then by quarter.
 */
export interface GapSample {
  readonly draws: number;
  readonly quarters: number;
  readonly minerals: number;
  readonly start: Uint32Array; // shape (draws + 1)
  readonly key: Uint16Array; // mineral · QUARTERS_PER_KEY + quarter
  readonly gapTonnes: Float32Array;
}

/** A mineral of a gap sample: what an allocation must know of it. */
export interface GapMineral {
  readonly mineral: string;
  readonly name: string;
  readonly consumptionTonnesPerYear: number;
  readonly worldTonnesPerYear: number | null; // null where no source says
  readonly priceUsdPerTonne: number | null; // null where no bulk price exists
  readonly elasticitySum: number; // of demand and supply: 1 percent more demand raises the price 1/sum percent
  readonly meanGapTonnes: number;
  readonly lossUsdPerTonne: number; // GDP lost per tonne of gap, averaged over all gaps of the sample
  readonly classLossShare: Readonly<Record<DemandClass, number>>; // of that loss; sums to 1
}

/**
 * How deep gaps are, tonne by tonne: the mean share of a quarter's demand that is missing where a
 * tonne is, at most 1; 0 where nothing ever is.
 *
 * @param demandTonnesPerQuarter - shape (mineral)
 * @returns shape (mineral)
 */
export function meanGapDepth(
  { start, key, gapTonnes, draws, minerals }: GapSample,
  demandTonnesPerQuarter: ArrayLike<number>,
): Float64Array {
  const weighted = new Float64Array(minerals);
  const tonnes = new Float64Array(minerals);
  for (let entry = 0; entry < start[draws]!; entry++) {
    const m = key[entry]! >> QUARTER_BITS;
    const gap = gapTonnes[entry]!;
    tonnes[m]! += gap;
    weighted[m]! += gap * Math.min(1, gap / demandTonnesPerQuarter[m]!);
  }
  return weighted.map((sum, m) => (tonnes[m]! > 0 ? sum / tonnes[m]! : 0));
}
