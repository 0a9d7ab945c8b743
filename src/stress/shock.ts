import * as z from 'zod';

/*
 * What can go wrong, and how a scenario says it.
 */

/**
 * - `restriction`, `ban`, `quota`: a country lets less out; part finds detours through others.
 * - `licence`: the same at first; licences are granted over a year, up to the leakage.
 * - `sanctions`: the United States keep a country's mineral out; others sell theirs instead.
 * - `outage`: mines or plants stand still, of a country or one named plant.
 * - `transport-loss`: ships do not come, from one country or from all.
 * - `war`: a country's output is lost, and its bloc holds back too.
 * - `dumping`: a price war, that closes mines at home.
 * - `demand-surge`: users want more.
 */
export const SHOCK_KINDS = [
  'restriction',
  'ban',
  'quota',
  'licence',
  'sanctions',
  'outage',
  'transport-loss',
  'war',
  'dumping',
  'demand-surge',
] as const;
export type ShockKind = (typeof SHOCK_KINDS)[number];

const SUPPLY_KINDS: ReadonlySet<ShockKind> = new Set([
  'restriction',
  'ban',
  'quota',
  'licence',
  'sanctions',
  'outage',
  'transport-loss',
  'war',
]);

/** Whether a shock cuts supply, so that leakage and detours have a meaning. */
export const isCut = ({ kind }: { readonly kind: ShockKind }): boolean => SUPPLY_KINDS.has(kind);

/** A number, or a range from which each draw takes its own. */
export type Varying =
  | number
  | { readonly low: number; readonly mid: number; readonly high: number };

type Message = { readonly error: (issue: { input?: unknown }) => string };

/** A number of the given kind, or a range of such; one sentence for all that is neither. */
function varying(numberOf: (message: Message) => z.ZodType<number>, wanted: string) {
  const message: Message = {
    error: ({ input }) => `${textOf(input)} is ${wanted}, nor a range { low, mid, high } of such`,
  };
  const one = numberOf(message);
  const range = z
    .strictObject({ low: one, mid: one, high: one })
    .refine(({ low, mid, high }) => low <= mid && mid <= high, {
      error: 'low, mid and high are not in this order',
    });
  return z.union([one, range], message);
}

function textOf(input: unknown): string {
  if (input === undefined) return 'nothing';
  return typeof input === 'object' ? JSON.stringify(input) : String(input);
}

const MOST_QUARTERS = 40;
const share = z.number().min(0).max(1);
const startQuarter = varying(
  (message) =>
    z
      .int(message)
      .min(0, message)
      .max(MOST_QUARTERS - 1, message),
  `no quarter from 0 to ${MOST_QUARTERS - 1}`,
);
const length = varying(
  (message) => z.int(message).min(1, message).max(MOST_QUARTERS, message),
  `no whole number of quarters from 1 to ${MOST_QUARTERS}`,
);
const depth = varying(
  (message) => z.number(message).min(0, message).max(1, message),
  'no share from 0 to 1',
);

/** One thing that goes wrong, for some minerals of some country, from some quarter on. */
export const Shock = z
  .strictObject({
    kind: z.enum(SHOCK_KINDS),
    country: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .describe('ISO 3166 alpha-3; who stops'),
    plant: z
      .string()
      .optional()
      .describe('of an outage: the one plant that stands still, by its id in data/plant.csv'),
    minerals: z.union([z.literal('all'), z.array(z.string()).min(1)]).default('all'),
    startQuarter: startQuarter.default(0),
    quarters: length.describe('how long it lasts'),
    depth: depth.describe('share of supply lost, price cut or demand added'),
    leakage: share.default(0).describe('share of the lost supply that still finds its way'),
  })
  .superRefine((shock, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (shock.plant !== undefined && shock.kind !== 'outage') {
      refuse('plant', `a ${shock.kind} names no plant; only an outage does`);
    }
    for (const field of ['startQuarter', 'quarters', 'depth'] as const) {
      if (isCut(shock) || typeof shock[field] === 'number') continue;
      refuse(field, `a ${shock.kind} is the same in every draw: give one number, not a range`);
    }
  })
  .meta({ id: 'Shock' });
export type Shock = z.infer<typeof Shock>;

/** Whether each draw has a start, a length or a depth of its own. */
export const isRandom = ({ startQuarter: start, quarters, depth }: Shock): boolean =>
  [start, quarters, depth].some((value) => typeof value !== 'number');

/** A number as a range of no width. */
export function rangeOf(value: Varying): { low: number; mid: number; high: number } {
  return typeof value === 'number' ? { low: value, mid: value, high: value } : value;
}

/** The middle of a range, or the number itself. */
export const middleOf = (value: Varying): number => (typeof value === 'number' ? value : value.mid);
