import type { DeedForm } from '../../web/parts/deed-form.ts';
import { sentenceCase } from '../base/sentence-case.ts';
import { Problem } from './problem.ts';

/* How a page asks the HTTP interface of its own server, and what the answer says to a person. */

/** Sends a request to the HTTP interface. */
export type AskApi = (request: Request) => Response | Promise<Response>;

/** Sends JSON to the interface, from where a form came. */
export function sendAs(
  ask: AskApi,
  form: Request,
  path: string,
  { headers, body }: { headers: Readonly<Record<string, string>>; body: unknown },
): Response | Promise<Response> {
  const own = { 'content-type': 'application/json', host: form.headers.get('host') ?? '' };
  return ask(
    new Request(new URL(path, form.url), {
      method: 'POST',
      headers: { ...headers, ...own },
      body: JSON.stringify(body),
    }),
  );
}

/** The version of the document at an address of the interface; null where none is told. */
export async function readVersion(
  ask: AskApi,
  form: Request,
  path: string,
): Promise<string | null> {
  const headers = { host: form.headers.get('host') ?? '' };
  const response = await ask(new Request(new URL(path, form.url), { headers }));
  if (!response.ok) return null;
  const body: unknown = await response.json();
  const version = typeof body === 'object' && body !== null && 'version' in body && body.version;
  return typeof version === 'string' || typeof version === 'number' ? String(version) : null;
}

/** What a form has to say after a refusal: field by field, or as a whole. */
export interface FormRefusal {
  readonly faults: ReadonlyMap<string, string>;
  readonly refusal: DeedForm['refusal'];
}

export async function readRefusal(response: Response): Promise<FormRefusal> {
  const { detail, hint, errors } = Problem.parse(await response.json());
  const faults = new Map(errors.map((each) => [fieldPath(each.pointer), each.detail]));
  return { faults, refusal: faults.size > 0 ? null : { sentence: sentenceCase(detail), hint } };
}

const fieldPath = (pointer: string) => pointer.slice(1).replaceAll('/', '.');

/** An address of this server; anything else becomes the first page. */
export const local = (address: string) => (/^[/](?![/\\])/.test(address) ? address : '/');
