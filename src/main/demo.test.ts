import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { simulateRun } from '../stress/laboratory.ts';
import { buildStressModel } from '../stress/model.ts';
import { findPreset } from '../stress/presets.ts';
import { DEMO_DRAWS, Demo, demoLines, demonstrate } from './demo.ts';

const model = buildStressModel(await referenceData());
const demo = demonstrate(model, 'http://127.0.0.1:4317');

test('the demonstration has the numbers of whole runs', () => {
  expect(Demo.parse(demo)).toEqual(demo);
  for (const { id, mineral, unmet, short, price, loss } of demo.presets) {
    const run = simulateRun(model, findPreset(id), { draws: DEMO_DRAWS, seed: 7, years: 5 });
    const found = run.minerals.find((each) => each.mineral === mineral)!;
    expect([unmet.low, unmet.value, unmet.high]).toEqual([
      found.unmetTonnes.p05,
      found.unmetTonnes.p50,
      found.unmetTonnes.p95,
    ]);
    expect(short.value).toBe(found.shortProbability);
    expect(price.value).toBe(found.peakPriceRatio.p50);
    expect(loss.value).toBe(found.lossMusd.mean);
  }
});

test('each shock has an address in the lab, where one is served', () => {
  expect(demo.address).toBe('http://127.0.0.1:4317/stress/china-ban-ga-ge-sb');
  const once = demonstrate(model, null);
  expect([once.address, ...once.presets.map(({ address }) => address)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('the terminal shows every shock with its interval, and says that it is no forecast', () => {
  const text = demoLines(demo).join('\n');
  for (const { title, mineral } of demo.presets) {
    expect(text).toMatch(new RegExp(`${title.replaceAll(/[()]/g, '.')} .*${mineral}.* to `));
  }
  expect(text).toContain('nothing is bought yet');
  expect(text).toContain('not a forecast');
  expect(text).toContain(`Open ${demo.address}`);
});
