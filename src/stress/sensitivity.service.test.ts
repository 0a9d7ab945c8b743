import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop } from '../main/workshop.ts';
import type { Workshop } from '../platform/command.ts';
import { findPreset } from './presets.ts';
import { runSensitivity } from './sensitivity.service.ts';
import { Sensitivity } from './sensitivity.ts';

let workshop: Workshop;
let close: () => Promise<void>;
let usual: Sensitivity; // of one thread

beforeAll(async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 2 });
  workshop = opened.tools;
  close = opened.close;
  usual = await runSensitivity(workshop, { ...request, threads: 1 });
});
afterAll(() => close());

const request = {
  scenario: findPreset('china-ban-ga-ge-sb'),
  mineral: 'gallium',
  draws: 50,
  points: 16,
  seed: 7,
  years: 5,
};

test('one, two and four threads give the same digest, and the result is what its schema says', async () => {
  const found = await Promise.all(
    [2, 4].map((threads) => runSensitivity(workshop, { ...request, threads })),
  );
  expect(new Set([usual, ...found].map(({ digest }) => digest)).size).toBe(1);
  expect(Sensitivity.parse(usual)).toEqual(usual);
});

test('an assumption without effect is shown with no swing, and the largest swing comes first', () => {
  const { factors, middle } = usual;
  const swings = factors.map(({ swingMusd }) => swingMusd);
  expect(swings).toEqual([...swings].sort((a, b) => b - a));
  // Rare earths have nothing to do with gallium; nobody dumps in this scenario.
  for (const id of ['rare_earth_share', 'dumping_exit_share']) {
    const factor = factors.find(({ assumption }) => assumption === id)!;
    expect(factor).toMatchObject({ swingMusd: 0, total: { value: 0 } });
    expect(factor.lowMusd).toBe(middle.value);
  }
});

test('another seed gives another digest', async () => {
  const other = await runSensitivity(workshop, { ...request, seed: 8 });
  expect(other.digest).not.toBe(usual.digest);
});

test('a mineral that is not modelled is refused before any work', async () => {
  const running = runSensitivity(workshop, { ...request, mineral: 'unobtainium' });
  await expect(running).rejects.toMatchObject({ code: 'stress.unknown_mineral' });
});

test('an interrupted analysis is refused as such', async () => {
  const stop = new AbortController();
  const running = runSensitivity(workshop, {
    ...request,
    mineral: null,
    points: 4096,
    signal: stop.signal,
  });
  setTimeout(() => stop.abort(), 300);
  await expect(running).rejects.toMatchObject({ kind: 'interrupted' });
});
