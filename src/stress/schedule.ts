import { log } from '../base/elementary.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import type { Range } from '../dependency/assumptions.ts';
import { isRandom, middleOf, rangeOf, type Shock } from './shock.ts';
import { leakageOf, type Reach, reachOf } from './shock-reach.ts';
import type { Scenario } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

/** The named shocks of a scenario, spread over quarters, minerals and supply links. */
export interface Schedule {
  /** Whether any link is cut in a quarter, shape (quarter). */
  readonly active: Uint8Array;
  /** Share of a link's flow that a named shock destroys, shape (quarter, link). */
  readonly destroyed: Float64Array;
  /** Share that one bars, likewise; what is destroyed is not barred as well. */
  readonly barred: Float64Array;
  /** Shocks whose start, length or depth each draw takes anew. */
  readonly random: readonly RandomShock[];
  /** Factor on demand, shape (quarter, mineral). */
  readonly demand: Float64Array;
  /** Share of domestic capacity still in business, shape (quarter, mineral); imports replace the rest. */
  readonly domestic: Float64Array;
  /** Logarithm of the price cut by dumping, shape (quarter, mineral). */
  readonly logDump: Float64Array;
  readonly logPriceCap: number;
  /** What a quarter of normal demand costs, by mineral [million USD]. */
  readonly spendMusdPerQuarter: Float64Array;
}

/** A shock that each draw times and sizes anew. Shocks of one country draw the same numbers. */
export interface RandomShock {
  readonly name: string; // by which its numbers are drawn
  readonly startQuarter: Range;
  readonly quarters: Range; // before the lever of length
  readonly depth: Range; // with severity and leakage already in it
  readonly durationScale: number;
  readonly reach: readonly Reach[];
}

const DUMPING_QUARTERS_TO_CLOSE = 4; // a mine at a loss holds out for about a year

/**
 * Lays out the named shocks of a scenario.
 *
 * @throws Refusal `stress.unknown_mineral`, `stress.unknown_country`
 * @source docs/models/stress.md, section 6
 */
export function layOut(model: StressModel, scenario: Scenario, quarters: number): Schedule {
  const size = quarters * model.minerals.length;
  const links = quarters * model.links.length;
  const [fixed, random] = [
    scenario.shocks.filter((shock) => !isRandom(shock)),
    scenario.shocks.filter(isRandom),
  ];
  const schedule: Schedule = {
    active: new Uint8Array(quarters),
    destroyed: new Float64Array(links),
    barred: new Float64Array(links),
    random: random.map((shock) => randomShock(model, scenario, shock)),
    demand: new Float64Array(size).fill(1),
    domestic: new Float64Array(size).fill(1),
    logDump: new Float64Array(size),
    logPriceCap: log(model.settings.priceCapRatio),
    spendMusdPerQuarter: Float64Array.from(
      model.minerals,
      ({ demandTonnesPerYear, priceUsdPerTonne }) =>
        (demandTonnesPerYear * priceUsdPerTonne) / 4 / 1e6,
    ),
  };
  for (const shock of fixed) {
    const hit = mineralsHit(model, shock);
    const reach = reachOf(model, shock);
    const start = middleOf(shock.startQuarter);
    const lasting = scaledQuarters(middleOf(shock.quarters), scenario.levers.durationScale);
    const end = Math.min(quarters, start + lasting);
    for (let quarter = start; quarter < end; quarter++) {
      const elapsed = quarter - start;
      const passes = 1 - leakageOf(model, shock, scenario.levers, elapsed);
      const depth = middleOf(shock.depth) * scenario.levers.severity * passes;
      cutFlows(model, schedule, reach, { depth, quarter });
      strikeAtHome(model, schedule, shock, { hit, depth, quarter, elapsed });
    }
    const depth = middleOf(shock.depth) * scenario.levers.severity * (1 - shock.leakage);
    if (shock.kind === 'dumping') keepClosed(model, schedule, { hit, depth, end, quarters });
  }
  return schedule;
}

/** A random shock; what licences grant and others sell in the end counts from its first quarter. */
function randomShock(model: StressModel, { levers }: Scenario, shock: Shock): RandomShock {
  mineralsHit(model, shock);
  const passes = 1 - leakageOf(model, shock, levers, LONG_AFTER);
  const depth = rangeOf(shock.depth);
  const scale = levers.severity * passes;
  return {
    name: `shock:${shock.country ?? shock.plant ?? 'all'}`,
    startQuarter: rangeOf(shock.startQuarter),
    quarters: rangeOf(shock.quarters),
    depth: { low: depth.low * scale, mid: depth.mid * scale, high: depth.high * scale },
    durationScale: levers.durationScale,
    reach: reachOf(model, shock),
  };
}

const LONG_AFTER = 100; // quarters

/** A length times a scale, up to the next whole quarter; 1.0000000001 quarters are one. */
export const scaledQuarters = (quarters: number, scale: number): number =>
  Math.ceil(quarters * scale - 1e-9);

/** Cuts links; of two cuts of one link the deeper one counts. */
function cutFlows(
  model: StressModel,
  schedule: Schedule,
  reach: readonly Reach[],
  { depth, quarter }: { depth: number; quarter: number },
): void {
  for (const { link, factor, barred } of reach) {
    const cell = quarter * model.links.length + link;
    const cuts = barred ? schedule.barred : schedule.destroyed;
    cuts[cell] = Math.max(cuts[cell]!, depth * factor);
    if (depth > 0) schedule.active[quarter] = 1;
  }
}

/** What a shock does to demand, to prices and to how many mines at home stay in business. */
function strikeAtHome(
  { minerals, settings }: StressModel,
  schedule: Schedule,
  shock: Shock,
  at: { hit: readonly boolean[]; depth: number; quarter: number; elapsed: number },
): void {
  const { depth } = at;
  const row = at.quarter * minerals.length;
  for (let m = 0; m < minerals.length; m++) {
    if (!at.hit[m]) continue;
    if (shock.kind === 'demand-surge') schedule.demand[row + m]! *= 1 + depth;
    if (shock.kind === 'dumping') {
      schedule.logDump[row + m]! += log(1 - Math.min(depth, 0.95));
      const closed = Math.min(1, (at.elapsed + 1) / DUMPING_QUARTERS_TO_CLOSE);
      schedule.domestic[row + m]! *= 1 - closed * depth * settings.dumpingExitShare;
    }
  }
}

/** Mines that a price war closed stay closed for the rest of the horizon. */
function keepClosed(
  model: StressModel,
  schedule: Schedule,
  from: { hit: readonly boolean[]; depth: number; end: number; quarters: number },
): void {
  const minerals = model.minerals.length;
  for (let quarter = from.end; quarter < from.quarters; quarter++) {
    for (let m = 0; m < minerals; m++) {
      if (!from.hit[m]) continue;
      schedule.domestic[quarter * minerals + m]! *=
        1 - from.depth * model.settings.dumpingExitShare;
    }
  }
}

/** Which minerals of the model a shock strikes. Those it names but the model lacks are refused. */
function mineralsHit(model: StressModel, { minerals }: Shock): boolean[] {
  if (minerals === 'all') return model.minerals.map(() => true);
  const ores = new Set(model.feeds.map(({ mineral }) => mineral));
  for (const mineral of minerals) if (!ores.has(mineral)) requireMineral(model, mineral);
  const wanted = new Set(minerals);
  return model.minerals.map(({ mineral }) => wanted.has(mineral));
}

/** @throws Refusal `stress.unknown_mineral`, saying why when it is listed but cannot be modelled */
export function requireMineral(model: StressModel, wanted: string): void {
  const known = model.minerals.map(({ mineral }) => mineral);
  if (known.includes(wanted)) return;
  const reason = model.notModelled.find(({ mineral }) => mineral === wanted)?.reason;
  if (reason !== undefined) {
    throw new Refusal(
      'not_found',
      'stress.unknown_mineral',
      `${wanted} cannot be stressed: ${reason}`,
      'docs/models/dependency.md says what a mineral needs to be modelled',
    );
  }
  throw new Refusal(
    'not_found',
    'stress.unknown_mineral',
    `there is no mineral '${wanted}'`,
    `the nearest are ${nearest(wanted, known).join(', ')}`,
  );
}
