import { Hono } from 'hono';
import { PAGES } from '../../web/pages/pages.ts';
import { readPeople } from '../access/access.service.ts';
import { isSignInNeeded, type Keys, signOut } from '../access/session.service.ts';
import { sessionCookie, sessionToken } from '../access/session.ts';
import { asRefusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import type { RouteContext } from '../platform/routes.ts';
import { type AskApi, local, readRefusal, sendAs } from './own-api.ts';
import type { Render } from './stress-pages.ts';

export interface AccessPageSource {
  readonly data: { readonly version: string; readonly digest: string };
  readonly openDb: () => Promise<Db>;
  readonly keys: Keys;
  readonly actOf: RouteContext['actOf'];
  readonly ask: AskApi;
  readonly render: Render;
}

/** Coming, going, and who is registered. */
export function accessPageRoutes(source: AccessPageSource): Hono {
  const { openDb, keys, ask, render } = source;
  const data = { version: source.data.version, digest: source.data.digest };
  const signInProps = async (request: Request, back: string) => ({
    ...{ back: local(back), refusal: null, data },
    person: await personOf(source, request),
    isNeeded: await isSignInNeeded(await openDb()),
  });
  return new Hono()
    .get(PAGES.signIn.path, async (c) =>
      c.html(render('signIn', await signInProps(c.req.raw, c.req.query('back') ?? '/'))),
    )
    .post(PAGES.signIn.path, async (c) => {
      const { person, password, back } = await c.req.parseBody<Record<string, string>>();
      const cookie = c.req.header('cookie');
      const response = await sendAs(ask, c.req.raw, '/api/v1/session', {
        headers: { ...(cookie !== undefined && { cookie }) },
        body: { person: person ?? '', password: password ?? '' },
      });
      if (response.ok) {
        c.header('set-cookie', response.headers.get('set-cookie')!);
        return c.redirect(local(back ?? '/'), 303);
      }
      const { refusal } = await readRefusal(response);
      const props = await signInProps(c.req.raw, back ?? '/');
      return c.html(render('signIn', { ...props, refusal }), 422);
    })
    .post('/sign-out', async (c) => {
      const token = sessionToken(c.req.header('cookie') ?? null);
      if (token !== undefined) await signOut(await openDb(), token, keys);
      c.header('set-cookie', sessionCookie(null));
      return c.redirect(PAGES.signIn.path, 303);
    })
    .get(PAGES.people.path, async (c) =>
      c.html(render('people', { people: await readPeople(await openDb()), data })),
    );
}

/** Who does deeds from this browser now; null where somebody has to sign in first. */
async function personOf({ actOf }: AccessPageSource, request: Request): Promise<string | null> {
  try {
    return (await actOf(request, 'known')).by;
  } catch (error) {
    if (asRefusal(error)?.kind === 'not_signed_in') return null;
    throw error;
  }
}
