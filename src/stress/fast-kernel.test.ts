import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { compileModule } from '../../bin/wasm.mjs';
import { randomModel } from '../../test/support/random-model.ts';
import { type RandomCase, randomCase } from '../../test/support/random-scenario.ts';
import { referenceData } from '../../test/support/reference.ts';
import { plainBlock, plainGaps } from './blocks.ts';
import { openEnsemble } from './ensemble.ts';
import { fastBlock, fastGaps } from './fast-kernel.ts';
import { buildStressModel } from './model.ts';
import { PRESETS } from './presets.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * The program in WebAssembly against the plain version: not close to it, but the same bits.
 */

const ODD_DRAWS = 7; // the program takes draws in pairs

let real: StressModel;
beforeAll(async () => {
  real = buildStressModel(await referenceData());
});

/** @returns whether the program takes the case; what breaks its shortcuts is left to the plain version */
function expectSameBits(model: StressModel, each: RandomCase, count = ODD_DRAWS): boolean {
  const kernel = openEnsemble({ model, ...each });
  const block = { from: each.draw, count };
  const fast = fastBlock(kernel, block);
  if (fast === null) return false;
  expect(fast).toEqual(plainBlock(kernel, block));
  expect(fastGaps(kernel, block)).toEqual(plainGaps(kernel, block));
  return true;
}

test('20 random scenarios on the real model give the bits of the plain version', () => {
  const taken = fc
    .sample(randomCase(real), { numRuns: 25, seed: 7 })
    .filter((each) => expectSameBits(real, each));
  expect(taken.length).toBeGreaterThanOrEqual(20);
});

test('so do random models of few minerals', () => {
  const cases = randomModel().chain((model) => fc.tuple(fc.constant(model), randomCase(model)));
  const taken = fc
    .sample(cases, { numRuns: 100, seed: 7 })
    .filter(([model, each]) => expectSameBits(model, each, 3));
  expect(taken.length).toBeGreaterThanOrEqual(80);
});

test('so does every preset, and one over more draws than the program keeps at a time', () => {
  for (const scenario of PRESETS) {
    const each = { scenario, stockTonnes: { gallium: 20 }, addedSupply: [], quarters: 20 };
    const count = scenario.id === 'base' ? 515 : 21;
    expect(expectSameBits(real, { ...each, seed: 7, draw: 1000 }, count), scenario.id).toBe(true);
  }
});

test('the module is what its sources give', async () => {
  const written = await readFile(new URL('draw-module.ts', import.meta.url), 'utf8');
  expect(written).toBe(await compileModule());
});
