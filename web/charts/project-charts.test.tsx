import { geoEqualEarth } from 'd3-geo';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { equalEarth } from './equal-earth.ts';
import { ExposureChart } from './exposure-chart.tsx';
import { GanttChart, type GanttRow } from './gantt-chart.tsx';
import { PayoutChart } from './payout-chart.tsx';
import { PointMap } from './point-map.tsx';
import { RampChart } from './ramp-chart.tsx';

const SOURCE = 'made-up figures of the test suite';
const asIs = (value: number) => String(value);

/** One mark per line, so that a change of the picture is a short diff. */
const drawn = (chart: ReactElement) => renderToStaticMarkup(chart).replaceAll('><', '>\n<');
const golden = (name: string) => `../../test/golden/${name}.svg`;

const slipping: GanttRow = {
  ...{ id: 'mine', label: 'A mine', href: '/projects/mine', group: 'Tin' },
  ...{ from: 2024, baseline: 2025.5, forecast: 2027.5, p50: 2028, p90: 2030 },
  marks: [
    {
      ...{ id: 'permit', title: 'Permit: reached 2024-07', at: 2024.5, isReached: true },
      href: '/projects/mine#milestone-permit',
    },
    {
      ...{ id: 'start', title: 'Mine starts: in 2027', at: 2027.5, isReached: false },
      href: '/projects/mine#milestone-start',
    },
  ],
  slipText: '+24',
};
const endless: GanttRow = {
  ...slipping,
  ...{ id: 'plant', label: 'A plant', href: '/projects/plant', p90: 2060, marks: [] },
  slipText: '0',
};
const silent: GanttRow = {
  ...slipping,
  ...{ id: 'silent', label: 'One without dates', group: 'Zinc', from: null, baseline: null },
  ...{ forecast: null, p50: null, p90: null, marks: [], slipText: '–' },
};

const gantt = (rows: readonly GanttRow[], widthPx = 560) => (
  <GanttChart
    rows={rows}
    todayAt={2026.5}
    until={2040}
    widthPx={widthPx}
    label="Projects"
    source={SOURCE}
  />
);

test('a Gantt chart draws promise, forecast and tail, and links names and milestones', async () => {
  await expect(drawn(gantt([slipping, endless, silent]))).toMatchFileSnapshot(
    golden('gantt-chart'),
  );
});

test('what can be followed in a chart is not hidden in a picture', () => {
  const chart = drawn(gantt([slipping]));
  expect(chart).toContain('role="group"');
  expect(chart).toContain(
    'href="/projects/mine#milestone-start" aria-label="Mine starts: in 2027"',
  );
});

test('a group is named once, before its first row', () => {
  const chart = drawn(gantt([slipping, endless, silent], 300));
  expect(chart.match(/>Tin</g)).toHaveLength(1);
  expect(chart.match(/>Zinc</g)).toHaveLength(1);
});

test('a chart of no project is still a chart', () => {
  expect(drawn(gantt([]))).not.toMatch(/NaN|Infinity/);
  expect(drawn(gantt([silent]))).not.toMatch(/NaN|Infinity/);
});

test.each([
  [65.04, -165.54],
  [39.01, -83],
  [43.54, 78.98],
  [-33, 151],
  [0, 0],
])('%f, %f stands where another program of the projection puts it', (latitude, longitude) => {
  const projection = geoEqualEarth().fitWidth(1000, { type: 'Sphere' });
  const [x, y] = projection([longitude, latitude])!;
  const ours = equalEarth({ latitude, longitude }, 1000);
  expect(ours[0]).toBeCloseTo(x, 0);
  expect(ours[1]).toBeCloseTo(y, 0);
});

test('a map of points names and links each', async () => {
  const chart = (
    <PointMap
      points={[
        {
          ...{ id: 'a', label: 'A mine', href: '/projects/a', isFilled: true },
          ...{ latitude: 44.9, longitude: -115.34 },
        },
        {
          ...{ id: 'b', label: 'A plant', href: '/projects/b', isFilled: false },
          ...{ latitude: 43.54, longitude: 78.98 },
        },
      ]}
      widthPx={560}
      label="Places"
      source={SOURCE}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('point-map'));
});

test('a ramp chart holds what can be made against what is due', async () => {
  const chart = (
    <RampChart
      years={[
        { year: 2026, low: 0, middle: 0, high: 10, due: 50 },
        { year: 2027, low: 10, middle: 30, high: 45, due: 50 },
        { year: 2028, low: 40, middle: 48, high: 50, due: null },
      ]}
      dueLabel="claimed"
      widthPx={560}
      label="Ramp"
      source={SOURCE}
      format={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('ramp-chart'));
});

test('a payout chart puts payments above the prices they answer to', async () => {
  const chart = (
    <PayoutChart
      curve={[
        { price: 0, payment: 110 },
        { price: 110, payment: 0 },
        { price: 200, payment: -27 },
      ]}
      spreads={[
        { label: '2027', p05: 40, p25: 70, p50: 90, p75: 120, p95: 180 },
        { label: '2030', p05: 20, p25: 60, p50: 95, p75: 140, p95: 260 },
      ]}
      currentPrice={90}
      priceLabel="price, $/kg"
      paymentLabel="we pay, $/kg"
      spreadsLabel="prices of the futures"
      widthPx={420}
      label="Payout"
      source={SOURCE}
      formatPrice={asIs}
      formatPayment={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('payout-chart'));
});

test('an exposure chart draws costs up and receipts down from zero', async () => {
  const chart = (
    <ExposureChart
      years={[
        { year: 2026, expected: 20, tail: 90 },
        { year: 2027, expected: -10, tail: 60 },
      ]}
      widthPx={420}
      label="Exposure"
      source={SOURCE}
      format={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('exposure-chart'));
});
