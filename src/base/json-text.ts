import type { Refusal } from './refusal.ts';

/**
 * The value of a JSON text.
 *
 * @param refuse - makes the refusal of a text that is none, from the reason
 * @throws what `refuse` gives
 */
export function parseJson(text: string, refuse: (why: string) => Refusal): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}
