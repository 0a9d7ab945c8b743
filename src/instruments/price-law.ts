import { exp, log } from '../base/elementary.ts';
import { isMonth, type Month } from '../base/month.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import { assume } from '../dependency/assumptions.ts';
import type { Price, ReferenceData } from '../minerals/reference-data.ts';
import { type Estimate, fitPriceModel, type PriceFit, type Quote } from './price-fit.ts';
import { levelOfLongRun, type PriceModel } from './price-model.ts';
import type { StatedMarket } from './priced.ts';
import { usdPerTonneOf } from './terms.ts';

/** Where the law of a price comes from. */
export type PriceBasis = 'fitted' | 'assumed' | 'stated';

/** A number of the law that nobody knows for sure, and the law at another value of it. */
export interface LawRange {
  readonly id: string;
  readonly kind: 'assumption' | 'estimate';
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  readonly unit: string;
  readonly lawAt: (value: number) => { readonly model: PriceModel; readonly ratePerYear: number };
}

/** The law of a mineral's price from a month on, and the grounds for it. */
export interface PriceLaw {
  readonly asOf: Month;
  readonly model: PriceModel;
  readonly ratePerYear: number;
  readonly basis: PriceBasis;
  readonly tonneOf: string | null; // what the price is of: 'oxide'; terms must mean the same
  readonly sentence: string;
  readonly fit: PriceFit | null;
  readonly ranges: readonly LawRange[]; // none where the file states the law
}

type Grounds = Omit<PriceLaw, 'tonneOf'>;
type Data = Pick<ReferenceData, 'prices' | 'minerals' | 'assumptions'>;

/**
 * The law of a mineral's price: fitted where there is a monthly series, else from assumptions.
 *
 * @throws Refusal `instrument.unknown_mineral`, `instrument.no_price`
 */
export function priceLawOf(data: Data, mineral: string): PriceLaw {
  requireMineral(data, mineral);
  const quotes = monthlyQuotes(data.prices, mineral);
  const law = quotes.length > 0 ? fittedLaw(data, quotes) : assumedLaw(data, mineral);
  const period = quotes.length > 0 ? law.asOf : law.asOf.slice(0, 4);
  const last = data.prices.find((each) => each.mineral === mineral && each.period === period);
  return { ...law, tonneOf: last?.basis ?? null };
}

/** The law that an instrument file states itself. */
export function statedLaw(stated: StatedMarket): PriceLaw {
  const { reversionPerYear, volatility, asOf, spot, longRun, source } = stated;
  return {
    asOf,
    model: {
      spotUsdPerTonne: usdPerTonneOf(spot),
      reversionPerYear,
      levelLog: levelOfLongRun(usdPerTonneOf(longRun), { reversionPerYear, volatility }),
      volatility,
      jumps: {
        perYear: stated.jumpsPerYear,
        meanLog: stated.jumpMeanLog,
        deviationLog: stated.jumpDeviationLog,
      },
    },
    ratePerYear: stated.discountRate,
    basis: 'stated',
    tonneOf: null,
    sentence: `as the instrument file states it: ${source}`,
    fit: null,
    ranges: [],
  };
}

/** @throws Refusal `instrument.unknown_mineral` */
export function requireMineral({ minerals }: Pick<Data, 'minerals'>, wanted: string): void {
  const known = minerals.map(({ id }) => id);
  if (known.includes(wanted)) return;
  throw new Refusal(
    'not_found',
    'instrument.unknown_mineral',
    `there is no mineral '${wanted}'`,
    `the nearest are ${nearest(wanted, known).join(', ')}`,
  );
}

/** Monthly quotes of a mineral, in order; months without a price are left out. */
export function monthlyQuotes(prices: readonly Price[], mineral: string): Quote[] {
  return prices
    .flatMap(({ mineral: of, period, usdPerTonne }) =>
      of === mineral && isMonth(period) && usdPerTonne !== null && usdPerTonne > 0
        ? [{ month: period, usdPerTonne }]
        : [],
    )
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** Minerals that have monthly quotes, in the order of the letters. */
export function quotedMinerals(prices: readonly Price[]): readonly string[] {
  const quoted = prices.filter(({ period }) => isMonth(period)).map(({ mineral }) => mineral);
  return [...new Set(quoted)].sort();
}

/** What a log likelihood must gain for jumps to be worth their three parameters (Akaike). */
const JUMPS_MUST_GAIN = 3;

function fittedLaw({ assumptions }: Data, quotes: readonly Quote[]): Grounds {
  const fit = fitPriceModel(quotes);
  const { jumps, reversionPerYear, levelLog, volatility } = fit;
  const hasJumps = jumps.logLikelihood - fit.logLikelihood > JUMPS_MUST_GAIN;
  const last = quotes.at(-1)!;
  const { perYear, meanLog, deviationLog } = jumps;
  const known = {
    reversion: reversionPerYear.value,
    level: levelLog.value - (hasJumps ? jumps.levelShiftLog : 0),
    volatility: hasJumps ? jumps.volatility : volatility.value,
    premium: assume(assumptions, 'instrument_risk_premium').mid,
    rate: assume(assumptions, 'instrument_discount_rate').mid,
    jumpsPerYear: hasJumps ? perYear : 0,
    jumpDeviation: hasJumps ? deviationLog : 0,
  };
  const law = (changed: Partial<typeof known>) => {
    const { rate, ...numbers } = { ...known, ...changed };
    const model = modelOf(last.usdPerTonne, { ...numbers, jumpMean: hasJumps ? meanLog : 0 });
    return { model, ratePerYear: rate };
  };
  return {
    asOf: last.month,
    ...law({}),
    basis: 'fitted',
    sentence:
      `fitted to ${fit.months} monthly prices from ${fit.from} to ${fit.to}, ` +
      `${hasJumps ? 'with' : 'without'} jumps; risk premium and discount rate are assumptions`,
    fit,
    ranges: [
      notBelow(
        LEAST_REVERSION,
        estimated('reversion', '1/year', reversionPerYear, (reversion) => law({ reversion })),
      ),
      estimated('level', 'ln of USD/t', { ...levelLog, value: known.level }, (level) =>
        law({ level }),
      ),
      estimated('volatility', '1/sqrt(year)', { ...volatility, value: known.volatility }, (value) =>
        law({ volatility: value }),
      ),
      assumed(assumptions, 'instrument_risk_premium', (premium) => law({ premium })),
      assumed(assumptions, 'instrument_discount_rate', (rate) => law({ rate })),
    ],
  };
}

const LEAST_REVERSION = 0.001; // a standard error may reach below nothing, a pull may not

/** Numbers of a law as they are estimated and assumed. */
interface LawNumbers {
  readonly reversion: number;
  readonly level: number; // before the risk premium
  readonly volatility: number;
  readonly premium: number;
  readonly jumpsPerYear: number;
  readonly jumpMean: number;
  readonly jumpDeviation: number;
}

/** A price is valued at a level lowered by what the market pays for bearing its risk. */
function modelOf(spotUsdPerTonne: number, numbers: LawNumbers): PriceModel {
  return {
    spotUsdPerTonne,
    reversionPerYear: numbers.reversion,
    levelLog: numbers.level - numbers.premium,
    volatility: numbers.volatility,
    jumps: {
      perYear: numbers.jumpsPerYear,
      meanLog: numbers.jumpMean,
      deviationLog: numbers.jumpDeviation,
    },
  };
}

function estimated(
  id: string,
  unit: string,
  { value, standardError }: Estimate,
  lawAt: LawRange['lawAt'],
): LawRange {
  const [low, high] = [value - standardError, value + standardError];
  return { id, kind: 'estimate', low, mid: value, high, unit, lawAt };
}

const notBelow = (least: number, range: LawRange): LawRange => ({
  ...range,
  low: Math.max(range.low, least),
});

function assumed(assumptions: Data['assumptions'], id: string, lawAt: LawRange['lawAt']): LawRange {
  const { low, mid, high } = assume(assumptions, id);
  const { unit } = assumptions.find((each) => each.id === id)!; // found by the line above
  return { id, kind: 'assumption', low, mid, high, unit, lawAt };
}

/** Which assumption sets which number, where no series tells it. */
const ASSUMED = {
  reversion: 'instrument_price_reversion',
  volatility: 'instrument_price_volatility',
  jumpsPerYear: 'instrument_jumps_per_year',
  jumpDeviation: 'instrument_jump_deviation',
  premium: 'instrument_risk_premium',
  rate: 'instrument_discount_rate',
} as const;

/** Yearly prices say where the price is and where it was, and little of how it moves. */
function assumedLaw({ prices, assumptions }: Data, mineral: string): Grounds {
  const years = yearlyPrices(prices, mineral);
  const last = years.at(-1);
  if (last === undefined) {
    throw new Refusal(
      'invalid',
      'instrument.no_price',
      `cannot value an instrument on ${mineral}: the tables have no price of it`,
      "state a 'market' in the instrument file",
    );
  }
  const logs = years.map(({ usdPerTonne }) => log(usdPerTonne));
  const level = logs.reduce((sum, each) => sum + each, 0) / logs.length;
  const names = Object.keys(ASSUMED) as (keyof typeof ASSUMED)[]; // the keys of that table
  const law = (changed: Partial<Record<keyof typeof ASSUMED, number>>) => {
    const of = (name: keyof typeof ASSUMED) =>
      changed[name] ?? assume(assumptions, ASSUMED[name]).mid;
    const model = modelOf(last.usdPerTonne, {
      level,
      jumpMean: 0,
      reversion: of('reversion'),
      volatility: of('volatility'),
      premium: of('premium'),
      jumpsPerYear: of('jumpsPerYear'),
      jumpDeviation: of('jumpDeviation'),
    });
    return { model, ratePerYear: of('rate') };
  };
  return {
    asOf: `${last.year}-12`,
    ...law({}),
    basis: 'assumed',
    sentence:
      `assumed, not fitted: there are yearly prices only (${years.map(({ year }) => year).join(', ')}); ` +
      `the last is the spot price, their geometric mean of ${Math.round(exp(level))} USD/t the level`,
    fit: null,
    ranges: names.map((name) =>
      assumed(assumptions, ASSUMED[name], (value) => law({ [name]: value })),
    ),
  };
}

/** One price a year: of the newest source that has the year. */
function yearlyPrices(prices: readonly Price[], mineral: string) {
  const byYear = new Map<string, number>();
  const own = prices.filter(({ mineral: of, period }) => of === mineral && /^\d{4}$/.test(period));
  // Sources are named by edition, so that the last in the order of letters is the newest.
  for (const { period, usdPerTonne } of own.toSorted((a, b) => (a.source < b.source ? -1 : 1))) {
    if (usdPerTonne !== null && usdPerTonne > 0) byYear.set(period, usdPerTonne);
  }
  return [...byYear]
    .map(([year, usdPerTonne]) => ({ year, usdPerTonne }))
    .sort((a, b) => (a.year < b.year ? -1 : 1));
}
