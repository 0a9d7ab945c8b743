import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop } from '../main/workshop.ts';
import type { Workshop } from '../platform/command.ts';
import { findPreset } from './presets.ts';
import { runStress } from './stress.service.ts';
import { type SweepKeeper, sweepStress } from './sweep.service.ts';
import { readAxes, resumeSweep, type Sweep } from './sweep.ts';

let workshop: Workshop;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 2 });
  workshop = opened.tools;
  close = opened.close;
});
afterAll(() => close());

const scenario = findPreset('china-ban-ga-ge-sb');
const axes = readAxes(['severity=0:1:0.5', 'demandGrowth=0:0.04:0.04']);
const request = { axes, scenario, draws: 500, seed: 7, years: 5 };

/** A file that is read and written as text, and what happens after each write. */
function keeperOf(texts: string[], afterwards: (sweep: Sweep) => void = () => {}): SweepKeeper {
  return {
    resume: async (empty) => {
      const text = texts.at(-1);
      return text === undefined ? empty : resumeSweep(text, 'sweep.json', empty);
    },
    keep: async (sweep) => {
      texts.push(JSON.stringify(sweep));
      afterwards(sweep);
    },
  };
}

test('each point is the stress run with the levers there', async () => {
  const texts: string[] = [];
  const sweep = await sweepStress(workshop, request, keeperOf(texts));
  expect(sweep.isComplete).toBe(true);
  expect(sweep.points.length).toBe(6);
  expect(texts.length).toBe(7); // before the first point, and after each
  const levers = { ...scenario.levers, severity: 0.5, demandGrowth: 0.04 };
  const run = await runStress(workshop, { ...request, scenario: { ...scenario, levers } });
  expect(sweep.points[3]).toEqual({
    levers: { severity: 0.5, demandGrowth: 0.04 },
    lossMusd: {
      mean: run.total.lossMusd.mean,
      standardError: run.total.lossMusd.standardError,
    },
    runDigest: run.digest,
  });
  const [calm, , , , worst] = sweep.points;
  expect(worst!.lossMusd.mean).toBeGreaterThan(calm!.lossMusd.mean);
});

test('a sweep that is stopped keeps its points, and taken up again is the sweep made at once', async () => {
  const texts: string[] = [];
  const stop = new AbortController();
  const stopAtTwo = keeperOf(texts, ({ points }) => points.length === 2 && stop.abort());
  const half = await sweepStress(workshop, { ...request, signal: stop.signal }, stopAtTwo);
  expect(half).toMatchObject({ isComplete: false, points: { length: 2 } });
  expect(JSON.parse(texts.at(-1)!)).toEqual(half);

  const taken = await sweepStress(workshop, request, keeperOf(texts));
  const whole = await sweepStress(workshop, request, keeperOf([]));
  expect(taken).toEqual(whole);
});

test('a complete sweep is given back without a run', async () => {
  const texts: string[] = [];
  const whole = await sweepStress(workshop, request, keeperOf(texts));
  const again = await sweepStress(
    workshop,
    { ...request, signal: AbortSignal.abort() },
    keeperOf(texts),
  );
  expect(again).toEqual(whole);
});

test('a sweep of other inputs is refused, whichever input it is', async () => {
  const texts: string[] = [];
  await sweepStress(workshop, { ...request, axes: readAxes(['severity=0:0:1']) }, keeperOf(texts));
  for (const change of [{ seed: 8 }, { draws: 600 }, { years: 4 }, { axes }]) {
    const terms = { ...request, axes: readAxes(['severity=0:0:1']), ...change };
    await expect(sweepStress(workshop, terms, keeperOf([...texts]))).rejects.toMatchObject({
      code: 'stress.sweep_of_other_inputs',
    });
  }
});

test('a sweep that is stopped before its first point says so', async () => {
  const stopped = sweepStress(workshop, { ...request, signal: AbortSignal.abort() }, keeperOf([]));
  await expect(stopped).rejects.toMatchObject({ kind: 'interrupted' });
});
