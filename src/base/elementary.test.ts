import { expect, test } from 'vitest';
import { exp, log } from './elementary.ts';
import { normal, normalQuantile, wordCut } from './normal.ts';

const ULP = 2 ** -52;

test('exp agrees with the engine to four units in the last place', () => {
  for (let x = -690; x < 690; x += 0.37) {
    expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(4 * ULP);
  }
  expect(exp(0)).toBe(1);
  expect(exp(-1000)).toBe(0);
});

test('log agrees with the engine to 1e-15, or four units in the last place', () => {
  for (let i = 1; i < 20_000; i++) {
    const x = i * 0.001 + i * i * 1e-7;
    const exact = Math.log(x);
    expect(Math.abs(log(x) - exact)).toBeLessThan(Math.max(4 * ULP * Math.abs(exact), 1e-15));
  }
  expect(Math.abs(log(1))).toBeLessThan(1e-15);
});

// Quantiles from tables of the normal distribution (Abramowitz and Stegun, table 26.5).
test('the normal quantile gives the tabled values', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 12);
  expect(normalQuantile(1e-9)).toBeCloseTo(-5.997807015008182, 11);
});

test('the fast normal stays within 1e-6 of the quantile', () => {
  let worst = 0;
  for (let i = 0; i < 100_000; i++) {
    const word = Math.imul(i, 0x9e3779b1);
    const p = word >= 0 ? 0.5 + (word + 0.5) * 2 ** -32 : 0.5 - (~word + 0.5) * 2 ** -32;
    worst = Math.max(worst, Math.abs(normal(word) - normalQuantile(p)));
  }
  expect(worst).toBeLessThan(1e-6);
});

test('no word above the cut of z has a normal below z, and the cut is close', () => {
  for (let z = -5.5; z < 5.5; z += 0.0137) {
    const cut = wordCut(z);
    for (const above of [1, 2, 1000, 123_456]) {
      const word = cut + above;
      if (word < 2 ** 31) expect(normal(word)).toBeGreaterThanOrEqual(z);
    }
  }
  const share = (wordCut(-2) + 2 ** 31) / 2 ** 32;
  expect(share).toBeGreaterThan(0.02275); // of a normal below −2
  expect(share).toBeLessThan(0.026);
});
