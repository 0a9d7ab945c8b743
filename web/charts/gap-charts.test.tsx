import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { GapChart } from './gap-chart.tsx';
import { SupplyChart } from './supply-chart.tsx';

const SOURCE = 'made-up figures of the test suite';
const asPercent = (share: number) => `${Math.round(100 * share)}%`;

/** One mark per line, so that a change of the picture is a short diff. */
const drawn = (chart: ReactElement) => renderToStaticMarkup(chart).replaceAll('><', '>\n<');
const golden = (name: string) => `../../test/golden/${name}.svg`;

const NONE = { low: Infinity, middle: Infinity, high: Infinity };

test('a gap chart shows both definitions, and an arrow where nothing is supplied', async () => {
  const rows = [
    {
      label: 'Zinc',
      home: { low: 2, middle: 2.7, high: 3.3 },
      partners: { low: -0.2, middle: 0.36, high: 0.6 },
    },
    { label: 'Graphite', home: { low: 2, middle: Infinity, high: Infinity }, partners: NONE },
    { label: 'Gallium', home: NONE, partners: { low: 0.4, middle: 0.5, high: 0.6 } },
  ];
  const svg = drawn(
    <GapChart
      rows={rows}
      claimed={{ low: 0.2, high: 1.5 }}
      widthPx={560}
      label="Gap by mineral"
      source={SOURCE}
      format={asPercent}
    />,
  );
  expect(svg).not.toMatch(/NaN|Infinity/);
  expect(svg).toContain('Graphite: at home no supply (200% to no supply); with partners no supply');
  expect(svg.match(/gap-mark/g)).toHaveLength(3 + 2); // three middles on the axis, two in the legend
  await expect(svg).toMatchFileSnapshot(golden('gap-chart'));
});

test('a supply chart stacks what meets demand and names what is there', async () => {
  const points = [2025, 2026, 2027].map((year, i) => ({
    year,
    demand: { low: 90, middle: 100, high: 100 + 20 * i },
    layers: [40, 0, 10 * i, 20],
  }));
  const svg = drawn(
    <SupplyChart
      points={points}
      history={[
        { year: 2024, value: 95 },
        { year: 2025, value: 100 },
      ]}
      layers={['in place', 'committed', 'probable', 'partners']}
      widthPx={560}
      label="Demand and supply of zinc"
      source={SOURCE}
      format={String}
    />,
  );
  expect(svg).not.toMatch(/NaN/);
  expect(svg).not.toMatch(/<text[^>]*>\s*committed/); // nothing of it in the last year
  await expect(svg).toMatchFileSnapshot(golden('supply-chart'));
});
