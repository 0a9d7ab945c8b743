import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop } from '../main/workshop.ts';
import type { Workshop } from '../platform/command.ts';
import { nextDraws, parsePrecision, precisionReached, precisionSentence } from './precision.ts';
import { findPreset } from './presets.ts';
import { runStress } from './stress.service.ts';

let workshop: Workshop;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 2 });
  workshop = opened.tools;
  close = opened.close;
});
afterAll(() => close());

const request = { scenario: findPreset('base'), draws: 100_000, seed: 7, years: 5 };

test('a run to a precision is the run with as many draws as it took, and no fewer would do', async () => {
  const run = await runStress(workshop, { ...request, precision: 0.015 });
  const { mean, standardError } = run.total.lossMusd;
  expect(standardError / mean).toBeLessThan(0.015 * (1 + 1e-9));
  expect(run.draws % 500).toBe(0);
  const same = await runStress(workshop, { ...request, draws: run.draws });
  expect(same.digest).toBe(run.digest);
  const fewer = await runStress(workshop, { ...request, draws: run.draws - 500 });
  expect(fewer.total.lossMusd.standardError / fewer.total.lossMusd.mean).toBeGreaterThan(0.015);
  expect(precisionSentence(run, 0.015)).toContain('draws bring the standard error to 1.');
});

test('one thread and two take the same number of draws', async () => {
  const runs = await Promise.all(
    [1, 2].map((threads) => runStress(workshop, { ...request, precision: 0.03, threads })),
  );
  expect(runs[0]!.digest).toBe(runs[1]!.digest);
});

test('a run stops at the most draws and says that the precision was not reached', async () => {
  const run = await runStress(workshop, { ...request, draws: 2700, precision: 0.001 });
  expect(run.draws).toBe(2700);
  expect(precisionSentence(run, 0.001)).toContain('and not to 0.1%: these are the most');
});

test('where nothing is lost the first draws are enough', () => {
  const blocks = Array.from({ length: 5 }, () => ({ totalLossMusd: new Float64Array(500) }));
  expect(precisionReached(blocks, 0.01)).toMatchObject({ draws: 2000, share: 0, isEnough: true });
});

test('the next round has what the error asks for, at most four times as much, in whole blocks', () => {
  expect(nextDraws({ draws: 0, share: Infinity }, 0.01, 1e6)).toBe(2000);
  expect(nextDraws({ draws: 2000, share: 0.015 }, 0.01, 1e6)).toBe(4500); // 2000 · 1.5²
  expect(nextDraws({ draws: 2000, share: 0.1 }, 0.01, 1e6)).toBe(8000);
  expect(nextDraws({ draws: 2000, share: 0.01001 }, 0.01, 1e6)).toBe(2500);
  expect(nextDraws({ draws: 2000, share: 0.1 }, 0.01, 2300)).toBe(2300);
});

test.each([
  ['1%', 0.01],
  ['0.5 %', 0.005],
  ['50%', 0.5],
])('%s is read', (text, share) => {
  expect(parsePrecision(text)).toBeCloseTo(share, 12);
});

test.each(['', '1', '0%', '-1%', '60%', '0.01%', 'x%', '1%%', 'NaN%', '1e-1%'])(
  "'%s' is refused as a precision",
  (text) => {
    expect(() => parsePrecision(text)).toThrowError(
      expect.objectContaining({ code: 'stress.bad_precision' }),
    );
  },
);
