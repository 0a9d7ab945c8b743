import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseToken } from './value-token.ts';

test('a number written with thousands commas is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), (number) => {
      expect(parseToken(number.toLocaleString('en-US'))?.value).toBe(number);
    }),
  );
});

test('no text is read as a number unless it has a digit, or is the dash', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const value = parseToken(text)?.value ?? null;
      expect(value === null || /[\d—]/.test(text)).toBe(true);
    }),
  );
});
