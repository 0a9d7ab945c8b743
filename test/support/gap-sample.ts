import { log } from '../../src/base/elementary.ts';
import { threefry, uniform, variable } from '../../src/base/random.ts';
import type { GapMineral, GapSample } from '../../src/stress/gaps.ts';

/** How large a made-up sample of gaps shall be. */
export interface SampleSize {
  readonly draws: number;
  readonly minerals: number;
  readonly quarters: number;
  readonly seed: number;
}

/*
 * Made-up gaps with the shape of real ones: a bad event hits many minerals at once, starts at any
 * quarter, lasts for some time, and takes a different share of demand from each mineral.
 */
export function makeGapSample(size: SampleSize): {
  sample: GapSample;
  minerals: readonly GapMineral[];
} {
  const keys: number[] = [];
  const gaps: number[] = [];
  const start = new Uint32Array(size.draws + 1);
  const demand = Array.from({ length: size.minerals }, (_, m) => 10 ** (2 + ((m * 7) % 4)));
  const total = new Float64Array(size.minerals);
  for (let s = 0; s < size.draws; s++) {
    for (let m = 0; m < size.minerals; m++) {
      const depth = gapDepth(size, s, m);
      for (let t = depth.from; t < Math.min(size.quarters, depth.from + depth.length); t++) {
        const gap = Math.fround(depth.share * demand[m]!);
        if (gap <= 0) continue;
        keys.push(m * 64 + t);
        gaps.push(gap);
        total[m]! += gap;
      }
    }
    start[s + 1] = keys.length;
  }
  const minerals = demand.map((tonnes, m) => mineralOf(m, tonnes, total[m]! / size.draws));
  return {
    sample: {
      draws: size.draws,
      quarters: size.quarters,
      minerals: size.minerals,
      start,
      key: Uint16Array.from(keys),
      gapTonnes: Float32Array.from(gaps),
    },
    minerals,
  };
}

const EVENTS = 3;

function gapDepth({ seed, quarters }: SampleSize, s: number, m: number) {
  const event = m % EVENTS;
  const common = twoUniforms(seed, s, `event ${event}`);
  const own = twoUniforms(seed, s, `mineral ${m}`);
  if (common[0] > 0.35 && own[0] > 0.1) return { from: 0, length: 0, share: 0 };
  const from = Math.floor((common[0] > 0.35 ? own[1] : common[1]) * quarters);
  const length = 1 + Math.floor(-4 * log(own[1]));
  return { from, length, share: 0.05 + 0.6 * own[0] * own[0] };
}

function twoUniforms(seed: number, draw: number, name: string): readonly [number, number] {
  const block = new Int32Array(2);
  threefry(block, seed, draw, variable(name), 0);
  return [uniform(block[0]!), uniform(block[1]!)];
}

/** Some minerals go into arms, others into food. */
function classLossShareOf(m: number): GapMineral['classLossShare'] {
  const military = ((m * 3) % 5) / 10;
  const essential = ((m * 2) % 6) / 10;
  return { military, essential, other: 1 - military - essential };
}

function mineralOf(m: number, quarterTonnes: number, meanGapTonnes: number): GapMineral {
  const priceUsdPerTonne = 1e6 / quarterTonnes ** 0.7;
  return {
    mineral: `mineral-${m}`,
    name: `Mineral ${m}`,
    consumptionTonnesPerYear: quarterTonnes * 4,
    worldTonnesPerYear: m % 5 === 4 ? null : quarterTonnes * (12 + (m % 7) * 10),
    priceUsdPerTonne: m % 11 === 10 ? null : priceUsdPerTonne,
    elasticitySum: 0.3 + (m % 4) * 0.2,
    meanGapTonnes,
    lossUsdPerTonne: priceUsdPerTonne * (1.5 + ((m * 5) % 9)),
    classLossShare: classLossShareOf(m),
  };
}
