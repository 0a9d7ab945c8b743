import { canonicalJson } from '../../src/base/canonical.ts';
import { LEVER_DEFAULTS } from '../../src/stress/levers.ts';
import { Scenario } from '../../src/stress/stress.ts';

/*
 * A scenario that the reader brought, as a part of an address. Its levers are not in it: they stand
 * in the address by themselves, as those of a preset do.
 */

/** The scenario as letters that an address can hold: base64url of its canonical JSON. */
export function encodeOwn({ levers: _, ...scenario }: Scenario): string {
  const bytes = new TextEncoder().encode(canonicalJson(scenario));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The scenario of such letters; null where they are none. */
export function decodeOwn(letters: string): Scenario | null {
  try {
    const binary = atob(letters.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const parsed = Scenario.safeParse(value);
    return parsed.success ? withoutLevers(parsed.data) : null;
  } catch {
    return null; // no base64, no UTF-8 or no JSON
  }
}

/** A scenario whose levers stand at their defaults: the lab keeps them beside it. */
export const withoutLevers = (scenario: Scenario): Scenario => ({
  ...scenario,
  levers: LEVER_DEFAULTS,
});
