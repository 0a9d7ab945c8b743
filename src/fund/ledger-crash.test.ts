import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newServerDatabase } from '../../test/support/database.ts';
import {
  makeCluster,
  type RunningServer,
  serveCluster,
} from '../../test/support/postgres-server.ts';
import { sizeOf } from '../../test/support/sizes.ts';
import { type Found, type Place, strikeAgainAndAgain } from '../../test/support/struck-ledger.ts';

// A program that books entries and says each is killed with kill -9 at a random moment, with all
// processes of its server where it has one, again and again. Whatever it said is there when the
// ledger is opened next, and the books balance.

const LONG_MS = 36_000_000;

const newFolder = () => mkdtemp(join(tmpdir(), 'lodestock-crash-'));
const removeFolder = (path: string) => rm(path, { recursive: true, force: true });

/** A ledger of which only the program is killed. */
const programAt = (path: string, remove = async () => {}): Place => ({
  raise: async () => path,
  strike: async () => {},
  remove,
});

const served = async () => programAt(await newServerDatabase());

/** A server of its own, whose processes are killed all at once. */
async function serverToKill(): Promise<Place> {
  const folder = await newFolder();
  const cluster = await makeCluster(folder, join(folder, 'data'));
  let server: RunningServer | undefined;
  return {
    async raise() {
      server = await serveCluster(cluster, ['shared_buffers=32MB']);
      return server.url;
    },
    strike: () => server!.kill(),
    async remove() {
      await server?.stop();
      await removeFolder(folder);
    },
  };
}

function requireAll(found: Found): void {
  expect(found).toMatchObject({ lost: [], wrong: [] });
  expect(found.acknowledged).toBeGreaterThan(sizeOf('kills'));
}

test(
  'nothing acknowledged is lost by kill -9, and the books balance (PGlite)',
  async () => {
    const embedded = async () => {
      const folder = await newFolder();
      return programAt(folder, () => removeFolder(folder));
    };
    requireAll(await strikeAgainAndAgain(embedded, sizeOf('kills'), 1));
  },
  LONG_MS,
);

test(
  'nothing acknowledged is lost by kill -9, and the books balance (PostgreSQL server)',
  async () => {
    requireAll(await strikeAgainAndAgain(serverToKill, sizeOf('kills'), 4));
  },
  LONG_MS,
);

test('the control, which acknowledges before its commit, loses something', async () => {
  const found = await strikeAgainAndAgain(served, 20, 3, { isHasty: true });
  expect(found.lost.length).toBeGreaterThan(0);
  expect(found.wrong).toEqual([]);
}, 600_000);
