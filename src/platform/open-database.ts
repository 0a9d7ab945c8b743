import type { Config } from './config.ts';
import type { Database } from './db.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

/**
 * Opens the database of the configuration, with all its tables: a server, or the embedded one.
 *
 * @throws Refusal `database.…` saying which database cannot be used and why
 */
export async function openDatabase({
  databaseUrl,
  dataFolder,
}: Pick<Config, 'databaseUrl' | 'dataFolder'>): Promise<Database> {
  const database =
    databaseUrl === undefined ? await openPglite(dataFolder) : await openPostgres(databaseUrl);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
