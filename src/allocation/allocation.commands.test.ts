import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lodestock, startLodestock } from '../../test/support/command-line.ts';
import { Plan } from './allocation.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestock-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SMALL = ['--draws', '200', '--no-save'];

test.each([
  ['--budget 0', 'plan.bad_budget'],
  ['--budget -1B', 'plan.bad_budget'],
  ['--budget plenty', 'quantity.invalid_money'],
  ['--tail 1', 'plan.bad_share'],
  ['--risk-weight 1.5', 'plan.bad_share'],
  ['--draws 1e12', 'plan.bad_number'],
  ['--draws 20000 --export-lp x.mps', 'plan.too_large_to_export'],
])('plan solve %s is refused with one sentence and a hint', async (words, code) => {
  const ended = await lodestock(['plan', 'solve', ...words.split(' '), '--no-save', '--json']);
  expect(ended.exitCode).toBe(3);
  expect(ended.stdout).toBe('');
  expect(JSON.parse(ended.stderr)).toMatchObject({ code, hint: expect.any(String) });
});

test('a plan is printed, written, exported, and shown again', async () => {
  const plan = join(folder, 'plan.json');
  const program = join(folder, 'plan.mps');
  const files = ['-o', plan, '--export-lp', program];
  const ended = await lodestock(['plan', 'solve', '--budget', '1B', ...files, ...SMALL, '--json']);
  expect(ended.exitCode).toBe(0);
  const printed = Plan.parse(JSON.parse(ended.stdout));
  expect(printed.spentUsd).toBeLessThanOrEqual(1e9);
  expect(JSON.parse(await readFile(plan, 'utf8'))).toEqual(printed);
  expect(await readFile(program, 'utf8')).toMatch(/^NAME lodestock-plan\n[\s\S]*\nENDATA\n$/);
  const shown = await lodestock(['plan', 'show', plan]);
  expect(shown.exitCode).toBe(0);
  expect(shown.stdout).toContain('What the next dollar would buy');
});

test('a file that is no plan is refused', async () => {
  const ended = await lodestock(['plan', 'show', 'package.json', '--json']);
  expect(ended.exitCode).toBe(3);
  expect(JSON.parse(ended.stderr)).toMatchObject({ code: 'plan.bad_file' });
});

test('Ctrl-C during the search prints the best so far and ends with 8', async () => {
  // The tail alone takes the search its longest.
  const hard = ['--risk-weight', '1', '--draws', '20000', '--no-save', '--json'];
  const running = startLodestock(['plan', 'solve', ...hard, '--progress', 'json']);
  await running.says('proven within');
  running.interrupt();
  const { exitCode, stdout } = await running.ended;
  expect(exitCode).toBe(8);
  const plan = Plan.parse(JSON.parse(stdout));
  expect(plan.status).toBe('stopped');
  expect(plan.spentUsd).toBeLessThanOrEqual(2.5e9);
});
