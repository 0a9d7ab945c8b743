import { exp, log } from '../base/elementary.ts';
import { normalQuantile } from '../base/normal.ts';
import { variable } from '../base/random.ts';
import type { Schedule } from './schedule.ts';
import type { Levers } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * Of what is the same for every draw, the part that events read: moods of blocs, hazards, plants and
 * shocks, and what each of these causes cuts.
 */

export interface EventConstants {
  readonly blocs: number;
  readonly causes: number; // hazards, and after them random shocks
  readonly hazards: number;
  readonly shocks: number; // random ones

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
}

/** What hazards, plants, shocks and links are, as flat arrays. */
export function eventConstants(
  model: StressModel,
  schedule: Schedule,
  { quarters, levers }: { readonly quarters: number; readonly levers: Levers },
): EventConstants {
  return {
    causes: model.hazards.length + schedule.random.length,
    ...hazardConstants(model, levers.hazardScale),
    ...plantConstants(model, levers.hazardScale, quarters),
    ...shockConstants(schedule),
    ...reachConstants(model, schedule),
    active: schedule.active,
    destroyed: schedule.destroyed,
    barred: schedule.barred,
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
