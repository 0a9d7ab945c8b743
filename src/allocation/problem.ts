import type { Assumption, Mineral } from '../minerals/reference-data.ts';
import type { ProjectRecord } from '../projects/projects.ts';
import type { GapMineral, GapSample } from '../stress/gaps.ts';
import type { Scenario } from '../stress/stress.ts';
import type { Candidate, Plan, PlanItem, ProjectOption } from './allocation.ts';
import { choicesOf, withoutIdleStock } from './choice.ts';
import { lossesByClass, weighedMinerals } from './class-weights.ts';
import { bindingConstraints, nextDollars, planItems, type SolvedPlan } from './explain.ts';
import { lawLimits } from './law-limits.ts';
import { leastLimits, mostLimits } from './limits.ts';
import { lawSentences } from './limits-text.ts';
import type { Listing } from './listing.ts';
import { ownershipOf, type ProjectOwnership } from './ownership.ts';
import { NO_LIMITS, type PlanLimits } from './plan-limits.ts';
import { NO_RULES, type PlanRules, type PlanTier, refuseNoWeight } from './plan-rules.ts';
import { type Evaluation, openEvaluator, type Program } from './program.ts';
import { drawFirstQuarters, type LeftOut, projectOptions } from './projects.ts';
import { chargedProjects, isFinanced, publicMoneyOf } from './public-money.ts';
import { candidateOf, purchaseRules } from './purchase.ts';
import type { Values } from './question.ts';
import { lossMusdPerTonne, packRecourse } from './recourse.ts';
import { notSeen, planSummary, scaleCheck } from './report.ts';
import { classSentences, publicMoneySentences, tierSentences } from './rules-text.ts';
import { type DependenceRate, planTiers, preferenceOf, preferredMinerals } from './tiers.ts';

/*
 * From gaps and a question to a program, and from its solution to a plan.
 */

const MODEL_VERSION = 'allocation-6'; // changes when the same inputs give another plan

/** A program with what its choices mean. */
export interface OpenProblem {
  readonly program: Program;
  readonly plain: Program; // the same with every loss at what it costs, whoever bears it
  readonly candidates: readonly Candidate[];
  readonly projects: readonly ProjectOption[];
  readonly leftOut: readonly LeftOut[];
  readonly ownership: readonly ProjectOwnership[]; // of the projects; empty where nobody asks
  readonly tiers: readonly PlanTier[]; // that go first by weight
  readonly firstYear: number;
}

/** What a plan rests on, apart from the question. */
export interface PlanInputs {
  readonly sample: GapSample;
  readonly minerals: readonly GapMineral[];
  readonly projects: readonly ProjectRecord[];
  readonly assumptions: readonly Assumption[];
  readonly listed: readonly Mineral[];
  readonly listing?: Listing | undefined; // where only eligible minerals may be bought
  readonly dependence?: readonly DependenceRate[] | undefined; // where it weighs in the objective
  readonly dataVersion: string;
  readonly dataDigest: string;
  readonly modelVersion: string;
}

/** What a plan is asked for. */
export interface PlanTerms {
  readonly budgetUsd: number;
  readonly tailShare: number; // the tail is the worst 1 − tailShare of the draws
  readonly riskWeight: number;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly scenario: Scenario;
  readonly limits?: PlanLimits | undefined; // beside the budget
  readonly rules?: PlanRules | undefined;
}

/** A solution, however it was found. */
interface Solved extends Values {
  readonly without: Evaluation;
  readonly evaluation: Evaluation;
  readonly objectiveMusd: number;
  readonly lowerBoundMusd: number;
  readonly gap: number;
  readonly status: Plan['status'];
}

export function openProblem(
  { sample, minerals, projects, assumptions, dataVersion, listing, dependence = [] }: PlanInputs,
  terms: PlanTerms,
): OpenProblem {
  const { tailShare, seed, years, scenario, budgetUsd } = terms;
  const firstYear = firstYearOf(dataVersion);
  const rules = purchaseRules(assumptions);
  const candidates = minerals.map((mineral) => candidateOf(mineral, years, rules));
  const changes = scenario.projects ?? [];
  const found = projectOptions(projects, minerals, firstYear, assumptions, changes);
  const planRules = terms.rules ?? NO_RULES;
  const options = chargedProjects(found.options, planRules, assumptions);
  const firstQuarter = drawFirstQuarters(options, sample.draws, seed);
  const plainRecourse = packRecourse(sample, minerals, options, firstQuarter);
  const { classWeights } = planRules;
  const tiers = planTiers(planRules.tierWeights, minerals, options, dependence);
  const weighed = weighedMinerals(preferredMinerals(minerals, tiers), classWeights);
  const weighedLoss = lossMusdPerTonne(weighed);
  const preference = preferenceOf(tiers, options, weighedLoss);
  const recourse = {
    ...plainRecourse,
    lossMusdPerTonne: weighedLoss,
    ...(preference === undefined ? {} : { preference }),
  };
  const choices = choicesOf(candidates, options);
  refuseNoWeight(planRules);
  const { limits: wanted = NO_LIMITS } = terms;
  const named = { choices, minerals, budgetUsd, leftOut: found.leftOut };
  const ownership = wanted.noConcern
    ? options.map((each) => ownershipOf(projects.find(({ id }) => id === each.project)!, each))
    : [];
  const most = [
    ...mostLimits(wanted, named),
    ...lawLimits(wanted, { choices, minerals, ownership, listing }),
  ];
  const least = leastLimits(wanted, named);
  const { wholeProjects } = wanted;
  const program = { choices, recourse, sample, tailShare, most, least, wholeProjects };
  const isWeighed = classWeights !== undefined || tiers.length > 0;
  const plain = isWeighed ? { ...program, recourse: plainRecourse } : program;
  const { leftOut } = found;
  return { program, plain, candidates, projects: options, leftOut, ownership, tiers, firstYear };
}

/** The first fiscal year that a plan can still decide: the one after the edition of the data. */
export function firstYearOf(dataVersion: string): number {
  const [year] = /^\d{4}/.exec(dataVersion) ?? [];
  return year === undefined ? 1 : Number(year) + 1;
}

/** The plan with its explanation; digest and timing are added by who has a clock. */
export function draftPlan(
  problem: OpenProblem,
  inputs: PlanInputs,
  terms: PlanTerms,
  solved: Solved,
  method: string,
): Omit<Plan, 'digest' | 'elapsedSeconds'> {
  const explained = explain(problem, inputs, terms, solved);
  const items = planItems(explained);
  let spentUsd = 0;
  for (const { amountUsd } of items) spentUsd += amountUsd;
  const { budgetUsd, tailShare, riskWeight, draws, seed, years, scenario } = terms;
  const { without, evaluation } = plainly(problem, solved);
  const figures = {
    budgetUsd,
    spentUsd,
    tailShare,
    riskWeight,
    draws,
    seed,
    years,
    expectedLossMusd: { without: without.meanMusd, with: evaluation.meanMusd },
    cvar95LossMusd: { without: without.cvar95Musd, with: evaluation.cvar95Musd },
    objective: solved.objectiveMusd,
    lowerBound: solved.lowerBoundMusd,
    optimalityGap: solved.gap,
    status: solved.status,
  };
  const ruled = rulesOf(inputs, terms, items, { without, with: evaluation });
  const law = lawOf(problem, inputs, terms);
  const names = new Map(inputs.minerals.map(({ mineral, name }) => [mineral, name]));
  return {
    ...figures,
    ...(terms.limits === undefined ? {} : { limits: terms.limits }),
    ...ruled,
    ...law,
    ...(problem.tiers.length === 0 ? {} : { tiers: [...problem.tiers] }),
    scenario,
    dataVersion: inputs.dataVersion,
    dataDigest: inputs.dataDigest,
    modelVersion: `${inputs.modelVersion}+${MODEL_VERSION}`,
    items: [...items],
    binding: bindingConstraints(explained),
    nextDollar: [...nextDollars(explained)],
    summary: [
      ...planSummary(figures, items, (mineral) => names.get(mineral) ?? mineral),
      ...classSentences(ruled.lossByClass),
      ...tierSentences(problem.tiers),
      ...publicMoneySentences(ruled.publicMoney),
      ...lawSentences(law, items),
    ],
    scaleCheck: scaleCheck(budgetUsd),
    method,
    notSeen: notSeen(
      inputs.listed,
      inputs.minerals,
      problem.candidates,
      problem.leftOut,
      terms.rules ?? NO_RULES,
    ),
  };
}

/** What was found, at losses that are not weighed by class. */
function plainly(
  { program, plain }: OpenProblem,
  { without, evaluation }: Solved,
): Pick<Solved, 'without' | 'evaluation'> {
  if (plain === program) return { without, evaluation };
  const evaluate = openEvaluator(plain);
  return { without: evaluate(without.shares), evaluation: evaluate(evaluation.shares) };
}

/** What the law bars, where a plan is asked to keep it. */
function lawOf(
  { ownership }: OpenProblem,
  { listing }: PlanInputs,
  { limits = NO_LIMITS }: PlanTerms,
): Pick<Plan, 'ownership' | 'listing'> {
  return {
    ...(limits.noConcern ? { ownership: [...ownership] } : {}),
    ...(limits.eligibleOnly && listing !== undefined ? { listing } : {}),
  };
}

/** The rules of a plan, and what they alone let it tell. */
function rulesOf(
  { minerals }: PlanInputs,
  { rules }: PlanTerms,
  items: readonly PlanItem[],
  losses: { readonly without: Evaluation; readonly with: Evaluation },
): Pick<Plan, 'rules' | 'lossByClass' | 'publicMoney'> {
  if (rules === undefined) return {};
  const { classWeights } = rules;
  return {
    rules,
    ...(classWeights === undefined
      ? {}
      : { lossByClass: lossesByClass(minerals, classWeights, losses) }),
    ...(isFinanced(rules) ? { publicMoney: publicMoneyOf(items) } : {}),
  };
}

function explain(
  { program, candidates, projects, firstYear, tiers }: OpenProblem,
  { minerals }: PlanInputs,
  { budgetUsd, riskWeight, tailShare, rules }: PlanTerms,
  { evaluation, budgetValue, limitValue, leastValue }: Solved,
): SolvedPlan {
  const { choices, least } = program;
  const used = withoutIdleStock(choices, evaluation.shares, evaluation.mostNeedTonnes);
  // What a limit demands is bought, whether a draw would use it or not.
  const shares = used.slice();
  for (const { choice } of least) shares[choice] = evaluation.shares[choice]!;
  const hairLess = shares.map((share) => share * (1 - 1e-6));
  return {
    minerals,
    candidates,
    projects,
    choices,
    evaluation,
    justBefore: openEvaluator(program)(hairLess),
    shares,
    budgetUsd,
    budgetValue,
    most: program.most,
    least,
    limitValue,
    leastValue,
    wholeProjects: program.wholeProjects,
    riskWeight,
    tailShare,
    firstYear,
    loss: lossWord(rules, tiers),
  };
}

/** What the loss of the objective is called. */
function lossWord(rules: PlanRules | undefined, tiers: readonly PlanTier[]): string {
  if (tiers.length > 0) return 'priority-weighted loss';
  return rules?.classWeights === undefined ? 'loss' : 'class-weighted loss';
}
