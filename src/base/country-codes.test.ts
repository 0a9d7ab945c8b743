import { expect, test } from 'vitest';
import { COUNTRY_CODES } from './country-codes.ts';

test('there are the 249 codes of the standard, in order', () => {
  const codes = [...COUNTRY_CODES];
  expect(codes).toHaveLength(249);
  expect(codes).toEqual([...codes].sort());
  expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
});
