import * as z from 'zod';
import { canonicalJson } from '../base/canonical.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import { Levers, Scenario } from './stress.ts';

/*
 * A scenario at every point of a grid of one or two levers, and the file that holds the table so
 * far.
 */

const MOST_AXES = 2;
const MOST_POINTS = 1000;
const DIGITS = 12; // of a lever: 0.1 + 0.2 is 0.3

type LeverName = keyof Levers;
// The keys of an object are known as strings only.
const LEVER_NAMES = Object.keys(Levers.shape) as LeverName[];

export const SweepAxis = z
  .object({ lever: z.string(), values: z.array(z.number()) })
  .meta({ id: 'SweepAxis' });
export interface SweepAxis {
  readonly lever: LeverName;
  readonly values: readonly number[];
}

/** One point of a sweep: where the levers stand, and what the run there gives. */
export const SweepPoint = z
  .object({
    levers: z.record(z.string(), z.number()).describe('the levers that are moved'),
    lossMusd: z.object({
      mean: z.number(),
      standardError: z.number().describe('of the mean; points share their draws'),
    }),
    runDigest: z.string().describe('of the stress run at this point'),
  })
  .meta({ id: 'SweepPoint' });
export type SweepPoint = z.infer<typeof SweepPoint>;

const SweepInputs = z.object({
  scenario: Scenario,
  axes: z.array(SweepAxis).describe('the first changes slowest'),
  draws: z.int(),
  seed: z.int(),
  horizonMonths: z.int(),
  stockTonnes: z.record(z.string(), z.number()),
  dataDigest: z.string(),
  modelVersion: z.string(),
});
/** What decides every number of a sweep. */
export type SweepInputs = z.infer<typeof SweepInputs>;

/** A sweep as its file holds it: what went in, and the points that are done. */
export const Sweep = z
  .object({
    version: z.literal(1),
    kind: z.literal('stress-sweep'),
    inputsDigest: z.string(),
    ...SweepInputs.shape,
    isComplete: z.boolean(),
    points: z.array(SweepPoint),
  })
  .meta({ id: 'StressSweep' });
export type Sweep = z.infer<typeof Sweep>;

/**
 * Reads the levers of a sweep, each as in `severity=0:1:0.25`: from, to and step.
 *
 * @throws Refusal `stress.bad_sweep`, `stress.unknown_lever`, `stress.lever_out_of_range`
 */
export function readAxes(texts: readonly string[]): SweepAxis[] {
  const axes = texts.map(readAxis);
  const names = axes.map(({ lever }) => lever);
  const points = axes.reduce((product, { values }) => product * values.length, 1);
  if (axes.length === 0 || axes.length > MOST_AXES) {
    throw badSweep(`a sweep moves one or two levers, and ${axes.length} were given`);
  }
  if (new Set(names).size < names.length) throw badSweep(`the lever ${names[0]} is given twice`);
  if (points > MOST_POINTS) {
    throw badSweep(`a sweep has at most ${MOST_POINTS} points, and this one has ${points}`);
  }
  return axes;
}

function readAxis(text: string): SweepAxis {
  const [name, range, ...rest] = text.split('=');
  const numbers = (range ?? '').split(':').map((each) => (each.trim() === '' ? NaN : Number(each)));
  const [from, to, step] = numbers as [number, number, number];
  if (rest.length > 0 || numbers.length !== 3 || !numbers.every(Number.isFinite)) {
    throw badSweep(`cannot read '${text}' as a lever and its range`);
  }
  const lever = leverNamed(name!.trim());
  if (!(step > 0)) throw badSweep(`the step of ${lever} must be above 0, and it is ${step}`);
  if (from > to) throw badSweep(`the range of ${lever} ends at ${to}, before it begins at ${from}`);
  for (const end of [from, to]) refuseOutside(lever, end);
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  if (count > MOST_POINTS) {
    throw badSweep(`a sweep has at most ${MOST_POINTS} points, and ${lever} alone has ${count}`);
  }
  const values = Array.from({ length: count }, (_, i) =>
    Number(Math.min(to, from + i * step).toPrecision(DIGITS)),
  );
  return { lever, values };
}

function leverNamed(name: string): LeverName {
  const found = LEVER_NAMES.find((lever) => lever === name);
  if (found !== undefined) return found;
  const near = nearest(name, LEVER_NAMES);
  const hint = near.length > 0 ? `did you mean ${near.join(', or ')}? ` : '';
  throw new Refusal(
    'invalid',
    'stress.unknown_lever',
    `there is no lever '${name}'`,
    `${hint}The levers are ${LEVER_NAMES.join(', ')}`,
  );
}

function refuseOutside(lever: LeverName, value: number): void {
  const parsed = Levers.safeParse({ [lever]: value });
  if (parsed.success) return;
  throw new Refusal(
    'invalid',
    'stress.lever_out_of_range',
    `the lever ${lever} cannot be ${value}: ${schemaSentence(parsed.error)}`,
    'docs/schemas/scenario.json has the range of every lever',
  );
}

const badSweep = (sentence: string) =>
  new Refusal(
    'invalid',
    'stress.bad_sweep',
    sentence,
    'write lever=from:to:step once or twice, such as --lever severity=0:1:0.25 --lever demandGrowth=0:0.04:0.01',
  );

/** The points of a grid, the first lever changing slowest. */
export function gridOf(axes: readonly SweepAxis[]): Partial<Levers>[] {
  return axes.reduce<Partial<Levers>[]>(
    (points, { lever, values }) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [lever]: value }))),
    [{}],
  );
}

/**
 * The sweep that a file holds, if it is one of the same inputs.
 *
 * @param name - of the file, for the message
 * @throws Refusal `stress.not_a_sweep`, `stress.sweep_of_other_inputs` naming what differs
 */
export function resumeSweep(text: string, name: string, expected: Sweep): Sweep {
  const found = Sweep.safeParse(jsonOf(text));
  if (!found.success) {
    throw new Refusal(
      'conflict',
      'stress.not_a_sweep',
      `${name} exists and is not a sweep that can be taken up again`,
      'name another file, or move this one away',
    );
  }
  if (found.data.inputsDigest === expected.inputsDigest) return found.data;
  const differing = (Object.keys(SweepInputs.shape) as (keyof SweepInputs)[]).filter(
    (key) => canonicalJson(found.data[key]) !== canonicalJson(expected[key]),
  );
  throw new Refusal(
    'conflict',
    'stress.sweep_of_other_inputs',
    `${name} holds a sweep of other inputs: ${differing.join(', ')} differ`,
    'name another file, or ask for the same sweep to take it up again',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the schema
  }
}
