import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readFile, writeFile } from '../platform/atomic-file.ts';
import type { CommandContext, Workshop } from '../platform/command.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db.ts';
import { digestOf } from '../platform/digest.ts';
import { openFolder, openOutFolder } from '../platform/folder-node.ts';
import { highsSolver } from '../platform/highs.ts';
import { createParallel } from '../platform/workers.ts';

const PACKAGE = new URL('../../', import.meta.url);

/** Version of the program; results keep it. */
export const CODE_VERSION: string = JSON.parse(
  readFileSync(new URL('package.json', PACKAGE), 'utf8'),
).version;

type Files = Pick<CommandContext, 'openFolder' | 'openOutFolder' | 'readFile' | 'writeFile'>;

/** Everything that a command or a server needs of this machine, and how to put it away. */
export interface OpenWorkshop {
  readonly tools: Workshop & Files;
  /** Ends the threads and closes the database, where they were used. */
  close(): Promise<void>;
}

export interface WorkshopOptions extends Pick<Config, 'dataFolder' | 'databaseUrl'> {
  readonly threads: number | undefined;
}

/** The embedded database is 26 MB of code: commands that store nothing do not load it. */
async function openDatabase(options: WorkshopOptions): Promise<Database> {
  const driver = await import('../platform/open-database.ts');
  return driver.openDatabase(options);
}

/** Opens the tools of this machine; the database and the threads only when they are asked for. */
export async function openWorkshop(options: WorkshopOptions): Promise<OpenWorkshop> {
  const threads = options.threads ?? availableParallelism();
  const parallel = createParallel({ workerUrl: new URL('worker.ts', import.meta.url), threads });
  const tables = await openFolder(fileURLToPath(new URL('data', PACKAGE)));
  let opening: Promise<Database> | undefined;
  return {
    tools: {
      tables,
      openDb: () => {
        opening ??= openDatabase(options);
        return opening;
      },
      parallel,
      solver: highsSolver,
      digestOf,
      clockMs: () => performance.now(),
      codeVersion: CODE_VERSION,
      threads,
      openFolder,
      openOutFolder,
      readFile,
      writeFile,
    },
    async close() {
      await parallel.close();
      // A database that could not be opened has been reported by whoever asked for it.
      const db = await opening?.catch(() => undefined);
      await db?.close();
    },
  };
}
