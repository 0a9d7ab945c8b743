import type { Db } from '../platform/db.ts';

/** Keeps a password in the place of the one before. */
export async function savePassword(
  tx: Db,
  password: { person: string; hash: string; deed: bigint },
): Promise<void> {
  await tx.query(
    `insert into password (person, hash, deed) values ($1, $2, $3)
     on conflict (person) do update
       set hash = excluded.hash, deed = excluded.deed, set_at = clock_timestamp()`,
    [password.person, password.hash, password.deed],
  );
}

export async function findPasswordHash(db: Db, person: string): Promise<string | undefined> {
  const [row] = await db.query<{ hash: string }>('select hash from password where person = $1', [
    person,
  ]);
  return row?.hash;
}

export async function hasAnyPassword(db: Db): Promise<boolean> {
  const [row] = await db.query<{ is: boolean }>('select exists (select from password) as "is"');
  return row!.is;
}

/** Lets attempts of one name follow one another, to the end of the transaction. */
export async function holdAttempts(tx: Db, person: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('sign-in ' || $1, 0))`, [person]);
}

/** Wrong passwords of a name within some minutes, since it was last welcome. */
export async function countFailures(tx: Db, person: string, minutes: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from sign_in
     where person = $1 and outcome = 'refused'
       and at > clock_timestamp() - make_interval(mins => $2)
       and id > coalesce((select max(id) from sign_in
                          where person = $1 and outcome = 'welcome'), 0)`,
    [person, minutes],
  );
  return row!.n;
}

export async function insertAttempt(
  tx: Db,
  person: string,
  outcome: 'welcome' | 'refused' | 'too often',
): Promise<void> {
  await tx.query('insert into sign_in (person, outcome) values ($1, $2)', [person, outcome]);
}

export async function insertSession(tx: Db, token: string, person: string): Promise<void> {
  await tx.query('insert into session (token, person) values ($1, $2)', [token, person]);
}

/** Whose session this is, and how long ago the password was typed [s]; seen from now on. */
export async function touchSession(
  db: Db,
  token: string,
): Promise<{ person: string; confirmedSeconds: number } | undefined> {
  const [row] = await db.query<{ person: string; confirmedSeconds: number }>(
    `select person,
       extract(epoch from clock_timestamp() - confirmed_at)::float8 as "confirmedSeconds"
     from use_session($1)`,
    [token],
  );
  return row;
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.query(
    'update session set ended_at = clock_timestamp() where token = $1 and ended_at is null',
    [token],
  );
}
