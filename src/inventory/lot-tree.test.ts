import { expect, test } from 'vitest';
import { lotTree, type MovedGrams } from './lot-tree.ts';

const line = (movement: string, kind: string, lot: string, dryG: bigint): MovedGrams => ({
  ...{ movement, kind, lot, dryG },
});
const lot = (id: string, nowG: bigint, status = 'accepted') => ({ id, nowG, status });

const LOTS = [
  lot('A', 0n, 'split'),
  lot('A1', 0n, 'merged'),
  lot('A2', 8n),
  lot('B', 0n, 'merged'),
];
const MOVED = [
  line('1', 'receive', 'A', 20n),
  line('2', 'receive', 'B', 5n),
  line('3', 'restack', 'A', -20n),
  line('3', 'restack', 'A1', 12n),
  line('3', 'restack', 'A2', 8n),
  line('4', 'restack', 'A1', -12n),
  line('4', 'restack', 'B', -5n),
  line('4', 'restack', 'C', 17n),
];
const KIN = new Set(['A', 'A1', 'B', 'C']);

test('a split carries the mass of its parts, a blend that of what went into it', () => {
  const tree = lotTree('C', KIN, [...LOTS, lot('C', 17n)], MOVED);
  expect(tree.edges).toEqual([
    { from: 'A', to: 'A1', dryG: '12' },
    { from: 'A', to: 'A2', dryG: '8' },
    { from: 'A1', to: 'C', dryG: '12' },
    { from: 'B', to: 'C', dryG: '5' },
  ]);
  expect(tree.nodes.map(({ id, column, inG }) => [id, column, inG])).toEqual([
    ['A', 0, '20'],
    ['B', 0, '5'],
    ['A1', 1, '12'],
    ['A2', 1, '8'],
    ['C', 2, '17'],
  ]);
  expect(tree.nodes.find(({ id }) => id === 'A2')?.isKin).toBe(false);
  expect(tree.faults).toEqual([]);
  expect(tree.nodes.every(({ fault }) => fault === null)).toBe(true);
});

test('grams that a split loses are said, and so is a lot that holds other grams', () => {
  const lossy = MOVED.map((each) => (each.lot === 'A2' ? { ...each, dryG: 7n } : each));
  const tree = lotTree('C', KIN, [...LOTS, lot('C', 16n)], lossy);
  expect(tree.faults).toEqual(['between A, A1, A2 1 g were lost']);
  expect(tree.nodes.find(({ id }) => id === 'C')?.fault).toBe(
    'lot C holds 16 g, and its movements leave 17 g',
  );
});
