import { log } from '../base/elementary.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import { isCut } from './idle-shocks.ts';
import type { Levers, Scenario, Shock } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

/** The named shocks of a scenario, spread over quarters, minerals and supply links. */
export interface Schedule {
  readonly links: number;
  /** Whether any link is cut in a quarter, shape (quarter). */
  readonly active: Uint8Array;
  /** Share of exports cut by a named shock, shape (quarter, link). */
  readonly depth: Float64Array;
  /** Share of imports that these cuts take, shape (quarter, mineral). */
  readonly lost: Float64Array;
  /** Factor on demand, shape (quarter, mineral). */
  readonly demand: Float64Array;
  /** Share of domestic capacity still in business, shape (quarter, mineral); imports replace it. */
  readonly domestic: Float64Array;
  /** Share of that which runs, shape (quarter, mineral); nothing replaces what stands still. */
  readonly homeRunning: Float64Array;
  /** Logarithm of the price cut by dumping, shape (quarter, mineral). */
  readonly logDump: Float64Array;
  readonly logPriceCap: number;
  /** What a quarter of normal demand costs, by mineral [million USD]. */
  readonly spendMusdPerQuarter: Float64Array;
}

const DUMPING_QUARTERS_TO_CLOSE = 4; // a mine at a loss holds out for about a year

/**
 * Lays out the named shocks of a scenario.
 *
 * @throws Refusal `stress.unknown_mineral`, `stress.unknown_country`
 * @source docs/models/stress.md, section 4
 */
export function layOut(model: StressModel, scenario: Scenario, quarters: number): Schedule {
  const minerals = model.minerals.length;
  const schedule: Schedule = {
    links: model.links.length,
    active: new Uint8Array(quarters),
    depth: new Float64Array(quarters * model.links.length),
    lost: new Float64Array(quarters * minerals),
    demand: new Float64Array(quarters * minerals).fill(1),
    domestic: new Float64Array(quarters * minerals).fill(1),
    homeRunning: new Float64Array(quarters * minerals).fill(1),
    logDump: new Float64Array(quarters * minerals),
    logPriceCap: log(model.settings.priceCapRatio),
    spendMusdPerQuarter: Float64Array.from(
      model.minerals,
      ({ demandTonnesPerYear, priceUsdPerTonne }) =>
        (demandTonnesPerYear * priceUsdPerTonne) / 4 / 1e6,
    ),
  };
  for (const shock of scenario.shocks) {
    const hit = mineralsHit(model, shock);
    const depth = shock.depth * scenario.levers.severity * (1 - leakageOf(shock, scenario.levers));
    const lasting = scaledQuarters(shock.quarters, scenario.levers.durationScale);
    const end = Math.min(quarters, shock.startQuarter + lasting);
    for (let quarter = shock.startQuarter; quarter < end; quarter++) {
      apply(model, schedule, shock, { hit, depth, quarter });
    }
    if (shock.kind === 'dumping') keepClosed(model, schedule, { hit, depth, end, quarters });
  }
  return schedule;
}

/** What of a cut finds its way: the shock's own share, and for exports the lever's beside it. */
function leakageOf(shock: Shock, { leakage }: Levers): number {
  return isCut(shock) ? Math.min(1, shock.leakage + leakage) : shock.leakage;
}

/** A length times a scale, up to the next whole quarter; 1.0000000001 quarters are one. */
const scaledQuarters = (quarters: number, scale: number): number =>
  Math.ceil(quarters * scale - 1e-9);

function apply(
  model: StressModel,
  schedule: Schedule,
  shock: Shock,
  { hit, depth, quarter }: { hit: readonly boolean[]; depth: number; quarter: number },
): void {
  const row = quarter * model.minerals.length;
  const domesticAlso = shock.kind === 'outage' && shock.country === 'USA';
  for (let m = 0; m < model.minerals.length; m++) {
    if (!hit[m]) continue;
    if (domesticAlso) schedule.homeRunning[row + m]! *= 1 - depth;
    if (shock.kind === 'demand-surge') schedule.demand[row + m]! *= 1 + depth;
    if (shock.kind === 'dumping') {
      schedule.logDump[row + m]! += log(1 - Math.min(depth, 0.95));
      const elapsed = quarter - shock.startQuarter + 1;
      const closed = Math.min(1, elapsed / DUMPING_QUARTERS_TO_CLOSE);
      schedule.domestic[row + m]! *= 1 - closed * depth * model.settings.dumpingExitShare;
    }
  }
  if (!isCut(shock)) return;
  model.links.forEach((link, at) => {
    if (!hit[link.mineral] || link.iso3 !== shock.country) return;
    const cell = quarter * model.links.length + at;
    const before = schedule.depth[cell]!;
    if (depth <= before) return;
    schedule.depth[cell] = depth;
    schedule.lost[row + link.mineral]! += link.share * (depth - before);
    schedule.active[quarter] = 1;
  });
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
  for (const mineral of minerals) requireMineral(model, mineral);
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
