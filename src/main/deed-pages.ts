import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Credentials, DeedForm } from '../../web/pages/deed-form.ts';
import { sessionToken } from '../access/session.ts';
import { asRefusal } from '../base/refusal.ts';
import { CONFIRMED_TAG, DEED_TAG, type RouteContext } from '../platform/routes.ts';
import { formOf, readForm, type Typed } from './deed-form.ts';
import type { Schema } from './deed-schema.ts';
import { type AskApi, local, readRefusal, sendAs } from './own-api.ts';
import type { Render } from './stress-pages.ts';

/*
 * Every deed as a page. A form sends what was typed to the HTTP interface of this very server, so
 * that a page can do nothing that a program cannot, and nothing else.
 */

/** As much of an OpenAPI document as forms are made of. */
export interface DescribedApi {
  readonly paths?: Readonly<Record<string, object>> | undefined;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> } | undefined;
}

export interface DeedPageSource {
  readonly data: { readonly version: string; readonly digest: string };
  readonly describe: () => DescribedApi;
  readonly ask: AskApi;
  readonly actOf: RouteContext['actOf'];
  readonly render: Render;
}

interface Operation {
  readonly summary: string;
  readonly tags: readonly string[];
  readonly schema: Schema;
}

const API = '/api/v1';

export function deedPageRoutes(source: DeedPageSource): Hono {
  const { data, render } = source;
  let known: ReturnType<typeof readOperations> | undefined;
  const operationOf = (path: string) => {
    known ??= readOperations(source.describe());
    return known.find(({ pattern }) => pattern.test(`${API}${path}`))?.operation;
  };
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : (source.describe().components!.schemas![name] as Schema);
  };
  const missing = (c: Context) => {
    const near = [{ text: 'what the interface can do', href: '/api/openapi.json' }];
    const sentence = `There is no deed at ${c.req.path}`;
    return c.html(render('missing', { sentence, near, data }), 404);
  };
  const show = async (c: Context, operation: Operation, sent: Sent) => {
    const form = await buildForm(c, operation, sent);
    return c.html(render('deed', { form, data }), sent.refusal || sent.faults.size > 0 ? 422 : 200);
  };

  const buildForm = async (c: Context, operation: Operation, sent: Sent): Promise<DeedForm> => {
    const path = deedPath(c);
    const { person, credentials } = await whoActs(source.actOf, c.req.raw, operation);
    return {
      action: `/do${path}`,
      title: operation.summary,
      back: sent.back,
      key: sent.key,
      ...{ person, credentials, confirm: confirmText(path, operation) },
      ...formOf(operation.schema, resolve, sent.typed, sent.faults),
      refusal: sent.refusal,
    };
  };

  return new Hono()
    .get('/do/*', async (c) => {
      const operation = operationOf(deedPath(c));
      if (operation === undefined) return missing(c);
      const { back = '/', ...filled } = c.req.query();
      const typed = new Map(Object.entries(filled));
      const key = randomUUID();
      return show(c, operation, {
        typed,
        faults: new Map(),
        refusal: null,
        back: local(back),
        key,
      });
    })
    .post('/do/*', async (c) => {
      const path = deedPath(c);
      const operation = operationOf(path);
      if (operation === undefined) return missing(c);
      const sent = await readSent(c);
      const more = sent.typed.get(':more');
      if (more !== undefined) return show(c, operation, withRow(sent, more));
      const { request, faults } = readForm(operation.schema, resolve, sent.typed);
      if (faults.size > 0) return show(c, operation, { ...sent, faults });
      const confirm = confirmText(path, operation);
      if (confirm !== null && sent.typed.get(':confirm')?.trim() !== confirm) {
        const refusal = { sentence: `'${confirm}' was not typed to confirm`, hint: null };
        return show(c, operation, { ...sent, refusal });
      }
      const proof = await prove(source, c.req.raw, sent.typed);
      if ('refusal' in proof) return show(c, operation, { ...sent, refusal: proof.refusal });
      const response = await sendAs(source.ask, c.req.raw, `${API}${path}`, {
        headers: { 'idempotency-key': sent.key, ...(proof.cookie && { cookie: proof.cookie }) },
        body: request,
      });
      if (proof.setCookie !== undefined) c.header('set-cookie', proof.setCookie);
      if (response.ok) return c.redirect(sent.back, 303);
      return show(c, operation, { ...sent, ...(await readRefusal(response)) });
    });
}

/** A form as it came back. */
interface Sent {
  readonly typed: Typed;
  readonly faults: Typed;
  readonly refusal: DeedForm['refusal'];
  readonly back: string;
  readonly key: string;
}

const deedPath = (c: Context) => c.req.path.slice('/do'.length);

function readOperations({ paths = {} }: DescribedApi) {
  return Object.entries(paths).flatMap(([path, methods]) => {
    // OpenAPI keeps the operation of a method under its name.
    const { post } = methods as { post?: DescribedOperation };
    if (post?.tags?.includes(DEED_TAG) !== true) return [];
    const schema = post.requestBody?.content['application/json']?.schema ?? {};
    const operation: Operation = { summary: post.summary ?? path, tags: post.tags, schema };
    return [{ pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`), operation }];
  });
}

interface DescribedOperation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema } | undefined>>;
  };
}

/** What has to be typed for a deed that takes the password again: the number in its address. */
function confirmText(path: string, { tags }: Operation): string | null {
  if (!tags.includes(CONFIRMED_TAG)) return null;
  return decodeURIComponent(path.split('/').at(-2) ?? '');
}

async function whoActs(
  actOf: RouteContext['actOf'],
  request: Request,
  { tags }: Operation,
): Promise<{ person: string | null; credentials: Credentials }> {
  try {
    const { by } = await actOf(request, 'known');
    const isSession = sessionToken(request.headers.get('cookie')) !== undefined;
    const isAgain = isSession && tags.includes(CONFIRMED_TAG);
    return { person: by, credentials: isAgain ? 'password' : 'none' };
  } catch (error) {
    if (asRefusal(error)?.kind !== 'not_signed_in') throw error;
    return { person: null, credentials: 'name and password' };
  }
}

async function readSent(c: Context): Promise<Sent> {
  const typed = new Map<string, string>();
  for (const [path, value] of Object.entries(await c.req.parseBody())) {
    typed.set(
      path,
      typeof value === 'string' ? value.replaceAll('\r\n', '\n') : await base64(value),
    );
  }
  const back = local(typed.get(':back') ?? '/');
  const key = typed.get(':key') || randomUUID();
  return { typed, faults: new Map(), refusal: null, back, key };
}

async function base64(value: unknown): Promise<string> {
  if (!(value instanceof File)) return ''; // one field is sent once
  return Buffer.from(await value.arrayBuffer()).toString('base64');
}

const withRow = (sent: Sent, list: string): Sent => {
  const rows = new Set(
    [...sent.typed.keys()]
      .filter((path) => path.startsWith(`${list}.`))
      .map((path) => path.slice(list.length + 1).split('.')[0]),
  );
  return { ...sent, typed: new Map([...sent.typed, [`:rows ${list}`, String(rows.size + 1)]]) };
};

type Proof =
  | { readonly cookie: string | null; readonly setCookie?: string }
  | { readonly refusal: NonNullable<DeedForm['refusal']> };

/** Signs in with what the form says of whoever sends it; else the session of the request stands. */
async function prove(source: DeedPageSource, request: Request, typed: Typed): Promise<Proof> {
  const password = typed.get(':password') ?? '';
  const cookie = request.headers.get('cookie');
  if (password === '') return { cookie };
  const person = typed.get(':person') ?? (await source.actOf(request, 'known')).by;
  const response = await sendAs(source.ask, request, `${API}/session`, {
    headers: { ...(cookie && { cookie }) },
    body: { person, password },
  });
  if (!response.ok) return { refusal: (await readRefusal(response)).refusal! };
  const setCookie = response.headers.get('set-cookie')!;
  return { cookie: setCookie.split(';')[0]!, setCookie };
}
