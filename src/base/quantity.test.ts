import { expect, test } from 'vitest';
import { parseTonnes, parseUsd } from './quantity.ts';

test.each([
  ['20t', 20],
  ['500kg', 0.5],
  ['50000st', 45_359.237], // the short tons of the Lost Sheep contract
  ['1,000 lb', 0.45359237],
  ['0t', 0],
])('%s is %d tonnes', (text, tonnes) => {
  expect(parseTonnes(text)).toBeCloseTo(tonnes, 9);
});

test.each(['-5t', '20', 't', '20 bushels', '', '1e400t', 'NaNt'])(
  'the mass %j is refused with what to write instead',
  (text) => {
    expect(() => parseTonnes(text)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'quantity.invalid' }),
    );
  },
);

test.each([
  ['2.5B', 2.5e9],
  ['$750M', 7.5e8],
  ['2500000000', 2.5e9],
  ['2,500,000,000', 2.5e9],
])('%s is %d dollars', (text, usd) => {
  expect(parseUsd(text)).toBe(usd);
});

test.each(['lots', '2.5Q', '', '2.5 billion dollars'])('the amount %j is refused', (text) => {
  expect(() => parseUsd(text)).toThrow(expect.objectContaining({ code: 'quantity.invalid_money' }));
});
