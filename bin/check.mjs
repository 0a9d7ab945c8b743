#!/usr/bin/env node
// Types, lint, arrows and tests. The last line counts them: `N passed, N failed`.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, setUp } from './set-up.mjs';

const BIN = join(ROOT, 'node_modules');
const TSC = join(BIN, 'typescript', 'bin', 'tsc');

/** Each is one check: its program ends with 0 or it has failed. */
const STATIC_CHECKS = [
  { name: 'types', args: [TSC, '-p', '.'] },
  { name: 'types of pure files', args: [TSC, '-p', 'tsconfig.pure.json'] },
  { name: 'types of the web', args: [TSC, '-p', 'web'] },
  {
    name: 'lint',
    args: [join(BIN, '@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'],
  },
  {
    name: 'arrows',
    args: [
      join(BIN, 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['src', 'web', '--output-type', 'err-long'],
    ],
  },
];

/** Runs every check and test; returns how many passed, failed and were skipped. */
export async function runChecks() {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const results = await twoAtATime(STATIC_CHECKS, runStaticCheck);
  for (const { name, failed, seconds } of results) {
    console.log(`${failed ? '✗' : '✓'} ${name} (${seconds} s)`);
    if (failed) counts.failed += 1;
    else counts.passed += 1;
  }
  const tests = runTests();
  for (const key of Object.keys(counts)) counts[key] += tests[key];
  return counts;
}

/** Prints the last line and ends with 1 when anything failed. */
export function conclude({ passed, failed, skipped }) {
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

async function runStaticCheck({ name, args }) {
  const start = performance.now();
  const { status, output } = await run(process.execPath, args);
  if (status !== 0) console.log(`${name}:\n${output}`);
  return { name, failed: status !== 0, seconds: ((performance.now() - start) / 1000).toFixed(1) };
}

function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        output += part;
      });
    }
    child.on('close', (status) => resolve({ status, output }));
  });
}

async function twoAtATime(items, work) {
  const results = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'lodestock-tests-'));
  const report = join(folder, 'tests.json');
  try {
    const vitest = join(BIN, 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { status } = spawnSync(process.execPath, [vitest, 'run', ...reporters], {
      cwd: ROOT,
      stdio: 'inherit',
    });
    return countTests(report, status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countTests(report, status) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { testResults, ...sums } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that cannot even be loaded has no tests that could fail.
  const broken = testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((each) => each.status === 'failed'),
  );
  const failed = sums.numFailedTests + broken.length;
  return {
    passed: sums.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: sums.numPendingTests + sums.numTodoTests,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  setUp({ web: true });
  conclude(await runChecks());
}
