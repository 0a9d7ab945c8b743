import { beforeAll, expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { containedTonnes, gradeProblem, requireOneClass, rockTonnes } from './resources.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

test('rock of one class adds up', () => {
  const rows = [10, 32].map((tonnes) => ({ resourceClass: 'indicated' as const, tonnes }));
  expect(rockTonnes(rows)).toBe(42);
  expect(rockTonnes([])).toBe(0);
});

test.each([
  [['inferred', 'probable'], 'cannot add inferred and probable: inferred rock is known too little'],
  [['proven and probable', 'all resources'], 'cannot add proven and probable and all resources'],
  [['measured', 'indicated'], 'they are known to different degrees'],
])('%j have no sum', (classes, sentence) => {
  expect(() => requireOneClass(classes)).toThrow(sentence);
});

test('what is in the rock is its tonnes times its grade', () => {
  // 104.6 Mt with 0.064 percent are 66,944 t of antimony; 148 million lb are 67,132 t
  const [row] = data.projectTables.resources.filter(({ project }) => project === 'stibnite');
  expect(containedTonnes(row!)).toBeCloseTo(66_944, 3);
  expect(containedTonnes(row!) / (148e6 * 0.00045359237)).toBeCloseTo(1, 2);
  // 246.6 Mt with 5,444 ppm of boron; 7.68 Mt of boric acid hold 0.1748 of boron
  const boron = data.projectTables.resources.find(
    ({ project, mineral }) => project === 'rhyolite-ridge' && mineral === 'boron',
  );
  expect(containedTonnes(boron!) / (7.68e6 * 0.1748)).toBeCloseTo(1, 2);
});

test.each([
  [1464, 'percent', 'lithium', 'more than the whole rock; was ppm meant?'],
  [5.14, 'ppm', 'graphite', 'far below what graphite is mined at (1,000 ppm); was percent meant?'],
  [0.064, 'ppm', 'antimony', 'was percent meant?'],
  [97, 'ppm', 'fluorspar', 'was percent meant?'],
  [0, 'percent', 'tin', 'is none'],
] as const)('a grade of %d %s of %s is not believed', (grade, unit, mineral, sentence) => {
  expect(gradeProblem(grade, unit, mineral)).toContain(sentence);
});

test('every grade of the record is believed', () => {
  for (const { grade, gradeUnit, mineral } of data.projectTables.resources) {
    expect([mineral, gradeProblem(grade, gradeUnit, mineral)]).toEqual([mineral, undefined]);
  }
  for (const { gradeLow, gradeUnit, mineral } of data.projectTables.products) {
    if (gradeLow === null || gradeUnit === null) continue;
    expect(gradeProblem(gradeLow, gradeUnit, mineral)).toBeUndefined();
  }
});
