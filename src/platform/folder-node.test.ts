import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFolder, openOutFolder, parseTable } from './folder-node.ts';

const temporary = () => mkdtemp(join(tmpdir(), 'lodestock-folder-'));

async function folderWith(name: string, bytes: Buffer) {
  const path = await temporary();
  await writeFile(join(path, name), bytes);
  return openFolder(path);
}

describe('reading', () => {
  test('cells are as they stand, with the line of the row', () => {
    const table = parseTable('x.csv', 'a,b\r\n 1 ,"x, ""y"""\r\n,—\r\n');
    expect(table.header).toEqual(['a', 'b']);
    expect(table.rows).toEqual([
      { line: 2, cells: [' 1 ', 'x, "y"'] },
      { line: 3, cells: ['', '—'] },
    ]);
  });

  test('a byte order mark is no part of the first column', async () => {
    const folder = await folderWith('x.csv', Buffer.from('\ufeffSource,b\n1,2\n'));
    expect((await folder.readTable('x.csv')).header).toEqual(['Source', 'b']);
  });

  test('cp1252 keeps its dashes and quotes, on every version of Node', async () => {
    const folder = await folderWith('x.csv', Buffer.from([0x97, 0x96, 0x92, 0xf4, 0xa0]));
    expect(await folder.readText('x.csv', 'cp1252')).toBe('—–’ô\u00a0');
  });

  test('a file in another encoding is refused', async () => {
    const folder = await folderWith('x.csv', Buffer.from([0x61, 0x97, 0x62]));
    await expect(folder.readText('x.csv')).rejects.toMatchObject({ code: 'folder.bad_encoding' });
  });

  test.each([
    ['a,b\n1,2,3\n', 'line 2'],
    ['a,b\n1,2"3\n', 'line 2'],
    ['a,b\n1,"2\n', 'Quote Not Closed'],
  ])('%j is refused with its line', (text, where) => {
    expect(() => parseTable('x.csv', text)).toThrow(where);
  });

  test('a missing file and a missing folder are named', async () => {
    const folder = await openFolder(await temporary());
    await expect(folder.readText('no.csv')).rejects.toThrow('no.csv');
    await expect(openFolder('/no/such/folder')).rejects.toMatchObject({ code: 'folder.not_found' });
  });
});

describe('writing', () => {
  test('all files appear, in folders that are made, and nothing else stays behind', async () => {
    const parent = await temporary();
    const out = await openOutFolder(join(parent, 'data'));
    await out.writeAll(
      new Map([
        ['a.csv', 'a\n'],
        ['sub/b.csv', 'b\n'],
      ]),
    );
    expect(await readFile(join(parent, 'data', 'sub', 'b.csv'), 'utf8')).toBe('b\n');
    expect(await readdir(parent)).toEqual(['data']);
  });

  test('a folder that is a file is refused', async () => {
    const parent = await temporary();
    await writeFile(join(parent, 'data'), 'x');
    const out = await openOutFolder(join(parent, 'data'));
    await expect(out.writeAll(new Map([['a.csv', 'a']]))).rejects.toMatchObject({
      kind: 'not_allowed',
      code: 'folder.not_writable',
    });
    expect(await readFile(join(parent, 'data'), 'utf8')).toBe('x');
  });
});
