import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { BandChart } from './band-chart.tsx';
import { SIZES } from './drawing.tsx';
import { PartBars, stripes } from './part-bars.tsx';
import { PlaceChart } from './place-chart.tsx';
import { TimeChart } from './time-chart.tsx';

const SOURCE = 'made-up figures of the test suite';
const asIs = (value: number) => String(value);

/** One mark per line, so that a change of the picture is a short diff. */
const drawn = (chart: ReactElement) => renderToStaticMarkup(chart).replaceAll('><', '>\n<');
const golden = (name: string) => `../../test/golden/${name}.svg`;

test('bars of parts keep their order, stripe what is striped, and leave unknown rows empty', async () => {
  const rows = [
    {
      label: 'China',
      valueText: '75%',
      parts: [
        { value: 50, tone: 'first', isHatched: false },
        { value: 25, tone: 'first', isHatched: true },
      ],
    },
    { label: 'Chile', valueText: '20%', parts: [{ value: 20, tone: 'plain', isHatched: false }] },
    { label: 'United States', valueText: 'W', parts: [] },
    { label: 'Other', valueText: '5%', parts: [{ value: 5, tone: 'rest', isHatched: false }] },
  ] as const;
  const chart = <PartBars rows={rows} widthPx={420} label="Shares" source={SOURCE} />;
  await expect(drawn(chart)).toMatchFileSnapshot(golden('part-bars'));
});

test('stripes stay inside their box', () => {
  const ends = stripes(20, 14)
    .match(/-?[\d.]+/g)!
    .map(Number);
  expect(ends.filter((_, i) => i % 2 === 0).every((x) => x >= 0 && x <= 20)).toBe(true);
  expect(ends.filter((_, i) => i % 2 === 1).every((y) => y >= 0 && y <= 14)).toBe(true);
});

const known = (at: number, value: number) => ({ at, value, low: value, high: value, symbol: null });

test('a time chart breaks its line at a gap, draws a bound as a range and shades each control', async () => {
  const points = [
    known(2020, 60),
    known(2021, 62),
    { at: 2022, value: null, low: null, high: null, symbol: 'W' },
    { at: 2023, value: null, low: 75, high: 100, symbol: '>' },
    known(2024, 80),
    known(2025, 90),
  ];
  const chart = (
    <TimeChart
      points={points}
      lanes={[
        { label: 'China: licence 2023', perhapsFrom: 2022.5, from: 2023.5, status: 'in force' },
        {
          label: 'China: ban to U.S. 2024-12',
          perhapsFrom: 2024.4,
          from: 2024.4,
          status: 'in force',
        },
        { label: 'Chile: quota 2026', perhapsFrom: 2025.5, from: 2026.5, status: 'announced' },
      ]}
      years={[2020, 2025]}
      floor={0}
      isDense={false}
      widthPx={420}
      label="Reliance over time"
      source={SOURCE}
      format={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('time-chart'));
});

test('a band chart marks a miss as plainly as a hit', async () => {
  const rows = [
    {
      label: 'Tungsten',
      note: 'licence',
      band: { low: 1, middle: 1.5, high: 2.8 },
      actual: 2.1,
      isInside: true,
      verdict: 'inside',
    },
    {
      label: 'Silver',
      note: 'no control',
      band: { low: 0.8, middle: 1, high: 1.2 },
      actual: 1.8,
      isInside: false,
      verdict: 'above',
    },
    { label: 'Unknown', note: 'ban', band: null, actual: 1, isInside: false, verdict: 'no model' },
  ];
  const chart = (
    <BandChart
      rows={rows}
      reference={1}
      widthPx={560}
      label="Price moves"
      source={SOURCE}
      format={asIs}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('band-chart'));
});

test('a place chart names the marked points only', async () => {
  const points = [
    { label: 'Gallium', across: 1, up: 2, isMarked: false },
    { label: 'Silver', across: 2, up: 4, isMarked: true },
    { label: 'Samarium', across: 4, up: 1, isMarked: true },
    { label: 'Tin', across: 3, up: 3, isMarked: false },
  ];
  const chart = (
    <PlaceChart
      points={points}
      acrossLabel="ours"
      upLabel="theirs"
      widthPx={420}
      label="Two rankings"
      source={SOURCE}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('place-chart'));
});

test('a chart without rows is an empty sheet, not a failure', () => {
  for (const { widthPx } of SIZES) {
    const sheet = { widthPx, label: 'Nothing', source: SOURCE };
    const charts = [
      <PartBars key="bars" rows={[]} {...sheet} />,
      <BandChart key="bands" rows={[]} reference={1} format={asIs} {...sheet} />,
      <PlaceChart key="places" points={[]} acrossLabel="ours" upLabel="theirs" {...sheet} />,
      <TimeChart
        key="time"
        points={[]}
        lanes={[]}
        years={[2020, 2025]}
        floor={0}
        isDense={false}
        format={asIs}
        {...sheet}
      />,
    ];
    for (const chart of charts) expect(drawn(chart)).not.toContain('NaN');
  }
});
