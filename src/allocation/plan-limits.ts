import * as z from 'zod';

const usd = z.number().min(0);

/** Limits on a plan, beside its budget. */
export const PlanLimits = z
  .strictObject({
    mostUsd: z
      .record(z.string(), usd)
      .default({})
      .describe("most to spend, by choice ('gallium-stock'), mineral, 'stocks' or 'projects'"),
    leastUsd: z
      .record(z.string(), usd)
      .default({})
      .describe('least to spend, by choice; the same as the most: locked'),
    mineralShare: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe('most of the budget that may go to any one mineral'),
    mostLentUsd: usd
      .optional()
      .describe('most to lend or guarantee in all, at face, whatever is charged for it'),
    wholeProjects: z
      .boolean()
      .default(false)
      .describe('a project is supported whole or not at all'),
    noConcern: z
      .boolean()
      .optional()
      .describe(
        'no project whose record names an owner or processor of a covered country (10 U.S.C. 4872)',
      ),
    eligibleOnly: z
      .boolean()
      .optional()
      .describe('only minerals that may be listed as eligible on the first day of the plan'),
  })
  .meta({ id: 'PlanLimits' });
export type PlanLimits = z.infer<typeof PlanLimits>;

/** Whether anything is limited beside the budget. */
export const isLimited = ({
  mostUsd,
  leastUsd,
  mineralShare,
  mostLentUsd,
  wholeProjects,
  noConcern = false,
  eligibleOnly = false,
}: PlanLimits): boolean =>
  Object.keys(mostUsd).length > 0 ||
  Object.keys(leastUsd).length > 0 ||
  mineralShare !== undefined ||
  mostLentUsd !== undefined ||
  wholeProjects ||
  noConcern ||
  eligibleOnly;

export const NO_LIMITS: PlanLimits = { mostUsd: {}, leastUsd: {}, wholeProjects: false };
