import { exp, log } from '../base/elementary.ts';

/*
 * Where the world market of a mineral clears when a country holds back part of its exports for a
 * year: the market step of docs/models/trade-disruption.md, section 2.
 */

/** A country's part of the market, in shares of all output. */
export interface Producer {
  readonly country: string;
  readonly output: number;
  readonly homeUse: number; // share of its output that it uses itself
  readonly spare: number; // what it can add within a year
}

export interface TradeMarket {
  readonly producers: readonly Producer[];
  readonly demandElasticity: number;
  readonly supplyElasticity: number;
  readonly logPriceCap: number; // beyond that price buyers do without
}

/** Where the market outside the disrupting country comes to rest. */
export interface Clearing {
  readonly priceRatio: number; // after over before
  readonly availableShare: number; // of what was used before
}

const MOST_STEPS = 60; // bisection alone would be exact after so many
const LOG_PRICE_TOLERANCE = 1e-13;

/**
 * Price and quantity when a country withholds a share of its net exports for a year.
 *
 *   Q₀ e^(−ε_d z) = Σ_c min(Q_c e^(ε_s z), Q_c + X_c) + (1 − ρ) N_D,   z = ln(p/p₀),   c ≠ D
 *
 * Newton's method in z, kept inside a bracket, for the supply curve has a kink where a country
 * runs out of capacity. Where even the price cap does not clear it, supply is what there is.
 *
 * @param restriction - share of the net exports withheld, ρ in [0, 1]
 * @source docs/models/trade-disruption.md, equations 1 and 2
 */
export function clearMarket(market: TradeMarket, country: string, restriction: number): Clearing {
  const { demandElasticity, logPriceCap } = market;
  const outside = market.producers.filter((producer) => producer.country !== country);
  const exported = market.producers
    .filter((producer) => producer.country === country)
    .reduce((sum, { output, homeUse }) => sum + output * (1 - homeUse), 0);
  const demand = outside.reduce((sum, { output }) => sum + output, exported);
  const kept = (1 - restriction) * exported;
  const atCap = supplyAt(market, outside, kept, logPriceCap);
  if (demand <= 0 || restriction <= 0) return { priceRatio: 1, availableShare: 1 };
  if (atCap.supply < demand * exp(-demandElasticity * logPriceCap)) {
    return { priceRatio: exp(logPriceCap), availableShare: atCap.supply / demand };
  }
  let low = 0;
  let high = logPriceCap;
  let z = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { supply, slope } = supplyAt(market, outside, kept, z);
    const missing = supply > 0 ? log(demand / supply) - demandElasticity * z : Infinity;
    if (missing > 0) low = z;
    else high = z;
    const newton = supply > 0 ? z + missing / (demandElasticity + slope / supply) : Infinity;
    const next = newton >= low && newton <= high ? newton : (low + high) / 2;
    const isAtRest = Math.abs(next - z) < LOG_PRICE_TOLERANCE;
    z = next;
    if (isAtRest) break;
  }
  return { priceRatio: exp(z), availableShare: exp(-demandElasticity * z) };
}

/** What comes to market at a price, and how fast it grows with the price's logarithm. */
function supplyAt(
  { supplyElasticity }: TradeMarket,
  outside: readonly Producer[],
  kept: number,
  z: number,
): { supply: number; slope: number } {
  const growth = exp(supplyElasticity * z);
  let supply = kept;
  let slope = 0;
  for (const { output, spare } of outside) {
    const wanted = output * growth;
    const isFree = wanted <= output + spare;
    supply += isFree ? wanted : output + spare;
    if (isFree) slope += supplyElasticity * wanted;
  }
  return { supply, slope };
}
