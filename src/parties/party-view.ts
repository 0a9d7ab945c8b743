import * as z from 'zod';
import { Fact, Ownership, Party, PURPOSES } from './parties.ts';
import { ScreeningResult } from './screening.ts';

/** A screening as it is shown, with the result that was kept. */
export const Screening = z
  .object({
    seq: z.int().describe('names it, and its place in the order of knowledge'),
    party: z.string(),
    on: z.string(),
    purpose: z.enum(PURPOSES),
    outcome: z.enum(['cleared', 'entity of concern']),
    resultDigest: z.string().describe('of the bytes that are kept'),
    madeBy: z.string(),
    result: ScreeningResult,
  })
  .meta({ id: 'Screening' });
export type Screening = z.infer<typeof Screening>;

/** A party with all that is recorded of it, the newest first. */
export const PartyView = z
  .object({
    party: Party,
    owners: z.array(Ownership),
    holdings: z.array(Ownership),
    facts: z.array(Fact),
    screenings: z.array(Screening),
    currentOutcome: z
      .enum(['cleared', 'entity of concern', 'never screened', 'changed since'])
      .describe(
        'changed since: something about it or its owners became known after its last screening',
      ),
  })
  .meta({ id: 'PartyView' });
export type PartyView = z.infer<typeof PartyView>;

/** A share that is held, on the way up from a party to its last owners. */
export type OwnerShare = Pick<Ownership, 'seq' | 'owner' | 'owned' | 'kind' | 'share'>;

/** What is kept of a screening, read back. */
export function screeningOf(kept: {
  readonly seq: number;
  readonly party: string;
  readonly on: string;
  readonly purpose: Screening['purpose'];
  readonly outcome: Screening['outcome'];
  readonly resultDigest: string;
  readonly madeBy: string;
  readonly result: string;
}): Screening {
  const { seq, party, on, purpose, outcome, resultDigest, madeBy, result } = kept;
  const read = ScreeningResult.parse(JSON.parse(result));
  return { seq, party, on, purpose, outcome, resultDigest, madeBy, result: read };
}

/**
 * A party with what its newest screening is still worth.
 *
 * @param lastChange - when, in the order of knowledge, something about it or its owners became known
 */
export function partyViewOf(
  party: Party,
  rows: Omit<PartyView, 'party' | 'currentOutcome'>,
  lastChange: number,
): PartyView {
  const [newest] = rows.screenings;
  const isOld = newest !== undefined && lastChange > newest.seq;
  const currentOutcome =
    newest === undefined ? 'never screened' : isOld ? 'changed since' : newest.outcome;
  return { party, ...rows, currentOutcome };
}
