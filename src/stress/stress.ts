import * as z from 'zod';
import { DEMAND_CLASSES } from '../dependency/uses.ts';
import { ProjectChange } from '../projects/project-change.ts';
import { type Lever, outOfRange, perLever } from './levers.ts';
import { Shock } from './shock.ts';

export const HORIZON_YEARS = { least: 1, most: 10, usual: 5 } as const;
export const DRAWS = { least: 100, most: 2_000_000, usual: 20_000 } as const;
/** For one run from the command line, where memory sets the limit. */
export const RUN_DRAWS = { ...DRAWS, most: 1_000_000_000 } as const;

export const BACKTEST_DRAWS = { least: 100, most: 100_000, usual: 8000 } as const;
export const SEED = { least: 0, most: 2 ** 31 - 1, usual: 7 } as const;

/** Share of a quarter's demand that must stay unmet before users call it a shortage. */
export const SHORT_SHARE = 0.01;

const share = z.number().min(0).max(1);

/** One lever as a field; its message says the value, the range and the unit. */
function leverField(lever: Lever) {
  const message = { error: ({ input }: { input?: unknown }) => outOfRange(lever, input) };
  return z
    .number(message)
    .min(lever.min, message)
    .max(lever.max, message)
    .default(lever.default)
    .describe(`${lever.definition} [${lever.unit}]`);
}

/** What a person may move; levers.ts declares every lever, and each acts on every draw. */
export const Levers = z.strictObject(perLever(leverField)).meta({ id: 'Levers' });
export type Levers = z.infer<typeof Levers>;

/** Of the scenario format. Version 1 had four kinds of shock and no ranges; it is read as 2. */
export const SCENARIO_VERSION = 2;

/** A named set of shocks and settings. */
export const Scenario = z
  .strictObject({
    version: z.literal(SCENARIO_VERSION).default(SCENARIO_VERSION),
    id: z.string().regex(/^[a-z0-9-]{1,60}$/),
    title: z.string().min(1).max(120),
    story: z.string().max(2000).default(''),
    source: z.string().max(500).default('').describe('where the story is documented'),
    shocks: z.array(Shock).max(50).default([]),
    levers: Levers.prefault({}),
    projects: z
      .array(ProjectChange)
      .max(50)
      .optional()
      .describe('what is supposed of projects otherwise than their records say'),
  })
  .meta({ id: 'Scenario' });
export type Scenario = z.infer<typeof Scenario>;

const Spread = z.object({ mean: z.number(), p05: z.number(), p50: z.number(), p95: z.number() });

const LossSummary = z.object({
  mean: z.number(),
  standardError: z.number().describe('of the mean, from the number of draws alone'),
  p95: z.number(),
  cvar95: z.number().describe('mean of the worst 5 percent of draws'),
});
export type LossSummary = z.infer<typeof LossSummary>;

/** Supply that does not exist today, such as a mine that the reserve helps to open. */
export const AddedSupply = z
  .object({
    mineral: z.string(),
    tonnesPerYear: z.number(),
    startQuarter: z.int(),
    project: z.string().optional().describe('by whose name delays are drawn'),
    delayQuarters: z.number().min(0).optional().describe('mean delay beyond the start'),
    failureProbability: share.optional().describe('that it never delivers'),
  })
  .meta({ id: 'AddedSupply' });
export type AddedSupply = z.infer<typeof AddedSupply>;

/** What one mineral suffers over the horizon, over all draws. */
export const MineralStress = z
  .object({
    mineral: z.string(),
    unmetTonnes: Spread.describe('demand left unmet over the whole horizon [t]'),
    lossMusd: LossSummary.describe('GDP lost over the whole horizon [million USD]'),
    peakPriceRatio: z
      .object({ p50: z.number(), p95: z.number() })
      .describe('highest price of the horizon over the price at its start'),
    shortProbability: share.describe(
      'share of draws in which over 1 percent of a quarter of demand is unmet at some time',
    ),
    coverDays: z.number().describe('stock of the reserve over a day of consumption [days]'),
    unmetByClass: z
      .object({ military: z.number(), essential: z.number(), other: z.number() })
      .describe('mean unmet demand over the horizon, by whom the uses serve [t]'),
    demandByClass: z
      .object({ military: z.number(), essential: z.number(), other: z.number() })
      .describe('demand over the horizon at the level of the start, in the same classes [t]'),
  })
  .meta({ id: 'MineralStress' });
export type MineralStress = z.infer<typeof MineralStress>;

/** The result of a stress run. The digest is of everything but the digest and the timings. */
export const StressRun = z
  .object({
    digest: z.string(),
    draws: z.int(),
    seed: z.int(),
    isMiddle: z
      .literal(true)
      .optional()
      .describe('nothing is random: one draw, every assumption at its middle'),
    horizonMonths: z.int(),
    scenario: Scenario,
    stockTonnes: z.record(z.string(), z.number()).describe('held by the reserve at the start [t]'),
    addedSupply: z.array(AddedSupply).describe('new supply, as from a plan'),
    dataVersion: z.string(),
    dataDigest: z.string(),
    modelVersion: z.string(),
    minerals: z.array(MineralStress),
    notModelled: z
      .array(
        z.object({
          mineral: z.string(),
          reason: z.string(),
          risk: z.string().default('').describe('what is known of its risk all the same'),
        }),
      )
      .describe('listed minerals without the data to model them'),
    notes: z
      .array(z.string())
      .default([])
      .describe('what a reader might overlook, such as a shock that changes nothing'),
    total: z.object({ lossMusd: LossSummary }),
    elapsedSeconds: z.number(),
    drawsPerSecond: z.number(),
  })
  .meta({ id: 'StressRun' });
export type StressRun = z.infer<typeof StressRun>;

/** Bands of one quantity over time, for a fan chart: 5, 25, 50, 75 and 95 of 100 draws below. */
export const Fan = z
  .object({
    p05: z.array(z.number()),
    p25: z.array(z.number()),
    p50: z.array(z.number()),
    p75: z.array(z.number()),
    p95: z.array(z.number()),
  })
  .meta({ id: 'Fan' });
export type Fan = z.infer<typeof Fan>;

/** Where what was missing came from in the end, as means over all draws and the whole horizon [t]. */
export const Closing = z
  .object({
    missing: z.number().describe('demand less what would come without any of the following'),
    rerouted: z.number().describe('by detours round controls'),
    recycled: z.number().describe('more old scrap'),
    spare: z.number().describe('spare capacity elsewhere'),
    industryStock: z.number().describe('stocks of users and dealers'),
    reserve: z.number().describe('released by the reserve'),
    priceResponse: z.number().describe('producers who answer the price'),
    unmet: z.number().describe('users who do without'),
  })
  .meta({ id: 'Closing' });
export type Closing = z.infer<typeof Closing>;

const UseStress = z.object({
  use: z.string(),
  share: share.describe('of consumption'),
  isAssumed: z.boolean().describe('no source gives the share'),
  unmetTonnes: Spread.describe('over the whole horizon [t]'),
});

const ClassStress = z.object({
  demandClass: z.enum(DEMAND_CLASSES),
  demandTonnes: z.number().describe('over the horizon, at the level of the start'),
  unmetTonnes: Spread.describe('over the whole horizon [t]'),
});

/** How one mineral fares quarter by quarter. */
export const MineralPath = z
  .object({
    mineral: z.string(),
    quarters: z.int(),
    draws: z.int(),
    seed: z.int(),
    demandTonnesPerQuarter: z.number(),
    unmetTonnes: Fan.describe('unmet demand of each quarter [t]'),
    priceRatio: Fan.describe('price over the price at the start'),
    supplyTonnes: Fan.describe('what arrives, with stock released [t per quarter]'),
    shortDraws: z.int().describe('draws that run short'),
    closing: Closing,
    uses: z.array(UseStress).describe('who goes short, by use'),
    classes: z.array(ClassStress).describe('who goes short, by whom the uses serve'),
    horizon: MineralStress.describe('over the whole horizon, as a run of all minerals gives it'),
  })
  .meta({ id: 'MineralPath' });
export type MineralPath = z.infer<typeof MineralPath>;
