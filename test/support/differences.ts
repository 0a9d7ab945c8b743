import { expect } from 'vitest';

/** What a value is held against: the two differences that solving again gives. */
export interface Differences {
  readonly below: number; // loss averted per dollar by the last dollars
  readonly above: number; // and by the next ones
}

const AGREE = 0.05;

/**
 * Within 5 percent of the differences where both agree; at a kink, where they do not, between them.
 *
 * @param noise - what the solver's tolerance makes of a difference
 * @returns whether both differences agree
 */
export function expectAgrees(value: number, differences: Differences, noise: number): boolean {
  const { below, above } = differences;
  const slack = AGREE * Math.max(Math.abs(below), Math.abs(above)) + noise;
  const isSmooth = Math.abs(below - above) <= slack;
  const allowed = isSmooth ? slack : noise;
  expect(value).toBeLessThanOrEqual(Math.max(below, above) + allowed);
  expect(value).toBeGreaterThanOrEqual(Math.min(below, above) - allowed);
  return isSmooth;
}
