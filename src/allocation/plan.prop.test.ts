import fc from 'fast-check';
import { expect, test } from 'vitest';
import { optimumOfText } from '../../test/support/optimum-of-text.ts';
import { makeProgram } from '../../test/support/program-sample.ts';
import { mpsLines } from '../base/mps.ts';
import { Refusal } from '../base/refusal.ts';
import { highsSolver } from '../platform/highs.ts';
import { choiceCostMusd, shareForMusd, totalCostMusd } from './choice.ts';
import { extensiveForm } from './extensive-form.ts';
import { openPlan } from './l-shaped.service.ts';
import { type LeastLimit, limitedCostMusd, type MostLimit } from './limits.ts';
import type { Program } from './program.ts';
import type { Answer } from './question.ts';

/*
 * Random programs with random limits, each solved twice: by cuts and branches, and whole by HiGHS
 * from the text that any other solver would be given.
 */

const TOLERANCE = 1e-6;

interface Case {
  readonly program: Program;
  readonly budgetMusd: number;
  readonly riskWeight: number;
}

const randomCase: fc.Arbitrary<Case> = fc
  .record({
    size: fc.record({
      draws: fc.integer({ min: 5, max: 40 }),
      minerals: fc.integer({ min: 2, max: 8 }),
      quarters: fc.constantFrom(4, 8, 12),
      seed: fc.nat(1e6),
    }),
    projects: fc.nat(4),
    tailShare: fc.constantFrom(0.5, 0.8, 0.95),
    budgetMusd: fc.integer({ min: 1, max: 600 }),
    riskWeight: fc.constantFrom(0, 0.3, 0.5, 0.9, 1),
    most: fc.array(
      fc.record({
        first: fc.nat(20),
        count: fc.integer({ min: 1, max: 4 }),
        share: fc.integer({ min: 0, max: 60 }),
      }),
      { maxLength: 2 },
    ),
    least: fc.array(fc.record({ first: fc.nat(20), share: fc.integer({ min: 0, max: 60 }) }), {
      maxLength: 2,
    }),
    wholeProjects: fc.boolean(),
  })
  .map(({ size, projects, tailShare, wholeProjects, budgetMusd, riskWeight, ...given }) => {
    const program = makeProgram(size, projects, tailShare);
    const { choices } = program;
    const most = given.most.map(({ first, count, share }, i): MostLimit => {
      const own = Array.from({ length: count }, (_, k) => (first + k) % choices.length);
      const mostMusd = (share / 100) * budgetMusd;
      return { id: `most-${i}`, title: `most ${i}`, choices: [...new Set(own)], mostMusd };
    });
    const least = given.least.map(({ first, share }, i): LeastLimit => {
      const choice = first % choices.length;
      const wanted = (share / 100) * budgetMusd;
      const leastMusd = Math.min(wanted, choiceCostMusd(choices[choice]!, 1));
      const leastShare = shareForMusd(choices[choice]!, leastMusd);
      return { id: `least-${i}`, title: `least ${i}`, choice, leastMusd, leastShare };
    });
    return { program: { ...program, most, least, wholeProjects }, budgetMusd, riskWeight };
  });

const textOf = ({ program, budgetMusd, riskWeight }: Case): string =>
  [...mpsLines(extensiveForm(program, budgetMusd, riskWeight))].join('\n');

async function answerByCuts({ program, budgetMusd, riskWeight }: Case): Promise<Answer | null> {
  const plan = await openPlan(highsSolver, program);
  try {
    return await plan.answer({ budgetMusd, riskWeight, targetGap: 1e-9 });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'plan.no_plan') return null;
    throw error;
  } finally {
    plan.close();
  }
}

test('on 50 random programs with limits the search finds what HiGHS finds in the exported text', async () => {
  let infeasible = 0;
  let whole = 0;
  await fc.assert(
    fc.asyncProperty(randomCase, async (each) => {
      const [optimum, found] = [await optimumOfText(textOf(each)), await answerByCuts(each)];
      if (optimum === null || found === null) {
        infeasible += 1;
        expect(found).toBe(optimum);
        return;
      }
      if (each.program.wholeProjects) whole += 1;
      const scale = Math.max(1, Math.abs(optimum));
      expect(Math.abs(found.objectiveMusd - optimum) / scale).toBeLessThan(TOLERANCE);
      expect(found.lowerBoundMusd).toBeLessThanOrEqual(optimum + TOLERANCE * scale);
      const { choices, most, least } = each.program;
      const { shares } = found.evaluation;
      expect(totalCostMusd(choices, shares)).toBeLessThanOrEqual(each.budgetMusd);
      for (const limit of most) {
        expect(limitedCostMusd(limit, choices, shares)).toBeLessThan(limit.mostMusd + 1e-4);
      }
      for (const { choice, leastMusd } of least) {
        expect(choiceCostMusd(choices[choice]!, shares[choice]!)).toBeGreaterThan(leastMusd - 1e-4);
      }
    }),
    { numRuns: 50, seed: 2026 },
  );
  expect(infeasible).toBeGreaterThan(0); // and most are not
  expect(infeasible).toBeLessThan(25);
  expect(whole).toBeGreaterThan(10);
});
