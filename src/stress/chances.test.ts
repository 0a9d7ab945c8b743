import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { inputsOf } from '../../test/support/stress-kernel.ts';
import { plainLink, plainModel, scenarioOf } from '../../test/support/stress-model.ts';
import { DEMAND_CLASSES } from '../dependency/uses.ts';
import { type EnsembleInputs, openEnsemble } from './ensemble.ts';
import type { Kernel } from './kernel.ts';
import { simulatePath } from './laboratory.ts';
import { buildStressModel } from './model.ts';
import { PRESETS } from './presets.ts';
import { simulateDraw } from './simulation.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * How often things happen, against the distributions that they are drawn from; the stock that
 * answers them best, against the critical fractile; sums that must come out in every draw.
 */

const DRAWS = 20_000;

let real: StressModel;
beforeAll(async () => {
  real = buildStressModel(await referenceData());
});

/** What a function finds in each of many draws. */
function overDraws<Found>(
  inputs: Partial<EnsembleInputs>,
  look: (kernel: Kernel) => Found,
  draws = DRAWS,
): Found[] {
  const kernel = openEnsemble(inputsOf(inputs), true);
  return Array.from({ length: draws }, (_, draw) => {
    simulateDraw(kernel, draw);
    return look(kernel);
  });
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** A share of draws against its probability, within five standard errors. */
function expectShare(found: readonly boolean[], probability: number): void {
  const share = mean(found.map(Number));
  const error = Math.sqrt((probability * (1 - probability)) / found.length);
  expect(Math.abs(share - probability)).toBeLessThan(5 * error);
}

/** A mean of draws against an expectation, within five standard errors. */
function expectMean(found: readonly number[], expectation: number): void {
  const centre = mean(found);
  const variance = mean(found.map((value) => (value - centre) ** 2));
  expect(Math.abs(centre - expectation)).toBeLessThan(5 * Math.sqrt(variance / found.length));
}

test('a plant stands still as often as its chain says', () => {
  // Onset 0.1 in a quarter; it comes back with 0.4, and may stop again at once. So of two quarters
  // still 0.6 + 0.4 x 0.1 follow each other, and from rest the share is p (1 - (0.64 - 0.1)^(q + 1)).
  const plant = {
    ...plainModel().hazards[0]!,
    id: 'plant:alpha',
    kind: 'plant' as const,
    bloc: -1,
    onsetPerQuarter: 0.1,
    recoveryPerQuarter: 0.4,
  };
  const link = plainLink({ general: -1, plants: [{ hazard: 0, share: 1 }] });
  const model = plainModel({ hazards: [plant], links: [link] });
  const still = overDraws({ model, quarters: 8 }, ({ gap }) => Array.from(gap, (each) => each > 0));
  for (let q = 0; q < 8; q++) {
    const probability = (0.1 / (0.1 + 0.36)) * (1 - (0.64 - 0.1) ** (q + 1));
    expectShare(
      still.map((each) => each[q]!),
      probability,
    );
  }
});

test('a project is late by geometric quarters, fails as often as said, and ramps up evenly', () => {
  const supply = {
    mineral: 'unobtainium',
    project: 'a mine',
    tonnesPerYear: 200, // half of demand
    startQuarter: 2,
    delayQuarters: 3,
    failureProbability: 0.2,
  };
  const settings = { ...plainModel().settings, rampQuarters: 4 };
  const inputs = { model: plainModel({ settings }), addedSupply: [supply], quarters: 40 };
  const paths = overDraws(inputs, ({ draw }) => [...draw.added]);
  const firstOf = (path: readonly number[]) => path.findIndex((added) => added > 0);
  const firsts = paths.map(firstOf);
  expect(Math.min(...firsts.filter((first) => first >= 0))).toBe(2);
  for (const late of [0, 1, 2, 5]) {
    // One chance in four to begin in each quarter gives a mean delay of three.
    const probability = 0.8 * 0.25 * 0.75 ** late;
    expectShare(
      firsts.map((first) => first === 2 + late),
      probability,
    );
  }
  const beyond = 0.75 ** 38; // 1.8e-5: later than the horizon
  expectShare(
    firsts.map((first) => first < 0),
    0.2 + 0.8 * beyond,
  );
  const [path] = paths.filter((each) => firstOf(each) === 3) as [number[]];
  expect(path.slice(2, 9)).toEqual([0, 0.125, 0.25, 0.375, 0.5, 0.5, 0.5]);
});

test('a shock with ranges takes half of its draws from each side of the middle', () => {
  const shock = {
    kind: 'outage',
    country: 'AAA',
    startQuarter: { low: 0, mid: 2, high: 8 },
    quarters: { low: 1, mid: 3, high: 7 },
    depth: { low: 0.2, mid: 0.4, high: 0.9 },
  };
  const found = overDraws({ scenario: scenarioOf([shock]), quarters: 20 }, ({ gap }) => ({
    start: gap.findIndex((each) => each > 0),
    length: gap.filter((each) => each > 0).length,
    depth: Math.max(...gap),
  }));
  // The mean of two even halves is (low + 2 mid + high) / 4, and rounding favours no side.
  expectMean(
    found.map(({ start }) => start),
    (0 + 2 * 2 + 8) / 4,
  );
  expectMean(
    found.map(({ length }) => length),
    (1 + 2 * 3 + 7) / 4,
  );
  expectMean(
    found.map(({ depth }) => depth),
    (0.2 + 2 * 0.4 + 0.9) / 4,
  );
  expectShare(
    found.map(({ depth }) => depth < 0.4),
    0.5,
  );
});

/**
 * A market in which a tonne short costs the same whatever else is short: buyers pay no more, so
 * the loss is 10 M USD a tonne (1,000 M USD a quarter of 100 t).
 */
const linear = (hazards: StressModel['hazards'] = plainModel().hazards) =>
  plainModel({ hazards, settings: { ...plainModel().settings, priceCapRatio: 1 + 1e-9 } });
const LOSS_MUSD_PER_TONNE = 10;

/** The stock, among whole tonnes, whose holding cost and mean loss are least. */
function bestStock(inputs: Partial<EnsembleInputs>, holdingMusdPerTonne: number, draws: number) {
  const costs = Array.from({ length: 81 }, (_, tonnes) => {
    const losses = overDraws(
      { ...inputs, quarters: 1, stockTonnes: { unobtainium: tonnes } },
      ({ draw }) => draw.lossSumMusd[0]!,
      draws,
    );
    return holdingMusdPerTonne * tonnes + mean(losses);
  });
  return costs.indexOf(Math.min(...costs));
}

test('the best stock against two gaps is one of them, as the critical fractile says', () => {
  // 20 t are short for certain, 50 t with probability 0.3.
  const hazard = { ...plainModel().hazards[0]!, onsetPerQuarter: 0.3 };
  const model = linear([hazard]);
  const scenario = scenarioOf([{ kind: 'outage', country: 'AAA', quarters: 1, depth: 0.2 }]);
  const best = (share: number) => bestStock({ model, scenario }, share * LOSS_MUSD_PER_TONNE, 2000);
  expect(best(0.25)).toBe(50); // 1 - 0.25 > 0.7, the chance that 20 t are enough
  expect(best(0.35)).toBe(20);
  expect(best(0.95)).toBe(20);
  expect(best(1.05)).toBe(0); // a tonne costs more than it saves
});

test('the best stock against a spread of gaps is its quantile', () => {
  const depth = { low: 0.1, mid: 0.3, high: 0.7 };
  const scenario = scenarioOf([{ kind: 'outage', country: 'AAA', quarters: 1, depth }]);
  const best = (share: number) =>
    bestStock({ model: linear(), scenario }, share * LOSS_MUSD_PER_TONNE, 4000);
  // Of 4,000 draws a quantile is within 0.04 / density: about a tonne.
  expect(Math.abs(best(0.75) - (10 + 20 * 0.5))).toBeLessThanOrEqual(1); // fractile 0.25
  expect(Math.abs(best(0.25) - (30 + 40 * 0.5))).toBeLessThanOrEqual(2); // fractile 0.75
});

test('what closes a lack sums to it, in every quarter of every mineral', () => {
  for (const scenario of PRESETS) {
    const stockTonnes = { gallium: 20, cobalt: 500, neodymium: 100 };
    const worst = overDraws(
      { model: real, scenario, quarters: 20, stockTonnes },
      ({ closing, unmet }) => {
        const { missing, ...parts } = closing!;
        const apart = Array.from(missing, (lack, at) =>
          Math.abs(lack - unmet[at]! - Object.values(parts).reduce((sum, x) => sum + x[at]!, 0)),
        );
        return Math.max(...apart);
      },
      20,
    );
    expect(Math.max(...worst), scenario.id).toBeLessThan(1e-12);
  }
});

test('what the classes and the uses go without sums to what is unmet', () => {
  const scenario = PRESETS.find(({ id }) => id === 'china-full-stop')!;
  const levers = { ...scenario.levers, defenceFirst: 1 };
  for (const mineral of ['gallium', 'tungsten', 'cobalt', 'fluorspar']) {
    const { classes, uses, closing } = simulatePath(
      real,
      { ...scenario, levers },
      { mineral, draws: 200, seed: 7, years: 5, stockTonnes: 5 },
    );
    const sum = (parts: readonly { unmetTonnes: { mean: number } }[]) =>
      parts.reduce((total, { unmetTonnes }) => total + unmetTonnes.mean, 0);
    expect(closing.unmet).toBeGreaterThan(0);
    expect(classes.map(({ demandClass }) => demandClass)).toEqual(DEMAND_CLASSES);
    expect(sum(classes) / closing.unmet).toBeCloseTo(1, 12);
    expect(sum(uses) / closing.unmet).toBeCloseTo(1, 12);
    for (const { unmetTonnes } of [...classes, ...uses]) {
      expect(unmetTonnes.p05).toBeGreaterThanOrEqual(-1e-9);
    }
  }
});
