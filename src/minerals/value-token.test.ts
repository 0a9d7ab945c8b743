import { describe, expect, test } from 'vitest';
import { parseToken } from './value-token.ts';

describe('the grammar of cells', () => {
  test.each([
    ['1,234', 1234],
    ['0.82', 0.82],
    ['.5', 0.5],
    ['68\u00a0', 68],
    ['\u221210', -10], // a minus sign that is no hyphen
    ['?1', -1], // the minus sign lost in the source
    ['?10', -10],
    ['—', 0],
  ])('%s is the number %d', (cell, value) => {
    expect(parseToken(cell)).toMatchObject({ value, bound: '=' });
  });

  test('a dash is a zero that says so', () => {
    expect(parseToken('—')).toMatchObject({ value: 0, flag: 'zero' });
  });

  test.each(['W', 'NA', 'E', 'XX'])('%s is no number and never zero', (cell) => {
    expect(parseToken(cell)).toMatchObject({ value: null, low: null, high: null, flag: cell });
  });

  test('bounds have one side, and no value', () => {
    expect(parseToken('>75')).toMatchObject({ value: null, low: 75, high: null, bound: '>' });
    expect(parseToken('<2,000')).toMatchObject({ value: null, low: null, high: 2000, bound: '<' });
    expect(parseToken('Less than 50,000\u00a0tons')).toMatchObject({ high: 50000, bound: '<' });
  });

  test('less than half the unit lies between 0 and 0.5', () => {
    const half = { value: null, low: 0, high: 0.5, bound: 'range', flag: 's' };
    expect(parseToken('s')).toMatchObject(half);
    expect(parseToken('Less than ½ unit.')).toMatchObject(half);
    expect(parseToken('Less than 1/2 unit.')).toMatchObject(half);
  });

  test('a range has its middle as value, with a dash or a hyphen', () => {
    expect(parseToken('890–1,000')).toMatchObject({ value: 945, low: 890, high: 1000 });
    expect(parseToken('10,000 - 15,000')).toMatchObject({ value: 12500, bound: 'range' });
  });

  test.each(['Large', 'Moderate to large', 'Very small', 'Variable, depending on size'])(
    '%s is text',
    (cell) => {
      expect(parseToken(cell)).toMatchObject({ value: null, flag: 'text' });
    },
  );

  test.each(['', 'w', 'N/A', '1,23', '1.2.3', '~5', '5-3', '>', '12 t', 'huge', '1e5', '??1'])(
    "'%s' follows no rule",
    (cell) => {
      expect(parseToken(cell)).toBeUndefined();
    },
  );
});
