import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readFile, writeFile } from '../platform/atomic-file.ts';
import type { CommandContext, Workshop } from '../platform/command.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/db.ts';
import { digestOf } from '../platform/digest.ts';
import type { Engine } from '../platform/engine.ts';
import type { Folder } from '../platform/folder.ts';
import { openFolder, openOutFolder } from '../platform/folder-node.ts';
import { highsSolver } from '../platform/highs.ts';
import { createSecrets } from '../platform/scrypt.ts';
import { createParallel, type ParallelThreads } from '../platform/workers.ts';
import { editionOf } from './edition.ts';
import { CODE_VERSION, PACKAGE } from './package.ts';

type Files = Pick<CommandContext, 'openFolder' | 'openOutFolder' | 'readFile' | 'writeFile'>;

/** Everything that a command or a server needs of this machine, and how to put it away. */
export interface OpenWorkshop {
  readonly tools: Workshop & Files;
  /** Ends the threads and closes the database, where they were used. */
  close(): Promise<void>;
}

export interface WorkshopOptions extends Pick<Config, 'dataFolder' | 'databaseUrl'> {
  readonly threads: number | undefined;
  /** Runs go to the workers of this engine instead of the threads of this machine. */
  readonly engineUrl?: string | undefined;
}

/** What worker threads of this program run. */
export const WORKER_URL = new URL('worker.ts', import.meta.url);

/** The embedded database is 26 MB of code: commands that store nothing do not load it. */
async function openDatabase(options: WorkshopOptions): Promise<Database> {
  const driver = await import('../platform/open-database.ts');
  return driver.openDatabase(options);
}

/** The engine's driver is large too: it is loaded, and connects, when the first run comes. */
function lazyEngine(
  url: string,
  { tables, ...own }: { tables: Folder; local: ParallelThreads; threads: number },
): Engine {
  let opening: Promise<Engine> | undefined;
  const open = async () => {
    const { createEngine } = await import('../platform/engine.ts');
    return createEngine({ url, edition: await editionOf(tables), ...own });
  };
  return {
    async map(task, shared, jobs, options) {
      opening ??= open();
      return (await opening).map(task, shared, jobs, options);
    },
    async close() {
      const engine = await opening?.catch(() => undefined); // reported by whoever asked for it
      await engine?.close();
    },
  };
}

/** The machine's memory, or the part of it that its container may use. */
function memoryBytes(): number {
  const containerBytes = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return Math.min(totalmem(), containerBytes);
}

/** Opens the tools of this machine; the database and the threads only when they are asked for. */
export async function openWorkshop(options: WorkshopOptions): Promise<OpenWorkshop> {
  const threads = options.threads ?? availableParallelism();
  const local = createParallel({ workerUrl: WORKER_URL, threads });
  const tables = await openFolder(fileURLToPath(new URL('data', PACKAGE)));
  const { engineUrl } = options;
  const engine =
    engineUrl === undefined ? undefined : lazyEngine(engineUrl, { tables, local, threads });
  let opening: Promise<Database> | undefined;
  return {
    tools: {
      tables,
      openDb: () => {
        opening ??= openDatabase(options);
        return opening;
      },
      parallel: engine ?? local,
      solver: highsSolver,
      digestOf,
      secrets: createSecrets(),
      clockMs: () => performance.now(),
      codeVersion: CODE_VERSION,
      threads,
      memoryBytes: memoryBytes(),
      openFolder,
      openOutFolder,
      readFile,
      writeFile,
    },
    async close() {
      await engine?.close();
      await local.close();
      // A database that could not be opened has been reported by whoever asked for it.
      const db = await opening?.catch(() => undefined);
      await db?.close();
    },
  };
}
