import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeCutDisk, whyNoCutDisk } from '../../test/support/cut-disk.ts';
import {
  makeCluster,
  type RunningServer,
  serveCluster,
} from '../../test/support/postgres-server.ts';
import { sizeOf } from '../../test/support/sizes.ts';
import { type Found, type Place, strikeAgainAndAgain } from '../../test/support/struck-ledger.ts';

// The power of the disk is cut at a random moment while a program books entries, again and again.
// Only who flushes before an acknowledgement keeps what was acknowledged; kill -9 cannot show it.
// A disk that can be cut needs root on Linux, and loop devices: without, these tests are skipped.

const LONG_MS = 36_000_000;
const why = await whyNoCutDisk();
if (why !== undefined) process.stderr.write(`no power is cut: ${why}\n`);
const powerTest = test.skipIf(why !== undefined);

/** An embedded ledger on a disk of its own. */
async function embedded(): Promise<Place> {
  const disk = await makeCutDisk();
  return {
    async raise() {
      await disk.restore();
      return join(disk.path, 'ledger');
    },
    strike: () => disk.cut(),
    remove: () => disk.remove(),
  };
}

/** A server with its files on a disk of its own. */
async function served(settings: readonly string[] = []): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'lodestock-power-'));
  const disk = await makeCutDisk();
  const cluster = await makeCluster(folder, join(disk.path, 'data')).catch(async (error) => {
    await disk.remove();
    throw error;
  });
  let server: RunningServer | undefined;
  return {
    async raise() {
      await disk.restore();
      server = await serveCluster(cluster, ['shared_buffers=32MB', ...settings]);
      return server.url;
    },
    async strike() {
      await disk.cut();
      await server!.kill();
    },
    async remove() {
      await server?.stop();
      await disk.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function requireAll(found: Found): void {
  expect(found).toMatchObject({ lost: [], wrong: [] });
  expect(found.acknowledged).toBeGreaterThan(sizeOf('powerCuts'));
}

powerTest(
  'nothing acknowledged is lost when the power is cut (PGlite)',
  async () => {
    requireAll(await strikeAgainAndAgain(embedded, sizeOf('powerCuts'), 11));
  },
  LONG_MS,
);

powerTest(
  'nothing acknowledged is lost when the power is cut (PostgreSQL server)',
  async () => {
    requireAll(await strikeAgainAndAgain(() => served(), sizeOf('powerCuts'), 12));
  },
  LONG_MS,
);

powerTest(
  'the control, which takes a flush for done, loses something (PGlite)',
  async () => {
    const found = await strikeAgainAndAgain(embedded, 20, 13, { isLax: true });
    expect(found.lost.length).toBeGreaterThan(0);
  },
  600_000,
);

powerTest(
  'the control, which commits before it flushes, loses something (server)',
  async () => {
    const hasty = () => served(['synchronous_commit=off']);
    const found = await strikeAgainAndAgain(hasty, 20, 14, {});
    expect(found.lost.length).toBeGreaterThan(0);
  },
  600_000,
);
