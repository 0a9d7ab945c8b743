import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Answer } from '../../src/main/answer.ts';
import { type Ended, lodestock, startLodestock } from '../support/command-line.ts';
import { schemaFaults } from '../support/json-schemas.ts';

// The one command of a newcomer, as typed: npm's own noise included.

const folder = mkdtempSync(join(tmpdir(), 'lodestock-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npmStart(...args: string[]): Promise<Ended> {
  const child = spawn('npm', ['start', '--', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part) => {
    stdout += part;
  });
  child.stderr.on('data', (part) => {
    stderr += part;
  });
  return new Promise((resolve) => {
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

let ended: Ended;
let answer: Answer;

beforeAll(async () => {
  ended = await npmStart('--once', '--json', '--data-dir', join(folder, 'first'));
  answer = Answer.parse(JSON.parse(ended.stdout));
}, 180_000);

test('npm start -- --once --json prints one JSON object and ends well', () => {
  expect(ended.exitCode).toBe(0);
  expect(schemaFaults('answer', JSON.parse(ended.stdout))).toEqual([]);
});

test('the answer ranks the 60 listed minerals, most dangerous first', () => {
  expect(answer.dependency.map(({ rank }) => rank)).toEqual(
    Array.from({ length: 60 }, (_, i) => i + 1),
  );
});

test('the plan keeps to its budget and lowers the loss', () => {
  const { plan } = answer;
  expect(plan.budgetUsd).toBe(2.5e9);
  expect(plan.spentUsd).toBeLessThanOrEqual(plan.budgetUsd);
  expect(plan.expectedLossMusd.with).toBeLessThan(plan.expectedLossMusd.without);
});

test('the sentences name what the numbers put first', () => {
  const first = answer.dependency[0]!.name.toLowerCase();
  expect(answer.answer).toContain(first);
  expect(answer.answer).toContain('$2.5 billion');
});

test('a second run, in another database, gives the same digests and sentences', async () => {
  const again = await lodestock([
    'start',
    '--once',
    '--json',
    '--data-dir',
    join(folder, 'second'),
  ]);
  const second = Answer.parse(JSON.parse(again.stdout));
  const digests = ({ data, stress, plan }: Answer) => [data.digest, stress.digest, plan.digest];
  expect(digests(second)).toEqual(digests(answer));
  expect(second.answer).toBe(answer.answer);
}, 180_000);

test('npm start serves the pages and the same answer, and ends well when asked to', async () => {
  const running = startLodestock(['start', '--port', '0', '--data-dir', join(folder, 'first')]);
  await running.says('Ctrl-C stops');
  running.interrupt();
  const { exitCode, stdout, stderr } = await running.ended;
  expect(exitCode).toBe(0);
  expect(stdout).toContain(answer.answer.split(' ').slice(0, 5).join(' '));
  expect(stderr).toMatch(/Open http:[/][/]127[.]0[.]0[.]1:\d+/);
}, 180_000);

test('what the commands answer is valid by the published schemas', async () => {
  const json = async (...args: string[]) => {
    const { stdout } = await lodestock([...args, '--json']);
    return JSON.parse(stdout);
  };
  const few = ['--draws', '200', '--no-save'];
  const answers = {
    'dependency-list': await json('dependency', 'list'),
    'dependency-count': await json('dependency', 'count', '--at', '100'),
    'stress-run': await json('stress', 'run', ...few),
    plan: await json('plan', 'solve', ...few),
    frontier: await json('plan', 'frontier', '--draws', '200', '--points', '3'),
    scenario: (await json('stress', 'presets'))[1],
  };
  const faults = Object.entries(answers).flatMap(([name, value]) =>
    schemaFaults(name, value).map((fault) => `${name}: ${fault}`),
  );
  expect(faults).toEqual([]);
}, 180_000);
