import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/platform/migrate.ts';
import { openPgliteInMemory } from '../../src/platform/pglite.ts';
import { openPostgres } from '../../src/platform/postgres.ts';
import { startPostgresServer, type TestServer } from './postgres-server.ts';
import { startRedisServer } from './redis-server.ts';

/** What test files are told when they ask for databases. */
export interface TestDatabases {
  /** A dump of a migrated embedded database. */
  readonly snapshotFile: string;
  /** URL of a running server; its database `lodestock_template` is migrated. */
  readonly serverUrl: string;
}

/*
 * Prepares databases and engine when the first test asks for them, once for all test files, so that
 * a run without such tests starts at once. Files run in other processes and ask over HTTP.
 */
export default async function setup(project: TestProject) {
  let server: TestServer | undefined;
  let redis: TestServer | undefined;
  let folder: string | undefined;
  const prepare = async (): Promise<TestDatabases> => {
    const given = process.env.LODESTOCK_TEST_DATABASE_URL;
    if (given === undefined) server = await startPostgresServer();
    const serverUrl = given ?? server!.url;
    folder = await mkdtemp(join(tmpdir(), 'lodestock-tests-'));
    const snapshotFile = join(folder, 'migrated.tar');
    // One after the other: the embedded database holds this thread for seconds, and a server ends a
    // transaction that idles as long.
    await migrateTemplate(serverUrl);
    await dumpMigrated(snapshotFile);
    return { serverUrl, snapshotFile };
  };

  const prepareEngine = async () => {
    redis = await startRedisServer();
    return { engineUrl: redis.url };
  };

  let prepared: Promise<TestDatabases> | undefined;
  let preparedEngine: Promise<{ engineUrl: string }> | undefined;
  const desk = createServer(async ({ url }, response) => {
    // A kept connection may close at the very moment that the next question goes out on it.
    response.setHeader('connection', 'close');
    try {
      if (url === '/engine') preparedEngine ??= prepareEngine();
      else prepared ??= prepare();
      response.end(JSON.stringify(await (url === '/engine' ? preparedEngine : prepared)));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  desk.unref();
  const { port } = desk.address() as { port: number }; // of a TCP server
  project.provide('databaseDesk', `http://127.0.0.1:${port}`);

  return async () => {
    desk.close();
    await prepared?.catch(() => {}); // the tests that asked have failed by it
    await preparedEngine?.catch(() => {});
    await server?.stop();
    await redis?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
}

async function migrateTemplate(serverUrl: string): Promise<void> {
  const server = await openPostgres(serverUrl);
  await server.script('drop database if exists lodestock_template');
  await server.script('create database lodestock_template');
  await server.close();
  const template = await openPostgres(databaseUrl(serverUrl, 'lodestock_template'));
  await migrate(template);
  await template.close();
}

async function dumpMigrated(file: string): Promise<void> {
  const db = await openPgliteInMemory();
  await migrate(db);
  await writeFile(file, Buffer.from(await (await db.dump()).arrayBuffer()));
  await db.close();
}

/** The URL of another database of the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = name;
  return url.href;
}

declare module 'vitest' {
  interface ProvidedContext {
    databaseDesk: string;
    rewritesGolden: boolean;
  }
}
