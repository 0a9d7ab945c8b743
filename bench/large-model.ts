import { scramble, threefry, uniform, variable } from '../src/base/random.ts';
import type { Range } from '../src/dependency/assumptions.ts';
import { type EnsembleInputs, openEnsemble } from '../src/stress/ensemble.ts';
import type { Kernel } from '../src/stress/kernel.ts';
import type { Constants } from '../src/stress/kernel-constants.ts';
import { findPreset } from '../src/stress/presets.ts';
import type {
  ChainMineral,
  Hazard,
  PipelineProject,
  StressModel,
  SupplyLink,
} from '../src/stress/supply-chain.ts';

/*
 * A synthetic model that is larger than the real one, to measure speed with: 60 minerals, 60
 * countries, 509 links of imports, 600 plants, 100 projects. No figure in it is of a real mineral;
 * all come from a seed. The settings are those of data/assumption.csv, rounded.
 */

const MINERALS = 60;
const COUNTRIES = 60;
const IMPORT_LINKS = 509;
const FEEDS = 8;
const LINKS_PER_FEED = 5;
const CONTROLS = 20; // countries with an export control
const PLANTS_PER_MINERAL = 10;
const PROJECTS = 100;
const BLOCS = 4;
export const LARGE_QUARTERS = 20;

/** Numbers for the model's figures, one after the other. */
type Numbers = (low: number, high: number) => number;

function numbersOf(seed: number): Numbers {
  const key = new Int32Array(2);
  threefry(key, seed, 0, variable('large model'), 0);
  let count = 0;
  return (low, high) => low + (high - low) * uniform(scramble(key[0]!, key[1]!, count++));
}

/** The synthetic model of a seed. */
export function largeModel(seed = 7): StressModel {
  const numbers = numbersOf(seed);
  const minerals = Array.from({ length: MINERALS }, (_, m) => mineralOf(numbers, m));
  const hazards: Hazard[] = Array.from({ length: COUNTRIES }, (_, c) =>
    countryHazard(numbers, c, 'general'),
  );
  for (let c = 0; c < CONTROLS; c++) hazards.push(countryHazard(numbers, c, 'control'));
  const links = [
    ...minerals.flatMap((_, m) => mineralLinks(numbers, hazards, m)),
    ...Array.from({ length: FEEDS }, (_, f) => feedLinks(numbers, f)).flat(),
  ];
  return {
    version: 'large-1',
    dataVersion: 'synthetic',
    dataDigest: 'synthetic',
    minerals,
    hazards,
    feeds: Array.from({ length: FEEDS }, (_, f) => ({
      id: `ore-${f}`,
      name: `Ore ${f}`,
      mineral: `mineral-${f}`,
    })),
    links,
    pipeline: Array.from({ length: PROJECTS }, (_, p) => projectOf(numbers, p)),
    settings: SETTINGS,
    countries: Array.from({ length: COUNTRIES }, (_, c) => countryCode(c)),
    plants: [],
    notModelled: [],
  };
}

const rangeAround = (mid: number, spread: number): Range => ({
  low: mid * (1 - spread),
  mid,
  high: mid * (1 + spread),
});

function mineralOf(numbers: Numbers, m: number): ChainMineral {
  const importShare = numbers(0.3, 0.95);
  return {
    mineral: `mineral-${m}`,
    name: `Mineral ${m}`,
    demandTonnesPerYear: TONNES_PER_YEAR,
    worldTonnesPerYear: 10 * TONNES_PER_YEAR,
    priceUsdPerTonne: numbers(1000, 100_000),
    hasBulkPrice: true,
    importShare: rangeAround(importShare, 0.05),
    demandElasticity: rangeAround(numbers(0.1, 0.4), 0.4),
    supplyElasticity: rangeAround(numbers(0.1, 0.4), 0.4),
    spareShare: rangeAround(numbers(0.03, 0.1), 0.5),
    stakeMusdPerYear: rangeAround(numbers(100, 20_000), 0.5),
    recycledShare: m % 5 === 0 ? numbers(0.05, 0.5) * (1 - importShare) : 0,
    uses: USES,
    feed: m % 3 === 0 ? (m / 3) % FEEDS : -1,
    feedSlack: rangeAround(0.3, 0.5),
  };
}

const TONNES_PER_YEAR = 10_000;

const USES = [
  {
    use: 'alloys',
    kind: 'alloys',
    share: 0.6,
    classShare: { military: 0.2, essential: 0.2, other: 0.6 },
    readiness: 0.75,
    stakeFactor: 1.2,
    source: null,
  },
  {
    use: 'chemicals',
    kind: 'chemicals',
    share: 0.4,
    classShare: { military: 0, essential: 0.5, other: 0.5 },
    readiness: 1.375, // so that the mean over both is 1
    stakeFactor: 0.7,
    source: null,
  },
];

/** Three letters for a number. */
const countryCode = (c: number) =>
  `Q${String.fromCharCode(65 + Math.floor(c / 26))}${String.fromCharCode(65 + (c % 26))}`;

function countryHazard(numbers: Numbers, c: number, kind: 'general' | 'control'): Hazard {
  const iso3 = countryCode(c);
  return {
    id: `${iso3}:${kind}`,
    kind,
    iso3,
    bloc: c % BLOCS,
    onsetPerQuarter: numbers(0.002, 0.03),
    recoveryPerQuarter: 0.25,
    depthLow: 0.3,
    depthHigh: 1,
  };
}

/** The links of a mineral's imports and of its output at home, with its plants. */
function mineralLinks(numbers: Numbers, hazards: Hazard[], m: number): SupplyLink[] {
  const suppliers =
    Math.floor(((m + 1) * IMPORT_LINKS) / MINERALS) - Math.floor((m * IMPORT_LINKS) / MINERALS);
  const weights = Array.from({ length: suppliers }, () => numbers(0.02, 1) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const first = Math.floor(numbers(0, COUNTRIES));
  const stride = 1 + 2 * Math.floor(numbers(0, 3)); // at most 5: nine steps stay within one round
  const links = weights.map((weight, i): SupplyLink => {
    const c = (first + stride * i) % COUNTRIES;
    return {
      flow: 'imports',
      of: m,
      iso3: countryCode(c),
      share: weight / total,
      general: c,
      control: c < CONTROLS && numbers(0, 1) < 0.5 ? COUNTRIES + c : -1,
      plants: [],
    };
  });
  links.push({
    flow: 'home',
    of: m,
    iso3: 'USA',
    share: 1,
    general: -1,
    control: -1,
    plants: [],
  });
  return withPlants(numbers, hazards, links, m);
}

/** Spreads a mineral's plants over its links. */
function withPlants(
  numbers: Numbers,
  hazards: Hazard[],
  links: readonly SupplyLink[],
  m: number,
): SupplyLink[] {
  const places = Array.from({ length: PLANTS_PER_MINERAL }, () =>
    Math.floor(numbers(0, links.length)),
  );
  return links.map((link, i) => ({
    ...link,
    plants: places.flatMap((place, p) => {
      if (place !== i) return [];
      hazards.push(plantHazard(m, p, link.iso3));
      return [{ hazard: hazards.length - 1, share: numbers(0.02, 0.2) }];
    }),
  }));
}

const plantHazard = (m: number, p: number, iso3: string): Hazard => ({
  id: `plant:${m}-${p}`,
  kind: 'plant',
  iso3,
  bloc: -1,
  onsetPerQuarter: 0.0127,
  recoveryPerQuarter: 0.5,
  depthLow: 0.3,
  depthHigh: 1,
});

/** The links of an ore. */
function feedLinks(numbers: Numbers, f: number): SupplyLink[] {
  return Array.from({ length: LINKS_PER_FEED }, (_, i): SupplyLink => {
    const c = (7 * f + 11 * i) % COUNTRIES;
    return {
      flow: 'feed',
      of: f,
      iso3: countryCode(c),
      share: numbers(0.05, 0.2),
      general: c,
      control: -1,
      plants: [],
    };
  });
}

const projectOf = (numbers: Numbers, p: number): PipelineProject => ({
  id: `project-${p}`,
  project: `project-${p}`,
  whyNone: null,
  mineral: p % MINERALS,
  tonnesPerYear: numbers(0.01, 0.1) * TONNES_PER_YEAR,
  startQuarter: Math.floor(numbers(0, 12)),
  delayQuarters: numbers(1, 8),
  failureProbability: numbers(0.05, 0.4),
});

const SETTINGS: StressModel['settings'] = {
  blocs: BLOCS,
  blocCorrelation: 0.4,
  blocPersistence: 0.7,
  demandDeviation: 0.03,
  demandPersistence: 0.8,
  priceDeviation: 0.125,
  priceAdjustment: 0.6,
  priceForesight: 0.5,
  priceCapRatio: 10,
  spareRamp: 0.25,
  industryStockQuarters: 45 / 91.25,
  restockShare: 0.25,
  exposureDeviation: 0.12,
  dumpingExitShare: 0.5,
  firstAnswer: { low: 0.25, mid: 0.5, high: 1 },
  lastingAnswer: { low: 1, mid: 2, high: 3 },
  adaptationShare: 0.1,
  rerouteShare: { low: 0.1, mid: 0.25, high: 0.5 },
  rerouteRamp: 0.4,
  recyclingBoost: 0.25,
  warFollowers: 0.3,
  sanctionSwap: 0.8,
  rampQuarters: 4,
};

/** What every block of a run of the synthetic model shares: five years, its projects, a reserve. */
export function largeInputs(seed = 7): EnsembleInputs {
  const model = largeModel(seed);
  const base = findPreset('base');
  return {
    model,
    scenario: { ...base, levers: { ...base.levers, pipelineShare: 1 } },
    seed,
    quarters: LARGE_QUARTERS,
    stockTonnes: Object.fromEntries(
      model.minerals.map(({ mineral }) => [mineral, TONNES_PER_YEAR / 10]),
    ),
    addedSupply: [],
  };
}

/** A kernel of the synthetic model. */
export function openLargeKernel(seed = 7): Kernel {
  return openEnsemble(largeInputs(seed));
}

/** One entry of the header of a dump. */
interface DumpedField {
  readonly name: string;
  readonly type: string; // 'f64', 'i32', 'u8', or 'number' for what stands in the header itself
  readonly length: number;
  readonly offset: number; // of its first byte, from the end of the header line
  readonly value?: number | string; // of a number; infinities are written as text
}

/**
 * Constants as bytes that any language reads: one line of JSON that ends with a line feed, padded
 * with spaces to a multiple of 8, then the arrays one after the other, little-endian, each from a
 * multiple of 8.
 */
export function dumpConstants(constants: Constants): Uint8Array {
  const fields: DumpedField[] = [];
  const arrays: { offset: number; bytes: Uint8Array }[] = [];
  let offset = 0;
  for (const [name, value] of Object.entries(constants)) {
    if (typeof value === 'number') {
      const written = Number.isFinite(value) ? value : String(value);
      fields.push({ name, type: 'number', length: 1, offset: 0, value: written });
      continue;
    }
    const array: Float64Array | Int32Array | Uint8Array = value;
    fields.push({ name, type: typeOf(array), length: array.length, offset });
    arrays.push({
      offset,
      bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    });
    offset += Math.ceil(array.byteLength / 8) * 8;
  }
  const header = new TextEncoder().encode(JSON.stringify(fields));
  const headerLength = Math.ceil((header.length + 1) / 8) * 8;
  const dump = new Uint8Array(headerLength + offset).fill(0);
  dump.fill(32, 0, headerLength - 1); // spaces
  dump[headerLength - 1] = 10; // line feed
  dump.set(header);
  for (const array of arrays) dump.set(array.bytes, headerLength + array.offset);
  return dump;
}

function typeOf(array: Float64Array | Int32Array | Uint8Array): string {
  if (array instanceof Float64Array) return 'f64';
  return array instanceof Int32Array ? 'i32' : 'u8';
}
