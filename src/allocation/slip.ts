import * as z from 'zod';
import { musdText } from '../base/money-text.ts';
import { twoDigits } from '../base/number-text.ts';
import { DRAWS, HORIZON_YEARS, Scenario, SEED } from '../stress/stress.ts';

/*
 * What a slip of one project costs: the same draws with the project in time and with it late, once
 * as a stress run and once as a plan.
 */

export const SLIP_DRAWS = { least: DRAWS.least, most: 200_000, usual: 5000 } as const;

const PairedMean = z.object({
  before: z.number(),
  after: z.number(),
  more: z.number().describe('after less before'),
  standardError: z.number().describe('of `more`, from the number of draws alone'),
});
export type PairedMean = z.infer<typeof PairedMean>;

const PlanSide = z.object({
  digest: z.string(),
  expectedLossMusd: z.number().describe('with the plan'),
  objectiveMusd: z
    .number()
    .describe('mean and tail of the loss, weighted: what the plan minimises'),
  spentUsd: z.number(),
  gapMusd: z.number().describe('how much better a plan could be at most'),
  supportUsd: z.number().describe('what the plan puts into the project'),
});

/** What to ask of a slip. */
export const SlipQuestion = z
  .strictObject({
    slipMonths: z.coerce.number().int().default(6),
    tonnesPerYear: z.coerce
      .number()
      .min(0)
      .optional()
      .describe('output to count instead of what evidence supports [t/year]'),
    preset: z.string().optional(),
    scenario: Scenario.optional(),
    budgetUsd: z.coerce.number().positive().default(2.5e9),
    draws: z.coerce
      .number()
      .int()
      .min(SLIP_DRAWS.least)
      .max(SLIP_DRAWS.most)
      .default(SLIP_DRAWS.usual),
    seed: z.coerce.number().int().min(SEED.least).max(SEED.most).default(SEED.usual),
    years: z.coerce
      .number()
      .int()
      .min(HORIZON_YEARS.least)
      .max(HORIZON_YEARS.most)
      .default(HORIZON_YEARS.usual),
  })
  .meta({ id: 'SlipQuestion' });

/** What a slip does. The digest is of everything but the digest and the timings. */
export const SlipEffect = z
  .object({
    digest: z.string(),
    project: z.string(),
    title: z.string(),
    slipMonths: z.int(),
    scenario: Scenario.describe('with the slip in it; runs and plans of it give the same'),
    draws: z.int(),
    seed: z.int(),
    years: z.int(),
    dataVersion: z.string(),
    dataDigest: z.string(),
    modelVersion: z.string(),
    products: z.array(
      z.object({
        id: z.string(),
        mineral: z.string(),
        tonnesPerYear: z.number().describe('at full output, as the run counts it'),
        whyNone: z.string().nullable().describe('why evidence supports no output'),
        isSupposed: z.boolean().describe('the output is what the question supposes'),
        startQuarter: z.object({ before: z.number(), after: z.number() }),
        unmetTonnes: PairedMean.describe('over the horizon [t]'),
        lossMusd: PairedMean.describe('GDP lost over the horizon [million USD]'),
      }),
    ),
    lossMusd: PairedMean.describe('of all minerals together [million USD]'),
    plan: z
      .object({ budgetUsd: z.number(), before: PlanSide, after: PlanSide })
      .nullable()
      .describe('null where no plan can support the project'),
    planReason: z.string().nullable().describe('why no plan can support it'),
    sentences: z.array(z.string()),
    elapsedSeconds: z.number(),
  })
  .meta({ id: 'SlipEffect' });
export type SlipEffect = z.infer<typeof SlipEffect>;

type SlipContent = Omit<SlipEffect, 'digest' | 'elapsedSeconds' | 'sentences'>;

/** What a slip does, in sentences a newcomer understands. */
export function slipSentences(effect: SlipContent): string[] {
  const { title, slipMonths, products, lossMusd, years } = effect;
  const when = slipMonths < 0 ? `${-slipMonths} months sooner` : `${slipMonths} months later`;
  const delivers = products.filter(({ tonnesPerYear }) => tonnesPerYear > 0);
  if (delivers.length === 0) {
    const why = products
      .map(({ mineral, whyNone }) => `${mineral}: ${whyNone ?? 'none'}`)
      .join('; ');
    return [
      `${title} is credited with no output (${why}), so coming ${when} changes no run and no plan.`,
      'Suppose an output with --tonnes to see what it would change.',
    ];
  }
  return [
    ...delivers.map(
      ({ mineral, unmetTonnes, lossMusd: loss }) =>
        `${title} ${when}: ${moreText(unmetTonnes, 't')} of ${mineral} unmet over ${years} years, ` +
        `and ${moreText(loss, '$M')} of GDP lost.`,
    ),
    ...(delivers.length > 1
      ? [`Together: ${moreText(lossMusd, '$M')} of GDP lost over ${years} years.`]
      : []),
    planSentence(effect),
  ];
}

/** '1,200 t (± 85) more', '$4 million (± $0.6 million) less' */
function moreText({ more, standardError }: PairedMean, unit: 't' | '$M'): string {
  const amount = (value: number) => (unit === 't' ? `${twoDigits(value)} t` : musdText(value));
  const sense = more < 0 ? 'less' : 'more';
  return `${amount(Math.abs(more))} (± ${amount(standardError)}) ${sense}`;
}

function planSentence({ plan, planReason }: SlipContent): string {
  if (plan === null) return `No plan can support it: ${planReason ?? 'it is no option'}.`;
  const { before, after, budgetUsd } = plan;
  const more = after.objectiveMusd - before.objectiveMusd;
  const loss =
    Math.abs(more) <= before.gapMusd + after.gapMusd
      ? 'the same, as far as is proven'
      : `${musdText(Math.abs(more))} ${more < 0 ? 'less' : 'more'}`;
  return (
    `A plan of ${musdText(budgetUsd / 1e6)} puts ${musdText(before.supportUsd / 1e6)} into it in time ` +
    `and ${musdText(after.supportUsd / 1e6)} where it slips; its loss, mean and tail weighted, is ${loss}.`
  );
}
