import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SIZES } from './drawing.tsx';
import { LotTreeChart, type LotTreeChartProps } from './lot-tree-chart.tsx';

const drawn = (chart: ReactElement) => renderToStaticMarkup(chart).replaceAll('><', '>\n<');
const golden = (name: string) => `../../test/golden/${name}.svg`;

const node = (id: string, column: number, massText: string, tone: 'here' | 'kin' | 'sibling') => ({
  ...{ id, column, massText, tone, statusText: 'accepted', isFaulty: id === 'L-2' },
  href: `/lots/${id}`,
});
const props: LotTreeChartProps = {
  nodes: [
    node('L-1', 0, '20 t', 'kin'),
    node('L-2', 0, '5 t', 'kin'),
    node('L-1a', 1, '12 t', 'kin'),
    node('L-1b', 1, '8 t', 'sibling'),
    node('L-9', 2, '17 t', 'here'),
  ],
  edges: [
    { from: 'L-1', to: 'L-1a', massText: '12 t' },
    { from: 'L-1', to: 'L-1b', massText: '8 t' },
    { from: 'L-1a', to: 'L-9', massText: '12 t' },
    { from: 'L-2', to: 'L-9', massText: '5 t' },
  ],
  widthPx: 940,
  label: 'Genealogy of lot L-9',
  source: 'made-up lots of the test suite',
};

test('a tree of lots goes from left to right, each way with its mass', async () => {
  await expect(drawn(<LotTreeChart {...props} />)).toMatchFileSnapshot(golden('lot-tree-chart'));
});

test('where columns would stand too close, lots stand one under the other', async () => {
  const narrow = <LotTreeChart {...props} widthPx={300} />;
  await expect(drawn(narrow)).toMatchFileSnapshot(golden('lot-tree-chart-narrow'));
});

test('a tree stays on its sheet at every width', () => {
  for (const { widthPx } of SIZES) {
    const svg = renderToStaticMarkup(<LotTreeChart {...props} widthPx={widthPx} />);
    const ends = [
      ...svg.matchAll(/translate\(([\d.]+),[\d.]+\)"><a[^>]*><title>.*?width="([\d.]+)"/g),
    ];
    expect(ends.length).toBe(props.nodes.length);
    for (const [, x, width] of ends) expect(Number(x) + Number(width)).toBeLessThanOrEqual(widthPx);
  }
});
