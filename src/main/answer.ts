import * as z from 'zod';
import { Plan } from '../allocation/allocation.ts';
import { assert } from '../base/assert.ts';
import { musdText } from '../base/money-text.ts';
import { type Dependency, DependencyList } from '../dependency/dependency.ts';
import { StressRun } from '../stress/stress.ts';

/** The main question is asked with this budget, these draws and this seed. */
export const MAIN_QUESTION = { budgetUsd: 2.5e9, draws: 20_000, seed: 7 } as const;

/** What is most dangerous, what a shock would do, and what the money should buy first. */
export const Answer = z
  .object({
    data: z.object({ version: z.string(), digest: z.string() }),
    dependency: DependencyList,
    stress: StressRun,
    plan: Plan,
    answer: z.string().describe('two or three plain sentences made from these numbers'),
  })
  .meta({ id: 'Answer' });
export type Answer = z.infer<typeof Answer>;

const NAMED = 3; // a sentence names so many minerals

/** The three sentences: what is most dangerous, what a shock would do, what to buy first. */
export function answerSentences(answer: Omit<Answer, 'answer' | 'data'>): readonly string[] {
  return [dangerSentence(answer.dependency), stressSentence(answer), planSentence(answer)];
}

function dangerSentence(dependency: readonly Dependency[]): string {
  const worst = [...dependency].sort((a, b) => a.rank - b.rank).slice(0, NAMED);
  const [first] = worst;
  assert(first !== undefined, 'there is a most dangerous dependency');
  const names = list(worst.map(({ name }) => name.toLowerCase()));
  const risk = first.gdpAtRiskMusd;
  const atRisk =
    risk === null
      ? ''
      : `; ${first.name.toLowerCase()} alone puts ${musdText(risk.expected)} of output a year at risk` +
        `, and ${musdText(risk.worstYear)} if its worst exporter stops`;
  return `The most dangerous dependencies are ${names}${atRisk}.`;
}

function stressSentence({ stress, dependency }: Pick<Answer, 'stress' | 'dependency'>): string {
  const { mean, cvar95 } = stress.total.lossMusd;
  const worst = [...stress.minerals]
    .sort((a, b) => b.lossMusd.mean - a.lossMusd.mean)
    .slice(0, NAMED)
    .filter(({ lossMusd }) => lossMusd.mean > 0);
  const years = stress.horizonMonths / 12;
  const names = list(worst.map(({ mineral }) => nameOf(dependency, mineral)));
  const most = worst.length > 0 ? `; ${names} weigh most` : '';
  return (
    `Over ${years} years supply shocks cost ${musdText(mean)} of output on average and ` +
    `${musdText(cvar95)} in the worst 5 percent of ${stress.draws.toLocaleString('en-US')} futures${most}.`
  );
}

function planSentence({ plan, dependency }: Pick<Answer, 'plan' | 'dependency'>): string {
  const { without, with: after } = plan.expectedLossMusd;
  const first = [...plan.items]
    .filter(({ amountUsd }) => amountUsd > 0)
    .sort((a, b) => b.lossAvertedPerUsd - a.lossAvertedPerUsd || b.amountUsd - a.amountUsd)
    .slice(0, NAMED);
  const budget = musdText(plan.budgetUsd / 1e6);
  if (first.length === 0) return `With ${budget} there is nothing worth buying.`;
  const items = list(
    first.map(
      ({ mineral, instrument, amountUsd }) =>
        `${nameOf(dependency, mineral)} (${instrument}, ${musdText(amountUsd / 1e6)})`,
    ),
  );
  return (
    `With ${budget}, begin with ${items}: the whole plan spends ${musdText(plan.spentUsd / 1e6)} and ` +
    `lowers the expected loss from ${musdText(without)} to ${musdText(after)}.`
  );
}

function nameOf(dependency: readonly Dependency[], mineral: string): string {
  return (dependency.find((each) => each.mineral === mineral)?.name ?? mineral).toLowerCase();
}

/** 'a', 'a and b', 'a, b and c'. */
function list(words: readonly string[]): string {
  const [last, ...before] = [...words].reverse();
  return before.length === 0 ? (last ?? '') : `${before.reverse().join(', ')} and ${last}`;
}
