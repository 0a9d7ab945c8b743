import { expect, test } from 'vitest';
import { readIdentifier } from './identifiers.ts';

test.each([
  ['LEI', '5493001KJTIIGC8Y1R12'], // Bloomberg Finance L.P.
  ['LEI', '529900T8BM49AURSDO55'], // the example of ISO 17442
  ['UEI', 'VN1AJFAD19J9'],
  ['CAGE', '1ABC9'],
] as const)('a right %s is taken, in capitals', (scheme, value) => {
  expect(readIdentifier(scheme, ` ${value.toLowerCase()} `)).toBe(value);
});

test.each([
  ['LEI', '5493001KJTIIGC8Y1R13', /check digits/],
  ['LEI', '5493001KJTIIGC8Y1R1', /19 characters, not 20/],
  ['LEI', '5493001KJTIIGC8Y1RAB', /two digits last/],
  ['UEI', 'VN1AJFAD19J', /11 characters, not 12/],
  ['UEI', 'VN1AJFAO19J9', /'O'/],
  ['UEI', '0N1AJFAD19J9', /begins with 0/],
  ['UEI', 'A123456789BC', /nine digits/],
  ['CAGE', '1ABI9', /'I'/],
  ['CAGE', '1ABC', /4 characters, not 5/],
] as const)('a wrong %s (%s) is refused with what is wrong', (scheme, value, why) => {
  expect(() => readIdentifier(scheme, value)).toThrowError(why);
});

test('any two letters that changed places are found in an LEI', () => {
  const right = '5493001KJTIIGC8Y1R12';
  for (let i = 0; i + 1 < right.length; i++) {
    const swapped = right.slice(0, i) + right[i + 1] + right[i] + right.slice(i + 2);
    if (swapped === right) continue;
    expect(() => readIdentifier('LEI', swapped)).toThrowError(/no LEI/);
  }
});
