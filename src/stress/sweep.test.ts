import { expect, test } from 'vitest';
import { scenarioOf } from '../../test/support/stress-model.ts';
import { gridOf, readAxes, resumeSweep, type Sweep } from './sweep.ts';

test('a lever goes from one end to the other in steps, both ends among them', () => {
  expect(readAxes(['severity=0:1:0.25'])).toEqual([
    { lever: 'severity', values: [0, 0.25, 0.5, 0.75, 1] },
  ]);
  expect(readAxes(['severity=0.1:0.4:0.1'])[0]!.values).toEqual([0.1, 0.2, 0.3, 0.4]);
  expect(readAxes(['demandGrowth=-0.02:0.03:0.02'])[0]!.values).toEqual([-0.02, 0, 0.02]);
  expect(readAxes(['severity=1:1:0.5'])[0]!.values).toEqual([1]);
});

test('a grid has every pair of two levers, the first changing slowest', () => {
  const grid = gridOf(readAxes(['severity=0:1:1', 'hazardScale=1:2:1']));
  expect(grid).toEqual([
    { severity: 0, hazardScale: 1 },
    { severity: 0, hazardScale: 2 },
    { severity: 1, hazardScale: 1 },
    { severity: 1, hazardScale: 2 },
  ]);
});

test.each([
  [[], 'stress.bad_sweep'],
  [['severity'], 'stress.bad_sweep'],
  [['severity=0:1'], 'stress.bad_sweep'],
  [['severity=0::0.5'], 'stress.bad_sweep'],
  [['severity=0:1:x'], 'stress.bad_sweep'],
  [['severity=0:1:0'], 'stress.bad_sweep'],
  [['severity=0:1:-0.1'], 'stress.bad_sweep'],
  [['severity=1:0:0.5'], 'stress.bad_sweep'],
  [['severity=0:1:0.0001'], 'stress.bad_sweep'],
  [['severity=0:1:0.01', 'hazardScale=0:1:0.01'], 'stress.bad_sweep'],
  [['severity=0:1:1', 'severity=0:1:1'], 'stress.bad_sweep'],
  [['severity=0:1:1', 'hazardScale=0:1:1', 'demandGrowth=0:0.1:0.1'], 'stress.bad_sweep'],
  [['severty=0:1:1'], 'stress.unknown_lever'],
  [['severity=0:2:1'], 'stress.lever_out_of_range'],
])('%j is refused as %s', (texts, code) => {
  expect(() => readAxes(texts)).toThrowError(expect.objectContaining({ code }));
});

const empty: Sweep = {
  version: 1,
  kind: 'stress-sweep',
  inputsDigest: 'sha256-1',
  scenario: scenarioOf(),
  axes: [{ lever: 'severity', values: [0, 1] }],
  draws: 100,
  seed: 7,
  horizonMonths: 60,
  stockTonnes: {},
  dataDigest: 'sha256-2',
  modelVersion: 'test',
  isComplete: false,
  points: [],
};

test('a file of the same inputs is taken up where it ends', () => {
  const point = {
    levers: { severity: 0 },
    lossMusd: { mean: 1, standardError: 0 },
    runDigest: 'x',
  };
  const half = { ...empty, points: [point] };
  expect(resumeSweep(JSON.stringify(half), 'a.json', empty)).toEqual(half);
});

test('a file of other inputs is refused by its name, with what differs', () => {
  const other = { ...empty, inputsDigest: 'sha256-3', seed: 8, draws: 200 };
  expect(() => resumeSweep(JSON.stringify(other), 'a.json', empty)).toThrowError(
    'a.json holds a sweep of other inputs: draws, seed differ',
  );
});

test.each(['', 'text', '{}', '[]'])("a file that holds '%s' is never written over", (text) => {
  expect(() => resumeSweep(text, 'a.json', empty)).toThrowError(
    expect.objectContaining({ code: 'stress.not_a_sweep' }),
  );
});
