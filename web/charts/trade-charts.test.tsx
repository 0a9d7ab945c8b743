import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ChangeChart } from './change-chart.tsx';
import { SIZES, WIDEST } from './drawing.tsx';
import { FlowChart, type FlowLink, type FlowNode } from './flow-chart.tsx';
import { chords, MapChart } from './map-chart.tsx';
import { PartDots } from './part-dots.tsx';
import { SeriesChart } from './series-chart.tsx';
import { SlopeChart } from './slope-chart.tsx';

const SOURCE = 'made-up figures of the test suite';
const asIs = (value: number) => String(value);

/** One mark per line, so that a change of the picture is a short diff. */
const drawn = (chart: ReactElement) => renderToStaticMarkup(chart).replaceAll('><', '>\n<');
const golden = (name: string) => `../../test/golden/${name}.svg`;

const node = (id: string, column: number, more: Partial<FlowNode> = {}): FlowNode => ({
  ...{ id, column, label: id, valueText: '', tone: 'plain', isHatched: false },
  ...more,
});
const link = (source: string, target: string, value: number, isOpen = false): FlowLink => ({
  ...{ source, target, value, isOpen, title: `${source} to ${target}: ${value}` },
});

const FLOW = {
  nodes: [
    node('China', 0, { tone: 'first', isHatched: true, valueText: '90%' }),
    node('Chile', 0, { valueText: '9.9%' }),
    node('Peru', 0, { tone: 'rest', valueText: '0.1%' }),
    node('world', 1, { tone: 'whole', label: '' }),
    node('Canada', 2, { tone: 'first', valueText: '60%' }),
    node('Japan', 2, { valueText: '40%' }),
    node('use', 3, { tone: 'whole', label: '' }),
  ],
  links: [
    link('China', 'world', 90),
    link('Chile', 'world', 9.9),
    link('Peru', 'world', 0.1),
    link('world', 'Canada', 60, true),
    link('world', 'Japan', 40, true),
    link('Canada', 'use', 60),
    link('Japan', 'use', 40),
  ],
  headings: ['Mined by', 'World', 'Shipped by', 'U.S. use'].map((label) => ({ label, note: '' })),
  legs: [
    [0, 1],
    [2, 3],
  ],
  label: 'A flow',
  source: SOURCE,
} as const;

/** Top and bottom of a ribbon at its left end. */
function thickness(ribbon: string): number {
  const [, top] = /d="M[\d.]+,([\d.]+)/.exec(ribbon)!;
  const [, bottom] = / [\d.]+,([\d.]+)Z"/.exec(ribbon)!;
  return Number(bottom) - Number(top);
}

test('a flow is as wide as it is large, open where nobody publishes it, and never thinner than a pixel', async () => {
  const chart = drawn(<FlowChart {...FLOW} widthPx={560} />);
  await expect(chart).toMatchFileSnapshot(golden('flow-chart'));
  const ribbons = chart.match(/<path class="flow-link[^>]*>/g)!;
  expect(ribbons).toHaveLength(FLOW.links.length);
  expect(ribbons.filter((ribbon) => ribbon.includes('open'))).toHaveLength(2);
  const [china, chile, peru] = ribbons.map(thickness);
  expect(china! / chile!).toBeCloseTo(90 / 9.9, 1);
  expect(peru).toBeCloseTo(1, 5); // its share would be a fifth of one
});

test('where columns have no room the legs stand under each other, and the crossing is left out', () => {
  const chart = drawn(<FlowChart {...FLOW} widthPx={300} />);
  expect(chart.match(/class="flow-link/g)).toHaveLength(5);
  expect(chart).toContain('Shipped by');
});

test('a flow of more nodes is higher', () => {
  const heightOf = (chart: string) => Number(/viewBox="0 0 \d+ ([\d.]+)"/.exec(chart)![1]);
  const many = Array.from({ length: 6 }, (_, i) => node(`country ${i}`, 0));
  const nodes = [...many, ...FLOW.nodes];
  const links = [...many.map(({ id }) => link(id, 'world', 1)), ...FLOW.links];
  const [few, more] = [
    drawn(<FlowChart {...FLOW} widthPx={560} />),
    drawn(<FlowChart {...FLOW} nodes={nodes} links={links} widthPx={560} />),
  ];
  expect(heightOf(more)).toBeGreaterThan(heightOf(few));
});

const circle = (place: string, value: number | null, valueText = `${value} t`) =>
  ({ place, label: place, value, valueText, tone: 'plain', isHatched: place === 'CHN' }) as const;

test('a map draws areas in proportion, a symbol where a figure is withheld, and a key', async () => {
  const chart = drawn(
    <MapChart
      circles={[circle('CHN', 400), circle('CHL', 100), circle('USA', null, 'W')]}
      format={(value) => `${value} t`}
      widthPx={560}
      label="A map"
      source={SOURCE}
    />,
  );
  await expect(chart).toMatchFileSnapshot(golden('map-chart'));
  const [china, chile] = [...chart.matchAll(/<g class="output[\s\S]*?<circle r="([\d.]+)"/g)].map(
    ([, r]) => Number(r),
  );
  expect((china! / chile!) ** 2).toBeCloseTo(400 / 100, 0);
  expect(chart.match(/class="map-key"/g)).toHaveLength(3);
});

test('a place that the map does not know is left out of it, not put somewhere', () => {
  const chart = drawn(
    <MapChart circles={[circle('ZZZ', 5)]} format={asIs} widthPx={420} label="" source={SOURCE} />,
  );
  expect(chart).not.toContain('class="output');
});

test('stripes of a circle stay inside it', () => {
  const numbers = chords(20)
    .match(/-?[\d.]+/g)!
    .map(Number);
  const ends = numbers.flatMap((x, i) => (i % 2 === 0 ? [Math.hypot(x, numbers[i + 1]!)] : []));
  expect(ends.length).toBeGreaterThan(8);
  expect(Math.max(...ends)).toBeLessThanOrEqual(20.1);
});

const known = (at: number, value: number) => ({ at, value, low: value, high: value, symbol: null });

test('lines of one chart differ in stroke and mark, break at gaps, and are named at their ends', async () => {
  const chart = drawn(
    <SeriesChart
      series={[
        { label: 'World', points: [known(2023, 10), known(2024, 12), known(2025, 13)] },
        {
          label: 'Chile',
          points: [
            known(2023, 4),
            { at: 2024, value: null, low: null, high: null, symbol: 'W' },
            { at: 2025, value: null, low: 3, high: 5, symbol: 'range' },
          ],
        },
      ]}
      lanes={[
        { label: 'Chile: quota 2024', perhapsFrom: 2023.5, from: 2024.5, status: 'in force' },
      ]}
      years={[2023, 2025]}
      widthPx={420}
      label="Two lines"
      source={SOURCE}
      format={asIs}
    />,
  );
  await expect(chart).toMatchFileSnapshot(golden('series-chart'));
  expect(chart.match(/class="series-range"/g)).toHaveLength(1);
});

test('slopes go from then to now, and a doubtful one is broken', async () => {
  const chart = (
    <SlopeChart
      rows={[
        { label: 'Gallium', before: 0.98, after: 0.99, isDoubtful: false },
        { label: 'Antimony', before: 0.59, after: 0.36, isDoubtful: true },
      ]}
      beforeLabel="2023"
      afterLabel="2025"
      widthPx={420}
      label="Shares"
      source={SOURCE}
      format={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('slope-chart'));
});

test('a dot is the whole and a ring a part of it', async () => {
  const chart = (
    <PartDots
      rows={[{ label: 'Gallium', whole: 58, part: 9, valueText: '58%' }]}
      widthPx={420}
      label="Shares"
      source={SOURCE}
      format={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('part-dots'));
});

test('changes go left and right of none', async () => {
  const chart = (
    <ChangeChart
      rows={[
        { label: 'China', change: -0.33, valueText: '−33%' },
        { label: 'Bolivia', change: 0.43, valueText: '+43%' },
      ]}
      widthPx={420}
      label="Revisions"
      source={SOURCE}
      format={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('change-chart'));
});

test('a chart without rows is an empty sheet, not a failure', () => {
  for (const { widthPx } of [...SIZES, WIDEST]) {
    const sheet = { widthPx, label: 'Nothing', source: SOURCE };
    const charts = [
      <MapChart key="map" circles={[]} format={asIs} {...sheet} />,
      <SlopeChart key="slope" rows={[]} beforeLabel="" afterLabel="." format={asIs} {...sheet} />,
      <PartDots key="dots" rows={[]} format={asIs} {...sheet} />,
      <ChangeChart key="change" rows={[]} format={asIs} {...sheet} />,
      <SeriesChart
        key="lines"
        series={[]}
        lanes={[]}
        years={[2023, 2025]}
        format={asIs}
        {...sheet}
      />,
    ];
    for (const chart of charts) expect(drawn(chart)).not.toMatch(/NaN|Infinity/);
  }
});
