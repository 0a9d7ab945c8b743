import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  addDeed,
  createRoutes,
  jsonAnswer,
  type RouteContext,
  refused,
} from '../platform/routes.ts';
import { changeRole, readPeople, registerPerson } from './access.service.ts';
import { Person } from './access.ts';
import { setPassword, signIn, signOut } from './session.service.ts';
import {
  NewPerson,
  PasswordRequest,
  RoleChange,
  SignIn,
  sessionCookie,
  sessionToken,
} from './session.ts';

/** People, roles and passwords; mounted at /api/v1/people. */
export function peopleRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'The people who are registered, with their roles',
      responses: { 200: jsonAnswer('All people', z.array(Person)) },
    }),
    async (c) => c.json(await readPeople(await context.openDb()), 200),
  );
  addDeed(app, context, {
    path: '/',
    summary: 'Register a person; the first one registers themselves and is administrator',
    request: NewPerson,
    answer: Person,
    run: ({ db, act, key }, request) => registerPerson(db, act, request, key),
  });
  addDeed(app, context, {
    path: '/{id}/roles',
    summary: 'Give a person a role, or take it away; their sessions end',
    request: RoleChange,
    answer: Person,
    run: ({ db, act, key, params }, change) =>
      changeRole(db, act, { person: params.id!, ...change }, key),
  });
  addDeed(app, context, {
    path: '/{id}/password',
    summary: 'Give a person a password, oneself or another; their sessions end',
    request: PasswordRequest,
    answer: Person,
    isConfirmed: true,
    run: ({ db, act, params }, { password }) =>
      setPassword(db, act, { person: params.id!, password }, context),
  });
  return app;
}

/** Coming and going; mounted at /api/v1/session. */
export function sessionRoutes(context: RouteContext): OpenAPIHono {
  const app = createRoutes();
  app.openapi(
    createRoute({
      method: 'post',
      path: '/',
      summary: 'Sign in: the answer sets the cookie of a new session',
      request: { body: { content: { 'application/json': { schema: SignIn } } } },
      responses: {
        200: jsonAnswer('Welcome', z.object({ person: z.string() })),
        401: refused,
        429: refused,
      },
    }),
    async (c) => {
      const asked = c.req.valid('json');
      const db = await context.openDb();
      const token = await signIn(db, asked, context);
      const before = sessionToken(c.req.header('cookie') ?? null);
      if (before !== undefined) await signOut(db, before, context);
      c.header('set-cookie', sessionCookie(token));
      return c.json({ person: asked.person }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'delete',
      path: '/',
      summary: 'Sign out: the session ends on the server too',
      responses: { 204: { description: 'Gone' } },
    }),
    async (c) => {
      const token = sessionToken(c.req.header('cookie') ?? null);
      if (token !== undefined) await signOut(await context.openDb(), token, context);
      c.header('set-cookie', sessionCookie(null));
      return c.body(null, 204);
    },
  );
  return app;
}
