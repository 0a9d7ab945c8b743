import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { afterAll, beforeAll, inject, test } from 'vitest';
import type { Database, Db } from '../../src/platform/db.ts';
import { openPgliteInMemory } from '../../src/platform/pglite.ts';
import { openPostgres } from '../../src/platform/postgres.ts';
import { databaseUrl, type TestDatabases } from './global-setup.ts';

const ENGINES: Readonly<Record<string, () => Promise<Database>>> = {
  PGlite: async () => openPgliteInMemory(await migratedSnapshot()),
  'PostgreSQL server': openServerDatabase,
};

/**
 * Gives a test file one database of each engine, and each of its tests a transaction on each that
 * is rolled back.
 */
export function databaseTests() {
  const databases = new Map<string, Database>();
  beforeAll(async () => {
    for (const [engine, open] of Object.entries(ENGINES)) databases.set(engine, await open());
  });
  afterAll(async () => {
    for (const database of databases.values()) await database.close();
  });

  return (name: string, body: (db: Db) => Promise<void>) => {
    test.each(Object.keys(ENGINES))(`${name} (%s)`, async (engine) => {
      const undo = new Error('undo');
      const run = databases.get(engine)!.transaction(async (tx) => {
        await body(tx);
        throw undo;
      });
      await run.catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    });
  };
}

/** A migrated database of its own on the test server, for what one connection cannot show. */
export async function openServerDatabase(): Promise<Database> {
  const url = await newServerDatabase();
  const database = await openPostgres(url);
  return {
    ...database,
    close: async () => {
      await database.close();
      await onServer(`drop database ${new URL(url).pathname.slice(1)} with (force)`);
    },
  };
}

/** The URL of a migrated database of its own on the test server; it is dropped with the server. */
export async function newServerDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name} template lodestock_template`);
  return databaseUrl((await testDatabases()).serverUrl, name);
}

/** A dump of a migrated embedded database: opening it is faster than making a new one. */
export async function migratedSnapshot(): Promise<Blob> {
  return openAsBlob((await testDatabases()).snapshotFile);
}

export async function testDatabases(): Promise<TestDatabases> {
  const answer = await fetch(inject('databaseDesk'));
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as TestDatabases;
}

async function onServer(sql: string): Promise<void> {
  const server = await openPostgres((await testDatabases()).serverUrl);
  await server.script(sql);
  await server.close();
}
