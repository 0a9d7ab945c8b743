import { userInfo } from 'node:os';
import { isSignInNeeded, type Keys, personOfSession } from '../access/session.service.ts';
import { sessionToken } from '../access/session.ts';
import type { Act, IsoDate } from '../base/act.ts';
import { asRefusal, Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import type { RouteContext } from '../platform/routes.ts';

/**
 * Who does something now, and today's date.
 *
 * @param by - a person; left out, whoever sits at this machine
 */
export function currentAct(by = userName()): Act {
  // The first ten letters of an ISO instant are an IsoDate.
  return { by, on: new Date().toISOString().slice(0, 10) as IsoDate };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a container may run as a user that has no name
  }
}

const VISITOR = 'visitor'; // whose results are kept as anybody's

/**
 * Tells who sent a request: whoever signed in. Until somebody has a password nobody can, and
 * whoever sits at the machine does every deed.
 */
export function actOfRequests(openDb: () => Promise<Db>, keys: Keys): RouteContext['actOf'] {
  return async (request, need) => {
    const token = sessionToken(request.headers.get('cookie'));
    if (need === undefined) return currentAct(await readerOf(token));
    if (token === undefined) {
      if (await isSignInNeeded(await openDb())) throw signInNeeded();
      return currentAct();
    }
    const confirmed = need === 'confirmed' ? need : undefined;
    return currentAct(await personOfSession(await openDb(), token, keys, confirmed));
  };

  /** Everybody may read: whoever is not known, or no longer, is a visitor. */
  async function readerOf(token: string | undefined): Promise<string> {
    if (token === undefined) return VISITOR;
    return personOfSession(await openDb(), token, keys).catch((error: unknown) => {
      if (asRefusal(error)?.kind === 'not_signed_in') return VISITOR;
      throw error;
    });
  }
}

const signInNeeded = () =>
  new Refusal(
    'not_signed_in',
    'access.sign_in_needed',
    'this takes somebody who has signed in',
    'sign in at /sign-in, or POST name and password to /api/v1/session',
  );
