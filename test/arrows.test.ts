import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, expect, test } from 'vitest';
// @ts-expect-error: the configuration is JavaScript, typed where it is written
import configuration from '../.dependency-cruiser.mjs';

// A rule that nobody has seen fail may be one that cannot. Each gets a tiny tree that breaks it.

const root = mkdtempSync(join(tmpdir(), 'lodestock-arrows-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const CODE = 'export const one = 1;\n';
const imports = (...paths: string[]) => paths.map((path) => `import '${path}';\n`).join('') + CODE;

const VIOLATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circles': {
    'src/fund/fund.ts': imports('./journal.ts'),
    'src/fund/journal.ts': imports('./fund.ts'),
  },
  'no-feature-circles': {
    'src/fund/fund.ts': imports('../board/board.ts'),
    'src/board/board.ts': CODE,
    'src/board/voting.ts': imports('../fund/journal.ts'),
    'src/fund/journal.ts': CODE,
  },
  'pure-stays-pure': {
    'src/fund/fund.ts': imports('./fund.service.ts'),
    'src/fund/fund.service.ts': CODE,
  },
  'base-is-lowest': {
    'src/base/units.ts': imports('../fund/fund.ts'),
    'src/fund/fund.ts': CODE,
  },
  'platform-knows-no-feature': {
    'src/platform/log.ts': imports('../fund/fund.ts'),
    'src/fund/fund.ts': CODE,
  },
  'features-see-ports': {
    'src/fund/fund.service.ts': imports('../platform/pglite.ts'),
    'src/platform/pglite.ts': CODE,
  },
  'features-touch-no-machine': { 'src/fund/fund.store.ts': imports('pg') },
  'features-touch-no-node': { 'src/fund/fund.service.ts': imports('node:fs') },
  'stores-are-private': {
    'src/loans/loans.service.ts': imports('../fund/fund.store.ts'),
    'src/fund/fund.store.ts': CODE,
  },
  'edges-are-leaves': {
    'src/loans/loans.service.ts': imports('../fund/fund.routes.ts'),
    'src/fund/fund.routes.ts': CODE,
  },
  'web-sees-pure-code': {
    'web/api.ts': imports('../src/fund/fund.service.ts'),
    'src/fund/fund.service.ts': CODE,
  },
};

const ALLOWED = {
  'src/base/units.ts': CODE,
  'src/fund/journal.ts': imports('../base/units.ts'),
  'src/fund/fund.ts': imports('./journal.ts', 'zod'),
  'src/fund/fund.store.ts': imports('./fund.ts', '../platform/db.ts'),
  'src/fund/fund.service.ts': imports('./fund.store.ts', '../platform/db.ts'),
  'src/fund/fund.routes.ts': imports('./fund.service.ts', './fund.store.ts', 'hono'),
  'src/loans/loans.service.ts': imports('../fund/fund.service.ts'),
  'src/platform/db.ts': CODE,
  'src/platform/pglite.ts': imports('./db.ts', 'node:fs', 'pg'),
  'src/main/http.ts': imports('../fund/fund.routes.ts', '../platform/pglite.ts', 'node:http'),
  'web/main.ts': imports('../src/fund/fund.ts'),
};

/** Names of the rules that a tree breaks. */
async function brokenRules(name: string, files: Readonly<Record<string, string>>) {
  const folder = join(root, name);
  for (const [path, text] of Object.entries({ ...files, 'tsconfig.json': '{}' })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  const { forbidden, options } = configuration;
  const folders = [...new Set(Object.keys(files).map((path) => path.split('/')[0]!))];
  const { output } = await cruise(folders, {
    ...options,
    baseDir: folder,
    preserveSymlinks: true, // the packages are a link here, and keep their path
    validate: true,
    ruleSet: { forbidden },
  });
  // Without a reporter the output is the result itself, not a text.
  const { summary } = output as ICruiseResult;
  return [...new Set(summary.violations.map(({ rule }) => rule.name))];
}

test('every rule has a tree that breaks it', () => {
  const names = configuration.forbidden.map(({ name }: { name: string }) => name);
  expect(Object.keys(VIOLATIONS)).toEqual(names);
});

test.each(Object.entries(VIOLATIONS))('%s is seen to fail', async (rule, files) => {
  expect(await brokenRules(rule, files)).toEqual([rule]);
});

test('a tree that keeps the arrows breaks no rule', async () => {
  expect(await brokenRules('allowed', ALLOWED)).toEqual([]);
});
