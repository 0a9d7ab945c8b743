import { describe, expect, test } from 'vitest';
import { byProductLimitTonnes } from './by-product.ts';
import { firstDay } from './day.ts';
import { importRelianceShare } from './impact.ts';
import {
  deliveryCheck,
  outputTonnes,
  rampCases,
  rampShare,
  rateTonnesPerYear,
  yearsOfNameplate,
} from './ramp.ts';

const RAMP = { quarters: 8, finalShare: 0.9 };
const SHORT_TON = 0.90718474;

test('output climbs slowly, then fast, then not at all', () => {
  expect(rampShare(RAMP, -1)).toBe(0);
  expect(rampShare(RAMP, 1)).toBeCloseTo(0.45, 12); // half of the way: half of the level
  expect(rampShare(RAMP, 2)).toBeCloseTo(0.9, 12);
  expect(rampShare(RAMP, 9)).toBeCloseTo(0.9, 12);
});

test('output since the start is the sum of small steps of the curve', () => {
  const steps = 100_000;
  for (const years of [0.3, 1, 2, 5]) {
    let sum = 0;
    for (let i = 0; i < steps; i++) {
      sum += rampShare(RAMP, ((i + 0.5) / steps) * years) * (years / steps);
    }
    expect(yearsOfNameplate(RAMP, years)).toBeCloseTo(sum, 8);
  }
});

test('output of two spans is that of both together', () => {
  const plant = { tonnesPerYear: 1000, startDay: 100, ramp: RAMP };
  const parts = outputTonnes(plant, 0, 500) + outputTonnes(plant, 500, 2000);
  expect(parts).toBeCloseTo(outputTonnes(plant, 0, 2000), 9);
  expect(outputTonnes(plant, 0, 100)).toBe(0);
  // half of the way up after a year: half of the level of 0.9
  expect(rateTonnesPerYear(plant, 100 + 365.25)).toBeCloseTo(450, 9);
});

describe('280,000 short tons over five years', () => {
  const delivery = { tonnes: 280_000 * SHORT_TON, years: 5, firstDay: firstDay('2026-01-13') };
  const nameplate = 50_000 * SHORT_TON;

  test('are more than 250,000, the most of a plant at its full rate from the first day', () => {
    const found = deliveryCheck(delivery, nameplate, null);
    expect(found.fullRateTonnes).toBeCloseTo(250_000 * SHORT_TON, 6);
    expect(found.shortTonnes).toBeCloseTo(30_000 * SHORT_TON, 6);
    expect(found.years.map(({ contractedTonnes }) => contractedTonnes / SHORT_TON)).toEqual(
      Array.from({ length: 5 }, () => expect.closeTo(56_000, 6)),
    );
  });

  test('are further from a plant that starts late and climbs', () => {
    const cases = rampCases(
      nameplate,
      { low: firstDay('2026-12-31'), mid: firstDay('2027-06-30'), high: firstDay('2028-12-31') },
      { quarters: { low: 4, mid: 8, high: 16 }, finalShare: { low: 0.75, mid: 0.95, high: 1 } },
    );
    const { rampedTonnes, fullRateTonnes, years } = deliveryCheck(delivery, nameplate, cases);
    expect(rampedTonnes.low).toBeLessThan(rampedTonnes.mid);
    expect(rampedTonnes.mid).toBeLessThan(rampedTonnes.high);
    expect(rampedTonnes.high).toBeLessThan(fullRateTonnes);
    // The early plant misses 352 days and half of a year of climbing: 5 − 352/365.25 − 0.5 years.
    expect(rampedTonnes.high / nameplate).toBeCloseTo(5 - 352 / 365.25 - 0.5, 6);
    expect(years[0]!.low).toBe(0);
  });
});

test('45,359 t at home leave 87.7 percent of 370,000 t to imports', () => {
  expect(importRelianceShare(370_000, 50_000 * SHORT_TON)).toBeCloseTo(0.877, 3);
  expect(importRelianceShare(370_000, 400_000)).toBe(0);
});

test('a by-product yields no more than what is in the rock of its host', () => {
  // 104.6 Mt in 15 years with 0.064 percent: 6.97 Mt hold 4,463 t a year
  const host = { hostTonnesPerYear: 104.6e6 / 15, contentShare: 0.00064, recoveryShare: 1 };
  expect(byProductLimitTonnes(host)).toBeCloseTo(4462.9, 1);
  expect(byProductLimitTonnes({ ...host, recoveryShare: 0.5 })).toBeCloseTo(4462.9 / 2, 1);
});
