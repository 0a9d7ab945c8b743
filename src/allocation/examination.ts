import * as z from 'zod';

/*
 * What speaks for a plan and against it, beyond the draws it was made for. Nothing here changes a
 * plan or its digest: a plan may be examined again, by anybody, with more draws.
 */

/** A plan whose purchase survives in fewer resamples than this is told as shaky. */
export const SHAKY_BELOW = 0.5;

const Interval = z.object({
  mean: z.number(),
  low: z.number().describe('of 95 in 100 such estimates'),
  high: z.number(),
});

export const PlanExamination = z
  .object({
    plan: z.string().describe('digest of the plan'),
    fresh: z
      .object({
        draws: z.int(),
        seed: z.int(),
        expectedLossMusd: Interval.describe('with the plan, in draws it was not made for'),
        cvar95LossMusd: Interval.describe('mean loss of the worst 5 percent, likewise'),
        withoutMusd: z.number().describe('expected loss without the plan, in the same draws'),
      })
      .describe('out of sample'),
    stability: z.object({
      resamples: z.int(),
      drawsEach: z.int(),
      assumptions: z.int().describe('ends of assumptions that were tried, one at a time'),
      items: z.array(
        z.object({
          id: z.string(),
          resampled: z.number().describe('share of resamples that buy at least half as much'),
          assumed: z.number().describe('share of ends of assumptions that do'),
          amountUsd: z.number(),
        }),
      ),
      shakyUsd: z.number().describe('spent on what survives in less than half of either'),
    }),
    runnerUp: z
      .object({
        without: z.string().describe('the purchase that is given up'),
        objectiveMusd: z.number(),
        worseMusd: z.number().describe('weighted loss beyond the plan'),
        largest: z.array(z.object({ id: z.string(), fromUsd: z.number(), toUsd: z.number() })),
      })
      .nullable()
      .describe('the best plan without one of its five largest purchases'),
    regret: z.array(
      z.object({
        scenario: z.string(),
        lossMusd: z.number().describe('weighted loss of the plan there'),
        leastMusd: z.number().describe('of the best plan for it'),
        regretShare: z.number().describe('how much more the plan loses'),
      }),
    ),
    information: z.object({
      perfectMusd: z
        .number()
        .describe('expected loss that foresight of every draw would avert, at least'),
      stochasticMusd: z
        .number()
        .describe('weighted loss that planning for the mean gaps alone would add'),
    }),
    sentences: z.array(z.string()),
    elapsedSeconds: z.number(),
  })
  .meta({ id: 'PlanExamination' });
export type PlanExamination = z.infer<typeof PlanExamination>;
