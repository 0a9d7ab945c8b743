import { expect, test } from 'vitest';
import { changeOf, projectOf, readSlips, slipped } from './project-change.ts';

const product = { id: 'magnets-neodymium', project: 'magnets' };

test('a product belongs to the project whose name its own begins with', () => {
  expect(projectOf('mp-materials-10x-neodymium', 'neodymium')).toBe('mp-materials-10x');
  expect(projectOf('a-mine', 'tin')).toBe('a-mine');
});

test('slips of a project and of its product add up, and the last output counts', () => {
  const changes = [
    { project: 'magnets', slipMonths: 6 },
    { project: 'magnets-neodymium', slipMonths: -3, tonnesPerYear: 100 },
    { project: 'magnets-praseodymium', slipMonths: 60, tonnesPerYear: 7 },
    { project: 'magnets-neodymium', slipMonths: 0, tonnesPerYear: 200 },
  ];
  expect(changeOf(product, changes)).toEqual({ slipQuarters: 1, tonnesPerYear: 200 }); // 2 − 1
  expect(changeOf(product, [])).toEqual({ slipQuarters: 0, tonnesPerYear: null });
});

test('a project that comes sooner than today comes today', () => {
  expect(slipped(3, -5)).toBe(0);
  expect(slipped(3, 2)).toBe(5);
});

test('slips are read with their unit or without', () => {
  expect(readSlips(['magnets=6mo', ' mine = -3 ', 'plant=12 months'])).toEqual([
    { project: 'magnets', slipMonths: 6 },
    { project: 'mine', slipMonths: -3 },
    { project: 'plant', slipMonths: 12 },
  ]);
});

test.each([
  ['magnets', 'cannot read'],
  ['magnets=late', 'cannot read'],
  ['magnets=4', 'counts in quarters'],
  ['magnets=600', 'from -60 to 240 months'],
])('%s is refused', (text, why) => {
  expect(() => readSlips([text])).toThrow(why);
});
