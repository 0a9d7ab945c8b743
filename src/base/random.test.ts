import { expect, test } from 'vitest';
import { scramble, threefry, uniform, variable } from './random.ts';

const words = (key0: number, key1: number, counter0: number, counter1: number) => {
  const out = new Int32Array(2);
  threefry(out, key0, key1, counter0, counter1);
  return [...out].map((word) => (word >>> 0).toString(16).padStart(8, '0'));
};

// Known answers of Random123 1.09, file kat_vectors, threefry2x32 with 20 rounds.
test('Threefry gives the known answers of Random123', () => {
  expect(words(0, 0, 0, 0)).toEqual(['6b200159', '99ba4efe']);
  expect(words(-1, -1, -1, -1)).toEqual(['1cb996fc', 'bb002be7']);
  expect(words(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).toEqual(['c4923a9c', '483df7a0']);
});

test('a uniform number is never 0 and never 1', () => {
  expect(uniform(0)).toBeGreaterThan(0);
  expect(uniform(-1)).toBeLessThan(1);
});

test('uniform numbers of neighbouring counters have mean 1/2 and variance 1/12', () => {
  const out = new Int32Array(2);
  const count = 200_000;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    threefry(out, 7, i, 1, 0);
    const u = uniform(out[0]!);
    sum += u;
    squares += u * u;
  }
  const mean = sum / count;
  const fiveErrors = 5 * Math.sqrt(1 / 12 / count);
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(fiveErrors);
  expect(Math.abs(squares / count - mean * mean - 1 / 12)).toBeLessThan(0.001);
});

test('variables with different names have different numbers', () => {
  expect(variable('mineral:gallium')).not.toBe(variable('mineral:germanium'));
  expect(variable('a')).toBe(0xe40c292c | 0); // FNV-1a of 'a', from its published table
});

test('the finaliser of MurmurHash3 gives its known answer', () => {
  expect(scramble(1, 0, 0) >>> 0).toBe(0x514e28b7);
  expect(scramble(0, 0, 1)).toBe(scramble(1, 0, 0)); // a step of 0 is made 1
});

test('numbers of one stream, and of neighbouring streams, are uncorrelated', () => {
  const key = new Int32Array(2);
  const count = 100_000;
  let within = 0;
  let between = 0;
  let before = 0.5;
  for (let draw = 0; draw < count; draw++) {
    threefry(key, 7, draw, variable('mineral:gallium'), 0);
    const first = uniform(scramble(key[0]!, key[1]!, 1));
    const second = uniform(scramble(key[0]!, key[1]!, 2));
    within += (first - 0.5) * (second - 0.5);
    between += (first - 0.5) * (before - 0.5);
    before = first;
  }
  const fiveErrors = (5 / 12) * Math.sqrt(count); // each product has deviation 1/12
  expect(Math.abs(within)).toBeLessThan(fiveErrors);
  expect(Math.abs(between)).toBeLessThan(fiveErrors);
});
