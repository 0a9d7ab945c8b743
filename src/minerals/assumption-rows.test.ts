import { expect, test } from 'vitest';
import { tableOf } from '../../test/support/raw-sample.ts';
import { readAssumptions } from './assumption-rows.ts';

const HEADER = 'id,scope,low,mid,high,unit,rationale';
const read = (...rows: readonly string[]) =>
  readAssumptions(tableOf('assumption.csv', `${[HEADER, ...rows].join('\n')}\n`));

test('ranges are read, of no width as well', () => {
  expect(read('a,all,1,2,3,1,why', 'a,ban,2,2,2,1,why')).toMatchObject([
    { low: 1, mid: 2, high: 3 },
    { scope: 'ban', low: 2, high: 2 },
  ]);
});

test.each([
  ['b,all,NaN,2,3,1,why', "assumption.csv, line 3, column 'low': 'NaN' is not a number"],
  ['b,all,1,Infinity,3,1,why', "column 'mid': 'Infinity' is not a number"],
  ['b,all,1,2,,1,why', "column 'high': '' is not a number"],
  ['b,all,3,2,1,1,why', "line 3: columns 'low', 'mid', 'high' of b, all: 3, 2, 1 do not rise"],
  ['a,all,1,2,3,1,why', 'line 3: a has a second row for all'],
])('%s is refused in one sentence', (row, sentence) => {
  expect(() => read('a,all,1,2,3,1,why', row)).toThrow(sentence);
});
