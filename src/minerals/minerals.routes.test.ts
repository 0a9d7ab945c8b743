import { beforeAll, expect, test } from 'vitest';
import type { Folder } from '../platform/folder.ts';
import { openFolder } from '../platform/folder-node.ts';
import { dataRoutes, mineralRoutes } from './minerals.routes.ts';

let tables: Folder;
beforeAll(async () => {
  tables = await openFolder('data');
});

test('the version, the digest and the sources are served', async () => {
  const response = await dataRoutes({ tables }).request('/');
  expect(await response.json()).toMatchObject({
    version: '2026.1',
    digest: expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
    sources: expect.arrayContaining([expect.objectContaining({ id: 'usgs-mcs-2026' })]),
  });
});

test('the minerals are served, all and one', async () => {
  const routes = mineralRoutes({ tables });
  expect(await (await routes.request('/')).json()).toHaveLength(60);
  expect(await (await routes.request('/gallium')).json()).toMatchObject({ name: 'Gallium' });
});
