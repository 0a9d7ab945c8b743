import { expect, test } from 'vitest';
import { highsSolver } from '../platform/highs.ts';
import type { IndustryAccounts } from './industry-accounts.ts';
import { leontiefInverse } from './industry-accounts.ts';
import { industryProgram, type MineralNeed } from './industry-program.ts';

/*
 * Two industries: metal sells 40 of its 100 to machines and delivers 60; machines deliver all 200.
 * Metal adds 50 to GDP, machines 120: 0.5 and 0.6 a unit.
 */
const ACCOUNTS: IndustryAccounts = {
  codes: ['metal', 'machines'],
  names: ['Metal', 'Machines'],
  outputMusd: [100, 200],
  valueAddedMusd: [50, 120],
  finalMusd: [60, 200],
  needs: [
    [0, 0.2], // 40 of metal for 200 of machines
    [0, 0],
  ],
  gdpPerOutput: [0.5, 0.7],
  gdpMusd: 170,
};
const DIGITS = 9;

const inMachines: MineralNeed = {
  mineral: 'tin',
  industries: [{ at: 1, useShare: 1, dependentShare: 0.5 }],
};
const inMetal: MineralNeed = {
  mineral: 'tin',
  industries: [{ at: 0, useShare: 1, dependentShare: 1 }],
};

async function solveWith(need: MineralNeed, available: number) {
  const { program, rowOf } = industryProgram(ACCOUNTS, [need]);
  const open = await highsSolver.open(program);
  const row = rowOf.get(need.mineral)!;
  open.changeRowBounds(row, -Infinity, available);
  const { objective, columnValue, rowDual } = open.solve();
  open.close();
  return { gdp: -objective, outputs: columnValue.slice(0, 2), dual: -rowDual[row]! };
}

test('with all of the mineral, GDP is what it was', async () => {
  const { gdp, outputs, dual } = await solveWith(inMachines, 1);
  expect(gdp).toBeCloseTo(170, DIGITS);
  expect(outputs).toEqual([100, 200]);
  expect(dual).toBeGreaterThanOrEqual(0);
});

test('a shortage in machines takes their suppliers along', async () => {
  // Half of the mineral: 0.5 × 0.5 × 200 = 50 fewer machines, 10 less metal, which nobody else wants
  const { gdp, outputs, dual } = await solveWith(inMachines, 0.5);
  expect(outputs[1]).toBeCloseTo(150, DIGITS);
  expect(outputs[0]).toBeCloseTo(90, DIGITS);
  expect(gdp).toBeCloseTo(170 - 50 * 0.6 - 10 * 0.5, DIGITS);
  expect(dual).toBeCloseTo(0.5 * 200 * 0.7, DIGITS); // all of it carries 100 machines of 0.7 each
});

test('a shortage in metal takes from final use first, and from machines once that is used up', async () => {
  const some = await solveWith(inMetal, 0.5); // 50 metal less, of 60 delivered
  expect(some.outputs[1]).toBeCloseTo(200, DIGITS);
  expect(some.gdp).toBeCloseTo(170 - 50 * 0.5, DIGITS);
  const deep = await solveWith(inMetal, 0.2); // 20 metal left: machines need 40
  expect(deep.outputs[1]).toBeCloseTo(100, DIGITS);
  expect(deep.gdp).toBeCloseTo(20 * 0.5 + 100 * 0.6, DIGITS);
});

test('what there is goes to where it loses the country least', async () => {
  const both: MineralNeed = {
    mineral: 'tin',
    industries: [
      { at: 0, useShare: 0.5, dependentShare: 0.2 }, // 20 metal, GDP 0.5 each
      { at: 1, useShare: 0.5, dependentShare: 0.2 }, // 40 machines, GDP 0.7 each
    ],
  };
  const { outputs } = await solveWith(both, 0.5);
  expect(outputs[0]).toBeCloseTo(80, DIGITS);
  expect(outputs[1]).toBeCloseTo(200, DIGITS);
});

test('the inverse undoes what industries need of one another', () => {
  // (I − A)⁻¹ of [[0, 0.2], [0.5, 0.1]]: determinant 1 × 0.9 − 0.2 × 0.5 = 0.8
  const inverse = leontiefInverse([
    [0, 0.2],
    [0.5, 0.1],
  ]);
  const expected = [
    [0.9 / 0.8, 0.2 / 0.8],
    [0.5 / 0.8, 1 / 0.8],
  ];
  for (const [i, row] of expected.entries()) {
    for (const [j, value] of row.entries()) expect(inverse[i]![j]).toBeCloseTo(value, 12);
  }
});
