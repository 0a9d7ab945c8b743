import * as z from 'zod';
import { exp, log } from '../base/elementary.ts';
import type { Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { assume } from './assumptions.ts';
import { type Exposure, exposureOf, isExposure } from './exposure.ts';
import { BURDEN, type Outlook } from './gdp-at-risk.ts';
import { stopProbability } from './hazard.ts';
import type { IndustryAccounts } from './industry-accounts.ts';
import type { MineralNeed } from './industry-program.ts';
import { type MineralUse, mineralUse } from './mineral-use.ts';
import { type TradeExposure, tradeExposure } from './trade-exposure.ts';
import { clearMarket } from './trade-market.ts';

/*
 * One country withholds one mineral for a year: what the market answers, what industries lose, what
 * it costs the country. The structure is that reported of a published analysis; the data, the
 * restrictions and the link from minerals to industries are ours.
 */

/** Stands beside every figure of this model. */
export const RECONSTRUCTION = 'a reconstruction, not the USGS model';

const IndustryLoss = z
  .object({
    industry: z.string().describe('code of the industry'),
    name: z.string(),
    musd: z.number().describe('value added lost [million USD]'),
  })
  .meta({ id: 'IndustryLoss' });
export type IndustryLoss = z.infer<typeof IndustryLoss>;

export const DisruptionScenario = z
  .object({
    mineral: z.string(),
    country: z.string().describe('who withholds'),
    restriction: z.number().min(0).max(1).describe('share of its net exports withheld for a year'),
    annualProbability: z.number().describe('assumed probability of this scenario within a year'),
    priceRatio: z.number().describe('price after over price before'),
    availableShare: z.number().describe('what is used after, of what was used before'),
    gdpChangeMusd: z.number().describe('industries and import bill together [million USD]'),
    industryLossMusd: z.number().describe('value added that industries lose [million USD]'),
    importBillMusd: z.number().describe('paid more for net imports [million USD]'),
    tonneUsd: z.number().describe('GDP that one more tonne would save [USD per tonne]'),
    industries: z.array(IndustryLoss).describe('the three that lose most'),
  })
  .meta({ id: 'DisruptionScenario' });
export type DisruptionScenario = z.infer<typeof DisruptionScenario>;

const MineralDisruption = z
  .object({
    mineral: z.string(),
    scenarios: z.int(),
    expectedMusd: z.number().describe('GDP lost, weighted by probability [million USD per year]'),
    lowMusd: z
      .number()
      .nullable()
      .describe('with every assumption at its mild end; null where not asked for'),
    highMusd: z.number().nullable().describe('with every assumption at its severe end'),
    worstMusd: z.number().describe('GDP lost in the worst scenario [million USD]'),
    worstCountry: z.string().nullable(),
    stakeMusd: z
      .number()
      .describe('GDP assumed to stop if nothing of it arrives for a year [million USD]'),
    market: z.string().describe('whose supply clears the market'),
    useBasis: z.string().describe('how its use is shared among industries'),
    unplacedUses: z.array(z.string()).describe('uses that no industry stands for'),
    industries: z.array(IndustryLoss).describe('weighted by probability, the five that lose most'),
  })
  .meta({ id: 'MineralDisruption' });
export type MineralDisruption = z.infer<typeof MineralDisruption>;

export const TradeDisruptions = z
  .object({
    label: z.string(),
    digest: z.string(),
    dataVersion: z.string(),
    dataDigest: z.string(),
    industries: z.int(),
    accountsYear: z.int().describe('of the use table'),
    gdpMusd: z.number().describe('of that year [million USD]'),
    accountsSource: z.string(),
    scenarios: z.array(DisruptionScenario),
    minerals: z.array(MineralDisruption).describe('the largest expected loss first'),
    industryTotals: z.array(IndustryLoss).describe('over all minerals, weighted by probability'),
    leftOut: z.array(z.object({ mineral: z.string(), reason: z.string() })),
    notes: z.array(z.string()),
    elapsedSeconds: z.number(),
  })
  .meta({ id: 'TradeDisruptions' });
export type TradeDisruptions = z.infer<typeof TradeDisruptions>;

/** Which scenarios are wanted: those of one mineral, one country or one restriction, or all. */
export interface DisruptionFilter {
  readonly mineral: string | null;
  readonly country: string | null;
  readonly restriction: number | null;
}

/** A mineral that can be disrupted, with what its disruptions need to know. */
export interface Disruptable {
  readonly exposure: Exposure;
  readonly trade: TradeExposure;
  readonly use: MineralUse;
}

/** A scenario whose market is cleared; the industries are still to answer. */
export interface ClearedScenario
  extends Pick<
    DisruptionScenario,
    | 'mineral'
    | 'country'
    | 'restriction'
    | 'annualProbability'
    | 'priceRatio'
    | 'availableShare'
    | 'importBillMusd'
  > {}

/** The minerals that can be disrupted, and why the others cannot. */
export function disruptableMinerals(
  data: ReferenceData,
  outlook: Outlook,
): { minerals: Disruptable[]; leftOut: { mineral: string; reason: string }[] } {
  const minerals: Disruptable[] = [];
  const leftOut: { mineral: string; reason: string }[] = [];
  for (const mineral of data.minerals.filter(({ onList2025 }) => onList2025)) {
    const found = disruptable(data, mineral, outlook);
    if (typeof found === 'string') leftOut.push({ mineral: mineral.id, reason: found });
    else minerals.push(found);
  }
  return { minerals, leftOut };
}

function disruptable(
  data: ReferenceData,
  mineral: Mineral,
  outlook: Outlook,
): Disruptable | string {
  const exposure = exposureOf(data, mineral);
  if (!isExposure(exposure)) return exposure.reason;
  const use = mineralUse(data, mineral);
  if (use.industries.length === 0) return 'no industry stands for its uses';
  return { exposure, trade: tradeExposure(data, exposure, outlook), use };
}

/**
 * Which part of each industry's output stops without a mineral.
 *
 *   s_mj = min(1, w_mj V_m / λ_j x_j⁰)
 *
 * so that the parts, with what their suppliers lose, make the GDP at stake V_m. Industries that
 * buy from them lose beyond that, once nothing is left to take from final use.
 *
 * @source docs/models/trade-disruption.md, equation 7
 */
export function mineralNeeds(
  accounts: IndustryAccounts,
  minerals: readonly Disruptable[],
): MineralNeed[] {
  const { codes, outputMusd, gdpPerOutput } = accounts;
  return minerals.map(({ exposure, trade, use }) => ({
    mineral: exposure.mineral.id,
    industries: use.industries.map(({ industry, share }) => {
      const at = codes.indexOf(industry);
      return {
        at,
        useShare: share,
        dependentShare: Math.min(
          1,
          (share * trade.stakeMusd) / (gdpPerOutput[at]! * outputMusd[at]!),
        ),
      };
    }),
  }));
}

/** Restrictions of the set, and the part of a country's probability that falls on each. */
export function restrictionsOf(
  data: ReferenceData,
): readonly { restriction: number; weight: number }[] {
  // Depth is assumed to be evenly spread; Simpson's rule over its range is exact for a cubic.
  const { low, high } = assume(data.assumptions, 'disruption_depth');
  return [
    { restriction: low, weight: 1 / 6 },
    { restriction: (low + high) / 2, weight: 4 / 6 },
    { restriction: high, weight: 1 / 6 },
  ];
}

/** Every scenario of a mineral that the filter lets through, its market cleared. */
export function clearedScenarios(
  data: ReferenceData,
  { exposure, trade }: Disruptable,
  filter: DisruptionFilter,
  outlook: Outlook,
): ClearedScenario[] {
  const restrictions =
    filter.restriction === null
      ? restrictionsOf(data)
      : [{ restriction: filter.restriction, weight: 1 }];
  const exporters = new Set(
    trade.market.producers
      .filter(({ output, homeUse }) => output * (1 - homeUse) > 0)
      .map(({ country }) => country)
      .filter((country) => country !== 'USA' && country !== 'other' && country !== 'world')
      .filter((country) => filter.country === null || country === filter.country),
  );
  return [...exporters].sort().flatMap((country) => {
    const probability = stopProbability(data, exposure.controls, country)[BURDEN[outlook]];
    return restrictions.map(({ restriction, weight }) => {
      const { priceRatio, availableShare } = clearMarket(trade.market, country, restriction);
      return {
        mineral: exposure.mineral.id,
        country,
        restriction,
        annualProbability: weight * probability,
        priceRatio,
        availableShare,
        importBillMusd: importBill(trade, priceRatio, availableShare),
      };
    });
  });
}

/**
 * What net imports cost more: what is used after, less what is made at home, which answers the
 * price. A net exporter earns, so its bill is negative.
 *
 * @source docs/models/trade-disruption.md, equation 4
 */
export function importBill(
  { importShare, billMusd, market, homeSpare }: TradeExposure,
  priceRatio: number,
  availableShare: number,
): number {
  const growth = exp(market.supplyElasticity * log(priceRatio));
  const home = (1 - importShare) * Math.min(growth, 1 + homeSpare);
  return (priceRatio - 1) * billMusd * (availableShare - home);
}
