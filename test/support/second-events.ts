import { normal, normalQuantile } from '../../src/base/normal.ts';
import { scramble, threefry, uniform, variable } from '../../src/base/random.ts';
import { blocOf } from '../../src/dependency/hazard.ts';
import type { EnsembleInputs } from '../../src/stress/ensemble.ts';
import type { Shock, Varying } from '../../src/stress/shock.ts';
import type { Hazard, SupplyLink } from '../../src/stress/supply-chain.ts';

/*
 * What goes wrong in one draw, written a second time from docs/models/stress.md: every cause says
 * for itself how deep it is in each quarter and which links it cuts. Nothing is worked out ahead.
 */

/** Exponential and logarithm: our own, or those of the engine. */
export interface Arithmetic {
  exp(x: number): number;
  log(x: number): number;
}

/** One draw to be simulated. */
export interface Future extends EnsembleInputs {
  readonly draw: number;
  readonly arithmetic: Arithmetic;
}

/** Something that cuts links while it lasts. */
export interface Cause {
  readonly depth: readonly number[]; // by quarter; 0 while it rests
  readonly cuts: readonly Cut[];
}

interface Cut {
  readonly link: number;
  readonly part: number; // of the link, that hangs on the cause
  readonly bars: boolean; // holds back rather than destroys
}

/** A stream of 32-bit words that belongs to a name. */
export interface Stream {
  readonly words: readonly [number, number]; // its key
  at(counter: number): number;
}

export function streamOf({ seed, draw }: Pick<Future, 'seed' | 'draw'>, name: string): Stream {
  const key = new Int32Array(2);
  threefry(key, seed | 0, draw, variable(name), 0);
  const words = [key[0]!, key[1]!] as const;
  return { words, at: (counter) => scramble(words[0], words[1], counter) };
}

interface Span {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** Half of all draws below the middle, half above. */
export function between({ low, mid, high }: Span, u: number): number {
  const isBelow = u < 0.5;
  const [from, to, place] = isBelow ? [low, mid, 2 * u] : [mid, high, 2 * u - 1];
  return from + (to - from) * place;
}

const quartersOf = (count: number) => Array.from({ length: count }, (_, quarter) => quarter);

/** All that cuts links in this future. */
export function causesOf(future: Future): Cause[] {
  const moods = blocMoods(future);
  const { hazards } = future.model;
  return [
    ...hazards.map((hazard, h) => ({
      depth:
        hazard.kind === 'plant' ? plantDepths(future, hazard) : hazardDepths(future, hazard, moods),
      cuts: hazardCuts(future, h),
    })),
    ...future.scenario.shocks.filter(cutsSupply).map((shock) => ({
      depth: shockDepths(future, shock),
      cuts: shockCuts(future, shock),
    })),
  ];
}

/** The common factor of each bloc, by bloc and quarter: an autoregression with variance 1. */
function blocMoods(future: Future): number[][] {
  const { blocs, blocPersistence: keep } = future.model.settings;
  return quartersOf(blocs).map((bloc) => {
    const stream = streamOf(future, `bloc:${bloc}`);
    let factor = normal(stream.at(0));
    return quartersOf(future.quarters).map((quarter) => {
      factor = keep * factor + Math.sqrt(1 - keep * keep) * normal(stream.at(quarter + 1));
      return factor;
    });
  });
}

function hazardDepths(future: Future, hazard: Hazard, moods: readonly number[][]): number[] {
  const { model, scenario, quarters } = future;
  const common = Math.sqrt(model.settings.blocCorrelation);
  const alone = Math.sqrt(1 - model.settings.blocCorrelation);
  const chance = hazard.onsetPerQuarter * scenario.levers.hazardScale;
  const stream = streamOf(future, `hazard:${hazard.id}`);
  let depth = 0;
  return quartersOf(quarters).map((quarter) => {
    const word = stream.at(2 * quarter);
    if (depth > 0) {
      if (uniform(word) < hazard.recoveryPerQuarter) depth = 0;
      return depth;
    }
    const mood = common * moods[hazard.bloc]![quarter]!;
    const begins =
      chance >= 1 || (chance > 0 && alone * normal(word) < normalQuantile(chance) - mood);
    if (begins) {
      const place = uniform(stream.at(2 * quarter + 1));
      depth = hazard.depthLow + (hazard.depthHigh - hazard.depthLow) * place;
    }
    return depth;
  });
}

/** Runs of random length between outages of random length. */
function plantDepths(future: Future, hazard: Hazard): number[] {
  const { scenario, quarters, arithmetic } = future;
  const depths = quartersOf(quarters).map(() => 0);
  const chance = hazard.onsetPerQuarter * scenario.levers.hazardScale;
  const stream = streamOf(future, `hazard:${hazard.id}`);
  const look = streamOf(future, 'plants').at(variable(`hazard:${hazard.id}`));
  let quarter = waiting(1 - uniform(look), chance, arithmetic);
  for (let outage = 0; quarter < quarters; outage++) {
    const [howDeep, howLong, howSoon] = [0, 1, 2].map((n) => stream.at(3 * outage + n)) as [
      number,
      number,
      number,
    ];
    const depth = hazard.depthLow + (hazard.depthHigh - hazard.depthLow) * uniform(howDeep);
    const length = 1 + waiting(uniform(howLong), hazard.recoveryPerQuarter, arithmetic);
    for (let n = 0; n < length && quarter + n < quarters; n++) depths[quarter + n] = depth;
    quarter += length + waiting(uniform(howSoon), chance, arithmetic);
  }
  return depths;
}

/** Quarters that pass before something of this chance in each happens; u in (0, 1). */
export function waiting(u: number, chance: number, { log }: Arithmetic): number {
  const stays = 1 - chance;
  if (stays >= 1) return Number.POSITIVE_INFINITY;
  return stays <= 0 ? 0 : Math.floor(log(u) / log(stays));
}

function hazardCuts({ model }: Future, hazard: number): Cut[] {
  return model.links.flatMap(({ general, control, plants }, link) => [
    ...(general === hazard ? [{ link, part: 1, bars: false }] : []),
    ...(control === hazard ? [{ link, part: 1, bars: true }] : []),
    ...plants
      .filter((plant) => plant.hazard === hazard)
      .map(({ share }) => ({ link, part: share, bars: false })),
  ]);
}

export const cutsSupply = ({ kind }: Shock): boolean =>
  kind !== 'dumping' && kind !== 'demand-surge';

/** When a shock begins and ends in this future, and how deep it is before levers. */
export interface Course {
  readonly start: number;
  readonly end: number; // first quarter after it
  readonly depth: number;
  readonly isDrawn: boolean;
}

export function courseOf(future: Future, shock: Shock): Course {
  const { scenario, quarters } = future;
  const isDrawn = [shock.startQuarter, shock.quarters, shock.depth].some(
    (each) => typeof each === 'object',
  );
  const stream = streamOf(future, `shock:${shock.country ?? shock.plant ?? 'all'}`);
  const numberOf = (value: Varying, counter: number) =>
    typeof value === 'number' ? value : between(value, uniform(stream.at(counter)));
  const start = Math.floor(numberOf(shock.startQuarter, 0) + 0.5);
  const written = Math.floor(numberOf(shock.quarters, 1) + 0.5);
  const length = Math.ceil(written * scenario.levers.durationScale - 1e-9);
  return {
    start,
    end: Math.min(quarters, start + length),
    depth: numberOf(shock.depth, 2),
    isDrawn,
  };
}

function shockDepths(future: Future, shock: Shock): number[] {
  const course = courseOf(future, shock);
  const { severity } = future.scenario.levers;
  return quartersOf(future.quarters).map((quarter) => {
    if (quarter < course.start || quarter >= course.end) return 0;
    return course.depth * severity * (1 - leakage(future, shock, course, quarter));
  });
}

/** What finds its way by itself: licences and new sellers need a year until all that comes comes. */
function leakage({ model, scenario }: Future, shock: Shock, course: Course, quarter: number) {
  const swap = shock.kind === 'sanctions' ? model.settings.sanctionSwap : 0;
  const own = Math.max(shock.leakage, swap);
  const grows = (shock.kind === 'licence' || shock.kind === 'sanctions') && !course.isDrawn;
  const granted = grows ? Math.min(1, (quarter - course.start + 1) / 4) : 1;
  return Math.min(1, own * granted + scenario.levers.leakage);
}

function shockCuts({ model }: Future, shock: Shock): Cut[] {
  return model.links.flatMap((each, link) => {
    const { flow, of } = each;
    const name = flow === 'feed' ? model.feeds[of]!.mineral : model.minerals[of]!.mineral;
    if (shock.minerals !== 'all' && !shock.minerals.includes(name)) return [];
    if (shock.plant !== undefined) return plantCut(model.hazards, each, link, shock.plant);
    return countryCut(shock, each, link, model.settings);
  });
}

function plantCut(hazards: readonly Hazard[], { plants }: SupplyLink, link: number, id: string) {
  const found = plants.find(({ hazard }) => hazards[hazard]!.id === `plant:${id}`);
  return found ? [{ link, part: found.share, bars: false }] : [];
}

function countryCut(
  { kind, country }: Shock,
  { flow, iso3 }: SupplyLink,
  link: number,
  settings: Future['model']['settings'],
): Cut[] {
  const hits = country === iso3;
  const whole = { link, part: 1, bars: false };
  switch (kind) {
    case 'outage':
      return hits ? [whole] : [];
    case 'war': {
      if (hits && flow !== 'home') return [whole];
      const bloc = country === undefined ? settings.blocs - 1 : blocOf(country);
      const follows = flow === 'imports' && bloc < settings.blocs - 1 && blocOf(iso3) === bloc;
      return follows ? [{ link, part: settings.warFollowers, bars: true }] : [];
    }
    case 'transport-loss':
      return flow === 'imports' && (hits || country === undefined) ? [whole] : [];
    default:
      return flow === 'imports' && hits ? [{ ...whole, bars: true }] : [];
  }
}
