import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** What the file layer of the embedded PostgreSQL looks like from outside, where we touch it. */
interface EmscriptenModule {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: Stream) => number };
    realPath(node: unknown): string;
  };
}

interface Stream {
  readonly nfd?: number; // descriptor of the host; folders have none
  readonly node: unknown;
}

/** The file layer, and how often it has flushed a file or folder to disk. */
export interface DurableFiles {
  readonly fs: NodeFS;
  readonly syncCount: () => number;
}

/*
 * PGlite's file layer answers fsync without doing it, so that a power cut loses what was already
 * acknowledged. Here each fsync of PostgreSQL is one of the host.
 *
 * A flush that fails ends the process: PGlite swallows errors thrown inside its WebAssembly and
 * would acknowledge the commit. This reaches into PGlite 0.5.16, pinned; `openPglite` counts
 * flushes at every start and refuses to run when there are none.
 */
export function durableFiles(folder: string): DurableFiles {
  const fs = new NodeFS(folder);
  const initialise = fs.init.bind(fs);
  let syncs = 0;
  fs.init = async (pglite, options) => {
    const prepared = await initialise(pglite, options);
    const hook = (module: unknown) => {
      const { NODEFS } = module as EmscriptenModule; // not in PGlite's types
      NODEFS.stream_ops.fsync = (stream) => {
        flushOrDie(() =>
          stream.nfd == null ? syncPath(NODEFS.realPath(stream.node)) : fsyncSync(stream.nfd),
        );
        syncs += 1;
        return 0;
      };
    };
    prepared.emscriptenOpts.preRun = [...(prepared.emscriptenOpts.preRun ?? []), hook];
    return prepared;
  };
  return { fs, syncCount: () => syncs };
}

function flushOrDie(flush: () => void): void {
  try {
    flush();
  } catch (error) {
    writeSync(2, `the disk did not keep what was written, stopping at once: ${error}\n`);
    process.kill(process.pid, 'SIGKILL');
  }
}

/** Flushes a folder and all that lies below, once after it was created. */
export async function syncTree(folder: string): Promise<void> {
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(folder);
}

export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
