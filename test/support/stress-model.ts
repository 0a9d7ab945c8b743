import type { Use } from '../../src/dependency/uses.ts';
import { Scenario } from '../../src/stress/stress.ts';
import type { ChainMineral, StressModel, SupplyLink } from '../../src/stress/supply-chain.ts';

const exactly = (value: number) => ({ low: value, mid: value, high: value });

/** One use of all, by users of no class in particular. */
export function plainUse(overrides: Partial<Use> = {}): Use {
  return {
    use: 'all uses',
    kind: 'materials',
    share: 1,
    classShare: { military: 0, essential: 0, other: 1 },
    readiness: 1,
    stakeFactor: 1,
    source: null,
    ...overrides,
  };
}

/** A link of imports that hangs on no control and no plant. */
export function plainLink(overrides: Partial<SupplyLink> = {}): SupplyLink {
  return {
    flow: 'imports',
    of: 0,
    iso3: 'AAA',
    share: 1,
    general: 0,
    control: -1,
    plants: [],
    ...overrides,
  };
}

/** A mineral wholly imported, with nothing uncertain about it. */
export function plainMineral(overrides: Partial<ChainMineral> = {}): ChainMineral {
  return {
    mineral: 'unobtainium',
    name: 'Unobtainium',
    demandTonnesPerYear: 400, // 100 t a quarter
    worldTonnesPerYear: 4000,
    priceUsdPerTonne: 10_000,
    hasBulkPrice: true,
    importShare: exactly(1),
    demandElasticity: exactly(0.3),
    supplyElasticity: exactly(0.2),
    spareShare: exactly(0),
    stakeMusdPerYear: exactly(4000), // 1,000 million USD a quarter
    recycledShare: 0,
    uses: [plainUse()],
    feed: -1,
    feedSlack: exactly(0),
    ...overrides,
  };
}

/** One mineral, one supplier, no noise: what happens is what the scenario says. */
export function plainModel(overrides: Partial<StressModel> = {}): StressModel {
  return {
    version: 'test',
    dataVersion: 'test',
    dataDigest: 'test',
    minerals: [plainMineral()],
    hazards: [
      {
        id: 'AAA:general',
        kind: 'general',
        iso3: 'AAA',
        bloc: 0,
        onsetPerQuarter: 0,
        recoveryPerQuarter: 0.25,
        depthLow: 0.5,
        depthHigh: 0.5,
      },
    ],
    feeds: [],
    links: [plainLink()],
    pipeline: [],
    settings: {
      blocs: 1,
      blocCorrelation: 0,
      blocPersistence: 0,
      demandDeviation: 0,
      demandPersistence: 0,
      priceDeviation: 0,
      priceAdjustment: 1,
      priceForesight: 0,
      priceCapRatio: 1000,
      spareRamp: 1,
      industryStockQuarters: 0,
      restockShare: 0.5,
      exposureDeviation: 0,
      dumpingExitShare: 0.5,
      firstAnswer: exactly(1),
      lastingAnswer: exactly(1),
      adaptationShare: 0,
      rerouteShare: exactly(0),
      rerouteRamp: 0,
      recyclingBoost: 0,
      warFollowers: 0,
      sanctionSwap: 0,
      rampQuarters: 1,
    },
    countries: ['AAA', 'BBB', 'USA'],
    plants: [],
    notModelled: [{ mineral: 'uranium', reason: 'no data', risk: 'unknown' }],
    ...overrides,
  };
}

/** A scenario with these shocks and no other change. */
export function scenarioOf(shocks: readonly unknown[] = [], levers: object = {}): Scenario {
  return Scenario.parse({ id: 'test', title: 'Test', shocks, levers });
}
