import { expect, test } from 'vitest';
import { arrayStyleLosses } from '../../bench/array-style-stress.ts';
import { referenceData } from '../../test/support/reference.ts';
import { meanWithError } from '../base/statistics.ts';
import { blocksOf, openEnsemble, simulateBlock } from './ensemble.ts';
import { buildStressModel } from './model.ts';
import { PRESETS } from './presets.ts';

test('the kernel agrees with the array-style program within four standard errors', async () => {
  const model = buildStressModel(await referenceData());
  for (const id of ['base', 'price-war']) {
    const scenario = PRESETS.find((preset) => preset.id === id)!;
    const kernel = openEnsemble({
      model,
      scenario,
      seed: 11,
      quarters: 20,
      stockTonnes: {},
      addedSupply: [],
    });
    const ours = meanWithError(
      blocksOf(3000).flatMap((block) => [...simulateBlock(kernel, block).totalLossMusd]),
    );
    const theirs = meanWithError(
      arrayStyleLosses(model, scenario, { n: 1200, quarters: 20, seed: 5 }),
    );
    const error = Math.hypot(ours.standardError, theirs.standardError);
    expect(Math.abs(ours.mean - theirs.mean), id).toBeLessThan(4 * error);
  }
});
