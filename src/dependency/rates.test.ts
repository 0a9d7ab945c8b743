import { expect, test } from 'vitest';
import { dependenceRate, productionRate } from './rates.ts';

const importOf = (country: string, share: number) => ({
  country,
  share,
  form: 'All',
  period: '2021-2024',
  group: null,
  evidence: 'test',
});
const exactly = (value: number) => ({ low: value, mid: value, high: value });
const producers = [
  { country: 'CHN', share: 0.9 },
  { country: 'CAN', share: 0.1 },
];

test('what ships from covered countries is the least, what is open is added for the most', () => {
  const imports = [importOf('CHN', 0.2), importOf('CAN', 0.5), importOf('other', 0.3)];
  const { low, high } = dependenceRate(exactly(0.8), imports, producers);
  expect(low).toBeCloseTo(0.8 * 0.2, 12);
  expect(high).toBeCloseTo(0.8 * (0.2 + 0.3), 12);
});

test('a country that ships without producing may pass on what covered countries make', () => {
  const { low, high } = dependenceRate(exactly(1), [importOf('JPN', 1)], producers);
  expect([low, high]).toEqual([0, 1]);
});

test('without a table of imports nothing is known but the reliance', () => {
  expect(dependenceRate({ low: 0.5, mid: 0.75, high: 1 }, [], producers)).toEqual({
    low: 0,
    high: 1,
  });
});

test('the production rate is what the import share leaves', () => {
  expect(productionRate({ low: 0.25, mid: 0.5, high: 1 })).toEqual({ low: 0, high: 0.75 });
});
