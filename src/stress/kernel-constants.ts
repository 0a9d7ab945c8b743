import { exp, log } from '../base/elementary.ts';
import { variable } from '../base/random.ts';
import type { Range } from '../dependency/assumptions.ts';
import { classEffect, classStakeFactor, earlyStakeFactor } from '../dependency/uses.ts';
import { logStayOf, projectVariableOf } from '../projects/pipeline.ts';
import { type EventConstants, eventConstants } from './event-constants.ts';
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

export interface Constants extends EventConstants {
  readonly quarters: number;
  readonly minerals: number;
  readonly feeds: number;

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
  readonly logDump: Float64Array;

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
    logDump: schedule.logDump,
    ...eventConstants(model, schedule, settings),
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

/** Where demand grows or surges, mines are closed, or new supply comes. */
function busyQuarters(
  { domestic }: Schedule,
  added: Float64Array,
  demandFactor: Float64Array,
): Uint8Array {
  return Uint8Array.from(demandFactor, (factor, at) =>
    factor === 1 && domestic[at] === 1 && added[at] === 0 ? 0 : 1,
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
  ].filter(({ tonnesPerYear }) => tonnesPerYear > 0);
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

/** The powers 0 to `count` of a number. */
function powersOf(base: number, count: number): Float64Array {
  const powers = new Float64Array(count + 1).fill(1);
  for (let n = 1; n <= count; n++) powers[n] = powers[n - 1]! * base;
  return powers;
}
