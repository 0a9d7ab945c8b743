import * as z from 'zod';

/** Why the reserve says no. Each kind has one HTTP status and one exit code. */
export type RefusalKind =
  | 'usage' // the words do not form a command or a request
  | 'invalid' // understood, but a value breaks a rule
  | 'not_signed_in' // who asks is not known, or no longer
  | 'not_allowed'
  | 'too_often'
  | 'not_found'
  | 'conflict'
  | 'outdated' // what is asked about has changed since whoever asks read it
  | 'infeasible' // no answer satisfies every limit
  | 'check_failed' // a verification found a difference
  | 'unavailable' // something outside does not answer
  | 'interrupted'; // stopped by the person who asked

/**
 * An expected "no": the request was understood and the rules forbid it.
 *
 * `code` is stable and for machines; `message` is one sentence for the person who asked, `hint`
 * says what to do. A broken invariant is not a Refusal: use `assert`, which means "we have a bug".
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly code: `${string}.${string}`;
  readonly hint: string | undefined;

  constructor(kind: RefusalKind, code: `${string}.${string}`, message: string, hint?: string) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.hint = hint;
  }
}

/** Reads an expected "no" as a Refusal: one of ours, or a failed schema. Else it is a bug. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof z.ZodError) {
    return new Refusal('invalid', 'request.invalid', schemaSentence(error));
  }
  return undefined;
}

/** One sentence for a failed schema, naming each field. */
export function schemaSentence(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}
