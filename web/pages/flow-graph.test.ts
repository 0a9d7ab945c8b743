import { expect, test } from 'vitest';
import { assessDependencies } from '../../src/dependency/assessment.ts';
import { profileOf } from '../../src/dependency/profile.ts';
import { referenceData } from '../../test/support/reference.ts';
import { type FlowGraph, flowGraph } from './flow-graph.ts';

const tables = await referenceData();
const dependencies = assessDependencies(tables);
const graphOf = (id: string) => flowGraph(profileOf(tables, id, dependencies))!;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const into = ({ links }: FlowGraph, target: string) =>
  sum(links.filter((link) => link.target === target).map(({ value }) => value));

test('producers make up the world, and shippers what is imported on balance', () => {
  const graph = graphOf('gallium');
  expect(into(graph, 'world:gallium')).toBeCloseTo(100, 9);
  // Gallium is imported whole: Canada ships 28 of 100 percent.
  const canada = graph.links.find(({ source }) => source === 'ships:CAN');
  expect(canada).toMatchObject({ target: 'imports', isOpen: false });
  expect(canada!.value).toBeCloseTo(28, 9);
  expect(into(graph, 'use')).toBeCloseTo(100, 9);
  expect(graph.scale).toBe('use');
});

test('what no table says is open: whose output a shipper sends, whose ore a plant takes', () => {
  const open = graphOf('copper').links.filter(({ isOpen }) => isOpen);
  expect(new Set(open.map(({ source }) => source))).toEqual(
    new Set(['world:copper', 'world:refined copper']),
  );
  expect(open.every(({ title }) => title.startsWith('Not published'))).toBe(true);
});

test('copper goes through two stages, aluminum through three, each a leg of its own', () => {
  expect(graphOf('copper').legs).toEqual([
    [0, 1],
    [2, 3],
    [4, 6],
  ]);
  expect(graphOf('aluminum').headings.map(({ label }) => label)).toEqual([
    ...['Mined by', 'World output', 'Refined by', 'World output', 'Smelted by', 'World output'],
    ...['Shipped by', 'U.S. supply', 'U.S. use'],
  ]);
});

test('a bound leaves a part of U.S. use between imports and home', () => {
  const { links } = graphOf('barite'); // more than 75 percent
  const use = links.filter(({ target }) => target === 'use');
  expect(use.map(({ source, value, isOpen }) => [source, value, isOpen])).toEqual([
    ['imports', 75, false],
    ['open', 25, true],
  ]);
});

test('a net exporter has a scale of imports, for no part of use is imported on balance', () => {
  const graph = graphOf('beryllium');
  expect(graph.scale).toBe('imports');
  expect(into(graph, 'imports')).toBeCloseTo(100, 9);
});

test('at most eight countries are named in a column, and the rest is one node', () => {
  for (const { id } of tables.minerals) {
    const graph = flowGraph(profileOf(tables, id, dependencies));
    if (graph === null) continue;
    for (const [column] of graph.headings.entries()) {
      const nodes = graph.nodes.filter((node) => node.column === column);
      expect(nodes.length).toBeLessThanOrEqual(9);
    }
    expect(graph.links.every(({ value }) => value > 0)).toBe(true);
  }
});

test('where no table has any part of the way there is no flow', () => {
  expect(flowGraph(profileOf(tables, 'uranium', dependencies))).toBeNull();
});
