import { expect, test } from 'vitest';
import { COMMANDS } from '../src/main/commands.ts';
import { commandsAsMarkdown } from '../src/main/help.ts';
import { createApi, openApiOf } from '../src/main/http.ts';
import { routesAsMarkdown } from '../src/main/interface-page.ts';
import { leversAsMarkdown } from '../src/main/levers-page.ts';
import { jsonSchemaOf, PUBLISHED, type PublishedName } from '../src/main/schemas.ts';
import { openWorkshop } from '../src/main/workshop.ts';
import { createJobs } from '../src/platform/jobs-memory.ts';

// Pages that are made from the code. `npm run golden` writes them again: read the difference.

test('docs/cli.md is what the commands say of themselves', async () => {
  await expect(commandsAsMarkdown(COMMANDS)).toMatchFileSnapshot('../docs/cli.md');
});

test('docs/levers.md is what the levers say of themselves', async () => {
  await expect(leversAsMarkdown()).toMatchFileSnapshot('../docs/levers.md');
});

test('docs/http.md is what the routes say of themselves', async () => {
  const { tools, close } = await openWorkshop({
    dataFolder: '.lodestock',
    databaseUrl: undefined,
    threads: 1,
  });
  const api = createApi({
    context: {
      ...tools,
      jobs: createJobs({ clockMs: tools.clockMs }),
      actOf: () => ({ by: 'test', on: '2026-01-02' }),
    },
    answer: () => Promise.reject(new Error('nobody asks')),
    planPages: () => Promise.reject(new Error('nobody asks')),
    onBug: () => {},
  });
  await expect(routesAsMarkdown(openApiOf(api))).toMatchFileSnapshot('../docs/http.md');
  await close();
});

test.each(Object.keys(PUBLISHED))('docs/schemas/%s.json is its definition', async (name) => {
  // The keys of an object are known as strings only.
  const schema = jsonSchemaOf(name as PublishedName);
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`../docs/schemas/${name}.json`);
});
