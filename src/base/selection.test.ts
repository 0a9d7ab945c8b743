import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueAtRank } from './selection.ts';

// Few different values, so that many are equal; and any numbers at all.
const values = fc.oneof(
  fc.array(fc.nat(5), { minLength: 1, maxLength: 200 }),
  fc.array(
    fc.double({ noNaN: true }).map((value) => value + 0), // no −0, which a sort sets before 0
    { minLength: 1, maxLength: 200 },
  ),
);

test('the value at a rank is the one that sorting finds there', () => {
  fc.assert(
    fc.property(values, fc.nat(1000), (given, any) => {
      const array = Float64Array.from(given);
      const before = array.slice();
      const rank = any % array.length;
      expect(valueAtRank(array, rank)).toBe(array.slice().sort()[rank]);
      expect(array).toEqual(before);
    }),
    { seed: 2026 },
  );
});
