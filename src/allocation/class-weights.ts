import { DEMAND_CLASSES, type DemandClass } from '../dependency/uses.ts';
import type { GapMineral } from '../stress/gaps.ts';
import type { Plan } from './allocation.ts';
import type { ClassWeights } from './plan-rules.ts';
import type { Evaluation } from './program.ts';

/*
 * Losses weighed by whom they hit. A tonne of a mineral that is missing falls on its uses as the
 * stress model says, and each use serves the armed forces, essential civilian needs and others in
 * part: so a mineral has one weight. @source docs/models/allocation.md, equation 6
 */

/** The mean weight of a dollar that is lost for lack of a mineral. */
export function lossWeightOf(
  { classLossShare }: Pick<GapMineral, 'classLossShare'>,
  weights: ClassWeights,
): number {
  let sum = 0;
  for (const each of DEMAND_CLASSES) sum += weights[each] * classLossShare[each];
  return sum;
}

/** Minerals whose loss counts by class; the same where no weights are given. */
export function weighedMinerals(
  minerals: readonly GapMineral[],
  weights: ClassWeights | undefined,
): readonly GapMineral[] {
  if (weights === undefined) return minerals;
  return minerals.map((mineral) => ({
    ...mineral,
    lossUsdPerTonne: mineral.lossUsdPerTonne * lossWeightOf(mineral, weights),
  }));
}

/** Who bears the expected loss, without and with a plan; of evaluations whose losses are not weighed. */
export function lossesByClass(
  minerals: readonly GapMineral[],
  weights: ClassWeights,
  losses: { readonly without: Evaluation; readonly with: Evaluation },
): NonNullable<Plan['lossByClass']> {
  const sumOf = ({ mineralMeanMusd }: Evaluation, each: DemandClass) => {
    let musd = 0;
    for (const [m, { classLossShare }] of minerals.entries()) {
      musd += classLossShare[each] * mineralMeanMusd[m]!;
    }
    return musd;
  };
  return DEMAND_CLASSES.map((demandClass) => ({
    demandClass,
    weight: weights[demandClass],
    expectedLossMusd: {
      without: sumOf(losses.without, demandClass),
      with: sumOf(losses.with, demandClass),
    },
  }));
}
