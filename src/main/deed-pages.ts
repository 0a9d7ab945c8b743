import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Credentials, DeedForm } from '../../web/parts/deed-form.ts';
import { sessionToken } from '../access/session.ts';
import { asRefusal } from '../base/refusal.ts';
import type { RouteContext } from '../platform/routes.ts';
import { formOf, readForm, type Typed } from './deed-form.ts';
import {
  API,
  closedPath,
  type DescribedApi,
  type Operation,
  operationFinder,
} from './deed-operations.ts';
import {
  type AskApi,
  type FormRefusal,
  local,
  readRefusal,
  readVersion,
  sendAs,
} from './own-api.ts';
import type { Render } from './stress-pages.ts';

/*
 * Every deed as a page. A form sends what was typed to the HTTP interface of this very server, so
 * that a page can do nothing that a program cannot, and nothing else.
 */

export interface DeedPageSource {
  readonly data: { readonly version: string; readonly digest: string };
  readonly describe: () => DescribedApi;
  readonly ask: AskApi;
  readonly actOf: RouteContext['actOf'];
  readonly render: Render;
}

/** A form as it came back, and what was said to it. */
interface Sent extends FormRefusal {
  readonly typed: Typed;
  readonly back: string;
  readonly key: string;
}

export function deedPageRoutes(source: DeedPageSource): Hono {
  const { data, render } = source;
  const find = operationFinder(source.describe);
  const operationOf = (c: Context) => find(decodeURI(c.req.path.slice('/do'.length)));
  const missing = (c: Context) => {
    const near = [{ text: 'what the interface can do', href: '/api/openapi.json' }];
    const sentence = `There is no deed at ${c.req.path}`;
    return c.html(render('missing', { sentence, near, data }), 404);
  };
  const show = async (c: Context, operation: Operation, sent: Sent) => {
    const form = await buildForm(source, c.req.raw, operation, sent);
    const isRefused = sent.refusal !== null || sent.faults.size > 0;
    return c.html(render('deed', { form, data }), isRefused ? 422 : 200);
  };
  return new Hono()
    .get('/do/*', (c) => {
      const operation = operationOf(c);
      return operation === undefined ? missing(c) : show(c, operation, unsent(c));
    })
    .post('/do/*', async (c) => {
      const operation = operationOf(c);
      if (operation === undefined) return missing(c);
      const sent = await readSent(c);
      const done = await doDeed(source, c, operation, sent);
      return done === 'done' ? c.redirect(sent.back, 303) : show(c, operation, done);
    });
}

/** Does what a form asks for, or says what to show instead. */
async function doDeed(
  source: DeedPageSource,
  c: Context,
  { path, schema, resolve, confirm }: Operation,
  sent: Sent,
): Promise<'done' | Sent> {
  const { typed, key } = sent;
  const list = typed.get(':more');
  if (list !== undefined) return withRow(sent, list);
  const version = typed.get(':version');
  const { request, faults } = readForm(schema, resolve, typed);
  if (faults.size > 0) return { ...sent, faults };
  if (confirm !== null && typed.get(':confirm')?.trim() !== confirm) {
    return { ...sent, refusal: { sentence: `${confirm} was not typed to confirm`, hint: null } };
  }
  const proof = await prove(source, c.req.raw, typed);
  if ('refusal' in proof) return { ...sent, refusal: proof.refusal };
  if (proof.setCookie !== undefined) c.header('set-cookie', proof.setCookie);
  const response = await sendAs(source.ask, c.req.raw, `${API}${closedPath(path, typed)}`, {
    headers: {
      'idempotency-key': key,
      ...(version && { 'if-match': `"${version}"` }),
      ...(proof.cookie && { cookie: proof.cookie }),
    },
    body: request,
  });
  return response.ok ? 'done' : { ...sent, ...(await readRefusal(response)) };
}

async function buildForm(
  { ask, actOf }: DeedPageSource,
  request: Request,
  { path, summary, schema, resolve, confirm }: Operation,
  { typed, faults, refusal, back, key }: Sent,
): Promise<DeedForm> {
  return {
    ...{ action: `/do${path}`, title: summary, back, key, confirm, refusal },
    // Where it changed meanwhile, the form that says so is made of what it is now.
    version: await readVersion(ask, request, `${API}${path.slice(0, path.lastIndexOf('/'))}`),
    ...(await whoActs(actOf, request, confirm !== null)),
    ...formOf(schema, resolve, typed, faults),
  };
}

async function whoActs(
  actOf: RouteContext['actOf'],
  request: Request,
  isConfirmed: boolean,
): Promise<{ person: string | null; credentials: Credentials }> {
  try {
    const { by } = await actOf(request, 'known');
    const isSession = sessionToken(request.headers.get('cookie')) !== undefined;
    return { person: by, credentials: isSession && isConfirmed ? 'password' : 'none' };
  } catch (error) {
    if (asRefusal(error)?.kind !== 'not_signed_in') throw error;
    return { person: null, credentials: 'name and password' };
  }
}

/** A form that was only asked for: its address fills in what is known already. */
function unsent(c: Context): Sent {
  const { back = '/', ...filled } = c.req.query();
  const typed = new Map(Object.entries(filled));
  return { typed, faults: new Map(), refusal: null, back: local(back), key: randomUUID() };
}

async function readSent(c: Context): Promise<Sent> {
  const typed = new Map<string, string>();
  for (const [path, value] of Object.entries(await c.req.parseBody())) {
    typed.set(
      path,
      typeof value === 'string' ? value.replaceAll('\r\n', '\n') : await base64Of(value),
    );
  }
  const back = local(typed.get(':back') ?? '/');
  const key = typed.get(':key') || randomUUID();
  return { typed, faults: new Map(), refusal: null, back, key };
}

async function base64Of(value: unknown): Promise<string> {
  if (!(value instanceof File)) return ''; // a field is sent once
  return Buffer.from(await value.arrayBuffer()).toString('base64');
}

function withRow(sent: Sent, list: string): Sent {
  const rows = new Set(
    [...sent.typed.keys()]
      .filter((path) => path.startsWith(`${list}.`))
      .map((path) => path.slice(list.length + 1).split('.')[0]),
  );
  return { ...sent, typed: new Map([...sent.typed, [`:rows ${list}`, String(rows.size + 1)]]) };
}

type Proof =
  | { readonly cookie: string | null; readonly setCookie?: string }
  | { readonly refusal: DeedForm['refusal'] };

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
  if (!response.ok) return { refusal: (await readRefusal(response)).refusal };
  const setCookie = response.headers.get('set-cookie')!;
  return { cookie: setCookie.split(';')[0]!, setCookie };
}
