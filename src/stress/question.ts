import * as z from 'zod';
import { PATH_DRAWS } from './laboratory.ts';
import { DRAWS, HORIZON_YEARS, Scenario, SEED } from './stress.ts';

/*
 * Questions to the stress model as one record each: the body of a request, and a file that the
 * stress lab writes and reads and `stress run --scenario FILE` runs.
 */

const within = ({ least, most, usual }: { least: number; most: number; usual: number }) =>
  z.coerce.number().int().min(least).max(most).default(usual);

const tonnes = z.number().min(0);

/** What to run, with all that its digest hangs on beside data and model. */
export const StressQuestion = z
  .strictObject({
    preset: z.string().optional().describe('a named scenario; or'),
    scenario: Scenario.optional().describe('one of your own; the base ensemble without either'),
    draws: within(DRAWS),
    seed: within(SEED),
    years: within(HORIZON_YEARS),
    stockTonnes: z
      .record(z.string(), tonnes)
      .default({})
      .describe('what the reserve holds at the start, by mineral [t]'),
  })
  .meta({ id: 'StressQuestion' });
export type StressQuestion = z.infer<typeof StressQuestion>;

/** The same about one mineral, quarter by quarter. */
export const PathQuestion = z
  .strictObject({
    mineral: z.string(),
    preset: z.string().optional(),
    scenario: Scenario.optional(),
    stockTonnes: tonnes.default(0).describe('of this mineral, held by the reserve at the start'),
    draws: within(PATH_DRAWS),
    seed: within(SEED),
    years: within(HORIZON_YEARS),
  })
  .meta({ id: 'StressPathQuestion' });
