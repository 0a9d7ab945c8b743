import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ExportControl, ShockEvent } from '../../src/minerals/reference-data.ts';
import { controlLanes, monthStart, statusOf } from './policy.ts';
import { PolicyEvents } from './policy-events.tsx';

const control: ExportControl = {
  ...{ iso3: 'CHN', mineral: 'tin', form: 'ore', control: 'licence', yearInForce: 2024 },
  source: 'test',
};
const event: ShockEvent = {
  mineral: 'tin',
  event: 'A made-up ban',
  control: 'ban',
  controlMonth: '2024-12',
  banMonth: '2024-12',
  country: 'CHN',
  series: 'metal',
  unit: 'USD/kg',
  priceKind: 'year_mean',
  beforePeriod: '2023',
  before: 10,
  afterPeriod: '2024',
  after: 25,
  note: null,
  source: 'test',
};

test('a control holds surely after the year in which it began, and perhaps in it', () => {
  expect(controlLanes([control, { ...control, form: 'metal' }], [])).toEqual([
    { label: 'China: licence 2024', perhapsFrom: 2023.5, from: 2024.5, status: 'in force' },
  ]);
});

test('a control of a year that no figure covers is announced', () => {
  expect(statusOf({ yearInForce: 2026 })).toBe('announced');
  expect(statusOf({ yearInForce: 2025 })).toBe('in force');
  expect(statusOf({ yearInForce: null })).toBe('in force'); // the source lists what holds
});

test('a ban against the United States begins with its month', () => {
  // December begins eleven twelfths into a year whose middle is the year itself.
  expect(monthStart('2024-12')).toBeCloseTo(2024 - 0.5 + 11 / 12, 12);
  const [lane] = controlLanes([], [event]);
  expect(lane).toMatchObject({ label: 'China: ban to U.S. 2024-12', status: 'in force' });
  expect(lane!.from).toBe(lane!.perhapsFrom);
});

test('an undated control is in the list with a symbol, and in no lane', () => {
  const undated = { ...control, yearInForce: null };
  expect(controlLanes([undated], [])).toEqual([]);
  const list = renderToStaticMarkup(<PolicyEvents controls={[undated]} events={[]} of="mineral" />);
  expect(list).toContain('title="not available">NA</abbr>');
});

test('events come latest first, with what prices did, and what no table tells', () => {
  const list = renderToStaticMarkup(
    <PolicyEvents controls={[control]} events={[event]} of="country" />,
  );
  expect(list.indexOf('2024-12')).toBeLessThan(list.indexOf('licence'));
  expect(list).toContain('<td class="number">2.5</td>'); // 25 / 10
  expect(list).toContain('10.00 (mean of 2023)');
  expect(list).toContain('whether it still holds is not in the tables');
  expect(list).toContain('href="/minerals/tin"');
});
