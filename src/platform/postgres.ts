import pg from 'pg';
import { Refusal } from '../base/refusal.ts';
import { type Database, type Db, nestable } from './db.ts';

const LEAST_VERSION = 150_000; // PostgreSQL 15
const CONNECT_MS = 5000;
const STATEMENT_MS = 10_000;
const LOCK_MS = 3000;
const IDLE_MS = 10_000;

const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EPIPE'],
  ...['ENETUNREACH', '57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08006'],
]);
const REJECTED = new Set(['28000', '28P01', '3D000']);

const { builtins } = pg.types;
const text = (value: string) => value;
pg.types.setTypeParser(builtins.INT8, BigInt);
for (const type of [builtins.DATE, builtins.TIMESTAMP, builtins.TIMESTAMPTZ]) {
  pg.types.setTypeParser(type, text);
}

/**
 * Opens a PostgreSQL server through a pool of connections.
 *
 * @throws Refusal `database.unreachable`, `database.rejected`, `database.too_old`; each names host
 *   and port, none the password
 */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    lock_timeout: LOCK_MS,
    idle_in_transaction_session_timeout: IDLE_MS,
    options: '-c timezone=UTC',
  });
  // A connection that breaks tells its pool or its query too, which is where we act on it; without
  // these a broken one would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const place = placeOf(url);
  const database: Database = {
    ...statements((sql, params) => onAnyConnection(pool, sql, params), place),
    transaction: (work) => inTransaction(pool, place, work),
    close: () => pool.end(),
  };
  try {
    await refuseOldServer(database, place);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return database;
}

async function refuseOldServer(db: Db, place: string): Promise<void> {
  const [row] = await db.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number,
            current_setting('server_version') as name`,
  );
  if (row!.number >= LEAST_VERSION) return;
  throw new Refusal(
    'unavailable',
    'database.too_old',
    `the database server at ${place} is PostgreSQL ${row!.name}`,
    'use PostgreSQL 15 or newer',
  );
}

async function inTransaction<Result>(
  pool: pg.Pool,
  place: string,
  work: (tx: Db) => Promise<Result>,
): Promise<Result> {
  const client = await asking(place, () => pool.connect());
  const { query, script } = statements((sql, params) => client.query(sql, params), place);
  let broken: Error | undefined; // a connection that cannot roll back is thrown away
  try {
    await script('begin');
    const result = await work(nestable({ query, script }));
    await script('commit');
    return result;
  } catch (error) {
    await script('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

type Run = (sql: string, params?: unknown[]) => Promise<pg.QueryResult>;

/**
 * One statement on whichever connection is free. A statement that is refused leaves its connection
 * as good as it was; the pool's own `query` would throw it away, and the next one would pay for a
 * new one.
 */
async function onAnyConnection(pool: pg.Pool, sql: string, params?: unknown[]) {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await client.query(sql, params);
  } catch (error) {
    const isRefused = error instanceof pg.DatabaseError && error.severity === 'ERROR';
    if (!isRefused) broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

function statements(run: Run, place: string): Pick<Db, 'query' | 'script'> {
  return {
    query: async <Row>(sql: string, params: readonly unknown[] = []) =>
      (await asking(place, () => run(sql, [...params]))).rows as Row[],
    script: async (sql) => void (await asking(place, () => run(sql))),
  };
}

/** Turns a server that does not answer, or does not let us in, into a refusal. */
async function asking<Answer>(place: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const message = error instanceof Error ? error.message : '';
    if (REJECTED.has(code)) {
      throw new Refusal(
        'not_allowed',
        'database.rejected',
        `the database server at ${place} does not let us in: ${message}`,
        'check user, password and database name in the URL',
      );
    }
    if (UNREACHABLE.has(code) || /timeout|Connection terminated/.test(message)) {
      throw new Refusal(
        'unavailable',
        'database.unreachable',
        `the database server at ${place} does not answer: ${code || message}`,
        'check host and port in the URL, and that the server runs',
      );
    }
    throw error;
  }
}

/** Host and port of a URL, without user and password. */
function placeOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || '5432'}`;
}
