import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it that are missing.
 *
 * Node's own recursive `mkdir` never returns where a file system answers "no such file" to making
 * a folder, as /proc does; here each folder is tried once.
 */
export async function makeFolder(path: string): Promise<void> {
  const folder = resolve(path);
  if ((await statusOf(folder))?.isDirectory()) return;
  const above = dirname(folder);
  if (above !== folder && (await statusOf(above)) === undefined) await makeFolder(above);
  await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
    const isThereNow = (await statusOf(folder))?.isDirectory(); // somebody else was quicker
    if (!isThereNow) throw error;
  });
}

const statusOf = (path: string) => stat(path).catch(() => undefined);
