import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import type { RawTable } from '../base/raw-table.ts';
import { Refusal } from '../base/refusal.ts';
import { digestOf } from './digest.ts';
import type { Encoding, Folder, OutFolder } from './folder.ts';
import { makeFolder } from './make-folder.ts';

/**
 * A folder of the file system.
 *
 * @throws Refusal `folder.not_found` when there is no such folder
 */
export async function openFolder(path: string): Promise<Folder> {
  const root = resolve(path);
  const status = await lstat(root).catch(() => undefined);
  if (status === undefined || !(status.isDirectory() || status.isSymbolicLink())) {
    throw new Refusal(
      'invalid',
      'folder.not_found',
      `cannot read the folder ${path}: there is no such folder`,
      'name a folder that exists',
    );
  }
  const read = (file: string, encoding: Encoding = 'utf8') => readDecoded(root, file, encoding);
  return {
    name: path,
    list: async () => {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .sort();
    },
    readText: read,
    digest: async (file) => digestOf(await read(file)),
    readTable: async (file, encoding) => parseTable(file, await read(file, encoding)),
  };
}

/** Reads CSV text as it stands, with the line of each row. @throws Refusal `folder.bad_csv` */
export function parseTable(path: string, text: string): RawTable {
  try {
    const rows: { line: number; cells: string[] }[] = [];
    parse(text, {
      relax_quotes: false,
      skip_empty_lines: true,
      on_record: (cells: string[], context) => {
        rows.push({ line: context.lines, cells });
        return null;
      },
    });
    const [header, ...body] = rows;
    return { path, header: header?.cells ?? [], rows: body };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refusal(
      'invalid',
      'folder.bad_csv',
      `cannot read ${path} as CSV: ${error.message}`,
      'correct the line, or take the file from its source again',
    );
  }
}

async function readDecoded(root: string, file: string, encoding: Encoding): Promise<string> {
  const bytes = await readFile(join(root, file)).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(
      'invalid',
      'folder.missing_file',
      `cannot read ${file} in ${root}: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
      'check that the folder is complete',
    );
  });
  if (encoding === 'cp1252') return decodeCp1252(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes); // drops a byte order mark
  } catch {
    throw new Refusal(
      'invalid',
      'folder.bad_encoding',
      `cannot read ${file} in ${root}: it is not UTF-8`,
      'save the file as UTF-8',
    );
  }
}

// Characters of cp1252 from 0x80 to 0x9f; the five codes without a character stay as they are.
const CP1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Some versions of Node decode 'windows-1252' as Latin-1 and lose the dashes; so by a table. */
function decodeCp1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replaceAll(/[\u0080-\u009f]/g, (letter) => CP1252[letter.charCodeAt(0) - 0x80]!);
}

/**
 * A folder to write to. Files are first written to a temporary folder beside their places and
 * then renamed, so that a full disk or a read-only folder leaves nothing half-written.
 */
export async function openOutFolder(path: string): Promise<OutFolder> {
  const root = resolve(path);
  return {
    name: path,
    writeAll: async (files) => {
      try {
        await writeAll(root, files);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code; // every error of node:fs has one
        if (code === undefined) throw error;
        throw new Refusal(
          'not_allowed',
          'folder.not_writable',
          `cannot write to the folder ${path}: ${reason(code)}`,
          'name a folder that you may write to',
        );
      }
    },
  };
}

async function writeAll(root: string, files: ReadonlyMap<string, string>): Promise<void> {
  await makeFolder(root);
  const waiting = await mkdtemp(join(dirname(root), `.${basename(root)}-`));
  try {
    for (const [file, text] of files) {
      await mkdir(dirname(join(waiting, file)), { recursive: true });
      await writeFile(join(waiting, file), text);
    }
    for (const file of files.keys()) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await rename(join(waiting, file), join(root, file));
    }
  } finally {
    await rm(waiting, { recursive: true, force: true });
  }
}

function reason(code: string): string {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    ENOENT: 'nothing can be made there',
    EPERM: 'the operation is not permitted',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'a file of that name is in the way',
  };
  return reasons[code] ?? code;
}
