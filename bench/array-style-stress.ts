import type { Range } from '../src/dependency/assumptions.ts';
import { withIndustryStock } from '../src/stress/ensemble.ts';
import { layOut, type Schedule } from '../src/stress/schedule.ts';
import type { Scenario } from '../src/stress/stress.ts';
import type { ChainMineral, StressModel } from '../src/stress/supply-chain.ts';

/*
 * The stress model once more, as one writes it with NumPy: every operation on a whole array of
 * draws, a new array for every result, the engine's own exp, log and random numbers. It is the
 * rival of the benchmark, and a second opinion on the kernel: same equations, other numbers, so
 * the two agree within their standard errors. docs/models/stress.md has the equations.
 */

type Vector = Float64Array<ArrayBuffer>;

const map1 = (a: Vector, f: (x: number) => number): Vector => {
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = f(a[i]!);
  return out;
};
const map2 = (a: Vector, b: Vector, f: (x: number, y: number) => number): Vector => {
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = f(a[i]!, b[i]!);
  return out;
};
const add = (a: Vector, b: Vector) => map2(a, b, (x, y) => x + y);
const subtract = (a: Vector, b: Vector) => map2(a, b, (x, y) => x - y);
const multiply = (a: Vector, b: Vector) => map2(a, b, (x, y) => x * y);
const divide = (a: Vector, b: Vector) => map2(a, b, (x, y) => x / y);
const minimum = (a: Vector, b: Vector) => map2(a, b, Math.min);
const scale = (a: Vector, k: number) => map1(a, (x) => k * x);
const shift = (a: Vector, k: number) => map1(a, (x) => x + k);
const positive = (a: Vector) => map1(a, (x) => Math.max(0, x));
const exponential = (a: Vector) => map1(a, Math.exp);
const logarithm = (a: Vector) => map1(a, Math.log);
const where = (test: Vector, a: Vector, b: Vector) => {
  const out = new Float64Array(test.length);
  for (let i = 0; i < test.length; i++) out[i] = test[i]! > 0 ? a[i]! : b[i]!;
  return out;
};
const isAbove = (a: Vector, k: number) => map1(a, (x) => (x > k ? 1 : 0));
const oneLess = (a: Vector) => map1(a, (x) => 1 - x);
const zeros = (n: number): Vector => new Float64Array(n);

/** Uniform and normal numbers in whole arrays (Marsaglia's polar method). */
function generator(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const normalNumber = () => {
    for (;;) {
      const x = 2 * next() - 1;
      const y = 2 * next() - 1;
      const s = x * x + y * y;
      if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
    }
  };
  return {
    uniforms: (n: number) => Float64Array.from({ length: n }, next),
    normals: (n: number) => Float64Array.from({ length: n }, normalNumber),
  };
}

/** The latent normal below which a share `p` of draws lies, by bisection on the error integral. */
function quantile(p: number): number {
  let low = -10;
  let high = 10;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Share of a standard normal below x, by Simpson's rule. */
function normalShare(x: number): number {
  const steps = 400;
  const h = x / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-0.5 * (i * h) ** 2);
  }
  return 0.5 + (sum * h) / 3 / Math.sqrt(2 * Math.PI);
}

/** One ensemble under way. */
interface Run {
  readonly n: number;
  readonly model: StressModel;
  readonly schedule: Schedule;
  readonly random: ReturnType<typeof generator>;
  readonly growth: number; // of demand, per quarter
  readonly thresholds: readonly number[];
  readonly depths: Vector[];
  readonly blocs: Vector[];
  readonly states: readonly ReturnType<typeof stateOf>[];
}

/**
 * GDP lost over the horizon in each of `n` draws of a scenario without stocks or new supply.
 *
 * @returns shape (draw) [million USD]
 */
export function arrayStyleLosses(
  given: StressModel,
  scenario: Scenario,
  { n, quarters, seed }: { n: number; quarters: number; seed: number },
): Vector {
  const model = withIndustryStock(given, scenario.levers.industryStockScale);
  const { settings, hazards, minerals } = model;
  const random = generator(seed);
  const run: Run = {
    n,
    model,
    schedule: layOut(model, scenario, quarters),
    random,
    growth: (1 + scenario.levers.demandGrowth) ** (1 / 4),
    thresholds: hazards.map(({ onsetPerQuarter }) =>
      quantile(onsetPerQuarter * scenario.levers.hazardScale),
    ),
    depths: hazards.map(() => zeros(n)),
    blocs: Array.from({ length: settings.blocs }, () => random.normals(n)),
    states: minerals.map((mineral) => stateOf(mineral, settings, random, n)),
  };
  let losses = zeros(n);
  for (let quarter = 0; quarter < quarters; quarter++) {
    moveHazards(run);
    for (let m = 0; m < minerals.length; m++) losses = add(losses, lossOf(run, m, quarter));
  }
  return losses;
}

function stateOf(
  mineral: ChainMineral,
  settings: StressModel['settings'],
  random: ReturnType<typeof generator>,
  n: number,
) {
  const draw = (range: Range) =>
    map1(random.uniforms(n), (u) =>
      u < 0.5
        ? range.low + (range.mid - range.low) * 2 * u
        : range.mid + (range.high - range.mid) * (2 * u - 1),
    );
  return {
    demandElasticity: draw(mineral.demandElasticity),
    supplyElasticity: draw(mineral.supplyElasticity),
    importShare: draw(mineral.importShare),
    spareLimit: draw(mineral.spareShare),
    stake: scale(draw(mineral.stakeMusdPerYear), 1 / 4),
    exposure: exponential(scale(random.normals(n), settings.exposureDeviation)),
    spare: zeros(n),
    industry: zeros(n).fill(settings.industryStockQuarters),
    noise: zeros(n),
  };
}

function moveHazards({ n, model, random, thresholds, depths, blocs }: Run): void {
  const { settings, hazards } = model;
  const kept = settings.blocPersistence;
  for (const [b, bloc] of blocs.entries()) {
    blocs[b] = add(scale(bloc, kept), scale(random.normals(n), Math.sqrt(1 - kept * kept)));
  }
  const loading = Math.sqrt(settings.blocCorrelation);
  const own = Math.sqrt(1 - settings.blocCorrelation);
  for (const [h, hazard] of hazards.entries()) {
    const latent = add(scale(blocs[hazard.bloc]!, loading), scale(random.normals(n), own));
    const onset = isAbove(scale(latent, -1), -thresholds[h]!);
    const stays = isAbove(random.uniforms(n), hazard.recoveryPerQuarter);
    const span = hazard.depthHigh - hazard.depthLow;
    const fresh = shift(scale(random.uniforms(n), span), hazard.depthLow);
    const depth = depths[h]!;
    depths[h] = where(depth, multiply(depth, stays), multiply(onset, fresh));
  }
}

function lostShare({ n, model, schedule, depths, states }: Run, m: number, quarter: number) {
  let lost = zeros(n);
  for (const [at, link] of model.links.entries()) {
    if (link.mineral !== m) continue;
    const planned = zeros(n).fill(schedule.depth[quarter * schedule.links + at]!);
    const general = map2(depths[link.general]!, planned, Math.max);
    const worst = link.control < 0 ? general : map2(general, depths[link.control]!, Math.max);
    lost = add(lost, scale(worst, link.share));
  }
  return multiply(lost, states[m]!.exposure);
}

function lossOf(run: Run, m: number, quarter: number): Vector {
  const { n, model, schedule, random, growth } = run;
  const { settings, minerals } = model;
  const state = run.states[m]!;
  const at = quarter * minerals.length + m;
  state.noise = add(
    scale(state.noise, settings.demandPersistence),
    scale(random.normals(n), settings.demandDeviation),
  );
  const level = shift(state.noise, 1);
  const demand = scale(level, growth ** (quarter + 1) * schedule.demand[at]!);
  const home = scale(oneLess(state.importShare), schedule.domestic[at]!);
  const arriving = multiply(oneLess(home), positive(oneLess(lostShare(run, m, quarter))));
  const supply = multiply(level, add(scale(home, schedule.homeRunning[at]!), arriving));
  const missing = positive(subtract(demand, supply));
  const wanted = minimum(missing, state.spareLimit);
  state.spare = add(state.spare, scale(subtract(wanted, state.spare), settings.spareRamp));
  const extra = minimum(state.spare, missing);
  const drawn = minimum(state.industry, subtract(missing, extra));
  const calm = map1(missing, (x) => (x > 0 ? 0 : settings.restockShare));
  const room = map1(state.industry, (x) => settings.industryStockQuarters - x);
  state.industry = subtract(add(state.industry, multiply(calm, room)), drawn);
  return priced(run, m, demand, add(supply, add(extra, drawn)));
}

function priced({ n, schedule, states }: Run, m: number, demand: Vector, supply: Vector): Vector {
  const { demandElasticity, supplyElasticity, importShare, stake } = states[m]!;
  const short = isAbove(subtract(demand, supply), 1e-12);
  const rise = minimum(
    divide(logarithm(divide(demand, supply)), add(demandElasticity, supplyElasticity)),
    zeros(n).fill(schedule.logPriceCap),
  );
  const met = minimum(
    multiply(demand, exponential(scale(multiply(demandElasticity, rise), -1))),
    multiply(supply, exponential(multiply(supplyElasticity, rise))),
  );
  const bill = scale(
    multiply(shift(exponential(rise), -1), multiply(importShare, met)),
    schedule.spendMusdPerQuarter[m]!,
  );
  return where(short, add(multiply(stake, subtract(demand, met)), bill), zeros(n));
}
