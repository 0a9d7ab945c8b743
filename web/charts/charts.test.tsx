import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { BarChart, longest } from './bar-chart.tsx';
import { BeforeAfterChart } from './before-after-chart.tsx';
import { DotRow } from './dot-row.tsx';
import { clipped, SIZES, spread, wrapped } from './drawing.tsx';
import { FanChart } from './fan-chart.tsx';
import { FrontierChart } from './frontier-chart.tsx';
import { IntervalChart } from './interval-chart.tsx';

const SOURCE = 'made-up figures of the test suite';
const asIs = (value: number) => String(value);

/** One mark per line, so that a change of the picture is a short diff. */
const drawn = (chart: ReactElement) => renderToStaticMarkup(chart).replaceAll('><', '>\n<');
const golden = (name: string) => `../../test/golden/${name}.svg`;

const intervals = [
  { label: 'Gallium', value: 400, low: 100, high: 1000 },
  { label: 'A mineral with a long name', value: 80, low: 0, high: 300 },
];

test('an interval chart puts values and intervals on one axis from zero', async () => {
  const chart = (
    <IntervalChart
      rows={intervals}
      widthPx={560}
      label="Loss by mineral"
      source={SOURCE}
      format={asIs}
      axis="linear"
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('interval-chart'));
});

test('an interval that a logarithmic axis cannot reach is cut and has no cap there', async () => {
  const chart = (
    <IntervalChart
      rows={intervals}
      widthPx={300}
      label="Loss by mineral"
      source={SOURCE}
      format={asIs}
      axis="logarithmic"
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('interval-chart-logarithmic'));
});

test('a bar chart sorts by length and tells projects from stocks by more than colour', async () => {
  const rows = [
    { label: 'Gallium stock', value: 40 },
    { label: 'Antimony project loan', value: 310, isProject: true },
  ];
  const chart = (
    <BarChart rows={rows} widthPx={420} label="Amounts" source={SOURCE} format={asIs} />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('bar-chart'));
});

test('what is beyond the rows of a bar chart becomes one row', () => {
  const rows = [5, 4, 3, 2, 1].map((value) => ({ label: `row ${value}`, value }));
  // The three smallest make 3 + 2 + 1 = 6.
  expect(longest(rows, 3)).toEqual([
    rows[0],
    rows[1],
    { label: 'Other (3)', value: 6, isRest: true },
  ]);
  expect(longest(rows, 5)).toEqual(rows);
});

test('a fan chart draws both bands, the median, the baseline and the reference', async () => {
  const quarters = Array.from({ length: 8 }, (_, i) => i);
  const fan = {
    p05: quarters.map((i) => 10 - i / 2),
    p25: quarters.map((i) => 10 - i / 4),
    p50: quarters.map(() => 10),
    p75: quarters.map((i) => 10 + i / 4),
    p95: quarters.map((i) => 10 + i / 2),
  };
  const chart = (
    <FanChart
      fan={fan}
      baseline={quarters.map(() => 11)}
      reference={{ label: 'use', value: 12 }}
      widthPx={560}
      label="Supply over time"
      source={SOURCE}
      format={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('fan-chart'));
});

test('a frontier chart marks the budget on the curve of losses', async () => {
  const solved = { marginalLossAvertedPerUsd: 1, objective: 1, lowerBound: 1, optimalityGap: 0 };
  const points = [
    { budgetUsd: 0, expectedLossMusd: 900, cvar95LossMusd: 4000, ...solved },
    { budgetUsd: 1e9, expectedLossMusd: 500, cvar95LossMusd: 2500, ...solved },
    { budgetUsd: 2e9, expectedLossMusd: 400, cvar95LossMusd: 2000, ...solved },
  ];
  const chart = (
    <FrontierChart
      points={points}
      budgetUsd={1.5e9}
      widthPx={560}
      label="Loss by budget"
      source={SOURCE}
      formatBudget={(usd) => `$${usd / 1e9}B`}
      formatLoss={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('frontier-chart'));
});

test('a before-and-after chart keeps its two numbers apart', async () => {
  const rows = [
    { label: 'Expected', before: 900, after: 850 },
    { label: 'Worst 5%', before: 4000, after: 2000 },
  ];
  const chart = (
    <BeforeAfterChart rows={rows} widthPx={560} label="Losses" source={SOURCE} format={asIs} />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('before-after-chart'));
});

test('a row of dots fills as many as happen', async () => {
  const row = <DotRow count={3} of={20} widthPx={420} label="3 of 20 futures" source="test" />;
  await expect(drawn(row)).toMatchFileSnapshot(golden('dot-row'));
});

test('a chart without rows is an empty sheet, not a failure', () => {
  for (const { widthPx } of SIZES) {
    const sheet = { widthPx, label: 'Nothing', source: SOURCE, format: asIs };
    expect(drawn(<BarChart rows={[]} {...sheet} />)).not.toContain('NaN');
    expect(drawn(<IntervalChart rows={[]} axis="linear" {...sheet} />)).not.toContain('NaN');
    expect(drawn(<IntervalChart rows={[]} axis="logarithmic" {...sheet} />)).not.toContain('NaN');
    expect(drawn(<BeforeAfterChart rows={[]} {...sheet} />)).not.toContain('NaN');
  }
});

test('a label longer than its column ends in dots', () => {
  expect(clipped('gallium', 7)).toBe('gallium');
  expect(clipped('rare earths', 6)).toBe('rare…');
});

test('a source line breaks between words', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
});

test('labels that would cover each other move apart and stay in order above the axis', () => {
  expect(spread([10, 12, 50], 14, 100)).toEqual([10, 24, 50]);
  expect(spread([95, 96, 97], 14, 100)).toEqual([72, 86, 100]);
});
