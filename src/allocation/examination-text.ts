import { usdText } from '../base/money-text.ts';
import type { Plan } from './allocation.ts';
import { type PlanExamination, SHAKY_BELOW } from './examination.ts';
import { listText, percentText } from './wording.ts';

type Content = Omit<PlanExamination, 'sentences' | 'elapsedSeconds'>;

const musd = (amountMusd: number): string => usdText(amountMusd * 1e6);

const SHAKY_SHARE = 0.01; // of the budget, below which nobody need be told

/** An examination in sentences: what to rely on, and what not. */
export function examinationSentences(plan: Plan, content: Content): string[] {
  return [
    freshSentence(plan, content),
    ...stabilitySentences(plan, content),
    ...runnerUpSentences(content),
    regretSentence(content),
    informationSentence(content),
  ];
}

function freshSentence(plan: Plan, { fresh }: Content): string {
  const { mean, low, high } = fresh.expectedLossMusd;
  const tail = fresh.cvar95LossMusd;
  const bias = mean / plan.expectedLossMusd.with - 1;
  return (
    `In ${fresh.draws.toLocaleString('en-US')} draws that it was not made for, the plan loses ` +
    `${musd(mean)} on average (95 percent interval ${musd(low)} to ${musd(high)}) ` +
    `instead of ${musd(fresh.withoutMusd)}, ${percentText(Math.abs(bias))} ` +
    `${bias < 0 ? 'less' : 'more'} than in its own; and ${musd(tail.mean)} in the worst 5 percent ` +
    `(${musd(tail.low)} to ${musd(tail.high)}).`
  );
}

function stabilitySentences(plan: Plan, { stability }: Content): string[] {
  const shaky = stability.items.filter(
    ({ resampled, assumed }) => Math.min(resampled, assumed) < SHAKY_BELOW,
  );
  const how = `${stability.resamples} other samples and ${stability.assumptions} ends of assumptions`;
  if (shaky.length === 0) {
    return [`Every purchase would be made again in at least half of ${how}.`];
  }
  const largest = [...shaky].sort((a, b) => b.amountUsd - a.amountUsd);
  const names = largest.slice(0, 5).map(({ id, amountUsd }) => `${id} (${usdText(amountUsd)})`);
  const share = stability.shakyUsd / plan.budgetUsd;
  const weight = share > SHAKY_SHARE ? 'Look at these first' : 'A small part of the money';
  return [
    `${weight}: ${usdText(stability.shakyUsd)}, ${percentText(share)} of the budget, goes to ` +
      `purchases that less than half of ${how} would make: ${listText(names)}` +
      `${shaky.length > 5 ? ` and ${shaky.length - 5} more` : ''}.`,
  ];
}

function runnerUpSentences({ runnerUp }: Content): string[] {
  if (runnerUp === null) return [];
  const { without, worseMusd, largest } = runnerUp;
  const grown = largest.filter(({ id, fromUsd, toUsd }) => id !== without && toUsd > fromUsd);
  const instead = grown
    .slice(0, 3)
    .map(({ id, fromUsd, toUsd }) => `${usdText(toUsd - fromUsd)} more on ${id}`);
  const rest = instead.length > 0 ? `, with ${listText(instead)}` : '';
  return [`The runner-up buys no ${without}${rest}: its weighted loss is ${musd(worseMusd)} more.`];
}

function regretSentence({ regret }: Content): string {
  const [worst] = [...regret].sort((a, b) => b.regretShare - a.regretShare);
  if (worst === undefined) return 'No named shock was tried.';
  return (
    `Were it certain that ${worst.scenario} comes, a plan for it would do best, and this one would lose ` +
    `${percentText(worst.regretShare)} more: the largest regret among ${regret.length} named scenarios.`
  );
}

function informationSentence({ information }: Content): string {
  const { perfectMusd, stochasticMusd } = information;
  return (
    `Knowing the draw beforehand would avert at least ${musd(perfectMusd)} more on average; ` +
    `planning for the mean gaps alone would lose ${musd(stochasticMusd)} of weighted loss more.`
  );
}
