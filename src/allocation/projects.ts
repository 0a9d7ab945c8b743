import { log } from '../base/elementary.ts';
import { threefry, uniform, variable } from '../base/random.ts';
import { assume, isAssumed } from '../dependency/assumptions.ts';
import type { Assumption, ProjectFact } from '../minerals/reference-data.ts';
import type { GapMineral } from '../stress/gaps.ts';
import type { ProjectOption } from './allocation.ts';

/*
 * Projects that money could bring about: what a source says of them, and what has to be assumed.
 *
 * A project is an option when it stands in the United States or a partner country, the source
 * gives a capacity in a unit that means tonnes of the mineral, and the mineral has gaps to close.
 * The others are left out, each with its reason.
 */

export interface LeftOut {
  readonly project: string;
  readonly reason: string;
}

const MAGNETS = 'magnet_content';

/** Members of the Minerals Security Partnership beside the United States, as of 2024. */
const PARTNERS: ReadonlySet<string> = new Set('AU CA EE FI FR DE IN IT JP KR NO SE GB'.split(' '));

/** How a kind of project is taken to go on. No source gives these figures: all are assumed. */
interface StageRule {
  readonly startQuarter: number; // where the source gives no year
  readonly delayQuarters: number; // mean, beyond the start
  readonly failureProbability: number;
  readonly costYears: number; // of output at the present price, where the source gives no cost
}

interface Stage {
  readonly stage: string; // as data/assumption.csv calls it
  readonly words: RegExp; // in the stage, the name or the unit
  readonly instrument: ProjectOption['instrument'];
}

const STAGES: readonly Stage[] = [
  { stage: 'restart', words: /idle|restart/, instrument: 'offtake' }, // an advance on its output
  { stage: 'construction', words: /ramp-up|construction/, instrument: 'project-loan' },
  { stage: 'planned', words: /loan|planned|announced/, instrument: 'project-loan' },
  { stage: 'feasibility', words: /feasibility/, instrument: 'project-loan' },
];

function stageRule(assumptions: readonly Assumption[], { stage }: Stage): StageRule {
  const middle = (id: string) => assume(assumptions, id, [`stage:${stage}`]).mid;
  return {
    startQuarter: middle('project_start_quarters'),
    delayQuarters: middle('project_delay_quarters'),
    failureProbability: middle('project_failure'),
    costYears: middle('project_cost_years'),
  };
}

/** Tonnes of the mineral, as its statistics count them, in a tonne of what the source counts. */
interface UnitRule {
  readonly words: RegExp;
  readonly share: number | string; // a number, or the assumption that holds it by mineral
  readonly assumed: string | null;
}

const UNIT_RULES: readonly UnitRule[] = [
  {
    words: /^t MOP per year/,
    share: 'muriate_content',
    assumed: 'content of muriate',
  },
  {
    words: /^t boric acid per year/,
    share: 0.563, // B2O3 in H3BO3, from atomic weights
    assumed: null,
  },
  {
    words: /^t NdFeB magnets per year/,
    share: MAGNETS,
    assumed: 'neodymium and praseodymium in magnets',
  },
  {
    words: /^t (concentrate |sponge )?per year/,
    share: 1,
    assumed: null,
  },
];

function shareOf(
  assumptions: readonly Assumption[],
  { share }: UnitRule,
  mineral: string,
): number | null {
  if (typeof share === 'number') return share;
  const scope = `mineral:${mineral}`;
  return isAssumed(assumptions, share, scope) ? assume(assumptions, share, [scope]).mid : null;
}

/**
 * The projects that can be supported, and those left out.
 *
 * @param firstYear - in which the horizon begins
 */
export function projectOptions(
  facts: readonly ProjectFact[],
  minerals: readonly GapMineral[],
  firstYear: number,
  assumptions: readonly Assumption[],
): { readonly options: readonly ProjectOption[]; readonly leftOut: readonly LeftOut[] } {
  const options: ProjectOption[] = [];
  const leftOut: LeftOut[] = [];
  for (const fact of facts) {
    const found = optionOf(fact, minerals, firstYear, assumptions);
    if ('reason' in found) leftOut.push({ project: fact.project, reason: found.reason });
    else options.push(found);
  }
  return { options, leftOut };
}

function optionOf(
  fact: ProjectFact,
  minerals: readonly GapMineral[],
  firstYear: number,
  assumptions: readonly Assumption[],
): ProjectOption | { readonly reason: string } {
  const country = fact.place.slice(0, 2);
  if (country !== 'US' && !PARTNERS.has(country)) return { reason: 'not in a partner country' };
  if (fact.capacityAdded === null) return { reason: 'its source gives no capacity' };
  const unit = UNIT_RULES.find(({ words }) => words.test(fact.capacityUnit ?? ''));
  const share = unit === undefined ? null : shareOf(assumptions, unit, fact.mineral);
  if (unit === undefined || share === null) return { reason: 'its capacity is not in tonnes' };
  const text = `${fact.stage} ${fact.project} ${fact.capacityUnit}`.toLowerCase();
  const stage = STAGES.find(({ words }) => words.test(text));
  if (stage === undefined) return { reason: `its stage '${fact.stage}' has no rule` };
  const index = minerals.findIndex((each) => each.mineral === fact.mineral);
  const mineral = minerals[index];
  if (mineral === undefined || mineral.meanGapTonnes === 0) {
    return { reason: `no gaps of ${fact.mineral} are modelled` };
  }
  const rule = stageRule(assumptions, stage);
  const tonnesPerYear = fact.capacityAdded * share;
  const cost = costOf(fact, rule, mineral, {
    tonnesPerYear,
    part: partOf(assumptions, fact, share),
  });
  if (cost === null) return { reason: 'neither its cost nor a price to estimate it is known' };
  const start = startQuarterOf(fact.start, firstYear);
  return {
    id: fact.id,
    title: fact.project,
    mineral: index,
    instrument: stage.instrument,
    tonnesPerYear,
    costUsd: cost.usd,
    startQuarter: start ?? rule.startQuarter,
    delayQuarters: rule.delayQuarters,
    failureProbability: rule.failureProbability,
    assumed: [
      ...(cost.assumed === null ? [] : [cost.assumed]),
      ...(unit.assumed === null ? [] : [unit.assumed]),
      ...(start === null ? ['first delivery from its stage'] : []),
      'delay and failure from its stage',
    ],
  };
}

/** What the whole support costs; of a published cost, the part that is for this product. */
function costOf(
  fact: ProjectFact,
  rule: StageRule,
  mineral: GapMineral,
  { tonnesPerYear, part }: { tonnesPerYear: number; part: number },
): { readonly usd: number; readonly assumed: string | null } | null {
  if (fact.capexMusd !== null) return { usd: fact.capexMusd * 1e6 * part, assumed: null };
  if (mineral.priceUsdPerTonne === null) return null;
  const years = rule.costYears === 0.5 ? 'half a year' : `${rule.costYears} years`;
  return {
    usd: tonnesPerYear * mineral.priceUsdPerTonne * rule.costYears,
    assumed: `cost of ${years} of output at the present price`,
  };
}

/** Magnets hold two minerals, one row each: they share the cost by tonnes. */
function partOf(assumptions: readonly Assumption[], { mineral }: ProjectFact, share: number) {
  if (!isAssumed(assumptions, MAGNETS, `mineral:${mineral}`)) return 1;
  let together = 0;
  for (const { id, mid } of assumptions) if (id === MAGNETS) together += mid;
  return share / together;
}

const QUARTER_OF_WORD: Readonly<Record<string, number>> = { early: 0, mid: 2, late: 3 };

/** The quarter of the horizon in which '2026 late' or '2027' falls; a plain year is its middle. */
function startQuarterOf(start: string | null, firstYear: number): number | null {
  const [, year, word] = /^(\d{4})(?: (early|mid|late))?/.exec(start ?? '') ?? [];
  if (year === undefined) return null;
  return Math.max(0, (Number(year) - firstYear) * 4 + QUARTER_OF_WORD[word ?? 'mid']!);
}

/** Later than any horizon: the project has failed in this draw. */
export const NEVER = 255;

/**
 * The quarter in which each project begins to deliver in each draw, or NEVER.
 *
 * Delays are geometric: in every quarter beyond the start the same chance to begin.
 *
 * @returns shape (project, draw)
 */
export function drawFirstQuarters(
  projects: readonly ProjectOption[],
  draws: number,
  seed: number,
): Uint8Array {
  const first = new Uint8Array(projects.length * draws);
  const block = new Int32Array(2);
  for (const [p, project] of projects.entries()) {
    const { startQuarter, delayQuarters, failureProbability } = project;
    const number = variable(`project ${project.id}`);
    const logStay = log(delayQuarters / (delayQuarters + 1) || Number.MIN_VALUE);
    for (let s = 0; s < draws; s++) {
      threefry(block, seed, s, number, 0);
      const delay = Math.floor(log(uniform(block[1]!)) / logStay);
      const fails = uniform(block[0]!) < failureProbability;
      first[p * draws + s] = fails ? NEVER : Math.min(NEVER, startQuarter + delay);
    }
  }
  return first;
}
