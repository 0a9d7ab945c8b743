import { chmod, mkdir, mkdtemp, readFile as read, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFile, writeFile } from './atomic-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestock-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a text is written whole and replaces what was there', async () => {
  const path = join(folder, 'plan.json');
  await writeFile(path, 'old');
  await writeFile(path, 'new \u00b5');
  expect(await read(path, 'utf8')).toBe('new \u00b5');
});

test('parts that come one by one make one file', async () => {
  const path = join(folder, 'program.mps');
  await writeFile(
    path,
    (async function* () {
      yield 'NAME\n';
      yield 'ENDATA\n';
    })(),
  );
  expect(await read(path, 'utf8')).toBe('NAME\nENDATA\n');
});

test('when the source of parts fails, the old file stays and no draft is left', async () => {
  const own = join(folder, 'own');
  await mkdir(own);
  const path = join(own, 'kept.txt');
  await writeFile(path, 'kept');
  const parts = (async function* () {
    yield 'half';
    throw new Error('stopped half-way');
  })();
  await expect(writeFile(path, parts)).rejects.toThrowError('stopped half-way');
  expect(await read(path, 'utf8')).toBe('kept');
  expect(await readdir(own)).toEqual(['kept.txt']);
});

test('a missing folder, a file as folder and a folder as file are refused by name', async () => {
  await writeFile(join(folder, 'file'), '');
  for (const path of [join(folder, 'none', 'a'), join(folder, 'file', 'a'), folder]) {
    await expect(writeFile(path, 'x')).rejects.toMatchObject({
      kind: 'not_allowed',
      code: 'file.not_writable',
      message: expect.stringContaining(path),
    });
  }
});

test('a folder that may not be written is refused by name', async () => {
  const closed = join(folder, 'closed');
  await mkdir(closed);
  await chmod(closed, 0o500);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534); // nobody: root may write everywhere
  try {
    await expect(writeFile(join(closed, 'a'), 'x')).rejects.toMatchObject({
      code: 'file.not_writable',
      message: expect.stringContaining('permission'),
    });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test('a file that is not there cannot be read, and is named', async () => {
  const path = join(folder, 'absent.json');
  await expect(readFile(path)).rejects.toMatchObject({
    kind: 'not_found',
    code: 'file.not_readable',
    message: `cannot read ${path}: there is no such file or folder`,
  });
});
