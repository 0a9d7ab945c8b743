import { expect, test } from 'vitest';
import {
  plainLink,
  plainMineral,
  plainModel,
  scenarioOf,
} from '../../test/support/stress-model.ts';
import { openPath, simulatePath, simulateRun } from './laboratory.ts';

const exactly = { low: 0.1, mid: 0.5, high: 0.9 };
const model = plainModel({
  minerals: [
    plainMineral({ importShare: exactly, demandElasticity: exactly }),
    plainMineral({ mineral: 'other', importShare: exactly }),
  ],
  links: [plainLink({ of: 0, share: 0.8 }), plainLink({ of: 1, share: 0.5 })],
});
const cut = scenarioOf([{ kind: 'restriction', country: 'AAA', quarters: 3, depth: 0.7 }]);
const options = { mineral: 'unobtainium', draws: 700, seed: 3, years: 2, stockTonnes: 25 };

test('a path in steps is the path in one go', () => {
  const work = openPath(model, cut, options);
  let steps = 1;
  while (!work.advance(150)) steps += 1;
  expect(steps).toBe(5); // 700 draws, 150 at a time
  expect(work.path()).toEqual(simulatePath(model, cut, options));
});

test('the middle of the first draws is the middle of a path of so many', () => {
  const work = openPath(model, cut, options);
  work.advance(250);
  const { supplyTonnes, priceRatio } = simulatePath(model, cut, { ...options, draws: 250 });
  expect(work.medians()).toEqual({ supplyTonnes: supplyTonnes.p50, priceRatio: priceRatio.p50 });
  work.advance(450);
  expect(work.path()).toEqual(simulatePath(model, cut, options)); // nothing was moved by looking
});

test('the horizon of a path is what a run of all minerals says of this one', () => {
  const run = simulateRun(model, cut, {
    draws: options.draws,
    seed: options.seed,
    years: options.years,
    stockTonnes: { unobtainium: 25 },
  });
  expect(simulatePath(model, cut, options).horizon).toEqual(run.minerals[0]);
});
