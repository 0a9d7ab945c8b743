import { asRefusal, type Refusal, type RefusalKind } from '../base/refusal.ts';

/** Exit code of each kind of refusal; 1 is everything unexpected, 8 a best-so-far answer. */
export const EXIT_CODE = {
  usage: 2,
  invalid: 3,
  not_signed_in: 4,
  not_allowed: 4,
  too_often: 4,
  not_found: 5,
  conflict: 6,
  outdated: 6,
  infeasible: 7,
  check_failed: 20,
  interrupted: 130,
  unavailable: 1,
} as const satisfies Record<RefusalKind, number>;

export const HTTP_STATUS = {
  usage: 400,
  invalid: 400,
  not_signed_in: 401,
  not_allowed: 403,
  too_often: 429,
  not_found: 404,
  conflict: 409,
  outdated: 412,
  infeasible: 422,
  check_failed: 422,
  interrupted: 409,
  unavailable: 503,
} as const satisfies Record<RefusalKind, number>;

/** An error as the command line tells it: where it goes, and how the process ends. */
export interface Failure {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

/** Words for an error on stderr: an expected "no" in one sentence, a bug with its stack. */
export function describeFailure(error: unknown, json: boolean): Failure {
  const refusal = asRefusal(error);
  if (refusal === undefined) return describeBug(error, json);
  const exitCode = EXIT_CODE[refusal.kind];
  return { exitCode, lines: json ? [refusalAsJson(refusal)] : refusalAsLines(refusal) };
}

function refusalAsJson({ code, message, hint }: Refusal): string {
  return JSON.stringify({ code, message, hint: hint ?? null });
}

function refusalAsLines({ code, message, hint }: Refusal): string[] {
  const line = `refused: ${message} [${code}]`;
  return hint === undefined ? [line] : [line, `  hint: ${hint}`];
}

function describeBug(error: unknown, json: boolean): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? String(error.stack) : message;
  const hint = 'this is a fault of the program: please report it with the lines above';
  const lines = json
    ? [JSON.stringify({ code: 'program.fault', message, hint })]
    : [stack, `failed: ${message} [program.fault]`, `  hint: ${hint}`];
  return { exitCode: 1, lines };
}
