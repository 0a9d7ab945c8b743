import { afterAll, beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { inputsOf } from '../../test/support/stress-kernel.ts';
import { plainModel, scenarioOf } from '../../test/support/stress-model.ts';
import { openWorkshop } from '../main/workshop.ts';
import type { Workshop } from '../platform/command.ts';
import { type EnsembleInputs, openEnsemble } from './ensemble.ts';
import { atMiddle } from './middle.ts';
import { buildStressModel } from './model.ts';
import { findPreset, PRESETS } from './presets.ts';
import { simulateDraw } from './simulation.ts';
import { runStress } from './stress.service.ts';
import { StressRun } from './stress.ts';

let workshop: Workshop;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 2 });
  workshop = opened.tools;
  close = opened.close;
});
afterAll(() => close());

/** Everything that three draws leave, as text. */
function futures(inputs: EnsembleInputs): string[] {
  const kernel = openEnsemble(inputs);
  return [0, 1, 4000].map((draw) => {
    simulateDraw(kernel, draw);
    return [...kernel.lossMusd, ...kernel.logPrice, ...kernel.supplied].join();
  });
}

const ranged = scenarioOf(
  [
    {
      kind: 'licence',
      country: 'CHN',
      startQuarter: { low: 0, mid: 3, high: 5 },
      quarters: { low: 2, mid: 4, high: 12 },
      depth: { low: 0.2, mid: 0.5, high: 1 },
      leakage: 0.2,
    },
  ],
  { pipelineShare: 1, hazardScale: 3 },
);

test('at the middle of the real model all draws are the same, whatever the scenario', async () => {
  const model = buildStressModel(await referenceData());
  const addedSupply = [
    { mineral: 'gallium', tonnesPerYear: 5, startQuarter: 2, delayQuarters: 3 },
    { mineral: 'tin', tonnesPerYear: 900, startQuarter: 1, failureProbability: 0.5 },
  ];
  for (const scenario of [...PRESETS, ranged]) {
    const inputs = inputsOf({ model, scenario, quarters: 20, addedSupply });
    const [first, ...others] = futures(atMiddle(inputs));
    for (const each of others) expect(each, scenario.id).toBe(first);
    expect(new Set(futures(inputs)).size, scenario.id).toBe(3); // and without it they differ
  }
});

test('a shock with ranges strikes at their middles', () => {
  const middles = { startQuarter: 3, quarters: 4, depth: 0.5 };
  const fixed = scenarioOf([{ ...ranged.shocks[0], ...middles }], { pipelineShare: 1 });
  const links = plainModel().links.map((link) => ({ ...link, iso3: 'CHN' }));
  const at = (scenario: EnsembleInputs['scenario']) =>
    futures(atMiddle(inputsOf({ model: plainModel({ links }), scenario, quarters: 12 })))[0];
  expect(at(ranged)).toBe(at(fixed));
});

test('a project comes by its mean delay, with what can be expected of it', () => {
  const supply = {
    mineral: 'unobtainium',
    tonnesPerYear: 200, // half of demand
    startQuarter: 1,
    delayQuarters: 1.6,
    failureProbability: 0.4,
  };
  const settings = { ...plainModel().settings, rampQuarters: 2 };
  const { addedSupply, ...inputs } = atMiddle(
    inputsOf({ model: plainModel({ settings }), addedSupply: [supply], quarters: 6 }),
  );
  const kernel = openEnsemble({ ...inputs, addedSupply });
  simulateDraw(kernel, 9);
  // quarter 1 + 2, half of 0.5 x 0.6 in the first of two quarters
  expect([...kernel.draw.added]).toEqual([0, 0, 0, 0.15, 0.3, 0.3]);
});

test('a run without chance has one draw, says so, and is the same for every seed', async () => {
  const request = { scenario: findPreset('china-full-stop'), draws: 500, seed: 7, years: 5 };
  const run = StressRun.parse(await runStress(workshop, { ...request, isMiddle: true }));
  const other = await runStress(workshop, { ...request, isMiddle: true, seed: 8, precision: 0.01 });
  expect(run).toMatchObject({ draws: 1, isMiddle: true, scenario: { levers: { hazardScale: 0 } } });
  expect(run.total.lossMusd).toEqual(other.total.lossMusd);
  expect(run.total.lossMusd.standardError).toBe(0);
  const usual = await runStress(workshop, request);
  expect(usual.isMiddle).toBeUndefined();
  expect(run.total.lossMusd.mean).toBeGreaterThan(0);
  expect(run.total.lossMusd.mean).toBeLessThan(usual.total.lossMusd.mean);
});
