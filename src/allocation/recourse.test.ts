import { expect, test } from 'vitest';
import { makeProgram } from '../../test/support/program-sample.ts';
import { expectedShortfall } from '../base/statistics.ts';
import { highsSolver } from '../platform/highs.ts';
import { NEVER } from '../projects/pipeline.ts';
import { openEvaluator, type Program } from './program.ts';
import { addPass, emptySums, positionOf, tailWeights, weightedMean } from './recourse.ts';

const SIZE = { draws: 200, minerals: 12, quarters: 20, seed: 11 };
const SIX_DIGITS = 1e-6;

function lossesOf(program: Program, shares: Float64Array): Float64Array {
  const sums = emptySums(program.recourse);
  const even = new Float64Array(program.recourse.draws).fill(1 / program.recourse.draws);
  addPass(sums, program.recourse, positionOf(program.recourse, program.choices, shares), even);
  return sums.lossMusd;
}

const someShares = (program: Program) =>
  Float64Array.from(program.choices, (_, c) => ((c * 37) % 100) / 130);

/** The loss of a draw when the stock is released quarter by quarter, the earliest gap first. */
function releasedLossMusd(program: Program, shares: Float64Array, s: number): number {
  const { sample, recourse, choices } = program;
  const { stockTonnes, flowTonnes } = positionOf(recourse, choices, shares);
  const left = stockTonnes.slice();
  let lossMusd = 0;
  for (let e = sample.start[s]!; e < sample.start[s + 1]!; e++) {
    const m = sample.key[e]! >> 6;
    const quarter = sample.key[e]! & 63;
    let gap = sample.gapTonnes[e]!;
    for (const p of recourse.projectsOf[m]!) {
      if (quarter >= recourse.firstQuarter[p * sample.draws + s]!) gap -= flowTonnes[p]!;
    }
    const release = Math.min(left[m]!, Math.max(0, gap));
    left[m]! -= release;
    lossMusd += recourse.lossMusdPerTonne[m]! * Math.max(0, gap - release);
  }
  return lossMusd;
}

test('the sum over quarters equals releasing the stock to the earliest gap first', () => {
  const program = makeProgram(SIZE, 4);
  const shares = someShares(program);
  const losses = lossesOf(program, shares);
  for (let s = 0; s < SIZE.draws; s++) {
    expect(losses[s]).toBeCloseTo(releasedLossMusd(program, shares, s), 8);
  }
});

test('slopes agree with finite differences', () => {
  const program = makeProgram(SIZE, 4);
  const evaluate = openEvaluator(program);
  const shares = someShares(program);
  const { meanSlopes, tailSlopes } = evaluate(shares);
  const step = 1e-7; // so short that no draw changes sides
  for (const c of program.choices.keys()) {
    const moved = (by: number) =>
      evaluate(shares.map((share, i) => (i === c ? share + by : share)));
    const up = moved(step);
    const down = moved(-step);
    const near = (slope: number) => Math.max(1e-5, Math.abs(slope) * 1e-4);
    const mean = (up.meanMusd - down.meanMusd) / (2 * step);
    const tail = (up.tailMusd - down.tailMusd) / (2 * step);
    expect(Math.abs(mean - meanSlopes[c]!)).toBeLessThan(near(mean));
    expect(Math.abs(tail - tailSlopes[c]!)).toBeLessThan(near(tail));
  }
});

test('the mean under tail weights is the expected shortfall', () => {
  const losses = lossesOf(makeProgram(SIZE, 4), new Float64Array(16));
  for (const tailShare of [0.5, 0.9, 0.95, 0.997]) {
    const weights = tailWeights(losses, tailShare);
    expect(weightedMean(new Float64Array(losses.length).fill(1), weights)).toBeCloseTo(1, 12);
    const shortfall = expectedShortfall(Float64Array.from(losses).sort(), 1 - tailShare);
    expect(weightedMean(losses, weights) / shortfall).toBeCloseTo(1, 10);
  }
});

test('the mean of the tail is the optimum of the program of Rockafellar and Uryasev', async () => {
  const losses = lossesOf(makeProgram(SIZE, 4), new Float64Array(16));
  const tailShare = 0.93; // 14 draws are in the tail
  const open = await highsSolver.open({
    name: 'tail',
    columns: [
      { name: 'a', cost: 1, lower: -Infinity, upper: Infinity },
      ...Array.from(losses, (_, s) => ({
        name: `e${s}`,
        cost: 1 / ((1 - tailShare) * losses.length),
        lower: 0,
        upper: Infinity,
      })),
    ],
    rows: Array.from(losses, (loss, s) => ({
      name: `r${s}`,
      lower: loss,
      upper: Infinity,
      index: [0, s + 1],
      value: [1, 1],
    })),
  });
  const { objective } = open.solve();
  open.close();
  const mean = weightedMean(losses, tailWeights(losses, tailShare));
  expect(Math.abs(objective / mean - 1)).toBeLessThan(SIX_DIGITS);
});

test('equal losses at the edge share the weight that is left', () => {
  const weights = tailWeights(Float64Array.of(1, 2, 2, 3), 0.5); // the tail holds 2 of 4 draws
  expect([...weights]).toEqual([0, 0.25, 0.25, 0.5]);
});

test('a project that has failed in a draw delivers nothing there', () => {
  const program = makeProgram(SIZE, 1);
  const { recourse, choices } = program;
  const project = choices.findIndex((choice) => choice.project === 0);
  const shares = Float64Array.from(choices, (_, c) => (c === project ? 1 : 0));
  const before = lossesOf(program, new Float64Array(choices.length));
  const after = lossesOf(program, shares);
  const failed = [...recourse.firstQuarter.keys()].filter(
    (s) => recourse.firstQuarter[s] === NEVER,
  );
  expect(failed.length).toBeGreaterThan(0);
  for (const s of failed) expect(after[s]).toBe(before[s]);
  expect(after.some((loss, s) => loss < before[s]!)).toBe(true);
});
