import { perform } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import type { Workshop } from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import { findPerson, requireRole } from './access.service.ts';
import type { Person } from './access.ts';
import { passwordFault } from './password.ts';
import {
  countFailures,
  endSession,
  findPasswordHash,
  hasAnyPassword,
  holdAttempts,
  insertAttempt,
  insertSession,
  savePassword,
  touchSession,
} from './session.store.ts';

/** Secrets, and the digest by which a token is kept. */
export type Keys = Pick<Workshop, 'secrets' | 'digestOf'>;

const MOST_FAILURES = 5;
const WINDOW_MINUTES = 15;

/** For how long a typed password stands for the person at the keyboard. */
const CONFIRMED_SECONDS = 300;

/**
 * Gives a person a password; their sessions end. One's own, or as administrator.
 *
 * The password itself is on no record: only what `secrets` makes of it.
 *
 * @throws Refusal `access.weak_password`, `access.role_required`, `access.not_found`
 */
export async function setPassword(
  db: Db,
  act: Act,
  { person, password }: { person: string; password: string },
  { secrets }: Keys,
): Promise<Person> {
  const fault = passwordFault(password, person);
  if (fault !== undefined) {
    const hint = 'several words that nobody would put together make a good one';
    throw new Refusal('invalid', 'access.weak_password', `this password ${fault}`, hint);
  }
  const hash = await secrets.hash(password);
  return perform(db, act, { name: 'person password', request: { person } }, async (tx, deed) => {
    if (person !== act.by) await requireRole(tx, act, 'administrator');
    const found = await findPerson(tx, person);
    await savePassword(tx, { person, hash, deed });
    return found;
  });
}

/** Whether people sign in here; if not, whoever sits at the machine does every deed. */
export const isSignInNeeded = (db: Db): Promise<boolean> => hasAnyPassword(db);

/**
 * Lets a person in.
 *
 * @returns the token of a new session; it is kept nowhere
 * @throws Refusal `access.wrong_password`, `access.too_often`
 */
export async function signIn(
  db: Db,
  { person, password }: { person: string; password: string },
  { secrets, digestOf }: Keys,
): Promise<string> {
  const token = secrets.newToken();
  const outcome = await db.transaction(async (tx) => {
    await holdAttempts(tx, person);
    const failures = await countFailures(tx, person, WINDOW_MINUTES);
    const outcome = failures >= MOST_FAILURES ? 'too often' : await judge(tx, person, password);
    await insertAttempt(tx, person, outcome);
    if (outcome === 'welcome') await insertSession(tx, digestOf(token), person);
    return outcome;
  });
  if (outcome === 'welcome') return token;
  throw outcome === 'too often' ? tooOften(person) : wrongPassword();

  async function judge(tx: Db, name: string, typed: string) {
    const isRight = await secrets.matches(typed, await findPasswordHash(tx, name));
    return isRight ? 'welcome' : 'refused';
  }
}

const wrongPassword = () =>
  new Refusal(
    'not_signed_in',
    'access.wrong_password',
    'name and password do not belong together',
    'an administrator gives a new password with `lodestock person password`',
  );

const tooOften = (person: string) =>
  new Refusal(
    'too_often',
    'access.too_often',
    `${MOST_FAILURES} wrong passwords for '${person}' within ${WINDOW_MINUTES} minutes`,
    `wait ${WINDOW_MINUTES} minutes`,
  );

/**
 * Whose session a token is; they are seen just now.
 *
 * @param need - 'confirmed': the password has to have been typed within five minutes
 * @throws Refusal `access.session_ended`, `access.confirmation_needed`
 */
export async function personOfSession(
  db: Db,
  token: string,
  { digestOf }: Keys,
  need?: 'confirmed',
): Promise<string> {
  const session = await touchSession(db, digestOf(token));
  if (session === undefined) throw sessionEnded();
  if (need === 'confirmed' && session.confirmedSeconds > CONFIRMED_SECONDS) {
    throw confirmationNeeded();
  }
  return session.person;
}

const sessionEnded = () =>
  new Refusal(
    'not_signed_in',
    'access.session_ended',
    'this session has ended',
    'sign in again: what you wrote is still in the form',
  );

const confirmationNeeded = () =>
  new Refusal(
    'not_signed_in',
    'access.confirmation_needed',
    'this takes the password again: it was last typed more than five minutes ago',
    'sign in again, then send it again',
  );

/** Ends a session; one that has ended stays so. */
export const signOut = (db: Db, token: string, { digestOf }: Keys): Promise<void> =>
  endSession(db, digestOf(token));
