import type { Range } from '../dependency/assumptions.ts';
import type { Use } from '../dependency/uses.ts';

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
  readonly recycledShare: number; // of consumption, that comes from old scrap at home
  readonly uses: readonly Use[];
  readonly feed: number; // the ore it is made from, an index of `feeds`, or −1
  readonly feedSlack: Range; // how far output could grow on today's ore
}

/** An ore that other minerals are made from: of a host metal, or of an earlier stage. */
export interface Feed {
  readonly id: string; // 'bauxite', 'zinc-ore'
  readonly name: string;
  readonly mineral: string; // that a shock must name to strike it, such as 'zinc'
}

/**
 * Something that may stop supply: unrest and war in a country, a control that tightens, a plant that
 * stands still. Controls bar what is still there, so it may come by detours; the others destroy.
 */
export interface Hazard {
  readonly id: string; // 'CHN:general', 'CHN:licence:2025', 'plant:araxa-niobium'
  readonly kind: 'general' | 'control' | 'plant';
  readonly iso3: string;
  readonly bloc: number; // −1 where no bloc's mood counts
  readonly onsetPerQuarter: number; // probability
  readonly recoveryPerQuarter: number; // probability
  readonly depthLow: number; // share of exports lost, at least
  readonly depthHigh: number; // and at most
}

/**
 * How much of a flow hangs on one country, and on which hazards.
 *
 * A flow is what the United States imports of a mineral, what they produce of it at home, or the
 * world's output of an ore that minerals are made from.
 */
export interface SupplyLink {
  readonly flow: 'imports' | 'home' | 'feed';
  readonly of: number; // mineral, or feed
  readonly iso3: string;
  readonly share: number; // of the flow, direct or through third countries
  readonly general: number; // hazard, or −1
  readonly control: number; // hazard, or −1 when no export control is in force
  readonly plants: readonly PlantShare[];
}

/** The part of a link that one named mine or plant gives. */
export interface PlantShare {
  readonly hazard: number;
  readonly share: number; // of the country's output
}

/** A mine or plant to come, that delivers without the reserve's help or does not. */
export interface PipelineProject {
  readonly id: string; // of its product: the project's name and the mineral's
  readonly project: string;
  readonly mineral: number;
  readonly tonnesPerYear: number; // that evidence supports
  readonly whyNone: string | null; // why that is nothing
  readonly startQuarter: number;
  readonly delayQuarters: number;
  readonly failureProbability: number;
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
  readonly firstAnswer: Range; // of the elasticities, when a shortage begins
  readonly lastingAnswer: Range; // of the elasticities, when it has lasted for years
  readonly adaptationShare: number; // of the way from the one to the other, per quarter
  readonly rerouteShare: Range; // of what controls bar, that comes by detours in the end
  readonly rerouteRamp: number; // share of the way there, per quarter
  readonly recyclingBoost: number; // of recycling now, that comes on top when a shortage lasts
  readonly warFollowers: number; // share of a war's depth at which its bloc follows
  readonly sanctionSwap: number; // of what we bar ourselves, that others supply in the end
  readonly rampQuarters: number; // from first delivery of a project to full output
}

export interface StressModel {
  readonly version: string;
  readonly dataVersion: string;
  readonly dataDigest: string;
  readonly minerals: readonly ChainMineral[];
  readonly hazards: readonly Hazard[];
  readonly feeds: readonly Feed[];
  readonly links: readonly SupplyLink[];
  readonly pipeline: readonly PipelineProject[];
  readonly settings: ChainSettings;
  readonly countries: readonly string[]; // that a scenario may name
  readonly plants: readonly { readonly id: string; readonly name: string }[]; // likewise
  readonly notModelled: readonly {
    readonly mineral: string;
    readonly reason: string;
    readonly risk: string; // what is known of it all the same
  }[];
}
