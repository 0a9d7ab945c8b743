import { Scenario } from '../../src/stress/stress.ts';
import type { ChainMineral, StressModel } from '../../src/stress/supply-chain.ts';

const exactly = (value: number) => ({ low: value, mid: value, high: value });

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
        iso3: 'AAA',
        bloc: 0,
        onsetPerQuarter: 0,
        recoveryPerQuarter: 0.25,
        depthLow: 0.5,
        depthHigh: 0.5,
      },
    ],
    links: [{ mineral: 0, iso3: 'AAA', share: 1, general: 0, control: -1 }],
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
    },
    countries: ['AAA', 'BBB', 'USA'],
    notModelled: [{ mineral: 'uranium', reason: 'no data' }],
    ...overrides,
  };
}

/** A scenario with these shocks and no other change. */
export function scenarioOf(shocks: readonly unknown[] = [], levers: object = {}): Scenario {
  return Scenario.parse({ id: 'test', title: 'Test', shocks, levers });
}
