import { exp, log } from '../base/elementary.ts';
import { normalQuantile } from '../base/normal.ts';
import { variable } from '../base/random.ts';
import type { Range } from '../dependency/assumptions.ts';
import { classEffect, classStakeFactor, earlyStakeFactor } from '../dependency/uses.ts';
import { logStayOf, projectVariableOf } from '../projects/pipeline.ts';
import type { Schedule } from './schedule.ts';
import type { AddedSupply, Levers } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * What is the same for every draw of an ensemble, as flat arrays: a simulation reads nothing else,
 * so it can be written in any language.
 */

/** What each draw takes anew for each mineral, in the order of `ranges`. */
export const DRAWN = {
  demandElasticity: 0,
  supplyElasticity: 1,
  importShare: 2,
  spareLimit: 3,
  stake: 4, // a year's, until divided by four
  error: 5, // of the published shares: a normal number, not a range
  firstAnswer: 6,
  lastingAnswer: 7,
  rerouteShare: 8,
  feedSlack: 9,
} as const;
export const DRAWN_COUNT = Object.keys(DRAWN).length;

export interface KernelSettings {
  readonly seed: number;
  readonly quarters: number;
  readonly openingStockTonnes: ReadonlyMap<string, number>;
  readonly addedSupply: readonly AddedSupply[];
  readonly levers: Levers;
}

export interface Constants {
  readonly quarters: number;
  readonly minerals: number;
  readonly feeds: number;
  readonly blocs: number;
  readonly causes: number; // hazards, and after them random shocks
  readonly hazards: number;
  readonly shocks: number; // random ones

  // By mineral.
  readonly mineralVariable: Int32Array;
  readonly ranges: Float64Array; // low, mid, high; shape (drawn, mineral, 3)
  readonly feedOf: Int32Array; // index of its ore's flow in `lost`, or −1
  readonly recycled: Float64Array; // share of consumption from old scrap
  readonly openingStock: Float64Array; // of the reserve [quarters of demand]
  readonly stockFloor: number; // that is never released [quarters of demand]
  readonly earlyStake: Float64Array; // factor on the stake of a small shortage
  readonly militaryEarly: Float64Array; // share of a small shortage that military users bear
  readonly militaryFull: Float64Array; // their share of demand
  readonly shiftStake: Float64Array; // stake of other users less that of military ones, of the mean
  readonly spendMusd: Float64Array; // a quarter of normal demand costs [million USD]

  // By quarter and mineral.
  readonly added: Float64Array; // new supply that is certain [quarters of demand]
  readonly busy: Uint8Array; // more than imports is out of the ordinary
  readonly demandFactor: Float64Array; // growth and surges
  readonly domestic: Float64Array;
  readonly homeRunning: Float64Array;
  readonly logDump: Float64Array;

  // Blocs and hazards.
  readonly blocVariable: Int32Array;
  readonly blocPersistence: number;
  readonly blocFresh: number;
  readonly blocLoading: number;
  readonly countryHazard: Int32Array; // which hazards are of countries; the arrays below follow it
  readonly hazardVariable: Int32Array;
  readonly hazardThreshold: Float64Array; // of the latent normal
  readonly hazardOwn: number; // loading of the latent normal of its own
  readonly hazardBloc: Int32Array;
  readonly hazardRecovery: Float64Array; // probability, per quarter
  readonly hazardDepthLow: Float64Array;
  readonly hazardDepthSpan: Float64Array;

  // Named plants.
  readonly plantHazard: Int32Array; // which hazards are of plants; the arrays below follow it
  readonly plantVariable: Int32Array;
  readonly plantOnset: Float64Array; // probability that it stands still at some time of the horizon
  readonly plantLogRun: Float64Array; // logarithm of the chance to run on for a quarter
  readonly plantLogStill: Float64Array; // and to stand still for one more
  readonly plantDepthLow: Float64Array;
  readonly plantDepthSpan: Float64Array;

  // Random shocks.
  readonly shockVariable: Int32Array;
  readonly shockRanges: Float64Array; // start, length, depth as low, mid, high; shape (shock, 9)
  readonly durationScale: number;

  // Links: what each hazard, and after them each random shock, cuts.
  readonly reachStart: Int32Array; // of cause c they stand at [start[c], start[c + 1])
  readonly reachLink: Int32Array;
  readonly reachFactor: Float64Array;
  readonly reachBarred: Uint8Array;
  readonly linkFlow: Int32Array; // index in `lost`
  readonly linkShare: Float64Array;

  // Fixed shocks.
  readonly active: Uint8Array; // by quarter
  readonly destroyed: Float64Array; // shape (quarter, link)
  readonly barred: Float64Array;

  // Projects whose delay is drawn.
  readonly projectVariable: Int32Array;
  readonly projectLogStay: Float64Array;
  readonly projectFailure: Float64Array;
  readonly projectStart: Float64Array;
  readonly projectMineral: Int32Array;
  readonly projectSupply: Float64Array; // at full output [quarters of demand]
  readonly rampQuarters: number;

  // Markets.
  readonly demandDeviation: number;
  readonly demandPersistence: number;
  readonly priceDeviation: number;
  readonly priceAdjustment: number;
  readonly priceForesight: number;
  readonly logPriceCap: number;
  readonly spareRamp: number;
  readonly industryStock: number; // [quarters of demand]
  readonly restockShare: number;
  readonly exposureDeviation: number;
  readonly adaptationShare: number;
  readonly adaptationLeft: Float64Array; // share left after so many quarters without a lack
  readonly rerouteRamp: number;
  readonly rerouteLeft: Float64Array; // likewise, of detours after a control has gone
  readonly recyclingBoost: number;
  readonly releaseShare: number;
  readonly logTrigger: number; // −Infinity: any price opens the reserve
  readonly defenceFirst: number;
}

/** @source docs/models/stress.md; names of the fields stand beside its symbols there */
export function constantsOf(
  model: StressModel,
  schedule: Schedule,
  settings: KernelSettings,
): Constants {
  const { quarters, levers } = settings;
  const { adaptationShare, rerouteRamp, rampQuarters } = model.settings;
  const added = certainSupply(model, settings);
  const demandFactor = demandFactors(model, schedule, settings);
  return {
    quarters,
    minerals: model.minerals.length,
    feeds: model.feeds.length,
    ...mineralConstants(model, settings),
    spendMusd: schedule.spendMusdPerQuarter,
    added,
    busy: busyQuarters(schedule, added, demandFactor),
    demandFactor,
    domestic: schedule.domestic,
    homeRunning: schedule.homeRunning,
    logDump: schedule.logDump,
    ...hazardConstants(model, levers.hazardScale),
    ...plantConstants(model, levers.hazardScale, quarters),
    causes: model.hazards.length + schedule.random.length,
    ...shockConstants(schedule),
    ...reachConstants(model, schedule),
    active: schedule.active,
    destroyed: schedule.destroyed,
    barred: schedule.barred,
    ...projectConstants(model, settings),
    rampQuarters,
    ...marketConstants(model),
    logPriceCap: schedule.logPriceCap,
    adaptationLeft: powersOf(1 - adaptationShare, quarters),
    rerouteLeft: powersOf(1 - rerouteRamp, quarters),
    releaseShare: levers.releaseShare,
    logTrigger: levers.releaseTrigger <= 1 ? -Infinity : log(levers.releaseTrigger),
    defenceFirst: levers.defenceFirst,
  };
}

function marketConstants({ settings }: StressModel) {
  const { priceCapRatio: _, industryStockQuarters, ...same } = settings;
  return {
    demandDeviation: same.demandDeviation,
    demandPersistence: same.demandPersistence,
    priceDeviation: same.priceDeviation,
    priceAdjustment: same.priceAdjustment,
    priceForesight: same.priceForesight,
    spareRamp: same.spareRamp,
    industryStock: industryStockQuarters,
    restockShare: same.restockShare,
    exposureDeviation: same.exposureDeviation,
    adaptationShare: same.adaptationShare,
    rerouteRamp: same.rerouteRamp,
    recyclingBoost: same.recyclingBoost,
  };
}

const DAYS_PER_QUARTER = 365 / 4;

function mineralConstants(
  { minerals, settings }: StressModel,
  { openingStockTonnes, levers }: KernelSettings,
) {
  const { firstAnswer, lastingAnswer, rerouteShare } = settings;
  const none: Range = { low: 0, mid: 0, high: 0 };
  const drawn: Readonly<Record<keyof typeof DRAWN, readonly Range[]>> = {
    demandElasticity: minerals.map(({ demandElasticity }) => demandElasticity),
    supplyElasticity: minerals.map(({ supplyElasticity }) => supplyElasticity),
    importShare: minerals.map(({ importShare }) => importShare),
    spareLimit: minerals.map(({ spareShare }) => spareShare),
    stake: minerals.map(({ stakeMusdPerYear }) => stakeMusdPerYear),
    error: minerals.map(() => none),
    firstAnswer: minerals.map(() => firstAnswer),
    lastingAnswer: minerals.map(() => lastingAnswer),
    rerouteShare: minerals.map(() => rerouteShare),
    feedSlack: minerals.map(({ feedSlack }) => feedSlack),
  };
  const names = Object.keys(DRAWN) as (keyof typeof DRAWN)[]; // the keys of the literal above
  const military = minerals.map(({ uses }) => classEffect(uses, 'military'));
  const by = (value: (mineral: StressModel['minerals'][number]) => number) =>
    Float64Array.from(minerals, value);
  return {
    mineralVariable: Int32Array.from(minerals, ({ mineral }) => variable(`mineral:${mineral}`)),
    ranges: Float64Array.from(
      names.flatMap((name) => drawn[name].flatMap(({ low, mid, high }) => [low, mid, high])),
    ),
    feedOf: Int32Array.from(minerals, ({ feed }) => (feed < 0 ? -1 : 2 * minerals.length + feed)),
    recycled: by(({ recycledShare }) => recycledShare),
    openingStock: by(
      ({ mineral, demandTonnesPerYear }) =>
        (4 * (openingStockTonnes.get(mineral) ?? 0)) / demandTonnesPerYear,
    ),
    stockFloor: levers.coverFloorDays / DAYS_PER_QUARTER,
    earlyStake: by(({ uses }) => earlyStakeFactor(uses)),
    militaryEarly: Float64Array.from(military, ({ early }) => early),
    militaryFull: Float64Array.from(military, ({ full }) => full),
    shiftStake: by(
      ({ uses }) => classStakeFactor(uses, 'other') - classStakeFactor(uses, 'military'),
    ),
  };
}

function demandFactors(
  { minerals }: StressModel,
  { demand }: Schedule,
  { quarters, levers }: KernelSettings,
): Float64Array {
  const logGrowth = log(1 + levers.demandGrowth) / 4;
  const growth = Float64Array.from({ length: quarters }, (_, q) => exp(logGrowth * (q + 1)));
  return demand.map((surge, at) => growth[Math.floor(at / minerals.length)]! * surge);
}

/** Where demand grows or surges, mines are closed or still, or new supply comes. */
function busyQuarters(
  { domestic, homeRunning }: Schedule,
  added: Float64Array,
  demandFactor: Float64Array,
): Uint8Array {
  return Uint8Array.from(demandFactor, (factor, at) =>
    factor === 1 && domestic[at] === 1 && homeRunning[at] === 1 && added[at] === 0 ? 0 : 1,
  );
}

/** New supply that comes for certain and in full, shape (quarter, mineral). */
function certainSupply(
  { minerals }: StressModel,
  { quarters, addedSupply }: KernelSettings,
): Float64Array {
  const added = new Float64Array(minerals.length * quarters);
  for (const supply of addedSupply) {
    const m = minerals.findIndex(({ mineral }) => mineral === supply.mineral);
    if (m < 0 || isTimed(supply)) continue; // a mineral that the model lacks gains nothing here
    for (let quarter = supply.startQuarter; quarter < quarters; quarter++) {
      added[quarter * minerals.length + m]! +=
        supply.tonnesPerYear / minerals[m]!.demandTonnesPerYear;
    }
  }
  return added;
}

const isTimed = ({ delayQuarters, failureProbability }: AddedSupply) =>
  delayQuarters !== undefined || failureProbability !== undefined;

/** Projects whose delay each draw takes anew: of a plan, and of the pipeline as far as it counts. */
function projectConstants(
  { minerals, pipeline }: StressModel,
  { addedSupply, levers }: KernelSettings,
) {
  const indexOf = (wanted: string) => minerals.findIndex(({ mineral }) => mineral === wanted);
  const planned = addedSupply.filter(isTimed).map((supply) => ({
    id: supply.project ?? supply.mineral,
    mineral: indexOf(supply.mineral),
    tonnesPerYear: supply.tonnesPerYear,
    startQuarter: supply.startQuarter,
    delayQuarters: supply.delayQuarters ?? 0,
    failureProbability: supply.failureProbability ?? 0,
  }));
  const taken = new Set(planned.map(({ id }) => id));
  const share = levers.pipelineShare;
  const alone = share > 0 ? pipeline.filter(({ id }) => !taken.has(id)) : [];
  const all = [
    ...planned.filter(({ mineral }) => mineral >= 0),
    ...alone.map((each) => ({ ...each, tonnesPerYear: share * each.tonnesPerYear })),
  ];
  return {
    projectVariable: Int32Array.from(all, projectVariableOf),
    projectLogStay: Float64Array.from(all, logStayOf),
    projectFailure: Float64Array.from(all, ({ failureProbability }) => failureProbability),
    projectStart: Float64Array.from(all, ({ startQuarter }) => startQuarter),
    projectMineral: Int32Array.from(all, ({ mineral }) => mineral),
    projectSupply: Float64Array.from(
      all,
      ({ mineral, tonnesPerYear }) => tonnesPerYear / minerals[mineral]!.demandTonnesPerYear,
    ),
  };
}

function hazardConstants({ hazards, settings }: StressModel, hazardScale: number) {
  const own = hazards.filter(({ kind }) => kind !== 'plant');
  return {
    blocs: settings.blocs,
    hazards: hazards.length,
    blocVariable: Int32Array.from({ length: settings.blocs }, (_, b) => variable(`bloc:${b}`)),
    blocPersistence: settings.blocPersistence,
    blocFresh: Math.sqrt(1 - settings.blocPersistence * settings.blocPersistence),
    blocLoading: Math.sqrt(settings.blocCorrelation),
    countryHazard: Int32Array.from(own, (hazard) => hazards.indexOf(hazard)),
    hazardVariable: Int32Array.from(own, ({ id }) => variable(`hazard:${id}`)),
    hazardThreshold: Float64Array.from(own, ({ onsetPerQuarter }) =>
      thresholdOf(onsetPerQuarter * hazardScale),
    ),
    hazardOwn: Math.sqrt(1 - settings.blocCorrelation),
    hazardBloc: Int32Array.from(own, ({ bloc }) => bloc),
    hazardRecovery: Float64Array.from(own, ({ recoveryPerQuarter }) => recoveryPerQuarter),
    hazardDepthLow: Float64Array.from(own, ({ depthLow }) => depthLow),
    hazardDepthSpan: Float64Array.from(own, ({ depthLow, depthHigh }) => depthHigh - depthLow),
  };
}

function plantConstants({ hazards }: StressModel, hazardScale: number, quarters: number) {
  const own = hazards.filter(({ kind }) => kind === 'plant');
  const logRun = Float64Array.from(own, ({ onsetPerQuarter }) =>
    log(Math.max(LEAST_CHANCE, 1 - onsetPerQuarter * hazardScale)),
  );
  return {
    plantHazard: Int32Array.from(own, (hazard) => hazards.indexOf(hazard)),
    plantVariable: Int32Array.from(own, ({ id }) => variable(`hazard:${id}`)),
    plantOnset: logRun.map((each) => 1 - exp(quarters * each)),
    plantLogRun: logRun,
    plantLogStill: Float64Array.from(own, ({ recoveryPerQuarter }) =>
      log(Math.max(LEAST_CHANCE, 1 - recoveryPerQuarter)),
    ),
    plantDepthLow: Float64Array.from(own, ({ depthLow }) => depthLow),
    plantDepthSpan: Float64Array.from(own, ({ depthLow, depthHigh }) => depthHigh - depthLow),
  };
}

const LEAST_CHANCE = 1e-300; // what stands still for certain has a logarithm all the same

/** The latent normal below which a hazard strikes. */
function thresholdOf(probability: number): number {
  if (probability <= 0) return -Infinity;
  return probability >= 1 ? Infinity : normalQuantile(probability);
}

function shockConstants({ random }: Schedule) {
  return {
    shocks: random.length,
    shockVariable: Int32Array.from(random, ({ name }) => variable(name)),
    shockRanges: Float64Array.from(
      random.flatMap(({ startQuarter, quarters, depth }) =>
        [startQuarter, quarters, depth].flatMap(({ low, mid, high }) => [low, mid, high]),
      ),
    ),
    durationScale: random[0]?.durationScale ?? 1,
  };
}

/** What hazards and random shocks cut, cause by cause. */
function reachConstants({ minerals, links, hazards }: StressModel, { random }: Schedule) {
  const causes: { link: number; factor: number; barred: boolean }[][] = hazards.map(() => []);
  links.forEach(({ general, control, plants }, link) => {
    if (general >= 0) causes[general]!.push({ link, factor: 1, barred: false });
    if (control >= 0) causes[control]!.push({ link, factor: 1, barred: true });
    for (const { hazard, share } of plants) {
      causes[hazard]!.push({ link, factor: share, barred: false });
    }
  });
  for (const { reach } of random) causes.push([...reach]);
  const reachStart = new Int32Array(causes.length + 1);
  causes.forEach((reach, c) => {
    reachStart[c + 1] = reachStart[c]! + reach.length;
  });
  const all = causes.flat();
  const firstOf = { imports: 0, home: minerals.length, feed: 2 * minerals.length };
  return {
    reachStart,
    reachLink: Int32Array.from(all, ({ link }) => link),
    reachFactor: Float64Array.from(all, ({ factor }) => factor),
    reachBarred: Uint8Array.from(all, ({ barred }) => (barred ? 1 : 0)),
    linkFlow: Int32Array.from(links, ({ flow, of }) => firstOf[flow] + of),
    linkShare: Float64Array.from(links, ({ share }) => share),
  };
}

/** The powers 0 to `count` of a number. */
function powersOf(base: number, count: number): Float64Array {
  const powers = new Float64Array(count + 1).fill(1);
  for (let n = 1; n <= count; n++) powers[n] = powers[n - 1]! * base;
  return powers;
}
