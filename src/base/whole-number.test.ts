import { expect, test } from 'vitest';
import { parseWholeNumber } from './whole-number.ts';

const limits = { least: 100, most: 2_000_000, usual: 20_000 };

test('a number within its limits is itself, and no text is the usual one', () => {
  expect(parseWholeNumber('5000', '--draws', limits)).toBe(5000);
  expect(parseWholeNumber('1e4', '--draws', limits)).toBe(10_000);
  expect(parseWholeNumber(undefined, '--draws', limits)).toBe(20_000);
});

test.each(['1e12', '99', '100.5', '', 'many', 'NaN', '-5'])(
  '%j is refused with the limits',
  (text) => {
    expect(() => parseWholeNumber(text, '--draws', limits)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        message: `--draws cannot be '${text}'`,
        hint: 'give a whole number from 100 to 2000000, such as 20000',
      }),
    );
  },
);
