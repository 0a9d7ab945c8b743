import { parseJson } from '../base/json-text.ts';
import { requireOwnDigest } from '../base/own-digest.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import { Plan } from './allocation.ts';

/*
 * A plan as a file that may be sent about: its digest says whether it is still the plan that was
 * solved, so one that was changed by a byte is refused before anybody votes on it.
 */

/**
 * Reads a plan file.
 *
 * @throws Refusal `plan.bad_file` naming the field, `file.digest_differs` where it was changed
 */
export function readPlan(text: string, name: string, digestOf: (text: string) => string): Plan {
  const refuse = (why: string) =>
    new Refusal(
      'invalid',
      'plan.bad_file',
      `cannot read ${name} as a plan: ${why}`,
      'write one with `lodestock plan solve --budget 2.5B -o plan.json`',
    );
  const parsed = Plan.safeParse(parseJson(text, refuse));
  if (!parsed.success) throw refuse(schemaSentence(parsed.error));
  requireOwnDigest(parsed.data, name, digestOf);
  return parsed.data;
}
