import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { rawSample, writeFolder } from '../../test/support/raw-sample.ts';
import { digestOf } from '../platform/digest.ts';
import { openFolder, openOutFolder } from '../platform/folder-node.ts';
import { RAW_FILES } from './build.ts';
import { buildData, loadReferenceData, renewManifest, verifyData } from './minerals.service.ts';

const SUPPLEMENT =
  'id,mineral,commodity,detail,stat,country,period,value,unit,note,source\n' +
  'x:1,rubidium,Rubidium,figure 2,nir,USA,2025,100,percent,,usgs-mcs-2026\n';

async function build(files: ReadonlyMap<string, string>, hand: Map<string, string>) {
  const from = await openFolder(await writeFolder(files));
  const path = await writeFolder(hand);
  const work = buildData(from, await openFolder(path), await openOutFolder(path), digestOf);
  return { path, from, built: await work };
}

describe('a build from a small raw folder', () => {
  let sample: Awaited<ReturnType<typeof build>>;
  beforeAll(async () => {
    sample = await build(rawSample(), new Map([['supplement.csv', SUPPLEMENT]]));
  });

  test('is read back, counts and all', async () => {
    const data = await loadReferenceData(await openFolder(sample.path));
    expect(data.minerals.map(({ id, onList2022 }) => [id, onList2022])).toContainEqual([
      'gallium',
      true,
    ]);
    expect(data.observations.some(({ id }) => id === 'x:1')).toBe(true);
    expect(data.digest).toBe(sample.built.manifest.digest);
  });

  test('spreads a control on the rare earths over their minerals, and a project over its own', async () => {
    const data = await loadReferenceData(await openFolder(sample.path));
    expect(data.exportControls.map(({ mineral }) => mineral)).toEqual(['yttrium', 'cerium']);
    expect(data.projects.map(({ id }) => id)).toEqual(['two-gallium', 'two-cerium']);
  });

  test('says where a world total and its countries differ', async () => {
    const data = await loadReferenceData(await openFolder(sample.path));
    const world = data.observations.find(
      (row) => row.country === 'world' && row.mineral === 'gallium',
    );
    expect(world?.note).toBe('the countries listed add up to 89.0 percent of it'); // 890 of 1,000 t
  });

  test('gives the same bytes a second time', async () => {
    const again = await build(rawSample(), new Map([['supplement.csv', SUPPLEMENT]]));
    expect(again.built.manifest).toEqual(sample.built.manifest);
    const verified = await verifyData(await openFolder(sample.path), sample.from, digestOf);
    expect(verified.rederived).toBe(true);
  });

  test('keeps the assumptions that stand there', async () => {
    const text = 'id,scope,low,mid,high,unit,rationale\na,all,1,2,3,x,because\n';
    const { path } = await build(
      rawSample(),
      new Map([
        ['supplement.csv', SUPPLEMENT],
        ['assumption.csv', text],
      ]),
    );
    expect(await readFile(join(path, 'assumption.csv'), 'utf8')).toBe(text);
  });
});

describe('a build that cannot read a cell', () => {
  test('names it and writes nothing', async () => {
    const files = rawSample();
    files.set(RAW_FILES.main, files.get(RAW_FILES.main)!.replace(',580,', ',5?8,'));
    const path = await writeFolder(new Map([['supplement.csv', SUPPLEMENT]]));
    const from = await openFolder(await writeFolder(files));
    const work = buildData(from, await openFolder(path), await openOutFolder(path), digestOf);
    await expect(work).rejects.toMatchObject({
      code: 'data.bad_cell',
      message: expect.stringContaining("line 2, column 'Value': '5?8'"),
    });
    expect(await readdir(path)).toEqual(['supplement.csv']);
  });

  test('refuses import shares that do not add up', async () => {
    const files = rawSample();
    files.set(RAW_FILES.main, files.get(RAW_FILES.main)!.replace('2021–24,60', '2021–24,16'));
    await expect(build(files, new Map([['supplement.csv', SUPPLEMENT]]))).rejects.toThrow(
      'the import sources of gallium, Metal',
    );
  });

  test('a missing raw file is named', async () => {
    const files = rawSample();
    files.delete(RAW_FILES.oecd);
    await expect(build(files, new Map([['supplement.csv', SUPPLEMENT]]))).rejects.toMatchObject({
      code: 'folder.missing_file',
      message: expect.stringContaining(RAW_FILES.oecd),
    });
  });
});

describe('verification', () => {
  test('finds a changed table by its digest, and by its line when derived anew', async () => {
    const { path, from } = await build(rawSample(), new Map([['supplement.csv', SUPPLEMENT]]));
    const file = join(path, 'price.csv');
    await writeFile(file, (await readFile(file, 'utf8')).replace('580000', '580001'));
    const tables = await openFolder(path);
    await expect(verifyData(tables, undefined, digestOf)).rejects.toMatchObject({
      kind: 'check_failed',
      message: expect.stringContaining('price.csv'),
    });
    await renewManifest(tables, await openOutFolder(path), digestOf);
    await expect(verifyData(tables, undefined, digestOf)).resolves.toMatchObject({
      rederived: false,
    });
    await expect(verifyData(tables, from, digestOf)).rejects.toMatchObject({
      code: 'data.table_differs',
      message: expect.stringContaining('first in line 2'),
    });
  });
});

describe('the tables that come with the program', () => {
  test('are those of their manifest', async () => {
    const verified = await verifyData(await openFolder('data'), undefined, digestOf);
    expect(verified.tables).toBeGreaterThan(15);
  });
});

test('a folder that cannot be written is refused in one sentence', async () => {
  const path = await writeFolder(new Map([['file.csv', 'x']]));
  const out = await openOutFolder(join(path, 'file.csv', 'below'));
  await expect(out.writeAll(new Map([['a.csv', 'x']]))).rejects.toMatchObject({
    code: 'folder.not_writable',
    message: expect.stringContaining('a part of the path is a file'),
  });
  expect(await readdir(path)).toEqual(['file.csv']);
});

describe('a table that somebody changed by hand', () => {
  test('is not used until the manifest is written again', async () => {
    const { path } = await build(rawSample(), new Map([['supplement.csv', SUPPLEMENT]]));
    const file = join(path, 'assumption.csv');
    const row = 'spare_share,all,0,0.1,0.2,share of supply,what others can add';
    await writeFile(file, `${await readFile(file, 'utf8')}${row}\n`);
    await expect(loadReferenceData(await openFolder(path))).rejects.toMatchObject({
      code: 'data.digest_differs',
      message: expect.stringContaining('assumption.csv is not the one of the manifest'),
    });
    await renewManifest(await openFolder(path), await openOutFolder(path), digestOf);
    const { assumptions } = await loadReferenceData(await openFolder(path));
    expect(assumptions).toMatchObject([{ id: 'spare_share', mid: 0.1 }]);
  });

  test('and cannot be used keeps the manifest as it was', async () => {
    const { path } = await build(rawSample(), new Map([['supplement.csv', SUPPLEMENT]]));
    const manifest = await readFile(join(path, 'manifest.json'), 'utf8');
    const file = join(path, 'assumption.csv');
    const row = 'spare_share,all,NaN,0.1,0.2,share of supply,what others can add';
    await writeFile(file, `${await readFile(file, 'utf8')}${row}\n`);
    await expect(
      renewManifest(await openFolder(path), await openOutFolder(path), digestOf),
    ).rejects.toMatchObject({
      code: 'data.bad_cell',
      message: "cannot read assumption.csv, line 2, column 'low': 'NaN' is not a number",
    });
    expect(await readFile(join(path, 'manifest.json'), 'utf8')).toBe(manifest);
  });
});

test('a named plant is read with the other tables, and one that cannot be is refused', async () => {
  const { path } = await build(rawSample(), new Map([['supplement.csv', SUPPLEMENT]]));
  const file = join(path, 'plant.csv');
  const header = await readFile(file, 'utf8');
  const row = 'p,Plant,gallium,CHN,plant,2025,,,,x,0.1,0.2,0.3,operating,,verified,s';
  const load = async (text: string) => {
    await writeFile(file, text);
    await renewManifest(await openFolder(path), await openOutFolder(path), digestOf);
    return loadReferenceData(await openFolder(path));
  };
  expect((await load(`${header}${row}\n`)).plants).toMatchObject([{ id: 'p', shareMid: 0.2 }]);
  await expect(load(`${header}${row.replace('0.3', '1.3')}\n`)).rejects.toMatchObject({
    code: 'data.bad_plant',
    message: expect.stringContaining('plant.csv, line 2'),
  });
});
