import type { ProjectOption } from '../src/allocation/allocation.ts';
import { choicesOf } from '../src/allocation/choice.ts';
import type { Program } from '../src/allocation/program.ts';
import { drawFirstQuarters } from '../src/allocation/projects.ts';
import { candidateOf } from '../src/allocation/purchase.ts';
import { packRecourse } from '../src/allocation/recourse.ts';
import { classLossShares } from '../src/dependency/uses.ts';
import type { Parallel } from '../src/platform/parallel.ts';
import { blocksOf, type EnsembleInputs, joinGaps } from '../src/stress/ensemble.ts';
import type { GapMineral } from '../src/stress/gaps.ts';
import { STRESS_TASKS } from '../src/stress/stress.service.ts';
import { LARGE_QUARTERS, largeInputs } from './large-model.ts';

/*
 * The plan of the synthetic model of bench/large-model.ts: a stock of each of its 60 minerals, and
 * each of its 100 projects.
 */

const SEED = 7;
const YEARS = LARGE_QUARTERS / 4;
const COST_YEARS = 3; // of output at the present price, as of a project whose cost no source gives
const RULES = {
  stepEnds: [0.02, 0.05, 0.1, 0.2],
  storageSharePerYear: 0.015,
  mostYearsOfConsumption: 3,
};

/** The gaps and what can be bought against them. */
export async function largeProgram(parallel: Parallel, draws: number): Promise<Program> {
  const inputs = largeGapInputs();
  const [, gapTask] = STRESS_TASKS;
  const blocks = await parallel.map(gapTask, inputs, blocksOf(draws), { threads: 2 });
  const { model, quarters } = inputs;
  const sample = joinGaps(blocks, { minerals: model.minerals.length, quarters });
  const minerals = model.minerals.map((mineral, m): GapMineral => {
    const gapTonnes = sample.gapSumTonnes[m]!;
    return {
      mineral: mineral.mineral,
      name: mineral.name,
      consumptionTonnesPerYear: mineral.demandTonnesPerYear,
      worldTonnesPerYear: mineral.worldTonnesPerYear,
      priceUsdPerTonne: mineral.priceUsdPerTonne,
      elasticitySum: mineral.demandElasticity.mid + mineral.supplyElasticity.mid,
      meanGapTonnes: gapTonnes / draws,
      lossUsdPerTonne: gapTonnes > 0 ? (1e6 * sample.lossSumMusd[m]!) / gapTonnes : 0,
      classLossShare: classLossShares(mineral.uses, 1), // no plan here weighs classes
    };
  });
  const projects = projectsOf(inputs, minerals);
  const firstQuarter = drawFirstQuarters(projects, draws, SEED);
  const candidates = minerals.map((mineral) => candidateOf(mineral, YEARS, RULES));
  return {
    choices: choicesOf(candidates, projects),
    recourse: packRecourse(sample, minerals, projects, firstQuarter),
    sample,
    tailShare: 0.95,
    most: [],
    least: [],
    wholeProjects: false,
  };
}

/** No stock and no project: what a plan decides is not in its gaps. */
function largeGapInputs(): EnsembleInputs {
  const inputs = largeInputs(SEED);
  const { scenario } = inputs;
  const levers = { ...scenario.levers, pipelineShare: 0 };
  return { ...inputs, scenario: { ...scenario, levers }, stockTonnes: {} };
}

function projectsOf(
  { model }: EnsembleInputs,
  minerals: readonly GapMineral[],
): readonly ProjectOption[] {
  return model.pipeline.map(
    ({ id, mineral, tonnesPerYear, startQuarter, delayQuarters, failureProbability }) => ({
      id,
      project: id,
      title: id,
      isDomestic: true,
      mineral,
      instrument: 'project-loan',
      tonnesPerYear,
      costUsd: tonnesPerYear * minerals[mineral]!.priceUsdPerTonne! * COST_YEARS,
      startQuarter,
      delayQuarters,
      failureProbability,
      assumed: [],
      finance: null,
    }),
  );
}
