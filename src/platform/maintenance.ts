import { statSync, writeFileSync } from 'node:fs';
import type { Db } from './db.ts';

const LOOK_EVERY_MS = 5000;
const CHECKPOINT_AFTER_BYTES = 64e6;
const CHECKPOINT_AFTER_SECONDS = 5 * 60;
const VACUUM_AFTER_MS = 24 * 3_600_000;

/** Keeps the log short and the statistics fresh; embedded PostgreSQL does neither by itself. */
export interface Maintenance {
  /** Tells that the database was used; returns what it was given. */
  note<Result>(use: Promise<Result>): Promise<Result>;
  /** Stops looking, and does before the end what is due. */
  finish(): Promise<void>;
}

/**
 * Starts to look after a database every few seconds in which it was used.
 *
 * @param vacuumMark - file whose time is that of the last `vacuum analyze`
 */
export function startMaintenance(
  db: Db,
  vacuumMark: string,
  lookEveryMs = LOOK_EVERY_MS,
): Maintenance {
  let isUsed = false;
  let working: Promise<void> = Promise.resolve();

  const look = async () => {
    if (!isUsed) return;
    isUsed = false;
    await checkpointWhenDue(db);
    await vacuumWhenDue(db, vacuumMark);
  };
  const timer = setInterval(() => {
    working = working.then(look).catch((error: unknown) => {
      process.emitWarning(`maintenance of the database failed: ${error}`);
    });
  }, lookEveryMs);
  timer.unref();

  return {
    note(use) {
      isUsed = true;
      return use;
    },
    async finish() {
      clearInterval(timer);
      await working;
      if (isUsed) await vacuumWhenDue(db, vacuumMark);
    },
  };
}

async function checkpointWhenDue(db: Db): Promise<void> {
  const [row] = await db.query<{ logBytes: string; ageSeconds: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) as "logBytes",
            extract(epoch from now() - checkpoint_time)            as "ageSeconds"
     from pg_control_checkpoint()`,
  );
  const isLong = Number(row!.logBytes) >= CHECKPOINT_AFTER_BYTES;
  const isOld = Number(row!.ageSeconds) >= CHECKPOINT_AFTER_SECONDS;
  if (isLong || isOld) await db.script('checkpoint');
}

async function vacuumWhenDue(db: Db, mark: string): Promise<void> {
  const last = statSync(mark, { throwIfNoEntry: false });
  if (last && Date.now() - last.mtimeMs < VACUUM_AFTER_MS) return;
  if (last) await db.script('vacuum (analyze)'); // a new database has nothing to clean
  writeFileSync(mark, '');
}
