import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { extensiveForm } from '../src/allocation/extensive-form.ts';
import { openPlan } from '../src/allocation/l-shaped.service.ts';
import { openProblem } from '../src/allocation/problem.ts';
import type { Program } from '../src/allocation/program.ts';
import { openWorkshop, WORKER_URL } from '../src/main/workshop.ts';
import { loadReferenceData } from '../src/minerals/minerals.service.ts';
import { highsSolver } from '../src/platform/highs.ts';
import type { Parallel } from '../src/platform/parallel.ts';
import { createParallel } from '../src/platform/workers.ts';
import { projectRecords } from '../src/projects/projects.ts';
import { findPreset } from '../src/stress/presets.ts';
import { sampleGaps } from '../src/stress/stress.service.ts';
import { commitNow } from './commit-now.ts';
import { withTable } from './comparison.ts';
import { type PlanComparison, planLines, planTable, type Time } from './plan-comparison.ts';
import { largeProgram } from './plan-program.ts';
import type { BenchOptions } from './run.ts';

const DRAWS = 200;
const MANY_DRAWS = 20_000;
const BUDGET_MUSD = 2500;
const RISK_WEIGHT = 0.5;
const GAP = 1e-3;
const LARGE_DRAWS = 100_000;
const FRONTIER_POINTS = 15;
const FRONTIER_GAP = 1e-4; // as of the product's frontier
const PLAIN_SECONDS = 600;
const FIRST_PLAIN_DRAWS = 125;
const LEAST_GROWTH = 2; // of the time of the plain program when its draws double
const ROUNDS = 3;
const HISTORY = join(import.meta.dirname, 'history.jsonl');
const PAGE = join(import.meta.dirname, '../docs/benchmarks.md');

/**
 * A plan of 200 draws by cuts, proven to a thousandth, against the whole program in HiGHS. A
 * ratio within one process, for the clock of a shared machine means little.
 */
export async function benchAllocation(print: (line: string) => void): Promise<void> {
  const program = await realProgram(DRAWS);
  const byCuts: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    byCuts.push(await timed(() => solveByCuts(program)));
    whole.push(await timed(() => solveWhole(program)));
  }
  const ratio = median(whole) / median(byCuts);
  print(
    `  ${DRAWS} draws: by cuts ${median(byCuts).toFixed(0)} ms, whole ` +
      `${median(whole).toFixed(0)} ms, ${ratio.toFixed(1)} times as fast`,
  );
  const large = await realProgram(MANY_DRAWS);
  const largeMs = await timed(() => solveByCuts(large));
  print(`  20,000 draws: by cuts ${largeMs.toFixed(0)} ms; whole would be 100 times the program`);
}

/**
 * The plan of the synthetic model of bench/plan-program.ts at 100,000 draws, proven to a thousandth,
 * for several weights of the tail; 15 budgets at 20,000 draws that share their cuts; and the plain
 * program in HiGHS at the most draws for which it ends within ten minutes.
 */
export async function benchLargePlan(
  print: (line: string) => void,
  { writes, isShort }: BenchOptions,
): Promise<void> {
  const parallel = createParallel({ workerUrl: WORKER_URL, threads: 2 });
  try {
    const [program, drawn] = await spent(() => largeProgram(parallel, LARGE_DRAWS));
    const solved = [];
    for (const riskWeight of [0.5, 0, 0.9, 1]) {
      const [{ iterations, gap }, time] = await spent(() => answerOnce(program, riskWeight));
      solved.push({ riskWeight, iterations, gap, ...time });
    }
    const memoryBytes = process.resourceUsage().maxRSS * 1024;
    const smaller = await largeProgram(parallel, MANY_DRAWS);
    const [, frontier] = await spent(() => solveFrontier(smaller));
    const plain = await largestPlain(parallel, isShort ? PLAIN_SECONDS / 20 : PLAIN_SECONDS);
    const comparison: PlanComparison = {
      ...{ date: new Date().toISOString(), commit: commitNow(), bench: 'allocation' },
      machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}; Node ${process.versions.node}`,
      ...{ draws: LARGE_DRAWS, drawn, solved, memoryBytes },
      frontier: { points: FRONTIER_POINTS, draws: MANY_DRAWS, ...frontier },
      plain,
    };
    for (const line of planLines(comparison)) print(line);
    appendFileSync(HISTORY, `${JSON.stringify(comparison)}\n`);
    if (writes) {
      const page = readFileSync(PAGE, 'utf8');
      writeFileSync(PAGE, withTable(page, planTable(comparison), 'allocation'));
    }
  } finally {
    await parallel.close();
  }
}

/** Doubles the draws of the plain program while it ends in time; the last that does, beside ours. */
async function largestPlain(
  parallel: Parallel,
  mostSeconds: number,
): Promise<PlanComparison['plain']> {
  let found: PlanComparison['plain'] = null;
  for (let draws = FIRST_PLAIN_DRAWS; ; draws *= 2) {
    const program = await largeProgram(parallel, draws);
    const [, whole] = await spent(() => solveWhole(program));
    if (whole.seconds > mostSeconds) return found;
    const [, cuts] = await spent(() => answerOnce(program, RISK_WEIGHT));
    found = { draws, mostSeconds, wholeSeconds: whole.seconds, cutsSeconds: cuts.seconds };
    if (whole.seconds * LEAST_GROWTH > mostSeconds) return found; // the next one would not
  }
}

/** What something gave, and what it took by the clock and of CPU in all threads. */
async function spent<Value>(work: () => Promise<Value>): Promise<[Value, Time]> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - startedMs) / 1000;
  return [value, { seconds, cpuSeconds: (user + system) / 1e6 }];
}

async function answerOnce(program: Program, riskWeight: number) {
  const plan = await openPlan(highsSolver, program);
  const found = await plan.answer({ budgetMusd: BUDGET_MUSD, riskWeight, targetGap: GAP });
  plan.close();
  return found;
}

async function solveFrontier(program: Program): Promise<void> {
  const plan = await openPlan(highsSolver, program);
  for (let k = 0; k < FRONTIER_POINTS; k++) {
    const budgetMusd = (2 * BUDGET_MUSD * k) / (FRONTIER_POINTS - 1);
    await plan.answer({ budgetMusd, riskWeight: RISK_WEIGHT, targetGap: FRONTIER_GAP });
  }
  plan.close();
}

/** The main question's program on the base ensemble. */
async function realProgram(draws: number): Promise<Program> {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 2 });
  const terms = { seed: 7, years: 5, draws, scenario: findPreset('base') };
  const data = await loadReferenceData(opened.tools.tables);
  const gaps = await sampleGaps(opened.tools, terms);
  await opened.close();
  const inputs = {
    ...gaps,
    projects: projectRecords(data),
    assumptions: data.assumptions,
    listed: data.minerals,
  };
  const question = { budgetUsd: BUDGET_MUSD * 1e6, tailShare: 0.95, riskWeight: RISK_WEIGHT };
  return openProblem(inputs, { ...terms, ...question }).program;
}

async function solveByCuts(program: Program): Promise<void> {
  const plan = await openPlan(highsSolver, program);
  await plan.answer({ budgetMusd: BUDGET_MUSD, riskWeight: RISK_WEIGHT, targetGap: GAP });
  plan.close();
}

async function solveWhole(program: Program): Promise<void> {
  const open = await highsSolver.open(extensiveForm(program, BUDGET_MUSD, RISK_WEIGHT));
  open.solve();
  open.close();
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
