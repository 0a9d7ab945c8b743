import * as z from 'zod';
import { parseJson } from '../base/json-text.ts';
import { requireOwnDigest } from '../base/own-digest.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import type { AddedSupply } from './stress.ts';

/*
 * What a plan file puts in place before the shocks: stock in the warehouse, output of projects.
 * Only these fields of a plan are read, so stress needs to know nothing of how plans are made.
 */

const PlanFile = z.object({
  items: z.array(
    z.object({
      id: z.string().optional(),
      mineral: z.string(),
      quantityTonnes: z.number().min(0),
      startQuarter: z.int().min(0).nullable(),
      timing: z
        .object({
          earliestQuarter: z.int().min(0),
          delayQuarters: z.number().min(0),
          failureProbability: z.number().min(0).max(1),
        })
        .nullish(),
    }),
  ),
});

type ProjectTiming = NonNullable<z.infer<typeof PlanFile>['items'][number]['timing']>;

export interface PlanSupply {
  readonly stockTonnes: Readonly<Record<string, number>>;
  readonly addedSupply: readonly AddedSupply[];
}

/**
 * Reads the supply of a plan file.
 *
 * @throws Refusal `stress.bad_plan` naming the file and the field; `file.digest_differs` where it
 *   was changed after it was solved
 */
export function readPlanText(
  text: string,
  name: string,
  digestOf: (text: string) => string,
): PlanSupply {
  const refuse = (why: string) =>
    new Refusal(
      'invalid',
      'stress.bad_plan',
      `cannot read ${name} as a plan: ${why}`,
      'write one with `lodestock plan solve --budget 2.5B -o plan.json`',
    );
  const json = parseJson(text, refuse);
  const parsed = PlanFile.safeParse(json);
  if (!parsed.success) throw refuse(schemaSentence(parsed.error));
  requireOwnDigest(json as object, name, digestOf);
  const stockTonnes: Record<string, number> = {};
  const addedSupply: AddedSupply[] = [];
  for (const { id, mineral, quantityTonnes, startQuarter, timing } of parsed.data.items) {
    if (startQuarter === null) {
      stockTonnes[mineral] = (stockTonnes[mineral] ?? 0) + quantityTonnes;
      continue;
    }
    const certain = { mineral, tonnesPerYear: quantityTonnes, startQuarter };
    addedSupply.push(timing == null ? certain : { ...certain, ...timed(timing, id) });
  }
  return { stockTonnes, addedSupply };
}

/** A project as each draw times it anew: late, or never. */
function timed(
  { earliestQuarter, delayQuarters, failureProbability }: ProjectTiming,
  project: string | undefined,
) {
  const name = project === undefined ? {} : { project };
  return { startQuarter: earliestQuarter, delayQuarters, failureProbability, ...name };
}
