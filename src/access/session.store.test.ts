import { expect, test } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { chief, registerChief, registerWith } from '../../test/support/reserve.ts';
import type { Db } from '../platform/db.ts';
import { digestOf } from '../platform/digest.ts';
import { createSecrets } from '../platform/scrypt.ts';
import { changeRole } from './access.service.ts';
import type { Role } from './access.ts';
import { passwordFault } from './password.ts';
import {
  isSignInNeeded,
  personOfSession,
  setPassword,
  signIn,
  signOut,
} from './session.service.ts';
import { sessionCookie, sessionToken } from './session.ts';

const PASSWORD = 'gallium beside an open window';
const keys = { secrets: createSecrets({ logN: 8, r: 8, p: 1 }), digestOf };
const onDatabase = databaseTests();

async function registerAnn(db: Db, ...roles: readonly Role[]) {
  await registerChief(db);
  const ann = await registerWith(db, 'ann', ...roles);
  await setPassword(db, chief, { person: 'ann', password: PASSWORD }, keys);
  return ann;
}
const enter = (db: Db, password = PASSWORD, person = 'ann') =>
  signIn(db, { person, password }, keys);
const who = (db: Db, token: string) => personOfSession(db, token, keys);

onDatabase('whoever signs in is known by the token until they sign out', async (db) => {
  expect(await isSignInNeeded(db)).toBe(false);
  await registerAnn(db);
  expect(await isSignInNeeded(db)).toBe(true);
  const token = await enter(db);
  expect(await who(db, token)).toBe('ann');
  await signOut(db, token, keys);
  await expect(who(db, token)).rejects.toMatchObject({ code: 'access.session_ended' });
  await expect(who(db, 'another')).rejects.toMatchObject({ code: 'access.session_ended' });
});

onDatabase('neither password nor token is kept as it is', async (db) => {
  await registerAnn(db);
  const token = await enter(db);
  const kept = await db.query<{ text: string }>(
    `select password::text as text from password union all select session::text from session
     union all select deed::text from deed union all select sign_in::text from sign_in`,
  );
  expect(kept.length).toBeGreaterThan(3);
  for (const { text } of kept) {
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(token);
  }
});

onDatabase('a wrong password and an unknown name are refused with the same words', async (db) => {
  await registerAnn(db);
  const wrong = await enter(db, 'gallium beside a closed window').catch(String);
  expect(wrong).toContain('name and password do not belong together');
  expect(await enter(db, PASSWORD, 'bob').catch(String)).toBe(wrong);
});

onDatabase(
  'after five wrong passwords the right one has to wait, and others do not',
  async (db) => {
    await registerAnn(db);
    await registerWith(db, 'bob');
    await setPassword(db, chief, { person: 'bob', password: PASSWORD }, keys);
    for (let k = 0; k < 5; k++) await enter(db, `wrong ${k}`).catch(() => {});
    await expect(enter(db)).rejects.toMatchObject({ code: 'access.too_often' });
    expect(await who(db, await enter(db, PASSWORD, 'bob'))).toBe('bob');
    await db.script(`alter table sign_in disable trigger append_only;
    update sign_in set at = at - interval '16 minutes'`);
    expect(await who(db, await enter(db))).toBe('ann');
  },
);

onDatabase(
  'who can spend is forgotten after 15 idle minutes, who reads after an hour',
  async (db) => {
    await registerAnn(db, 'auditor');
    const token = await enter(db);
    const seen = (minutes: number) =>
      db.query(
        `update session set begun_at = clock_timestamp() - interval '2 hours',
      seen_at = clock_timestamp() - make_interval(mins => $1)`,
        [minutes],
      );
    await seen(59);
    expect(await who(db, token)).toBe('ann');
    await seen(61);
    await expect(who(db, token)).rejects.toMatchObject({ code: 'access.session_ended' });
    await changeRole(
      db,
      chief,
      { person: 'ann', role: 'disbursing-officer', isGranted: true },
      'k',
    );
    const other = await enter(db);
    await seen(16);
    await expect(who(db, other)).rejects.toMatchObject({ code: 'access.session_ended' });
  },
);

onDatabase('a session ends after 12 hours, however busy', async (db) => {
  await registerAnn(db);
  const token = await enter(db);
  await db.script(`update session set begun_at = clock_timestamp() - interval '721 minutes'`);
  await expect(who(db, token)).rejects.toMatchObject({ code: 'access.session_ended' });
});

onDatabase('a new role and a new password end the sessions of a person', async (db) => {
  await registerAnn(db);
  const first = await enter(db);
  await changeRole(db, chief, { person: 'ann', role: 'governor', isGranted: true });
  await expect(who(db, first)).rejects.toMatchObject({ code: 'access.session_ended' });
  const second = await enter(db);
  await setPassword(db, chief, { person: 'ann', password: `${PASSWORD}!` }, keys);
  await expect(who(db, second)).rejects.toMatchObject({ code: 'access.session_ended' });
});

onDatabase('what takes the password again takes it within five minutes', async (db) => {
  await registerAnn(db);
  const token = await enter(db);
  expect(await personOfSession(db, token, keys, 'confirmed')).toBe('ann');
  await db.script(`update session set confirmed_at = clock_timestamp() - interval '301 seconds'`);
  await expect(personOfSession(db, token, keys, 'confirmed')).rejects.toMatchObject({
    code: 'access.confirmation_needed',
  });
  expect(await who(db, token)).toBe('ann');
});

onDatabase('nobody gives another a password who is no administrator', async (db) => {
  const ann = await registerAnn(db, 'governor');
  await registerWith(db, 'bob');
  const given = setPassword(db, ann, { person: 'bob', password: PASSWORD }, keys);
  await expect(given).rejects.toMatchObject({ code: 'access.role_required' });
});

test.each([
  ['too short a one', 'has 15 characters'.slice(0, 14), 'has 14 characters'],
  ['one letter', 'a'.repeat(20), 'repeats'],
  ['a name', 'ann lodestock ann', 'little more than a name'],
])('%s is no password', (_, password, fault) => {
  expect(passwordFault(password, 'ann')).toContain(fault);
});

test('a token comes back from the cookie that carries it', () => {
  const [pair] = sessionCookie('abc-123').split(';');
  expect(sessionToken(`other=1; ${pair}`)).toBe('abc-123');
  expect(sessionToken(sessionCookie(null).split(';')[0]!)).toBeUndefined();
  expect(sessionToken(null)).toBeUndefined();
});
