import { log } from '../base/elementary.ts';
import { importShares, productionByCountry } from '../minerals/minerals.ts';
import type { Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { assume, isAssumed } from './assumptions.ts';
import { type Exposure, LATEST_YEAR, productionShares } from './exposure.ts';
import { BURDEN, type Outlook, YIELDING } from './gdp-at-risk.ts';
import type { Producer, TradeMarket } from './trade-market.ts';

/** Whose supply clears the market: all the world's, or, where nobody publishes that, ours. */
export type MarketBasis =
  | 'world output'
  | 'output of platinum, from the same ores'
  | 'U.S. imports';

/** What the disruptions of a mineral need to know of it. */
export interface TradeExposure {
  readonly market: TradeMarket;
  readonly basis: MarketBasis;
  readonly importShare: number; // of consumption
  readonly billMusd: number; // what a year's consumption costs
  readonly consumptionTonnes: number;
  readonly stakeMusd: number; // GDP that stops if nothing arrives for a year
  readonly homeSpare: number; // what producers at home can add, as a share of their output
}

/**
 * The market of a mineral with every assumption at its middle, its mild or its severe end.
 *
 * @source docs/models/trade-disruption.md, section 2
 */
export function tradeExposure(
  data: ReferenceData,
  exposure: Exposure,
  outlook: Outlook,
): TradeExposure {
  const easy = YIELDING[outlook];
  const hard = BURDEN[outlook];
  const spareShare = exposure.spareShare[easy];
  const importShare = exposure.importShare[hard];
  const { producers, basis } = producersOf(data, exposure.mineral, importShare, {
    spareShare,
    homeEnd: easy,
  });
  const home = producers.find(({ country }) => country === 'USA');
  return {
    market: {
      producers,
      demandElasticity: exposure.demandElasticity[easy],
      supplyElasticity: exposure.supplyElasticity[easy],
      logPriceCap: log(assume(data.assumptions, 'price_cap_ratio').mid),
    },
    basis,
    importShare,
    billMusd: (exposure.consumptionTonnes.mid * exposure.priceUsdPerTonne) / 1e6,
    consumptionTonnes: exposure.consumptionTonnes.mid,
    stakeMusd: exposure.stakeMusd[hard],
    homeSpare: home === undefined || home.output <= 0 ? spareShare : home.spare / home.output,
  };
}

interface SupplyTerms {
  readonly spareShare: number;
  readonly homeEnd: 'low' | 'mid' | 'high';
}

function producersOf(
  data: ReferenceData,
  mineral: Mineral,
  importShare: number,
  terms: SupplyTerms,
): { producers: Producer[]; basis: MarketBasis } {
  const isProxied = isAssumed(data.assumptions, 'production_proxy', `mineral:${mineral.id}`);
  const producer = isProxied ? data.minerals.find(({ id }) => id === 'platinum')! : mineral;
  const { shares } = productionShares(data, producer);
  if (shares.length === 0) {
    const producers = importersView(data, mineral, importShare, terms.spareShare);
    return { producers, basis: 'U.S. imports' };
  }
  const spare = spareCapacity(data, mineral);
  const producers = shares.map(({ country, share }) => ({
    country,
    output: share,
    homeUse: assume(data.assumptions, 'home_use_share', [`country:${country}`, 'all'])[
      terms.homeEnd
    ],
    spare: share * (spare.get(country) ?? terms.spareShare),
  }));
  return {
    producers,
    basis: isProxied ? 'output of platinum, from the same ores' : 'world output',
  };
}

/** Consumption at home as the whole market: what is made here, and what each country ships. */
function importersView(
  data: ReferenceData,
  mineral: Mineral,
  importShare: number,
  spareShare: number,
): Producer[] {
  const sources = importShares(data, mineral.id);
  const total = sources.reduce((sum, { share }) => sum + share, 0);
  const outputs = [
    { country: 'USA', output: 1 - importShare },
    ...sources.map(({ country, share }) => ({
      country: country.startsWith('(') ? 'other' : country,
      output: (importShare * share) / total,
    })),
  ];
  return outputs
    .filter(({ output }) => output > 0)
    .map((each) => ({ ...each, homeUse: 0, spare: each.output * spareShare }));
}

/**
 * Capacity that stands idle, as a share of output, where USGS publishes both for the same product.
 */
export function spareCapacity(data: ReferenceData, mineral: Mineral): ReadonlyMap<string, number> {
  const rows = productionByCountry(data, mineral.id);
  const made = data.observations.find(
    ({ mineral: id, stat, primary }) => id === mineral.id && stat === 'production' && primary,
  );
  const capacity = data.observations.filter(
    ({ mineral: id, stat, commodity, period, detail }) =>
      id === mineral.id &&
      stat === 'capacity' &&
      commodity === made?.commodity &&
      period === String(LATEST_YEAR) &&
      !detail.includes(':'),
  );
  const spare = new Map<string, number>();
  for (const { country, valueT } of capacity) {
    const output = rows.find((row) => row.country === country)?.tonnes;
    if (valueT === null || output == null || output <= 0) continue;
    spare.set(country, Math.max(0, valueT / output - 1));
  }
  return spare;
}
