import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile as readNodeFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Refusal } from '../base/refusal.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'the name is too long',
};

/** Why the file system said no, for a sentence; undefined when it is a bug of ours. */
export function fileReason(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code];
}

/**
 * Writes a file whole or not at all: beside its place first, flushed to disk, then renamed.
 *
 * @throws Refusal `file.not_writable` naming the path
 */
export async function writeFile(path: string, text: string | AsyncIterable<string>): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    await flushed(draft, 'wx', async (file) => {
      for await (const part of typeof text === 'string' ? [text] : text) {
        await file.writeFile(part, 'utf8');
      }
    });
    await rename(draft, path);
    await flushed(dirname(path), 'r');
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {}); // the first error says more
    const reason = fileReason(error);
    if (reason === undefined) throw error;
    throw new Refusal(
      'not_allowed',
      'file.not_writable',
      `cannot write ${path}: ${reason}`,
      'name a file in an existing folder that you may write',
    );
  }
}

/** @throws Refusal `file.not_readable` naming the path */
export async function readFile(path: string): Promise<string> {
  try {
    return await readNodeFile(path, 'utf8');
  } catch (error) {
    const reason = fileReason(error);
    if (reason === undefined) throw error;
    const kind = reason === REASONS.ENOENT ? 'not_found' : 'not_allowed';
    throw new Refusal(kind, 'file.not_readable', `cannot read ${path}: ${reason}`);
  }
}

/** Opens, lets `work` write, and returns when the disk has it. */
async function flushed(
  path: string,
  mode: 'wx' | 'r',
  work: (file: FileHandle) => Promise<void> = async () => {},
): Promise<void> {
  const file = await open(path, mode);
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}
