import { expect, test } from 'vitest';
import { solve } from 'yalps';
import { readMps } from '../../test/support/read-mps.ts';
import type { LinearProgram } from './linear-program.ts';
import { mpsLines } from './mps.ts';

const PROGRAM: LinearProgram = {
  name: 'feed',
  columns: [
    { name: 'corn', cost: 0.3, lower: 0, upper: Infinity },
    { name: 'soy', cost: 0.9, lower: 0, upper: 400 },
    { name: 'idle', cost: 0, lower: 1, upper: 1 },
  ],
  rows: [
    { name: 'weight', lower: 800, upper: Infinity, index: [0, 1], value: [1, 1] },
    { name: 'protein', lower: -Infinity, upper: 0, index: [0, 1], value: [0.21, -0.3] },
    { name: 'fibre', lower: 10, upper: 45, index: [0, 1], value: [0.02, 0.06] },
  ],
};

test('a program is written as rows, columns, sides, ranges and bounds', () => {
  expect([...mpsLines(PROGRAM)]).toEqual([
    'NAME feed',
    'ROWS',
    ' N loss',
    ' G weight',
    ' L protein',
    ' G fibre',
    'COLUMNS',
    ' corn loss 0.3',
    ' corn weight 1',
    ' corn protein 0.21',
    ' corn fibre 0.02',
    ' soy loss 0.9',
    ' soy weight 1',
    ' soy protein -0.3',
    ' soy fibre 0.06',
    ' idle loss 0',
    'RHS',
    ' RHS weight 800',
    ' RHS fibre 10',
    'RANGES',
    ' RANGE fibre 35',
    'BOUNDS',
    ' UP BOUND soy 400',
    ' FX BOUND idle 1',
    'ENDATA',
  ]);
});

test('another solver reads the file and finds the optimum', () => {
  const { status, result } = solve(readMps([...mpsLines(PROGRAM)].join('\n')));
  expect(status).toBe('optimal');
  // Both the weight and the protein bind: corn 800 · 0.3 / 0.51, soy the rest.
  const corn = (800 * 0.3) / 0.51;
  expect(result).toBeCloseTo(0.3 * corn + 0.9 * (800 - corn), 6);
});
