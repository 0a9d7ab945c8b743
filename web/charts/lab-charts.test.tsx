import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { DifferenceChart } from './difference-chart.tsx';
import { DotRow } from './dot-row.tsx';
import { SIZES } from './drawing.tsx';
import { FanChart } from './fan-chart.tsx';
import { IntervalChart } from './interval-chart.tsx';
import { SwingChart } from './swing-chart.tsx';
import { WaterfallChart } from './waterfall-chart.tsx';

// The charts of the stress lab.

const SOURCE = 'made-up figures of the test suite';
const asIs = (value: number) => String(value);

/** One mark per line, so that a change of the picture is a short diff. */
const drawn = (chart: ReactElement) => renderToStaticMarkup(chart).replaceAll('><', '>\n<');
const golden = (name: string) => `../../test/golden/${name}.svg`;

const sheet = { widthPx: 420, label: 'A chart', source: SOURCE };

test('a waterfall goes down from the whole to the rest, each bar where the last one ended', async () => {
  const part = (label: string, value: number) => ({ label, value, valueText: `${value} t` });
  const chart = (
    <WaterfallChart
      whole={part('Missing', 100)}
      parts={[part('Detours', 40), part('The reserve', 0), part('Spare capacity', 35)]}
      rest={part('Unmet', 25)}
      {...sheet}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('waterfall-chart'));
});

test('differences stand around a line of none, named at their ends', async () => {
  const lines = [
    { name: 'B', values: [0, -3, 5, 1] },
    { name: 'C', values: [0, 0, -1, -2] },
  ];
  const chart = <DifferenceChart lines={lines} {...sheet} format={asIs} />;
  await expect(drawn(chart)).toMatchFileSnapshot(golden('difference-chart'));
});

test('what is pinned lies over the fan, told by dashes and by its name', async () => {
  const flat = (value: number) => [value, value, value, value];
  const fan = { p05: flat(1), p25: flat(2), p50: flat(3), p75: flat(4), p95: flat(5) };
  const chart = (
    <FanChart
      fan={fan}
      median={[3, 2, 2, 3]}
      others={[{ name: 'B', values: flat(6) }]}
      baseline={flat(3)}
      reference={{ label: 'use', value: 4 }}
      {...sheet}
      format={asIs}
    />
  );
  const svg = drawn(chart);
  expect(svg).toContain('class="pin pin-b"');
  expect(svg).toContain('>A, median<');
  await expect(svg).toMatchFileSnapshot(golden('fan-chart-pinned'));
});

test('a newer middle line of another length is not drawn over older bands', () => {
  const flat = (value: number) => [value, value, value, value];
  const fan = { p05: flat(1), p25: flat(1), p50: flat(1), p75: flat(1), p95: flat(1) };
  const chart = (median: number[] | undefined) => (
    <FanChart
      {...{ fan, median, baseline: flat(1), ...sheet, format: asIs }}
      reference={{ label: 'use', value: 1 }}
    />
  );
  expect(drawn(chart([9, 9]))).toBe(drawn(chart(undefined)));
});

test('a swing shows its values from the least to the most, from zero', async () => {
  const chart = <SwingChart values={[0, 1, 2, 4]} label="Swing" />;
  await expect(drawn(chart)).toMatchFileSnapshot(golden('swing-chart'));
});

test('charts of nothing at all are sheets without a broken number', () => {
  const nothing = { label: 'Nothing', value: 0, valueText: '0 t' };
  for (const { widthPx } of SIZES) {
    const charts = [
      <WaterfallChart
        key="w"
        {...sheet}
        widthPx={widthPx}
        whole={nothing}
        parts={[]}
        rest={nothing}
      />,
      <DifferenceChart
        key="d"
        {...sheet}
        widthPx={widthPx}
        lines={[{ name: 'B', values: [0, 0, 0, 0] }]}
        format={asIs}
      />,
      <IntervalChart
        key="i"
        {...sheet}
        widthPx={widthPx}
        rows={[{ label: 'none', value: 0, low: 0, high: 0 }]}
        format={asIs}
        axis="linear"
      />,
      <DotRow key="r" {...sheet} widthPx={widthPx} count={0} of={20} />,
      <SwingChart key="s" values={[0, 0]} label="none" />,
    ];
    for (const chart of charts) expect(drawn(chart)).not.toMatch(/NaN|Infinity/);
  }
});
