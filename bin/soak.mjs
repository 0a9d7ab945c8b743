#!/usr/bin/env node
// The suites that play, race and kill, at full size: hours. Words name the files to run.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, setUp } from './set-up.mjs';

const SUITES = [
  'test/scenarios/ledger-judges.test.ts',
  'src/fund/ledger.prop.test.ts',
  'src/fund/ledger-race.test.ts',
  'src/fund/ledger-crash.test.ts',
  'src/fund/ledger-power.test.ts',
];

setUp({ web: false });
const words = process.argv.slice(2);
const files = SUITES.filter(
  (file) => words.length === 0 || words.some((word) => file.includes(word)),
);
if (files.length === 0) {
  console.error(`There is no such suite; the suites are:\n  ${SUITES.join('\n  ')}`);
  process.exit(2);
}
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', ...files, '--maxWorkers=1'], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, LODESTOCK_SOAK: '1' },
});
process.exitCode = status ?? 1;
