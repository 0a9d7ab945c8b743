import { expect, test } from 'vitest';
import { makeProgram } from '../../test/support/program-sample.ts';
import { highsSolver } from '../platform/highs.ts';
import type { GapSample } from '../stress/gaps.ts';
import { extensiveForm } from './extensive-form.ts';
import { lossWithForesight } from './information.ts';
import { openPlan } from './l-shaped.service.ts';
import type { Program } from './program.ts';

const BUDGET_MUSD = 40;
const program = makeProgram({ draws: 30, minerals: 6, quarters: 8, seed: 11 }, 0);

/** The same program with nothing but one of its draws. */
function onlyDraw(s: number): Program {
  const { sample } = program;
  const [from, to] = [sample.start[s]!, sample.start[s + 1]!];
  const alone: GapSample = {
    ...sample,
    draws: 1,
    start: Uint32Array.from([0, to - from]),
    key: sample.key.slice(from, to),
    gapTonnes: sample.gapTonnes.slice(from, to),
  };
  return { ...program, sample: alone };
}

test('foresight buys in every draw what the whole program of that draw buys', async () => {
  let sum = 0;
  for (let s = 0; s < 30; s++) {
    const open = await highsSolver.open(extensiveForm(onlyDraw(s), BUDGET_MUSD, 0));
    sum += open.solve().objective;
    open.close();
  }
  expect(lossWithForesight(program, BUDGET_MUSD)).toBeCloseTo(sum / 30, 6);
});

test('foresight never loses more than the best plan without it', async () => {
  const plan = await openPlan(highsSolver, program);
  for (const budgetMusd of [0, 10, 100]) {
    const { objectiveMusd } = await plan.answer({ budgetMusd, riskWeight: 0, targetGap: 1e-9 });
    expect(lossWithForesight(program, budgetMusd)).toBeLessThanOrEqual(objectiveMusd + 1e-9);
  }
  plan.close();
});
