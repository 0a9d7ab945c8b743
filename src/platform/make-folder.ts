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
  const status = await stat(folder).catch(() => undefined);
  if (status?.isDirectory()) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder).catch(async (error: NodeJS.ErrnoException) => {
    const isThereNow = (await stat(folder).catch(() => undefined))?.isDirectory();
    if (!isThereNow) throw error;
  });
}
