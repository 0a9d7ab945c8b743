import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { compileModule } from '../../bin/wasm.mjs';
import { randomModel } from '../../test/support/random-model.ts';
import { type RandomCase, randomCase } from '../../test/support/random-scenario.ts';
import { referenceData } from '../../test/support/reference.ts';
import { plainBlock, plainGaps } from './blocks.ts';
import { drawProgram } from './draw-program.ts';
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

function expectSameBits(model: StressModel, each: RandomCase, count = ODD_DRAWS): void {
  const kernel = openEnsemble({ model, ...each });
  const block = { from: each.draw, count };
  const fast = fastBlock(kernel, block);
  expect(fast).not.toBeNull();
  expect(fast).toEqual(plainBlock(kernel, block));
  expect(fastGaps(kernel, block)).toEqual(plainGaps(kernel, block));
}

test('20 random scenarios on the real model give the bits of the plain version', () => {
  const cases = fc.sample(randomCase(real), { numRuns: 20, seed: 7 });
  for (const each of cases) expectSameBits(real, each);
});

test('so do random models of few minerals', () => {
  const cases = randomModel().chain((model) => fc.tuple(fc.constant(model), randomCase(model)));
  const sample = fc.sample(cases, { numRuns: 200, seed: 7 });
  for (const [model, each] of sample) expectSameBits(model, each, 3);
});

test('so does every preset, and one over more draws than the program keeps at a time', () => {
  for (const scenario of PRESETS) {
    const each = { scenario, stockTonnes: { gallium: 20 }, addedSupply: [], quarters: 20 };
    expectSameBits(real, { ...each, seed: 7, draw: 1000 }, scenario.id === 'base' ? 515 : 21);
  }
});

test('the memory of the program does not grow with the number of draws', () => {
  const kernel = openEnsemble({
    model: real,
    scenario: PRESETS[0]!,
    seed: 7,
    quarters: 20,
    stockTonnes: {},
    addedSupply: [],
  });
  fastBlock(kernel, { from: 0, count: 2 });
  const before = drawProgram()!.memory.buffer.byteLength;
  fastBlock(kernel, { from: 0, count: 20_000 });
  expect(drawProgram()!.memory.buffer.byteLength).toBe(before);
});

test('the module is what its sources give', async () => {
  const written = await readFile(new URL('draw-module.ts', import.meta.url), 'utf8');
  expect(written).toBe(await compileModule());
});
