import type { Range } from '../dependency/assumptions.ts';

/*
 * What the simulation knows, as plain JSON: built once from the reference data, sent to worker
 * threads and to the browser unchanged. All shares are in [0, 1].
 */

/** A mineral as the simulation sees it. Ranges are varied from draw to draw. */
export interface ChainMineral {
  readonly mineral: string;
  readonly name: string;
  readonly demandTonnesPerYear: number; // U.S. consumption
  readonly worldTonnesPerYear: number | null;
  readonly priceUsdPerTonne: number;
  readonly hasBulkPrice: boolean; // false where only a retail price is published
  readonly importShare: Range; // of consumption
  readonly demandElasticity: Range; // absolute value
  readonly supplyElasticity: Range;
  readonly spareShare: Range; // of supply, that others can add within a year
  readonly stakeMusdPerYear: Range; // GDP that stops if nothing arrives for a year [million USD]
}

/** Something that may stop a country's exports: unrest and war, or a control that tightens. */
export interface Hazard {
  readonly id: string; // 'CHN:general', 'CHN:licence:2025'
  readonly iso3: string;
  readonly bloc: number;
  readonly onsetPerQuarter: number; // probability
  readonly recoveryPerQuarter: number; // probability
  readonly depthLow: number; // share of exports lost, at least
  readonly depthHigh: number; // and at most
}

/** How much of a mineral's imports hangs on one country, and on which hazards. */
export interface SupplyLink {
  readonly mineral: number;
  readonly iso3: string;
  readonly share: number; // of U.S. imports, direct or through third countries
  readonly general: number; // hazard
  readonly control: number; // hazard, or −1 when no export control is in force
}

/** What holds for every mineral. Sources and ranges are in data/assumption.csv. */
export interface ChainSettings {
  readonly blocs: number;
  readonly blocCorrelation: number; // between the hazards of two countries of one bloc
  readonly blocPersistence: number; // per quarter
  readonly demandDeviation: number; // of log demand, per quarter
  readonly demandPersistence: number;
  readonly priceDeviation: number; // of log price, per quarter
  readonly priceAdjustment: number; // share of the way to the new price in a quarter
  readonly priceForesight: number; // share of the world's price asked while stock covers a gap
  readonly priceCapRatio: number; // buyers do without beyond it
  readonly spareRamp: number; // share of the spare capacity that comes each quarter
  readonly industryStockQuarters: number; // of consumption
  readonly restockShare: number; // of what industry's stock lacks, that a calm quarter brings back
  readonly exposureDeviation: number; // error of the published shares, in logarithm
  readonly dumpingExitShare: number; // of domestic supply that a full price war closes
}

export interface StressModel {
  readonly version: string;
  readonly dataVersion: string;
  readonly dataDigest: string;
  readonly minerals: readonly ChainMineral[];
  readonly hazards: readonly Hazard[];
  readonly links: readonly SupplyLink[]; // by mineral
  readonly settings: ChainSettings;
  readonly countries: readonly string[]; // that a scenario may name
  readonly notModelled: readonly { readonly mineral: string; readonly reason: string }[];
}
