import { expect, test } from 'vitest';
import { plainMineral, plainModel, scenarioOf } from '../../test/support/stress-model.ts';
import { asRefusal } from '../base/refusal.ts';
import { readBlockOutcome } from './block-outcome.ts';
import { openEnsemble, simulateBlock } from './ensemble.ts';

const size = { minerals: 2, count: 3 };

/** Two minerals, of which every draw loses something: nothing arrives for two quarters. */
function simulated() {
  const minerals = [plainMineral(), plainMineral({ mineral: 'other', name: 'Other' })];
  const links = [0, 1].map((mineral) => ({ ...plainModel().links[0]!, mineral }));
  const model = plainModel({ minerals, links });
  const shock = { kind: 'restriction', country: 'AAA', quarters: 2, depth: 1 };
  const scenario = scenarioOf([shock]);
  const inputs = { model, scenario, seed: 7, quarters: 4, stockTonnes: {}, addedSupply: [] };
  return simulateBlock(openEnsemble(inputs), { from: 0, count: 3 });
}

test('what a block simulates is read as it is', () => {
  const outcome = simulated();
  expect(outcome.totalLossMusd.every((each) => each > 0)).toBe(true);
  expect(readBlockOutcome(outcome, size)).toEqual(outcome);
});

const float32 = (...values: number[]) => Float32Array.from(values);

test.each([
  ['another number of draws', { count: 4 }, /^count: /],
  ['too few numbers', { unmet: float32(1, 1) }, /^unmet: has not 6 numbers/],
  ['NaN', { peakLogPrice: float32(1, 1, 1, 1, 1, Number.NaN) }, /^peakLogPrice: .* that is none/],
  ['infinity', { totalLossMusd: Float64Array.of(1, 1, Infinity) }, /^totalLossMusd: .* is none/],
  ['less than nothing', { unmet: float32(1, 1, 1, 1, 1, -1) }, /^unmet: has a negative number/],
  ['numbers of another kind', { unmet: new Float64Array(6) }, /^unmet: is no Float32Array/],
  ['sums of another size', { earlySum: new Float64Array(3) }, /^earlySum: has not 2 numbers/],
  ['more shortages than draws', { shortDraws: Uint32Array.of(0, 4) }, /^shortDraws: .* 3 draws/],
  ['another total', { totalLossMusd: new Float64Array(3) }, /^totalLossMusd: is not the sum/],
  ['one field more', { note: 'trust me' }, /Unrecognized key/],
])('%s is refused by the name of its field', (_, change, why) => {
  const faults = () => {
    try {
      return readBlockOutcome({ ...simulated(), ...change }, size);
    } catch (error) {
      return asRefusal(error)?.message;
    }
  };
  expect(faults()).toMatch(why);
});

test('what is no object is refused', () => {
  for (const value of [null, undefined, 5, 'block', []]) {
    expect(() => readBlockOutcome(value, size)).toThrow();
  }
});
