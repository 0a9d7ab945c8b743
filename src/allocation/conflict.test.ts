import { expect, test } from 'vitest';
import { conflictsOf, refuseConflicts } from './conflict.ts';
import { leastLimits, mostLimits } from './limits.ts';
import { NO_LIMITS } from './plan-limits.ts';

const stock = (mineral: number, costMusd: number) => ({
  id: `m${mineral}-stock`,
  mineral,
  project: null,
  tonnes: 100,
  steps: [
    { share: 0.5, costMusd: costMusd * 0.4 },
    { share: 0.5, costMusd: costMusd * 0.6 },
  ],
});
const works = {
  id: 'works',
  mineral: 0,
  project: 0,
  tonnes: 10,
  steps: [{ share: 1, costMusd: 80 }],
};
const choices = [stock(0, 100), stock(1, 200), works];
const minerals = [{ mineral: 'tin' }, { mineral: 'zinc' }];
const named = { choices, minerals, budgetUsd: 100e6 };

const programOf = (limits: Partial<typeof NO_LIMITS>, wholeProjects = false) => {
  const all = { ...NO_LIMITS, ...limits };
  return { choices, most: mostLimits(all, named), least: leastLimits(all, named), wholeProjects };
};

test('demands within every limit are no conflict', () => {
  const program = programOf({
    leastUsd: { 'm0-stock': 40e6, works: 20e6 },
    mostUsd: { tin: 60e6 },
  });
  expect(conflictsOf(program, 100)).toEqual([]);
});

test('the smallest conflict leaves out the demands that are not needed for it', () => {
  const leastUsd = { 'm0-stock': 30e6, 'm1-stock': 90e6, works: 25e6 };
  const [conflict] = conflictsOf(programOf({ leastUsd }), 100);
  // 90 + 30 > 100: the 25 of the works are not needed, but count in what must give way.
  expect(conflict!.least.map(({ id }) => id)).toEqual(['least:m1-stock', 'least:m0-stock']);
  expect(conflict!.excessMusd).toBeCloseTo(45, 9); // 145 − 100
});

test('the limit that is cheapest to relax is named first, with its demands', () => {
  const leastUsd = { 'm0-stock': 50e6, 'm1-stock': 60e6 };
  const program = programOf({ leastUsd, mostUsd: { tin: 48e6 } });
  expect(() => refuseConflicts(program, 100)).toThrow(
    'at most $48 million on tin cannot be kept with at least $50 million on m0-stock: together ' +
      'they exceed it by $2 million; 1 more limit broken',
  );
});

test('a project that is whole or nothing costs all of it as soon as some is demanded', () => {
  const leastUsd = { works: 10e6 };
  expect(conflictsOf(programOf({ leastUsd }), 50)).toEqual([]);
  expect(conflictsOf(programOf({ leastUsd }, true), 50)[0]!.excessMusd).toBeCloseTo(30, 9); // 80 − 50
});

test('more than a choice can take, and a name that is none, are refused', () => {
  expect(() => programOf({ leastUsd: { works: 90e6 } })).toThrow('all of it costs $80 million');
  expect(() => programOf({ mostUsd: { tinn: 1 } })).toThrow("cannot limit 'tinn'");
  expect(() => programOf({ leastUsd: { tin: 1 } })).toThrow("cannot limit 'tin'");
});
