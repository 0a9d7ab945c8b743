import { expect, test } from 'vitest';
import { knownUnit, tonnesPerUnit, usdPerTonnePerUnit } from './unit.ts';

test('masses become tonnes', () => {
  expect(tonnesPerUnit('kilograms')).toBe(0.001);
  expect(tonnesPerUnit('thousand metric tons')).toBe(1000);
  expect(tonnesPerUnit('million carats')).toBeNull(); // a mass, but of no mineral of the list
});

test('prices become dollars per tonne', () => {
  // 1 lb = 0.45359237 kg, so 1 $/lb = 1000 / 0.45359237 $/t
  expect(usdPerTonnePerUnit('dollars per pound')).toBeCloseTo(2204.6226, 3);
  expect(usdPerTonnePerUnit('cents per pound')).toBeCloseTo(22.046226, 5);
  // 1 troy ounce = 31.1034768 g
  expect(usdPerTonnePerUnit('dollars per troy ounce')).toBeCloseTo(32150.7466, 3);
  expect(usdPerTonnePerUnit('dollars per dry metric ton unit')).toBeNull();
});

test('spaces and misspellings of the source are forgiven, new units are not', () => {
  expect(knownUnit(' thousands of carats')).toBe('thousands of carats');
  expect(knownUnit('dollars per 100 mililiters')).toBe('dollars per 100 milliliters');
  expect(knownUnit('dollars per bushel')).toBeUndefined();
});
