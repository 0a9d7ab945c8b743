import type { Db } from '../platform/db.ts';
import type { Person, Role } from './access.ts';

export async function insertPerson(db: Db, id: string, name: string): Promise<boolean> {
  const rows = await db.query(
    'insert into person (id, name) values ($1, $2) on conflict do nothing returning 1',
    [id, name],
  );
  return rows.length > 0;
}

export async function countPeople(db: Db): Promise<number> {
  const [row] = await db.query<{ n: number }>('select count(*)::int as n from person');
  return row!.n;
}

export async function insertGrant(
  tx: Db,
  grant: { person: string; role: Role; isGranted: boolean; deed: bigint },
): Promise<void> {
  await tx.query(
    'insert into role_grant (person, role, is_granted, deed) values ($1, $2, $3, $4)',
    [grant.person, grant.role, grant.isGranted, grant.deed],
  );
}

/** The roles that people have now: of each pair of person and role the last word counts. */
export async function listPeople(db: Db, person?: string): Promise<Person[]> {
  return db.query<Person>(
    `select person.id, person.name,
            coalesce(array_agg(role order by role) filter (where is_granted), '{}') as "roles"
     from person left join (
       select distinct on (person, role) person, role, is_granted
       from role_grant order by person, role, role_grant.id desc
     ) as held on held.person = person.id
     where $1::text is null or person.id = $1
     group by person.id order by person.id`,
    [person ?? null],
  );
}
