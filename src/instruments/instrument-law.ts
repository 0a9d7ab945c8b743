import { monthAfter } from '../base/month.ts';
import { assume } from '../dependency/assumptions.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Instrument } from './instruments.ts';
import { type PriceLaw, priceLawOf, requireMineral, statedLaw } from './price-law.ts';
import { NO_JUMPS } from './price-model.ts';
import { lawSummary, type Valued, valueInstrument } from './valuation-run.ts';
import type { PriceLawSummary } from './value.ts';

/** The tables that a valuation reads. */
export type ValuationData = Pick<ReferenceData, 'prices' | 'minerals' | 'assumptions'>;

/** An instrument and how many futures it is valued in. */
export interface ValueQuestion {
  readonly instrument: Instrument;
  readonly draws: number;
  readonly seed: number;
}

/** The value of an instrument, and the law of the price it hangs on. */
export function answerValue(
  data: ValuationData,
  { instrument, draws, seed }: ValueQuestion,
): Valued & { readonly price: PriceLawSummary | null } {
  const law = lawOf(data, instrument);
  const mineral = mineralOf(instrument);
  return {
    price: mineral === undefined ? null : lawSummary(mineral, law),
    ...valueInstrument({ instrument, law, draws, seed }),
  };
}

/** The tables without prices of other minerals, which are most of them. */
export function dataOf(
  { prices, minerals, assumptions }: ValuationData,
  instrument: Instrument,
): ValuationData {
  const mineral = mineralOf(instrument);
  return { prices: prices.filter((each) => each.mineral === mineral), minerals, assumptions };
}

const mineralOf = (instrument: Instrument): string | undefined =>
  'mineral' in instrument ? instrument.mineral : undefined;

/** The law that the file states, else that of the tables; a price of 1 where none matters. */
function lawOf(data: ValuationData, instrument: Instrument): PriceLaw {
  const mineral = mineralOf(instrument);
  if (mineral !== undefined) requireMineral(data, mineral);
  const stated = 'market' in instrument ? instrument.market : undefined;
  if (stated !== undefined) return statedLaw(stated);
  if (mineral !== undefined) return priceLawOf(data, mineral);
  return {
    asOf: monthAfter(instrument.start, -1),
    model: {
      spotUsdPerTonne: 1,
      reversionPerYear: 1,
      levelLog: 0,
      volatility: 1e-9,
      jumps: NO_JUMPS,
    },
    ratePerYear: assume(data.assumptions, 'instrument_discount_rate').mid,
    basis: 'assumed',
    tonneOf: null,
    sentence: 'no price matters',
    fit: null,
    ranges: [],
  };
}
