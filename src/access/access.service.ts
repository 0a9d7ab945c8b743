import { perform } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import { countPeople, insertGrant, insertPerson, listPeople } from './access.store.ts';
import { type Person, PersonId, type Role } from './access.ts';

/**
 * Registers a person. The first one registers themselves and becomes administrator.
 *
 * @throws Refusal `access.role_required`, `access.person_exists`
 */
export async function registerPerson(
  db: Db,
  act: Act,
  { id, name }: Pick<Person, 'id' | 'name'>,
  key?: string,
): Promise<Person> {
  PersonId.parse(id);
  const isFirst = (await countPeople(db)) === 0;
  // Whoever does a deed is registered before it: the first person can only begin with themselves.
  if (isFirst && id === act.by) await insertPerson(db, id, name);
  const request = { id, name };
  return perform(db, act, { name: 'person add', request, key }, async (tx, deed) => {
    if (isFirst) {
      await insertGrant(tx, { person: act.by, role: 'administrator', isGranted: true, deed });
    } else {
      await requireRole(tx, act, 'administrator');
      if (!(await insertPerson(tx, id, name))) throw personExists(id);
    }
    return findPerson(tx, id);
  });
}

const personExists = (id: string) =>
  new Refusal(
    'conflict',
    'access.person_exists',
    `somebody is registered as '${id}' already`,
    'choose another name to sign in with',
  );

/**
 * Gives a role to a person, or takes it away.
 *
 * @throws Refusal `access.role_required`, `access.not_found`
 */
export function changeRole(
  db: Db,
  act: Act,
  { person, role, isGranted }: { person: string; role: Role; isGranted: boolean },
  key?: string,
): Promise<Person> {
  const request = { person, role, isGranted };
  return perform(db, act, { name: 'person role', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'administrator');
    await findPerson(tx, person);
    await insertGrant(tx, { person, role, isGranted, deed });
    return findPerson(tx, person);
  });
}

/** Everybody who is registered. */
export const readPeople = (db: Db): Promise<Person[]> => listPeople(db);

/** @throws Refusal `access.not_found` */
export async function findPerson(db: Db, id: string): Promise<Person> {
  const [person] = await listPeople(db, id);
  if (person !== undefined) return person;
  throw new Refusal('not_found', 'access.not_found', `nobody is registered as '${id}'`);
}

/**
 * Refuses whoever has none of these roles.
 *
 * @throws Refusal `access.role_required`
 */
export async function requireRole(tx: Db, { by }: Act, ...roles: readonly Role[]): Promise<void> {
  const { roles: held } = await findPerson(tx, by);
  if (roles.some((role) => held.includes(role))) return;
  throw new Refusal(
    'not_allowed',
    'access.role_required',
    `${by} may not do this: it takes the role ${roles.join(' or ')}`,
    'an administrator gives roles with `lodestock person role`',
  );
}
