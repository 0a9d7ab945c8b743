import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson } from '../base/canonical.ts';
import { openWorkshop } from '../main/workshop.ts';
import type { Workshop } from '../platform/command.ts';
import { simulateRun } from './laboratory.ts';
import { findPreset, PRESETS } from './presets.ts';
import { checkStress, runStress, sampleGaps, stressModel } from './stress.service.ts';
import { Scenario, StressRun } from './stress.ts';

let workshop: Workshop;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 4 });
  workshop = opened.tools;
  close = opened.close;
});
afterAll(() => close());

const request = { scenario: findPreset('china-ban-ga-ge-sb'), draws: 3300, seed: 7, years: 5 };

test('one, two and four threads, and no worker at all, give the same digest', async () => {
  const digests = await Promise.all(
    [1, 2, 4].map(async (threads) => (await runStress(workshop, { ...request, threads })).digest),
  );
  const inline = simulateRun(await stressModel(workshop), request.scenario, request);
  expect(new Set([...digests, workshop.digestOf(canonicalJson(inline))]).size).toBe(1);
});

test('the model is the same after a journey as JSON, which takes it to other machines', async () => {
  const model = await stressModel(workshop);
  expect(JSON.parse(JSON.stringify(model))).toStrictEqual(model);
});

test('another seed, another stock or another scenario gives another digest', async () => {
  const digestOf = async (change: object) =>
    (await runStress(workshop, { ...request, draws: 500, ...change })).digest;
  const digests = await Promise.all(
    [{}, { seed: 8 }, { stockTonnes: { gallium: 1 } }, { scenario: findPreset('base') }].map(
      digestOf,
    ),
  );
  expect(new Set(digests).size).toBe(4);
});

test('a run is what its schema says, and names what it leaves out', async () => {
  const run = StressRun.parse(await runStress(workshop, { ...request, draws: 500 }));
  expect(run.minerals.length + run.notModelled.length).toBe(60);
  expect(run.notModelled.map(({ mineral }) => mineral)).toContain('uranium');
});

test('every preset passes the check of a request, and a code that is no country does not', async () => {
  for (const scenario of PRESETS) await checkStress(workshop, { scenario });
  const shock = { kind: 'restriction', country: 'CHM', quarters: 2, depth: 1 };
  const scenario = Scenario.parse({ id: 'mine', title: 'Mine', shocks: [shock] });
  await expect(checkStress(workshop, { scenario })).rejects.toThrow("there is no country 'CHM'");
});

test('a run says which of its shocks change nothing', async () => {
  const shock = { kind: 'restriction', quarters: 2, depth: 1, minerals: ['palladium'] };
  const scenario = Scenario.parse({
    id: 'mine',
    title: 'Mine',
    shocks: ['CHN', 'RUS', 'HKG'].map((country) => ({ ...shock, country })),
  });
  const { notes } = await runStress(workshop, { ...request, scenario, draws: 500 });
  expect(notes).toEqual([
    'CHN supplies no palladium in the data: the shock changes nothing',
    'HKG supplies no palladium in the data: the shock changes nothing',
  ]);
});

test('the gaps of an allocation cost, in total, what the same draws lose', async () => {
  const { sample, minerals } = await sampleGaps(workshop, request);
  const run = await runStress(workshop, request);
  const meanLossMusd = minerals.reduce(
    (sum, { meanGapTonnes, lossUsdPerTonne }) => sum + (meanGapTonnes * lossUsdPerTonne) / 1e6,
    0,
  );
  expect(sample.draws).toBe(request.draws);
  expect(meanLossMusd / run.total.lossMusd.mean).toBeCloseTo(1, 6);
});

test('an interrupted run is refused as such, and the next one runs', async () => {
  const stop = new AbortController();
  const running = runStress(workshop, { ...request, draws: 200_000, signal: stop.signal });
  setTimeout(() => stop.abort(), 300);
  await expect(running).rejects.toMatchObject({ kind: 'interrupted' });
  expect((await runStress(workshop, { ...request, draws: 500 })).draws).toBe(500);
});

test.each([
  ['a mineral nobody lists', { stockTonnes: { unobtainium: 1 } }, 'stress.unknown_mineral'],
  ['a mineral without data', { stockTonnes: { uranium: 1 } }, 'stress.unknown_mineral'],
  [
    'a country that does not exist',
    {
      scenario: Scenario.parse({
        id: 'x',
        title: 'X',
        shocks: [{ kind: 'restriction', country: 'QQQ', quarters: 1, depth: 1 }],
      }),
    },
    'stress.unknown_country',
  ],
])('%s is refused before any work', async (_, change, code) => {
  await expect(runStress(workshop, { ...request, ...change })).rejects.toMatchObject({ code });
});
