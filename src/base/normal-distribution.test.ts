import { expect, test } from 'vitest';
import { normalQuantile } from './normal.ts';
import { normalDensity, normalDistribution } from './normal-distribution.ts';

// Abramowitz & Stegun, table 26.1 (15 places) and 26.2 (Q for large x).
test.each([
  [0, 0.5],
  [0.5, 0.691462461274013],
  [1, 0.841344746068543],
  [2, 0.977249868051821],
  [3, 0.99865010196837],
  [4, 0.999968328758167],
])('the distribution function at %f is the tabled %f', (x, tabled) => {
  expect(normalDistribution(x)).toBeCloseTo(tabled, 14);
  expect(normalDistribution(-x)).toBeCloseTo(1 - tabled, 14);
});

test('the far tail keeps its relative accuracy', () => {
  // Φ(−10) = 7.61985302416052e-24, Abramowitz & Stegun, table 26.2: −log Q(10) = 23.11805
  expect(-Math.log10(normalDistribution(-10))).toBeCloseTo(23.11805, 5);
  expect(normalDistribution(-10) / 7.61985302416052e-24).toBeCloseTo(1, 12);
});

test('it undoes the quantile, which is computed by other means', () => {
  for (const p of [1e-9, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999]) {
    expect(normalDistribution(normalQuantile(p)) / p).toBeCloseTo(1, 12);
  }
});

test('its slope is the density', () => {
  for (const x of [-4, -2.9999, -1, 0, 0.3, 2.9999, 3.5]) {
    const slope = (normalDistribution(x + 1e-5) - normalDistribution(x - 1e-5)) / 2e-5;
    expect(slope).toBeCloseTo(normalDensity(x), 8);
  }
});
