import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { randomModel } from '../../test/support/random-model.ts';
import { type RandomCase, randomCase } from '../../test/support/random-scenario.ts';
import { referenceData } from '../../test/support/reference.ts';
import type { Arithmetic } from '../../test/support/second-events.ts';
import {
  ENGINE_ARITHMETIC,
  type SecondQuarter,
  secondDraw,
  secondSums,
} from '../../test/support/second-stress.ts';
import { exp, log } from '../base/elementary.ts';
import { openEnsemble } from './ensemble.ts';
import type { Kernel } from './kernel.ts';
import { LEVERS } from './levers.ts';
import { buildStressModel } from './model.ts';
import { isRandom, SHOCK_KINDS } from './shock.ts';
import { simulateDraw } from './simulation.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * The kernel against a second program of the same equations (test/support/second-stress.ts): the
 * same random words, every other line written anew. Differences beyond rounding are mistakes in one.
 */

const OWN: Arithmetic = { exp, log };

let real: StressModel;
beforeAll(async () => {
  real = buildStressModel(await referenceData());
});

/** Differences beyond a tolerance, relative to the size of a number or of its unit. */
function differences(
  model: StressModel,
  each: RandomCase,
  arithmetic: Arithmetic,
  tolerance: number,
): string[] {
  const inputs = { model, ...each };
  const kernel = openEnsemble(inputs, true);
  simulateDraw(kernel, each.draw);
  const paths = secondDraw({ ...inputs, arithmetic });
  const isFar = (ours: number, theirs: number, unit: number) =>
    !(Math.abs(ours - theirs) <= tolerance * Math.max(unit, Math.abs(ours), Math.abs(theirs)));
  return paths.flatMap((path, m) => {
    const { mineral, stakeMusdPerYear } = model.minerals[m]!;
    const unitOf = (field: string) => (field === 'lossMusd' ? stakeMusdPerYear.low / 4 : 1);
    const pairs = [
      ...path.flatMap((quarter, q) => quarterPairs(kernel, quarter, q * kernel.minerals + m, q)),
      ...sumPairs(kernel, path, m),
    ];
    return pairs
      .filter(([field, ours, theirs]) => isFar(ours, theirs, unitOf(field.split(' ')[0]!)))
      .map(([field, ours, theirs]) => `${mineral} ${field}: ${ours} and ${theirs}`);
  });
}

type Pair = readonly [field: string, ours: number, theirs: number];

function quarterPairs(kernel: Kernel, quarter: SecondQuarter, at: number, q: number): Pair[] {
  const { gap, unmet, supplied, lossMusd, logPrice, closing } = kernel;
  return Object.entries({ gap, unmet, supplied, lossMusd, logPrice, ...closing }).map(
    ([field, values]) => [`${field} in ${q}`, values[at]!, quarter[field as keyof SecondQuarter]],
  );
}

function sumPairs({ draw }: Kernel, path: readonly SecondQuarter[], m: number): Pair[] {
  const sums = secondSums(path);
  return [
    ['unmet in all', draw.unmetSum[m]!, sums.unmet],
    ['early in all', draw.earlySum[m]!, sums.early],
    ['shifted in all', draw.shiftedSum[m]!, sums.shifted],
    ['lossMusd in all', draw.lossSumMusd[m]!, sums.lossMusd],
    ['worst unmet', draw.worstUnmet[m]!, sums.worstUnmet],
    ['peak price', draw.peakLogPrice[m]!, sums.peakLogPrice],
  ];
}

const TWENTY = { numRuns: 20, endOnFailure: true }; // to make a failing case smaller would take hours

test('both programs agree on 20 random scenarios of the real model to twelve digits', () => {
  fc.assert(
    fc.property(randomCase(real), (each) => {
      expect(differences(real, each, OWN, 1e-12)).toEqual([]);
    }),
    { ...TWENTY, seed: 2026 },
  );
});

test('with the exponential and the logarithm of the engine they agree to nine digits', () => {
  fc.assert(
    fc.property(randomCase(real), (each) => {
      expect(differences(real, each, ENGINE_ARITHMETIC, 1e-9)).toEqual([]);
    }),
    { ...TWENTY, seed: 1976 },
  );
});

test('they agree on 400 made-up models, wilder than the real one', () => {
  fc.assert(
    fc.property(
      randomModel().chain((model) => fc.tuple(fc.constant(model), randomCase(model))),
      ([model, each]) => {
        expect(differences(model, each, OWN, 1e-12)).toEqual([]);
      },
    ),
    { numRuns: 400, seed: 2026, endOnFailure: true },
  );
});

test('the 20 scenarios hold every kind of shock, fixed and ranged, and move every lever', () => {
  const cases = fc.sample(randomCase(real), { numRuns: 20, seed: 2026 });
  const shocks = cases.flatMap(({ scenario }) => scenario.shocks);
  expect(new Set(shocks.map(({ kind }) => kind)).size).toBe(SHOCK_KINDS.length);
  expect(new Set(shocks.filter(isRandom).map(({ kind }) => kind)).size).toBe(8); // all that cut
  expect(shocks.some(({ plant }) => plant !== undefined)).toBe(true);
  for (const { id, default: usual } of LEVERS) {
    expect(
      cases.some(({ scenario }) => scenario.levers[id] !== usual),
      id,
    ).toBe(true);
  }
});
