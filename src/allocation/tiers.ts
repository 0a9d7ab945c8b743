import type { GapMineral } from '../stress/gaps.ts';
import type { ProjectOption } from './allocation.ts';
import type { PlanTier, TierWeights } from './plan-rules.ts';
import type { Preference } from './recourse.ts';

/*
 * What goes first by weight: minerals that depend wholly on countries of concern, and projects at
 * home. The weights stand in the objective alone: no loss that is told is weighed by them.
 *
 * @source H.R. 10378 (2024) §3(b)(1)(C), its order of priority; docs/models/allocation.md, equation 9
 */

/** The dependence rate of a mineral, as far as the sources tell it. */
export interface DependenceRate {
  readonly mineral: string;
  readonly low: number;
  readonly high: number;
}

const WHOLE = 1 - 1e-9;

/** Who goes first, tier by tier; a tier of weight 1 is left out. */
export function planTiers(
  weights: TierWeights | undefined,
  minerals: readonly GapMineral[],
  projects: readonly ProjectOption[],
  rates: readonly DependenceRate[],
): PlanTier[] {
  if (weights === undefined) return [];
  const modelled = new Set(minerals.map(({ mineral }) => mineral));
  const known = rates.filter(({ mineral }) => modelled.has(mineral));
  const idsOf = (those: readonly DependenceRate[]) => those.map(({ mineral }) => mineral).sort();
  const tiers: PlanTier[] = [
    {
      tier: 'domestic',
      weight: weights.domestic,
      members: projects.filter(({ isDomestic }) => isDomestic).map(({ id }) => id),
      open: [],
    },
    {
      tier: 'dependent',
      weight: weights.dependent,
      members: idsOf(known.filter(({ low }) => low >= WHOLE)),
      open: idsOf(known.filter(({ low, high }) => low < WHOLE && high >= WHOLE)),
    },
  ];
  return tiers.filter(({ weight }) => weight !== 1);
}

/** Minerals of the tier of dependence lose more by its weight. */
export function preferredMinerals(
  minerals: readonly GapMineral[],
  tiers: readonly PlanTier[],
): readonly GapMineral[] {
  const found = tiers.find(({ tier }) => tier === 'dependent');
  if (found === undefined) return minerals;
  return minerals.map((mineral) =>
    found.members.includes(mineral.mineral)
      ? { ...mineral, lossUsdPerTonne: mineral.lossUsdPerTonne * found.weight }
      : mineral,
  );
}

/**
 * The preference for projects at home; undefined without their tier.
 *
 * @param lossMusdPerTonne - as the objective weighs it otherwise, shape (mineral)
 */
export function preferenceOf(
  tiers: readonly PlanTier[],
  projects: readonly ProjectOption[],
  lossMusdPerTonne: Float64Array,
): Preference | undefined {
  const found = tiers.find(({ tier }) => tier === 'domestic');
  if (found === undefined) return undefined;
  const isPreferred = projects.map(({ id }) => found.members.includes(id));
  const extraMusdPerTonne = lossMusdPerTonne.map((musd, m) =>
    projects.some(({ mineral }, p) => mineral === m && isPreferred[p])
      ? (found.weight - 1) * musd
      : 0,
  );
  return { isPreferred, extraMusdPerTonne };
}
