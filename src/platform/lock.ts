import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { link, open, readFile, rm } from 'node:fs/promises';
import { Refusal } from '../base/refusal.ts';

/** Who holds a lock. The start time tells a process from a later one with the same number. */
export interface Holder {
  readonly pid: number;
  readonly startTime: string; // empty where the system does not tell
  readonly bootId: string; // likewise
  readonly pidNamespace: string; // numbers of another container mean nothing here
  readonly token: string; // unique to this hold
}

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes a lock file that one process holds until it releases it or is gone, kill -9 included.
 *
 * @throws Refusal `database.locked` naming what is locked and the process that has it
 */
export async function acquireLock(path: string, what: string): Promise<Lock> {
  const own = newHolder();
  while (!(await create(path, own))) {
    const holder = await readHolder(path);
    if (holder === undefined) continue; // released meanwhile
    if (isAlive(holder)) throw locked(path, what, holder);
    await removeStale(path, what, holder);
  }
  return {
    async release() {
      if ((await readHolder(path))?.token === own.token) await rm(path);
    },
  };
}

/*
 * Of several processes that find the same dead holder only one may remove its file, else a slow
 * one would remove the lock that a quick one has just taken. So they first compete for a lock
 * that bears the dead holder's token.
 */
async function removeStale(path: string, what: string, holder: Holder): Promise<void> {
  const guard = await acquireLock(`${path}.${holder.token}`, what);
  try {
    if ((await readHolder(path))?.token === holder.token) await rm(path);
  } finally {
    await guard.release();
  }
}

/** Makes the file with its content in one step; false when there is one already. */
async function create(path: string, holder: Holder): Promise<boolean> {
  const draft = `${path}.draft-${holder.token}`;
  const file = await open(draft, 'wx');
  try {
    await file.writeFile(JSON.stringify(holder));
    await file.sync();
    await link(draft, path); // fails when `path` exists, like O_EXCL
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await file.close();
    await rm(draft);
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder; // written by `create` only
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function newHolder(): Holder {
  const { pid } = process;
  return {
    pid,
    startTime: processStat(pid)?.startTime ?? '',
    bootId: bootId(),
    pidNamespace: pidNamespace(),
    token: randomUUID(),
  };
}

/** Errs on the side of life: a lock is not taken from a process that cannot be looked at. */
function isAlive({ pid, startTime, bootId: holderBoot, pidNamespace: holderNamespace }: Holder) {
  if (holderBoot !== bootId()) return false;
  if (holderNamespace !== pidNamespace()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
  const stat = processStat(pid);
  if (stat === undefined || startTime === '') return true;
  return stat.startTime === startTime && !'ZX'.includes(stat.state); // a zombie holds no file
}

/** State and start time [clock ticks since boot] of a process, on Linux. */
function processStat(pid: number): { state: string; startTime: string } | undefined {
  const line = readOptional(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (line === '') return undefined;
  // The second field is the name in parentheses, which may hold anything.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0]!, startTime: fields[19]! };
}

const bootId = () =>
  readOptional(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());

const pidNamespace = () => readOptional(() => readlinkSync('/proc/self/ns/pid'));

/** What a file of Linux says, or nothing on another system. */
function readOptional(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

function locked(path: string, what: string, { pid }: Holder): Refusal {
  const who = pid === process.pid ? `this process (${pid})` : `process ${pid}`;
  return new Refusal(
    'conflict',
    'database.locked',
    `cannot open ${what}: ${who} has it open`,
    `stop that process, or use a PostgreSQL server for several at once (lock file: ${path})`,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
