import * as z from 'zod';
import { asRefusal, type Refusal } from '../base/refusal.ts';
import { HTTP_STATUS } from './failure.ts';

/** An error over HTTP. @source RFC 9457, Problem Details for HTTP APIs */
export const Problem = z
  .object({
    type: z.string().describe('names the kind of problem'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('what went wrong, for the person who asked'),
    instance: z.string().describe('the path that was asked for'),
    code: z.string().describe('stable, for programs'),
    hint: z.string().nullable().describe('what to do'),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .describe('each field that was wrong'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** An error of the command line, on stderr with `--json`. */
export const CommandError = z
  .object({ code: z.string(), message: z.string(), hint: z.string().nullable() })
  .meta({ id: 'CommandError' });

const TITLE: Readonly<Record<number, string>> = {
  400: 'The request was not understood',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed since it was read',
  413: 'The request is too large',
  422: 'No answer satisfies every limit',
  429: 'Too often',
  500: 'A fault of the program',
  503: 'Something needed does not answer',
};

/** An expected "no" as a problem, or undefined when the error is a bug. */
export function problemOf(error: unknown, instance: string): Problem | undefined {
  const refusal = asRefusal(error);
  if (refusal === undefined) return undefined;
  const errors = error instanceof z.ZodError ? fieldErrors(error) : [];
  return { ...problem(HTTP_STATUS[refusal.kind], refusal, instance), errors };
}

export function problem(
  status: number,
  { code, message, hint }: Pick<Refusal, 'code' | 'message' | 'hint'>,
  instance: string,
): Problem {
  return {
    type: `urn:lodestock:problem:${code}`,
    title: TITLE[status] ?? 'The request failed',
    status,
    detail: message,
    instance,
    code,
    hint: hint ?? null,
    errors: [],
  };
}

/** JSON Pointers to the fields that a schema refused. @source RFC 6901 */
function fieldErrors(error: z.ZodError): Problem['errors'] {
  return error.issues.map(({ path, message }) => ({
    pointer: path
      .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join(''),
    detail: message,
  }));
}
