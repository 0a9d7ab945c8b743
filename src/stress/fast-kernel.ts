import { CELL_INVERSE, CELL_LOG, ROOTS } from '../base/elementary.ts';
import { CUTS, NORMAL_LEVELS, SEGMENT } from '../base/normal.ts';
import { type BlockOutcome, type DrawBlock, emptyOutcome, type GapBlock } from './blocks.ts';
import { type DrawProgram, drawProgram } from './draw-program.ts';
import { PLANTS } from './events.ts';
import { QUARTERS_PER_KEY } from './gaps.ts';
import type { Kernel } from './kernel.ts';
import { DRAWN } from './kernel-constants.ts';

/*
 * Blocks of draws by the fast kernel, bit for bit those of the plain version. It holds the
 * constants of one kernel at a time, and its memory does not grow with the number of draws.
 */

const CHUNK_DRAWS = 512; // between two visits of the program; even, for it takes draws in pairs
const GAP_CHUNK_DRAWS = 64; // fewer, for there is room for a gap of every quarter

type FlatArray = Float64Array | Float32Array | Int32Array | Uint8Array;

/** A program with the constants of a kernel in its memory. */
interface Loaded {
  readonly program: DrawProgram;
  readonly kernel: Kernel;
  readonly outcomes: Outcomes;
  readonly gaps: Gaps;
}

/** Where outcomes of a chunk stand. */
interface Outcomes {
  readonly unmet: number;
  readonly lossMusd: number;
  readonly peakLogPrice: number;
  readonly shortDraws: number;
  readonly earlySum: number;
  readonly shiftedSum: number;
  readonly totalLossMusd: number;
}

/** Where the gaps of a chunk stand. */
interface Gaps {
  readonly start: number;
  readonly key: number;
  readonly tonnes: number;
  readonly sum: number;
  readonly loss: number;
}

let loaded: Loaded | null = null;

/** The outcomes of a block, or null where only the plain version runs. */
export function fastBlock(kernel: Kernel, { from, count }: DrawBlock): BlockOutcome | null {
  const found = loadedFor(kernel);
  if (found === null) return null;
  const { program, outcomes } = found;
  const { minerals } = kernel;
  const outcome = emptyOutcome(minerals, count);
  const { buffer } = program.memory;
  const sums = {
    shortDraws: new Uint32Array(buffer, outcomes.shortDraws, minerals).fill(0),
    earlySum: new Float64Array(buffer, outcomes.earlySum, minerals).fill(0),
    shiftedSum: new Float64Array(buffer, outcomes.shiftedSum, minerals).fill(0),
  };
  for (let done = 0; done < count; done += CHUNK_DRAWS) {
    const draws = Math.min(CHUNK_DRAWS, count - done);
    program.simulate(from + done, draws);
    for (const field of ['unmet', 'lossMusd', 'peakLogPrice'] as const) {
      const chunk = new Float32Array(buffer, outcomes[field], minerals * CHUNK_DRAWS);
      for (let m = 0; m < minerals; m++) {
        const row = chunk.subarray(m * CHUNK_DRAWS, m * CHUNK_DRAWS + draws);
        outcome[field].set(row, m * count + done);
      }
    }
    outcome.totalLossMusd.set(new Float64Array(buffer, outcomes.totalLossMusd, draws), done);
  }
  for (const field of ['shortDraws', 'earlySum', 'shiftedSum'] as const) {
    outcome[field].set(sums[field]);
  }
  return outcome;
}

/** The gaps of a block, or null where only the plain version runs. */
export function fastGaps(kernel: Kernel, { from, count }: DrawBlock): GapBlock | null {
  const found = loadedFor(kernel);
  if (found === null) return null;
  const { program, gaps } = found;
  const { minerals } = kernel;
  const { buffer } = program.memory;
  const gapSumTonnes = new Float64Array(buffer, gaps.sum, minerals).fill(0);
  const lossSumMusd = new Float64Array(buffer, gaps.loss, minerals).fill(0);
  const start = new Uint32Array(count + 1);
  const keys: Uint16Array[] = [];
  const tonnes: Float32Array[] = [];
  let before = 0;
  for (let done = 0; done < count; done += GAP_CHUNK_DRAWS) {
    const draws = Math.min(GAP_CHUNK_DRAWS, count - done);
    const places = [gaps.start, gaps.key, gaps.tonnes, gaps.sum, gaps.loss];
    const entries = program.simulateGaps(from + done, draws, ...places);
    const ends = new Uint32Array(buffer, gaps.start, draws);
    for (let i = 0; i < draws; i++) start[done + i + 1] = before + ends[i]!;
    keys.push(new Uint16Array(buffer, gaps.key, entries).slice());
    tonnes.push(new Float32Array(buffer, gaps.tonnes, entries).slice());
    before += entries;
  }
  const key = new Uint16Array(before);
  const gapTonnes = new Float32Array(before);
  let at = 0;
  keys.forEach((part, i) => {
    key.set(part, at);
    gapTonnes.set(tonnes[i]!, at);
    at += part.length;
  });
  return {
    start,
    key,
    gapTonnes,
    gapSumTonnes: gapSumTonnes.slice(),
    lossSumMusd: lossSumMusd.slice(),
  };
}

/** The program with a kernel's constants in it; written anew when another kernel had it. */
function loadedFor(kernel: Kernel): Loaded | null {
  if (loaded?.kernel === kernel) return loaded;
  const program = drawProgram();
  if (program === null || !isSupported(kernel)) return null;
  loaded = load(program, kernel);
  return loaded;
}

/** Whether the program's shortcuts hold: masks of quarters, and ores that never bind in calm times. */
function isSupported({ quarters, minerals, constants }: Kernel): boolean {
  const slack = constants.ranges.subarray(3 * DRAWN.feedSlack * minerals);
  return quarters < QUARTERS_PER_KEY && slack.every((end) => end >= 0);
}

function load(program: DrawProgram, kernel: Kernel): Loaded {
  const { constants, minerals, quarters, seed, model } = kernel;
  const unset = new Set(
    Object.keys(program).filter((name) => isVariable(program[name]) && !(name in TABLES)),
  );
  const set = (name: string, value: number | FlatArray) => {
    const variable = program[name];
    if (!isVariable(variable)) return; // the program has no use for it
    variable.value = typeof value === 'number' ? value : copy(program, value);
    unset.delete(name);
  };
  program.clearMemory();
  for (const [name, table] of Object.entries(TABLES)) fill(program, name, table);
  for (const [name, value] of Object.entries(constants)) set(name, value);
  set('seed', seed);
  set('plantKey', PLANTS);
  set('countryHazards', constants.countryHazard.length);
  set('plants', constants.plantHazard.length);
  set('links', constants.linkShare.length);
  set('projects', constants.projectVariable.length);
  set(
    'tonnesPerQuarter',
    Float64Array.from(model.minerals, ({ demandTonnesPerYear }) => demandTonnesPerYear / 4),
  );
  if (unset.size > 0) throw new Error(`nobody sets ${[...unset].join(', ')} of the fast kernel`);
  program.layOut();
  const floats = minerals * CHUNK_DRAWS * 4;
  const outcomes = {
    unmet: program.reserve(floats),
    lossMusd: program.reserve(floats),
    peakLogPrice: program.reserve(floats),
    shortDraws: program.reserve(minerals * 4),
    earlySum: program.reserve(minerals * 8),
    shiftedSum: program.reserve(minerals * 8),
    totalLossMusd: program.reserve(CHUNK_DRAWS * 8),
  };
  program.keepOutcomesAt(CHUNK_DRAWS, ...Object.values(outcomes));
  const cells = GAP_CHUNK_DRAWS * minerals * quarters;
  const gaps = {
    start: program.reserve(GAP_CHUNK_DRAWS * 4),
    key: program.reserve(cells * 2),
    tonnes: program.reserve(cells * 4),
    sum: program.reserve(minerals * 8),
    loss: program.reserve(minerals * 8),
  };
  return { program, kernel, outcomes, gaps };
}

/** Tables have places of their own in the program. */
const TABLES: Readonly<Record<string, FlatArray>> = {
  rootTable: ROOTS,
  cellTable: Float64Array.from({ length: 2 * CELL_LOG.length }, (_, i) =>
    i % 2 === 0 ? CELL_INVERSE[i / 2]! : CELL_LOG[(i - 1) / 2]!,
  ),
  segmentTable: SEGMENT,
  levelTable: NORMAL_LEVELS,
  cutTable: CUTS,
};

function isVariable(found: unknown): found is { value: number } {
  return typeof found === 'object' && found !== null && 'value' in found;
}

/** Copies an array into the program's memory; its address there. */
function copy(program: DrawProgram, array: FlatArray): number {
  const address = program.reserve(array.byteLength);
  write(program, array, address);
  return address;
}

function fill(program: DrawProgram, name: string, table: FlatArray): void {
  const place = program[name];
  if (!isVariable(place)) throw new Error(`the fast kernel has no place for ${name}`);
  write(program, table, place.value);
}

function write({ memory }: DrawProgram, array: FlatArray, address: number): void {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  new Uint8Array(memory.buffer).set(bytes, address);
}
