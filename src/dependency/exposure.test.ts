import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { type Exposure, exposureOf, isExposure, reaches } from './exposure.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

const mineralOf = (id: string) => data.minerals.find((mineral) => mineral.id === id)!;
const of = (id: string): Exposure => {
  const found = exposureOf(data, mineralOf(id));
  if (!isExposure(found)) throw new Error(found.reason);
  return found;
};

test('a ban on ore does not stop metal, but stops imports counted in all forms', () => {
  expect(reaches('ore', 'Primary nickel')).toBe(false);
  expect(reaches('concentrates', 'Refined copper')).toBe(false);
  expect(reaches('ores and concentrates', 'All')).toBe(true);
  expect(reaches('scrap', 'Ores, concentrates, and other forms')).toBe(true);
  expect(reaches('materials and technologies', 'Metal')).toBe(true);
  expect(reaches('ore', null)).toBe(true);
});

test('nickel keeps no control of Indonesia on ore, cobalt keeps the quota of Congo', () => {
  expect(of('nickel').controls).toEqual([]);
  expect(of('cobalt').controls.map(({ iso3, control }) => `${iso3} ${control}`)).toEqual([
    'COD quota',
  ]);
});

test('shares of suppliers add up to one, and the United States is none of them', () => {
  for (const mineral of data.minerals) {
    const found = exposureOf(data, mineral);
    if (!isExposure(found)) continue;
    const sum = found.suppliers.reduce((total, { share }) => total + share, 0);
    expect(sum, mineral.id).toBeCloseTo(1, 9);
    expect(found.suppliers.map(({ country }) => country)).not.toContain('USA');
  }
});

test('gallium hangs on China though most of it ships from elsewhere', () => {
  const china = of('gallium').suppliers.find(({ country }) => country === 'CHN')!;
  // half of 18/100 shipped and half of nearly all that is produced
  expect(china.share).toBeGreaterThan(0.55);
  expect(of('gallium').priceUsdPerTonne).toBe(580_000); // 580 USD/kg
});

test('an element of a group has its assumed share of the consumption, and says so', () => {
  const { consumptionTonnes, assumed } = of('neodymium');
  expect(consumptionTonnes.mid).toBeCloseTo(27_000 * 0.175, 6);
  expect(assumed).toContain('share of the element in the rare-earth group');
});

test('what cannot be modelled gives its reason', () => {
  expect(exposureOf(data, mineralOf('cesium'))).toMatchObject({
    reason: 'only the price of a few grams is published',
  });
});

test('an earlier year gives the figures of that year', () => {
  const before = exposureOf(data, mineralOf('antimony'), 2023);
  if (!isExposure(before)) throw new Error(before.reason);
  expect(before.priceUsdPerTonne).toBeLessThan(of('antimony').priceUsdPerTonne);
});
