import { LEVEL_BITS, LEVEL_MASK, NORMAL_LEVELS, normal } from '../../src/base/normal.ts';
import { uniform } from '../../src/base/random.ts';
import type { ChainMineral } from '../../src/stress/supply-chain.ts';
import {
  type Arithmetic,
  between,
  type Cause,
  causesOf,
  type Future,
  type Stream,
  streamOf,
} from './second-events.ts';
import {
  type AtHome,
  addedSupply,
  atHome,
  type CutFlows,
  causedLinks,
  cutFlows,
} from './second-supply.ts';

/*
 * The stress model written a second time, from the equations of docs/models/stress.md: one draw,
 * one mineral after the other, every quarter in full, nothing remembered but the state that the
 * equations name. Slow, and meant to be read beside them.
 */

/** What one quarter does to one mineral, in quarters of its demand. */
export interface SecondQuarter {
  readonly gap: number;
  readonly unmet: number;
  readonly early: number;
  readonly shifted: number;
  readonly supplied: number;
  readonly lossMusd: number;
  readonly logPrice: number;
  readonly missing: number;
  readonly rerouted: number;
  readonly recycled: number;
  readonly spare: number;
  readonly industryStock: number;
  readonly reserve: number;
  readonly priceResponse: number;
}

/** A draw of the whole model, by mineral and quarter. */
export function secondDraw(future: Future): SecondQuarter[][] {
  const causes = causesOf(future);
  return future.model.minerals.map((mineral, m) => secondMineral(future, causes, mineral, m));
}

/** What a draw takes for a mineral from its ranges. */
interface Taken {
  readonly demandElasticity: number;
  readonly supplyElasticity: number;
  readonly importShare: number;
  readonly spareShare: number;
  readonly stakeMusd: number; // per quarter of demand
  readonly exposure: number;
  readonly firstAnswer: number;
  readonly lastingAnswer: number;
  readonly rerouteShare: number;
  readonly feedSlack: number;
}

/** What a market remembers from quarter to quarter. */
interface Market {
  demandNoise: number;
  logPrice: number;
  spare: number;
  industryStock: number;
  reserve: number;
  adaptation: number;
  detours: number;
}

function takenOf({ model, arithmetic }: Future, mineral: ChainMineral, stream: Stream): Taken {
  const { settings } = model;
  const word = (n: number) => stream.at(1_000_000 + n);
  const one = (range: ChainMineral['importShare'], n: number) => between(range, uniform(word(n)));
  return {
    demandElasticity: one(mineral.demandElasticity, 0),
    supplyElasticity: one(mineral.supplyElasticity, 1),
    importShare: one(mineral.importShare, 2),
    spareShare: one(mineral.spareShare, 3),
    stakeMusd: one(mineral.stakeMusdPerYear, 4) / 4,
    exposure: arithmetic.exp(settings.exposureDeviation * normal(word(5))),
    firstAnswer: one(settings.firstAnswer, 6),
    lastingAnswer: one(settings.lastingAnswer, 7),
    rerouteShare: one(settings.rerouteShare, 8),
    feedSlack: one(mineral.feedSlack, 9),
  };
}

function secondMineral(
  future: Future,
  causes: readonly Cause[],
  mineral: ChainMineral,
  m: number,
): SecondQuarter[] {
  const { model, scenario, stockTonnes } = future;
  const stream = streamOf(future, `mineral:${mineral.mineral}`);
  const taken = takenOf(future, mineral, stream);
  const industry = model.settings.industryStockQuarters * scenario.levers.industryStockScale;
  const market: Market = {
    demandNoise: 0,
    logPrice: 0,
    spare: 0,
    industryStock: industry,
    reserve: (stockTonnes[mineral.mineral] ?? 0) / (mineral.demandTonnesPerYear / 4),
    adaptation: 0,
    detours: 0,
  };
  const added = addedSupply(future, mineral, m);
  const links = causedLinks(future, causes, mineral, m);
  return Array.from({ length: future.quarters }, (_, quarter) =>
    secondQuarter({
      future,
      mineral,
      taken,
      market,
      industry,
      quarter,
      noise: stream.at(quarter),
      added: added[quarter]!,
      cut: cutFlows(links, quarter),
      home: atHome(future, mineral, quarter),
    }),
  );
}

interface Quarter {
  readonly future: Future;
  readonly mineral: ChainMineral;
  readonly taken: Taken;
  readonly market: Market; // moved on to the next quarter
  readonly industry: number; // stock when full
  readonly quarter: number;
  readonly noise: number; // random word
  readonly added: number;
  readonly cut: CutFlows;
  readonly home: AtHome;
}

/** Supply against demand. */
function secondQuarter(the: Quarter): SecondQuarter {
  const { future, taken, market, industry, added, cut, home } = the;
  const { settings } = future.model;

  // Demand: what is ordered as usual, and growth and surges on top.
  market.demandNoise =
    settings.demandPersistence * market.demandNoise +
    settings.demandDeviation * NORMAL_LEVELS[the.noise & LEVEL_MASK]!;
  const usual = 1 + Math.max(-0.8, market.demandNoise);
  const demand = usual * growth(the) * home.surge;

  // Supply at home and from abroad.
  const scrap = Math.min(the.mineral.recycledShare, 1 - taken.importShare);
  const primary = (1 - taken.importShare - scrap) * home.open;
  const produced = scrap + primary * Math.max(0, 1 - cut.home);
  const bought = 1 - scrap - primary;
  const ore = the.mineral.feed < 0 ? 1e6 : Math.max(0, 1 - cut.ore) * (1 + taken.feedSlack);
  const gone = cut.gone * taken.exposure;
  const held = cut.held * taken.exposure;
  const detours = openDetours(the, held >= 1e-9);
  const arriving = (share: number) => Math.min(ore, Math.max(0, share));
  const withDetours = arriving(1 - gone - held * (1 - detours));
  const direct = arriving(1 - gone - held);
  const supply = usual * (produced + bought * withDetours) + added;
  const lack = demand - supply;
  const missing = lack > 1e-9 ? lack : 0;

  // What closes a lack: scrap, spare capacity, stocks of industry, the reserve.
  const adapted = adapt(the, missing > 0);
  const recycled = Math.min(missing, usual * scrap * settings.recyclingBoost * adapted);
  const spare = runSpare(the, missing - recycled, (ore - withDetours) * bought);
  const needed = missing - recycled - spare;
  const drawn = Math.min(needed, market.industryStock);
  const room = industry - market.industryStock;
  const back = room < 0.005 ? room : settings.restockShare * room;
  market.industryStock += (missing > 0 ? 0 : back) - drawn;
  const gap = needed - drawn;
  const reserve = release(the, gap);
  market.reserve -= reserve;

  const total = supply + recycled + spare + drawn + reserve;
  const short = shareOut(the, { demand, total, gap, reserve, adapted });
  const worldSupply = Math.min(usual * direct, supply) + recycled + spare + reserve;
  const isCalm = missing === 0 && direct === 1;
  const foreseen = isCalm ? 0 : clearing(the, demand, worldSupply, adapted);
  const ahead = settings.priceForesight * Math.max(0, foreseen - short.rise);
  const target = short.rise + ahead + home.logDump;
  const priceNoise =
    settings.priceDeviation * NORMAL_LEVELS[(the.noise >>> LEVEL_BITS) & LEVEL_MASK]!;
  market.logPrice += settings.priceAdjustment * (target - market.logPrice) + priceNoise;

  const wouldLack = demand - usual * (produced + bought * direct) - added;
  const allMissing = Math.max(wouldLack, missing);
  return {
    gap,
    unmet: short.unmet,
    early: short.early,
    shifted: short.shifted,
    supplied: short.unmet > 0 ? short.met : total,
    lossMusd: short.lossMusd,
    logPrice: market.logPrice,
    missing: allMissing,
    rerouted: allMissing - missing,
    recycled,
    spare,
    industryStock: drawn,
    reserve,
    priceResponse: short.unmet > 0 ? short.met - total : 0,
  };
}

/** Growth by the end of the quarter. */
function growth({ future, quarter }: Quarter): number {
  const { exp, log } = future.arithmetic;
  return exp((log(1 + future.scenario.levers.demandGrowth) / 4) * (quarter + 1));
}

/** Share of what is held back that comes by detours: they open while it is, and close after. */
function openDetours({ future, market, taken }: Quarter, isHeld: boolean): number {
  const { rerouteRamp } = future.model.settings;
  const goal = isHeld ? taken.rerouteShare : 0;
  const next = market.detours + rerouteRamp * (goal - market.detours);
  market.detours = next;
  return isHeld ? next : 0;
}

/** How far the market has adapted: it goes on while something is missing, and forgets after. */
function adapt({ future, market }: Quarter, isMissing: boolean): number {
  const { adaptationShare } = future.model.settings;
  const before = market.adaptation;
  const next = before + adaptationShare * ((isMissing ? 1 : 0) - before);
  market.adaptation = next;
  return isMissing ? next : before;
}

function runSpare({ future, market, taken }: Quarter, lack: number, oreRoom: number): number {
  const wanted = Math.min(lack, taken.spareShare, oreRoom);
  const next = market.spare + future.model.settings.spareRamp * (wanted - market.spare);
  market.spare = next < 0.001 ? 0 : next;
  return Math.min(market.spare, lack);
}

function release({ future, market }: Quarter, gap: number): number {
  const { releaseTrigger, releaseShare, coverFloorDays } = future.scenario.levers;
  const isShut = releaseTrigger > 1 && market.logPrice < future.arithmetic.log(releaseTrigger);
  if (isShut) return 0;
  return Math.min(gap * releaseShare, Math.max(0, market.reserve - coverFloorDays / (365 / 4)));
}

const elasticityOf = ({ taken }: Quarter, oneYear: number, adapted: number) =>
  oneYear * (taken.firstAnswer + (taken.lastingAnswer - taken.firstAnswer) * adapted);

/** Logarithm of the price ratio at which demand and supply meet, at most the cap. */
function clearing(the: Quarter, demand: number, supply: number, adapted: number): number {
  const { taken, future } = the;
  const { log } = future.arithmetic;
  const most = log(future.model.settings.priceCapRatio);
  if (demand <= supply * (1 + 1e-12)) return 0;
  if (supply <= 0) return most;
  const sum =
    elasticityOf(the, taken.demandElasticity, adapted) +
    elasticityOf(the, taken.supplyElasticity, adapted);
  return Math.min(most, log(demand / supply) / sum);
}

interface Shortage {
  readonly demand: number;
  readonly total: number; // supplied before the price answers
  readonly gap: number;
  readonly reserve: number; // released of it
  readonly adapted: number;
}

/** Shares out what is short: by price, and among the uses. */
function shareOut(the: Quarter, { demand, total, gap, reserve, adapted }: Shortage) {
  const { taken, mineral, future } = the;
  const { exp, log } = future.arithmetic;
  const none = { rise: 0, unmet: 0, early: 0, shifted: 0, met: total, lossMusd: 0 };
  const rise = gap > reserve ? clearing(the, demand, total, adapted) : 0;
  if (rise === 0) return none;
  const isCapped = rise >= log(future.model.settings.priceCapRatio);
  const met = isCapped
    ? total * exp(elasticityOf(the, taken.supplyElasticity, adapted) * rise)
    : demand * exp(-elasticityOf(the, taken.demandElasticity, adapted) * rise);
  const unmet = demand - met;
  const early = unmet * (1 - unmet / demand);
  const alike = unmet - early;

  const { uses } = mineral;
  const over = (value: (use: (typeof uses)[number]) => number) => uses.map(value).reduce(plus, 0);
  const military = over(
    ({ share, classShare, readiness }) => share * classShare.military * (readiness * early + alike),
  );
  const shifted = Math.min(military, reserve * future.scenario.levers.defenceFirst);
  const meanStake = (user: 'military' | 'other') => {
    const size = over(({ share, classShare }) => share * classShare[user]);
    const stake = over((use) => use.share * use.classShare[user] * use.stakeFactor);
    return size > 0 ? stake / size : 1;
  };
  const burden =
    early * over(({ share, readiness, stakeFactor }) => share * readiness * stakeFactor) +
    alike +
    shifted * (meanStake('other') - meanStake('military'));
  const spendMusd = (mineral.demandTonnesPerYear / 4) * mineral.priceUsdPerTonne * 1e-6;
  const bill = (exp(rise) - 1) * taken.importShare * met * spendMusd;
  return { rise, unmet, early, shifted, met, lossMusd: taken.stakeMusd * burden + bill };
}

const plus = (a: number, b: number) => a + b;

/** Sums of a mineral over the horizon, as a run reports them. */
export function secondSums(path: readonly SecondQuarter[]) {
  const sum = (field: keyof SecondQuarter) => path.map((each) => each[field]).reduce(plus, 0);
  return {
    unmet: sum('unmet'),
    early: sum('early'),
    shifted: sum('shifted'),
    lossMusd: sum('lossMusd'),
    worstUnmet: Math.max(0, ...path.map(({ unmet }) => unmet)),
    peakLogPrice: Math.max(0, ...path.map(({ logPrice }) => logPrice)),
  };
}

/** The arithmetic of the JavaScript engine that runs. */
export const ENGINE_ARITHMETIC: Arithmetic = { exp: Math.exp, log: Math.log };
