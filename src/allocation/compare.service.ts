import type { Workshop } from '../platform/command.ts';
import type { ParallelOptions } from '../platform/parallel.ts';
import { PRESETS } from '../stress/presets.ts';
import { gatherInputs } from './allocation.service.ts';
import type { Plan } from './allocation.ts';
import { sharesOfItems } from './choice.ts';
import { openProblem } from './problem.ts';
import { openEvaluator, type Program } from './program.ts';

interface Losses {
  readonly expectedLossMusd: number;
  readonly cvar95LossMusd: number;
}

/** Plans side by side: what each loses under every named scenario, in the same draws. */
export interface PlanComparison {
  readonly plans: readonly string[]; // digests
  readonly draws: number;
  readonly seed: number;
  readonly scenarios: readonly {
    readonly scenario: string;
    readonly without: Losses;
    readonly plans: readonly Losses[]; // in the order of the plans
  }[];
}

const COMPARED_DRAWS = 5000;

/**
 * What plans lose under every named scenario. Seed, years and tail are those of the first plan.
 *
 * @throws Refusal `parallel.interrupted`
 */
export async function comparePlans(
  workshop: Workshop,
  plans: readonly Plan[],
  watching: ParallelOptions = {},
): Promise<PlanComparison> {
  const { budgetUsd, tailShare, riskWeight, seed, years } = plans[0]!;
  const scenarios: PlanComparison['scenarios'][number][] = [];
  for (const [i, scenario] of PRESETS.entries()) {
    const terms = {
      budgetUsd,
      tailShare,
      riskWeight,
      draws: COMPARED_DRAWS,
      seed,
      years,
      scenario,
    };
    const { threads, signal } = watching;
    const inputs = await gatherInputs(workshop, { ...terms, threads, signal });
    const { program } = openProblem(inputs, terms);
    scenarios.push({
      scenario: scenario.id,
      without: lossesOf(program, new Float64Array(program.choices.length)),
      plans: plans.map(({ items }) => lossesOf(program, sharesOfItems(items, program.choices))),
    });
    watching.onProgress?.(i + 1, PRESETS.length, scenario.id);
  }
  return { plans: plans.map(({ digest }) => digest), draws: COMPARED_DRAWS, seed, scenarios };
}

function lossesOf(program: Program, shares: Float64Array): Losses {
  const { meanMusd, cvar95Musd } = openEvaluator(program)(shares);
  return { expectedLossMusd: meanMusd, cvar95LossMusd: cvar95Musd };
}
