import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { meanWithError } from '../src/base/statistics.ts';
import { createParallel } from '../src/platform/workers.ts';
import { blocksOf, type DrawBlock, simulateBlock } from '../src/stress/ensemble.ts';
import type { Kernel } from '../src/stress/kernel.ts';
import { simulateDraw } from '../src/stress/simulation.ts';
import { STRESS_TASKS } from '../src/stress/stress.service.ts';
import { commitNow } from './commit-now.ts';
import {
  type Comparison,
  comparisonLines,
  comparisonTable,
  type Machine,
  ratiosOf,
  type Span,
  timingOf,
  withTable,
} from './comparison.ts';
import { dumpConstants, LARGE_QUARTERS, largeInputs, openLargeKernel } from './large-model.ts';
import { disagreement, type OwnLosses, type RivalResult, runRival } from './rival-run.ts';
import type { BenchOptions } from './run.ts';
import { type Rival, type RivalId, setUpRivals, versionOf } from './setup.ts';

const DRAWS = 4000; // of each program and round
const ROUNDS = 5;
const THREAD_DRAWS = 20_000;
const THREAD_ROUNDS = 3;
const MILLION = 1_000_000;
const DRAWS_PER_WAVE = 50_000; // of whose outcomes the memory is freed before the next
const SEED = 7;
const HISTORY = join(import.meta.dirname, 'history.jsonl');
const PAGE = join(import.meta.dirname, '../docs/benchmarks.md');

/**
 * The draws of the synthetic model of bench/large-model.ts: ours, their specification, and the same
 * model in other languages, in turn in one run, so that a busy machine is busy for all.
 *
 * @throws when a rival's losses are not ours
 */
export async function benchRivals(
  print: (line: string) => void,
  { writes, isShort }: BenchOptions,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lodestock-bench-'));
  try {
    const single = compareOnOneCore(setUpRivals(folder, print), folder, print);
    const { threads, million } = await compareThreads(isShort ? 0 : MILLION);
    const measured = { ...single, threads, million };
    const comparison: Comparison = {
      date: new Date().toISOString(),
      commit: commitNow(),
      machine: machineNow(),
      model: modelText(),
      ...measured,
      ratios: ratiosOf(measured),
    };
    for (const line of comparisonLines(comparison)) print(line);
    appendFileSync(HISTORY, `${JSON.stringify(comparison)}\n`);
    if (!writes) return;
    writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), comparisonTable(comparison)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each program's CPU time, round by round in turn. */
function compareOnOneCore(rivals: readonly Rival[], folder: string, print: (line: string) => void) {
  const kernel = openLargeKernel(SEED);
  const constantsPath = join(folder, 'constants.bin');
  writeFileSync(constantsPath, dumpConstants(kernel.constants));
  const ours: number[] = [];
  const specification: number[] = [];
  const times: Partial<Record<RivalId, number[]>> = {};
  const last: Partial<Record<RivalId, RivalResult>> = {};
  const missing: Partial<Record<RivalId, string>> = {};
  for (let round = 0; round <= ROUNDS; round++) {
    const own = timeOwn(kernel);
    if (round > 0) ours.push(own.microseconds);
    const plain = timeSpecification(kernel, own.losses.losses);
    if (round > 0) specification.push(plain);
    for (const rival of rivals) {
      const { id } = rival;
      if (missing[id] !== undefined) continue;
      const block = last[id]?.block; // the first round has found the best
      const task = { constantsPath, seed: SEED, draws: DRAWS, ...(block && { block }) };
      const result = 'missing' in rival ? rival : runRival(rival, task);
      if ('missing' in result) {
        missing[id] = result.missing;
        print(`  missing: ${id}, ${result.missing}`);
        continue;
      }
      const wrong = disagreement(id, result, own.losses);
      if (wrong !== undefined) throw new Error(wrong);
      last[id] = result;
      const microseconds = (result.cpuSeconds / result.draws) * 1e6;
      if (round > 0) times[id] = [...(times[id] ?? []), microseconds]; // the first warms up
    }
  }
  const timings = Object.entries(times).map(([id, found]) => [id, timingOf(found)]);
  return {
    rounds: ROUNDS,
    draws: DRAWS,
    microsecondsPerDraw: {
      ours: timingOf(ours),
      specification: timingOf(specification),
      rivals: Object.fromEntries(timings),
    },
    kinds: Object.fromEntries(Object.entries(last).map(([id, result]) => [id, kindText(result)])),
    missing,
  };
}

const kindText = ({ kind, block }: RivalResult): string =>
  block === undefined ? kind : `${kind}, blocks of ${block} draws`;

function timeOwn(kernel: Kernel): { microseconds: number; losses: OwnLosses } {
  const losses = new Float64Array(DRAWS);
  const before = process.cpuUsage();
  for (const block of blocksOf(DRAWS)) {
    losses.set(simulateBlock(kernel, block).totalLossMusd, block.from);
  }
  const microseconds = cpuMicroseconds(before) / DRAWS;
  return { microseconds, losses: { losses, ...meanWithError(losses) } };
}

/** The plain TypeScript, which has to give the same bits. */
function timeSpecification(kernel: Kernel, ours: ArrayLike<number>): number {
  const { lossSumMusd } = kernel.draw;
  const losses = new Float64Array(DRAWS);
  const before = process.cpuUsage();
  for (let draw = 0; draw < DRAWS; draw++) {
    simulateDraw(kernel, draw);
    let total = 0;
    for (let m = 0; m < kernel.minerals; m++) total += lossSumMusd[m]!;
    losses[draw] = total;
  }
  const microseconds = cpuMicroseconds(before) / DRAWS;
  const other = losses.findIndex((loss, draw) => loss !== ours[draw]);
  if (other < 0) return microseconds;
  throw new Error(`draw ${other} loses ${losses[other]} by the specification, not ${ours[other]}`);
}

function cpuMicroseconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Time by the clock on one and two worker threads, in turn, and of very many draws on two. */
async function compareThreads(manyDraws: number): Promise<Pick<Comparison, 'threads' | 'million'>> {
  const workerUrl = new URL('../src/main/worker.ts', import.meta.url);
  const parallel = createParallel({ workerUrl, threads: 2 });
  const [blockTask] = STRESS_TASKS;
  const inputs = largeInputs(SEED);
  const spanOf = async (threads: number, blocks: readonly DrawBlock[]): Promise<Span> => {
    const startedMs = performance.now();
    const before = process.cpuUsage();
    await parallel.map(blockTask, inputs, blocks, { threads });
    const clockSeconds = (performance.now() - startedMs) / 1000;
    return { clockSeconds, cpuSeconds: cpuMicroseconds(before) / 1e6 };
  };
  try {
    const blocks = blocksOf(THREAD_DRAWS);
    await spanOf(2, blocks); // warms both threads up
    const one: Span[] = [];
    const two: Span[] = [];
    for (let round = 0; round < THREAD_ROUNDS; round++) {
      one.push(await spanOf(1, blocks));
      two.push(await spanOf(2, blocks));
    }
    const waves: Span[] = [];
    for (let from = 0; from < manyDraws; from += DRAWS_PER_WAVE) {
      const wave = blocksOf(DRAWS_PER_WAVE).map((block) => ({ ...block, from: from + block.from }));
      waves.push(await spanOf(2, wave));
    }
    return {
      threads: { draws: THREAD_DRAWS, one: shortest(one), two: shortest(two) },
      million: manyDraws === 0 ? null : { draws: manyDraws, ...sumOf(waves) },
    };
  } finally {
    await parallel.close();
  }
}

const shortest = (spans: readonly Span[]): Span =>
  spans.reduce((best, span) => (span.clockSeconds < best.clockSeconds ? span : best));

function sumOf(spans: readonly Span[]): Span {
  let clockSeconds = 0;
  let cpuSeconds = 0;
  for (const span of spans) {
    clockSeconds += span.clockSeconds;
    cpuSeconds += span.cpuSeconds;
  }
  return { clockSeconds, cpuSeconds };
}

function modelText(): string {
  const { minerals, links, hazards, pipeline } = largeInputs(SEED).model;
  const countries = new Set(hazards.flatMap(({ kind, iso3 }) => (kind === 'plant' ? [] : [iso3])));
  const plants = hazards.filter(({ kind }) => kind === 'plant').length;
  return (
    `${minerals.length} minerals, ${countries.size} countries, ${links.length} links, ` +
    `${plants} plants, ${pipeline.length} projects, ${LARGE_QUARTERS} quarters`
  );
}

function machineNow(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    load: loadavg()[0]!,
    node: process.versions.node,
    compiler: versionOf('gcc'),
  };
}
