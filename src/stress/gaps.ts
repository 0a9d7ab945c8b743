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
}
