import { extensiveForm } from '../src/allocation/extensive-form.ts';
import { openPlan } from '../src/allocation/l-shaped.service.ts';
import { highsSolver } from '../src/platform/highs.ts';
import { makeProgram } from '../test/support/program-sample.ts';

const SIZE = { draws: 200, minerals: 45, quarters: 20, seed: 7 };
const BUDGET_MUSD = 2000;
const RISK_WEIGHT = 0.5;
const GAP = 1e-3;
const ROUNDS = 3;

/**
 * A plan of 200 draws by cuts, proven to a thousandth, against the whole program in HiGHS. A
 * ratio within one process, for the clock of a shared machine means little.
 */
export async function benchAllocation(print: (line: string) => void): Promise<void> {
  const program = makeProgram(SIZE, 5);
  const byCuts: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    byCuts.push(await timed(() => solveByCuts(program)));
    whole.push(await timed(() => solveWhole(program)));
  }
  const ratio = median(whole) / median(byCuts);
  print(
    `  ${SIZE.draws} draws: by cuts ${median(byCuts).toFixed(0)} ms, whole ` +
      `${median(whole).toFixed(0)} ms, ${ratio.toFixed(1)} times as fast`,
  );
  const large = makeProgram({ ...SIZE, draws: 20_000 }, 5);
  const largeMs = await timed(() => solveByCuts(large));
  print(`  20,000 draws: by cuts ${largeMs.toFixed(0)} ms; whole would be 100 times the program`);
}

async function solveByCuts(program: ReturnType<typeof makeProgram>): Promise<void> {
  const plan = await openPlan(highsSolver, program);
  await plan.answer({ budgetMusd: BUDGET_MUSD, riskWeight: RISK_WEIGHT, targetGap: GAP });
  plan.close();
}

async function solveWhole(program: ReturnType<typeof makeProgram>): Promise<void> {
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
