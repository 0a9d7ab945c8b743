import type { IndustryAccounts } from './industry-accounts.ts';
import type {
  ClearedScenario,
  Disruptable,
  DisruptionScenario,
  IndustryLoss,
  MineralDisruption,
} from './trade-disruption.ts';

const INDUSTRIES_OF_SCENARIO = 3;
const INDUSTRIES_OF_MINERAL = 5;
const LEAST_LOSS_MUSD = 1e-6; // below it lies the solver's rounding

/** What the industries answered: their outputs, and what one more of the mineral would add. */
export interface IndustryAnswer {
  readonly outputMusd: readonly number[];
  readonly dualMusd: number; // GDP for the whole of what was used of the mineral
}

/** Value added that each industry loses [million USD]. */
export function industryLosses(
  { outputMusd, valueAddedMusd }: IndustryAccounts,
  after: readonly number[],
): number[] {
  return outputMusd.map((before, j) => {
    const lost = valueAddedMusd[j]! * (1 - after[j]! / before);
    return lost > LEAST_LOSS_MUSD ? lost : 0;
  });
}

/** A cleared scenario with what the industries lose. */
export function disruptionScenario(
  cleared: ClearedScenario,
  losses: readonly number[],
  context: { accounts: IndustryAccounts; dualMusd: number; consumptionTonnes: number },
): DisruptionScenario {
  const { accounts, dualMusd, consumptionTonnes } = context;
  const industryLossMusd = losses.reduce((sum, loss) => sum + loss, 0);
  return {
    ...cleared,
    gdpChangeMusd: -industryLossMusd - cleared.importBillMusd,
    industryLossMusd,
    tonneUsd: (1e6 * dualMusd) / consumptionTonnes,
    industries: largestLosses(accounts, losses, INDUSTRIES_OF_SCENARIO),
  };
}

/** The scenarios of a mineral together. */
export function mineralDisruption(
  { exposure, trade, use }: Disruptable,
  scenarios: readonly DisruptionScenario[],
  expectedLosses: readonly number[],
  accounts: IndustryAccounts,
): MineralDisruption {
  const worst = scenarios.reduce<DisruptionScenario | null>(
    (found, each) => (found === null || each.gdpChangeMusd < found.gdpChangeMusd ? each : found),
    null,
  );
  return {
    mineral: exposure.mineral.id,
    scenarios: scenarios.length,
    expectedMusd: expectedLoss(scenarios),
    lowMusd: null,
    highMusd: null,
    worstMusd: worst === null ? 0 : -worst.gdpChangeMusd,
    worstCountry: worst?.country ?? null,
    stakeMusd: trade.stakeMusd,
    market: trade.basis,
    useBasis: use.worldShares ? `${use.basis}, of the world's use` : use.basis,
    unplacedUses: [...use.unplaced],
    industries: largestLosses(accounts, expectedLosses, INDUSTRIES_OF_MINERAL),
  };
}

/** GDP lost in a year, every scenario weighted by its probability. */
export function expectedLoss(scenarios: readonly DisruptionScenario[]): number {
  return scenarios.reduce(
    (sum, { annualProbability, gdpChangeMusd }) => sum - annualProbability * gdpChangeMusd,
    0,
  );
}

/** The industries that lose most, by name. */
export function largestLosses(
  { codes, names }: IndustryAccounts,
  losses: readonly number[],
  most: number,
): IndustryLoss[] {
  return losses
    .map((musd, j) => ({ industry: codes[j]!, name: names[j]!, musd }))
    .filter(({ musd }) => musd > 0)
    .sort((a, b) => b.musd - a.musd || (a.industry < b.industry ? -1 : 1))
    .slice(0, most);
}
