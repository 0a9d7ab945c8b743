/*
 * What the page outside sets before it asks for draws. A name that also stands in `Constants` of
 * src/stress/kernel-constants.ts is the same thing: a number, or the address of the array.
 */

// Size.
export let quarters: i32 = 0;
export let minerals: i32 = 0;
export let feeds: i32 = 0;
export let blocs: i32 = 0;
export let seed: i32 = 0;

// By mineral.
export let mineralVariable: usize = 0;
export let ranges: usize = 0;
export let feedOf: usize = 0;
export let recycled: usize = 0;
export let openingStock: usize = 0;
export let stockFloor: f64 = 0;
export let earlyStake: usize = 0;
export let militaryEarly: usize = 0;
export let militaryFull: usize = 0;
export let shiftStake: usize = 0;
export let spendMusd: usize = 0;
export let tonnesPerQuarter: usize = 0; // of normal demand; only to keep gaps

// By quarter and mineral.
export let added: usize = 0;
export let busy: usize = 0;
export let demandFactor: usize = 0;
export let domestic: usize = 0;
export let logDump: usize = 0;

// Blocs and hazards.
export let blocVariable: usize = 0;
export let blocPersistence: f64 = 0;
export let blocFresh: f64 = 0;
export let blocLoading: f64 = 0;
export let hazards: i32 = 0;
export let countryHazards: i32 = 0; // how many
export let countryHazard: usize = 0;
export let hazardVariable: usize = 0;
export let hazardThreshold: usize = 0;
export let hazardOwn: f64 = 0;
export let hazardBloc: usize = 0;
export let hazardRecovery: usize = 0;
export let hazardDepthLow: usize = 0;
export let hazardDepthSpan: usize = 0;

// Named plants.
export let plants: i32 = 0; // how many
export let plantHazard: usize = 0;
export let plantVariable: usize = 0;
export let plantOnset: usize = 0;
export let plantLogRun: usize = 0;
export let plantLogStill: usize = 0;
export let plantDepthLow: usize = 0;
export let plantDepthSpan: usize = 0;
export let plantKey: i32 = 0; // the variable of all looks

// Random shocks.
export let shocks: i32 = 0;
export let shockVariable: usize = 0;
export let shockRanges: usize = 0;
export let durationScale: f64 = 0;

// Links.
export let links: i32 = 0; // how many
export let reachStart: usize = 0;
export let reachLink: usize = 0;
export let reachFactor: usize = 0;
export let reachBarred: usize = 0;
export let linkFlow: usize = 0;
export let linkShare: usize = 0;

// Fixed shocks.
export let active: usize = 0;
export let destroyed: usize = 0;
export let barred: usize = 0;

// Projects.
export let projects: i32 = 0; // how many
export let projectVariable: usize = 0;
export let projectLogStay: usize = 0;
export let projectFailure: usize = 0;
export let projectStart: usize = 0;
export let projectMineral: usize = 0;
export let projectSupply: usize = 0;
export let rampQuarters: f64 = 0;

// Markets.
export let demandDeviation: f64 = 0;
export let demandPersistence: f64 = 0;
export let priceDeviation: f64 = 0;
export let priceAdjustment: f64 = 0;
export let priceForesight: f64 = 0;
export let logPriceCap: f64 = 0;
export let spareRamp: f64 = 0;
export let industryStock: f64 = 0;
export let restockShare: f64 = 0;
export let exposureDeviation: f64 = 0;
export let adaptationShare: f64 = 0;
export let adaptationLeft: usize = 0;
export let rerouteRamp: f64 = 0;
export let rerouteLeft: usize = 0;
export let recyclingBoost: f64 = 0;
export let releaseShare: f64 = 0;
export let logTrigger: f64 = 0;
export let defenceFirst: f64 = 0;
