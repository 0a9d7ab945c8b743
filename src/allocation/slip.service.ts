import { canonicalJson } from '../base/canonical.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Workshop } from '../platform/command.ts';
import type { ParallelOptions } from '../platform/parallel.ts';
import {
  changeOf,
  isMeant,
  type ProjectChange,
  slipOf,
  slipped,
} from '../projects/project-change.ts';
import { projectRecords } from '../projects/projects.ts';
import { checkStress, compareStress, type StressComparison } from '../stress/stress.service.ts';
import type { Scenario } from '../stress/stress.ts';
import type { PipelineProject } from '../stress/supply-chain.ts';
import { gatherInputs } from './allocation.service.ts';
import { type Plan, RISK_WEIGHT, TAIL_SHARE } from './allocation.ts';
import { planFromGaps } from './plan.service.ts';
import { openProblem, type PlanTerms } from './problem.ts';
import { type SlipEffect, slipSentences } from './slip.ts';

export interface SlipRequest extends ParallelOptions {
  readonly project: string; // or one of its products
  readonly slipMonths: number;
  readonly tonnesPerYear?: number | undefined; // to count instead of what evidence supports
  readonly scenario: Scenario;
  readonly budgetUsd: number;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
}

/**
 * Refuses a slip that cannot be computed, in a moment.
 *
 * @throws Refusal `project.bad_slip`, `stress.unknown_project`, and those of a stress run
 */
export async function checkSlip(workshop: Workshop, request: SlipRequest): Promise<void> {
  const { after } = bothScenarios(request);
  await checkStress(workshop, { ...termsOf(request), scenario: after });
}

/**
 * What the slip of one project does to a stress run and to a plan.
 *
 * Both sides see the same draws, so the difference is that of the slip. In the stress run all
 * listed projects come by themselves, unless the scenario says which share of them; the plan
 * decides by itself what it supports.
 *
 * @throws Refusal `project.bad_slip`, `stress.unknown_project`, and those of a stress run
 */
export async function slipEffect(workshop: Workshop, request: SlipRequest): Promise<SlipEffect> {
  const startedMs = workshop.clockMs();
  const { project, slipMonths, draws, seed, years, budgetUsd } = request;
  const { before, after } = bothScenarios(request);
  const asked = { ...termsOf(request), scenario: before };
  const comparison = await compareStress(workshop, asked, after);
  const { model } = comparison;
  const products = model.pipeline.filter((each) => isMeant(each, project));
  const plan = await bothPlans(workshop, request, { before, after, products });
  const { version: modelVersion, dataVersion, dataDigest } = model;
  const records = projectRecords(await loadReferenceData(workshop.tables));
  const content = {
    project,
    title: records.find(({ id }) => id === products[0]!.project)?.name ?? project,
    slipMonths,
    scenario: after,
    draws,
    seed,
    years,
    dataVersion,
    dataDigest,
    modelVersion,
    products: products.map((each) => productEffect(comparison, each, { before, after })),
    lossMusd: comparison.lossMusd,
    plan: plan.plan && { budgetUsd, ...plan.plan },
    planReason: plan.reason,
  };
  const told = { ...content, sentences: slipSentences(content) };
  return {
    digest: workshop.digestOf(canonicalJson(told)),
    ...told,
    elapsedSeconds: (workshop.clockMs() - startedMs) / 1000,
  };
}

/** The scenario with the project in time and with it late; what is supposed of its output, in both. */
function bothScenarios({ project, slipMonths, tonnesPerYear, scenario }: SlipRequest) {
  const { levers, projects = [] } = scenario;
  const share = levers.pipelineShare > 0 ? levers.pipelineShare : 1;
  const output: ProjectChange[] =
    tonnesPerYear === undefined ? [] : [{ project, slipMonths: 0, tonnesPerYear }];
  const counted = { ...scenario, levers: { ...levers, pipelineShare: share } };
  const supposed = [...projects, ...output];
  return {
    before: { ...counted, projects: supposed },
    after: { ...counted, projects: [...supposed, slipOf(project, slipMonths)] },
  };
}

function productEffect(
  { minerals }: StressComparison,
  product: PipelineProject,
  { before, after }: ReturnType<typeof bothScenarios>,
): SlipEffect['products'][number] {
  const { mineral, unmetTonnes, lossMusd } = minerals[product.mineral]!;
  const startIn = ({ projects }: typeof before) =>
    slipped(product.startQuarter, changeOf(product, projects).slipQuarters);
  const { tonnesPerYear } = changeOf(product, after.projects);
  return {
    id: product.id,
    mineral,
    tonnesPerYear: tonnesPerYear ?? product.tonnesPerYear,
    whyNone: tonnesPerYear === null ? product.whyNone : null,
    isSupposed: tonnesPerYear !== null,
    startQuarter: { before: startIn(before), after: startIn(after) },
    unmetTonnes,
    lossMusd,
  };
}

interface BothPlans {
  readonly plan: { readonly before: PlanSide; readonly after: PlanSide } | null;
  readonly reason: string | null;
}
type PlanSide = NonNullable<SlipEffect['plan']>['before'];

/** The plan for the project in time and for it late, on the same gaps. */
async function bothPlans(
  workshop: Workshop,
  request: SlipRequest,
  {
    before,
    after,
    products,
  }: ReturnType<typeof bothScenarios> & {
    readonly products: readonly PipelineProject[];
  },
): Promise<BothPlans> {
  const planned = (scenario: Scenario): PlanTerms => ({
    ...termsOf(request),
    budgetUsd: request.budgetUsd,
    tailShare: TAIL_SHARE,
    riskWeight: RISK_WEIGHT,
    scenario,
  });
  const inputs = await gatherInputs(workshop, planned(before));
  const { projects, leftOut } = openProblem(inputs, planned(before));
  const ids = new Set(products.map(({ id }) => id));
  const options = projects.filter(({ id }) => ids.has(id));
  if (options.length === 0) {
    const reason = leftOut.find(({ id }) => ids.has(id))?.reason ?? null;
    return { plan: null, reason };
  }
  const side = async (scenario: Scenario) =>
    planSide(await planFromGaps(workshop, inputs, planned(scenario)), ids);
  return { plan: { before: await side(before), after: await side(after) }, reason: null };
}

function planSide(plan: Plan, ids: ReadonlySet<string>): PlanSide {
  const { digest, expectedLossMusd, spentUsd, items, objective, lowerBound } = plan;
  let supportUsd = 0;
  for (const { id, amountUsd } of items) if (ids.has(id)) supportUsd += amountUsd;
  const gapMusd = objective - lowerBound;
  return {
    digest,
    expectedLossMusd: expectedLossMusd.with,
    objectiveMusd: objective,
    gapMusd,
    spentUsd,
    supportUsd,
  };
}

const termsOf = ({ draws, seed, years, threads, signal, onProgress }: SlipRequest) => ({
  draws,
  seed,
  years,
  threads,
  signal,
  onProgress,
});
