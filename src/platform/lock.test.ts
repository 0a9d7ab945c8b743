import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acquireLock, type Holder } from './lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestock-lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A lock file left by another holder that differs from this process in these facts. */
async function lockOf(name: string, facts: Partial<Holder>): Promise<string> {
  const path = join(folder, name);
  const lock = await acquireLock(path, 'it');
  const own = JSON.parse(await readFile(path, 'utf8')) as Holder;
  await lock.release();
  await writeFile(path, JSON.stringify({ ...own, token: 'theirs', ...facts }));
  return path;
}

const isTaken = async (path: string) => {
  try {
    const lock = await acquireLock(path, 'it');
    await lock.release();
    return false;
  } catch {
    return true;
  }
};

test('a lock is held by one, until it is released', async () => {
  const path = join(folder, 'one');
  const lock = await acquireLock(path, 'the till');
  await expect(acquireLock(path, 'the till')).rejects.toThrowError(
    `cannot open the till: this process (${process.pid}) has it open`,
  );
  await lock.release();
  expect(await isTaken(path)).toBe(false);
});

test('the lock of a process that is gone is taken over', async () => {
  const path = await lockOf('gone', { pid: 2 ** 22 + 1 }); // beyond the largest pid of Linux
  expect(await isTaken(path)).toBe(false);
});

test('the lock of a live process is respected', async () => {
  expect(await isTaken(await lockOf('parent', { pid: process.ppid, startTime: '' }))).toBe(true);
});

test('a process number that was given out anew does not hold the lock', async () => {
  expect(await isTaken(await lockOf('reused', { startTime: '1' }))).toBe(
    process.platform !== 'linux',
  );
});

test('a lock from before the machine started is taken over', async () => {
  expect(await isTaken(await lockOf('reboot', { bootId: 'earlier' }))).toBe(false);
});

test('a lock of another container is respected: its process cannot be seen from here', async () => {
  const path = await lockOf('container', { pid: 2 ** 22 + 1, pidNamespace: 'pid:[1]' });
  expect(await isTaken(path)).toBe(true);
});

test('of many that find a dead holder, one gets the lock', async () => {
  for (let round = 0; round < 5; round++) {
    const path = await lockOf('many', { pid: 2 ** 22 + 1, token: `dead-${round}` });
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => acquireLock(path, 'it')),
    );
    const winners = tries.filter((each) => each.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    await winners[0]!.value.release();
  }
  expect((await readdir(folder)).filter((name) => name.startsWith('many'))).toEqual([]);
});
