import { describe, expect, test } from 'vitest';
import { solutionOfText } from '../../test/support/optimum-of-text.ts';
import { mpsLines } from '../base/mps.ts';
import { highsSolver } from '../platform/highs.ts';
import type { GapMineral, GapSample } from '../stress/gaps.ts';
import { choicesOf } from './choice.ts';
import { extensiveForm } from './extensive-form.ts';
import { openPlan } from './l-shaped.service.ts';
import type { Program } from './program.ts';
import { packRecourse } from './recourse.ts';

/*
 * A newsvendor inside the program. Of two minerals one has random needs H; the other lacks G in
 * every draw, more than money can buy, so that there a dollar always averts r. A tonne of the first
 * costs c and so forgoes r c, and one that is missing costs v: what is left is
 *
 *   min over q   r c q + (1 − λ) v E[(H − q)⁺] + λ v CVaR_α[(H − q)⁺]
 *
 * The other loss is the same in every draw and (H − q)⁺ rises with H, so the tail is that of H and
 * loses min(1, P(H > q) / (1 − α)) more for a tonne less. Setting r c equal to what a tonne averts
 * gives the quantile κ of H that is bought: P(H > q) = κ with
 *
 *   r c / v = (1 − λ) κ + λ min(1, κ / (1 − α))
 *
 * For λ = 0 this is the critical fractile 1 − r c / v; for λ = 1 compare Gotoh & Takano (2007),
 * Newsvendor solutions via conditional value-at-risk minimization.
 */

const DRAWS = 250; // a tail of 5 percent is 12.5 draws
const TAIL_SHARE = 0.95;
const LOSS_MUSD = 10; // v, of a tonne of the first mineral
const COST_MUSD = 1; // c, of a tonne of either
const LACK_TONNES = 5000; // G
const BUDGET_MUSD = 3000;
const TONNES = 4000; // that can be bought of either

/** Quantiles of an exponential law with the mean 200 t, in no order. */
const needTonnes = Float64Array.from({ length: DRAWS }, (_, s) => {
  const chance = (((s * 97) % DRAWS) + 0.5) / DRAWS;
  return Math.fround(-200 * Math.log(1 - chance));
});

/** Needs come in two halves, in the first and the third quarter. */
const sample: GapSample = {
  draws: DRAWS,
  quarters: 4,
  minerals: 2,
  start: Uint32Array.from({ length: DRAWS + 1 }, (_, s) => 3 * s),
  key: Uint16Array.from({ length: 3 * DRAWS }, (_, e) => [0, 2, 64][e % 3]!),
  gapTonnes: Float32Array.from({ length: 3 * DRAWS }, (_, e) =>
    e % 3 === 2 ? LACK_TONNES : needTonnes[Math.floor(e / 3)]! / 2,
  ),
};

function newsvendor(costRatio: number): Program {
  const mineralOf = (mineral: string, lossUsdPerTonne: number): GapMineral => ({
    mineral,
    name: mineral,
    consumptionTonnesPerYear: TONNES,
    worldTonnesPerYear: null,
    priceUsdPerTonne: COST_MUSD * 1e6,
    elasticitySum: 1,
    meanGapTonnes: 200,
    lossUsdPerTonne,
    classLossShare: { military: 0, essential: 0, other: 1 },
  });
  const minerals = [
    mineralOf('first', LOSS_MUSD * 1e6),
    mineralOf('other', costRatio * LOSS_MUSD * 1e6), // r = r c / v · v / c, and c is 1
  ];
  const usdPerTonne = COST_MUSD * 1e6;
  const step = { tonnes: TONNES, usdPerTonne, baseUsdPerTonne: usdPerTonne, storageUsdPerTonne: 0 };
  const candidates = minerals.map((each) => ({
    ...each,
    steps: [step],
    limit: 'one consumption' as const,
  }));
  return {
    choices: choicesOf(candidates, []),
    recourse: packRecourse(sample, minerals, [], new Uint8Array(0)),
    sample,
    tailShare: TAIL_SHARE,
    most: [],
    least: [],
    wholeProjects: false,
  };
}

/** The chance κ of needing more than is bought, solved from the equation above. */
function shortChance(costRatio: number, riskWeight: number): number {
  const tail = 1 - TAIL_SHARE;
  const atEdge = (1 - riskWeight) * tail + riskWeight;
  return costRatio <= atEdge
    ? costRatio / (1 - riskWeight + riskWeight / tail)
    : (costRatio - riskWeight) / (1 - riskWeight);
}

const sorted = needTonnes.slice().sort();

/** The least need that no more than the share κ of the draws exceeds. */
const boughtTonnes = (chance: number): number => sorted[Math.ceil((1 - chance) * DRAWS) - 1]!;

function costMusd(costRatio: number, riskWeight: number, tonnes: number): number {
  const short = sorted.map((need) => LOSS_MUSD * Math.max(0, need - tonnes));
  const sumOf = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0);
  const mean = sumOf(short) / DRAWS;
  // The worst 12 draws, and half of the one before.
  const tail = (sumOf(short.slice(DRAWS - 12)) + short[DRAWS - 13]! / 2) / 12.5;
  const lackTonnes = LACK_TONNES - (BUDGET_MUSD - COST_MUSD * tonnes) / COST_MUSD;
  const other = costRatio * LOSS_MUSD * lackTonnes;
  return other + (1 - riskWeight) * mean + riskWeight * tail;
}

describe.each([
  ['expected loss', 0],
  ['CVaR', 1],
  ['half of each', 0.5],
])('a newsvendor of %s', (_, riskWeight) => {
  // Times 250 draws none is a whole number: the quantile is one draw, and the optimum unique.
  test.each([0.0301, 0.201, 0.501, 0.873])(
    'at a cost ratio of %d cuts and HiGHS buy the critical fractile, at its cost',
    async (costRatio) => {
      const tonnes = boughtTonnes(shortChance(costRatio, riskWeight));
      const expectedMusd = costMusd(costRatio, riskWeight, tonnes);
      const program = newsvendor(costRatio);
      const plan = await openPlan(highsSolver, program);
      const question = { budgetMusd: BUDGET_MUSD, riskWeight, targetGap: 1e-9 };
      const found = await plan.answer(question);
      plan.close();
      const text = [...mpsLines(extensiveForm(program, BUDGET_MUSD, riskWeight))].join('\n');
      const whole = (await solutionOfText(text))!;
      expect(Math.abs(found.objectiveMusd / expectedMusd - 1)).toBeLessThan(1e-6);
      expect(Math.abs(whole.objective / expectedMusd - 1)).toBeLessThan(1e-6);
      expect(Math.abs((found.evaluation.shares[0]! * TONNES) / tonnes - 1)).toBeLessThan(1e-6);
      expect(Math.abs((whole.valueOf('x0_0') * TONNES) / tonnes - 1)).toBeLessThan(1e-6);
      // Another dollar goes to the other mineral, where it averts r.
      expect(found.budgetValue).toBeCloseTo((costRatio * LOSS_MUSD) / COST_MUSD, 6);
    },
  );
});
