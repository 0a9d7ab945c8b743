import { expect, test } from 'vitest';
import { tableOf } from '../../test/support/raw-sample.ts';
import { referenceData } from '../../test/support/reference.ts';
import type { ShockEvent } from './reference-data.ts';
import { readShockEvents } from './shock-events.ts';
import { writeTable } from './table-spec.ts';
import { SHOCK_EVENT_TABLE } from './tables.ts';

const EVENT: ShockEvent = {
  mineral: 'tin',
  event: 'A made-up licence',
  control: 'licence',
  controlMonth: '2025-02',
  banMonth: null,
  country: 'CHN',
  series: 'metal',
  unit: 'USD/kg',
  priceKind: 'month',
  beforePeriod: '2025-01',
  before: 10,
  afterPeriod: '2025-12',
  after: 25,
  note: null,
  source: 'a yearbook',
};

const read = (...changes: readonly Partial<ShockEvent>[]): readonly ShockEvent[] => {
  const rows = changes.map((change) => ({ ...EVENT, ...change }));
  return readShockEvents(tableOf('shock_event.csv', writeTable(SHOCK_EVENT_TABLE, rows)));
};

const YEARLY = { priceKind: 'year_mean', beforePeriod: '2024', afterPeriod: '2025' } as const;

test('prices of months and means of years are read back as they were written', () => {
  expect(read({}, YEARLY)).toEqual([EVENT, { ...EVENT, ...YEARLY }]);
});

test.each<[Partial<ShockEvent>, string]>([
  [{ beforePeriod: '2025' }, "'2025' is not a month such as 2025-01, as price_kind month asks"],
  [{ ...YEARLY, afterPeriod: '2025-06' }, "'2025-06' is not a year such as 2024"],
  [{ afterPeriod: '2025-01' }, "column 'after_period': 2025-01 is not after 2025-01"],
  [{ before: 0 }, '0 and 25 are not two prices above 0'],
  [{ country: null }, "columns 'control', 'control_month', 'country': some are filled"],
  [{ controlMonth: null }, 'some are filled and some are empty'],
  [{ banMonth: '2024-13' }, "column 'ban_month': '2024-13' is not a month"],
  [{ ...YEARLY, controlMonth: '2026-01' }, 'a control of 2026-01 moved no price of 2025'],
])('with %o is refused in one sentence that names its line', (change, sentence) => {
  expect(() => read({}, change)).toThrow('shock_event.csv, line 3');
  expect(() => read({}, change)).toThrow(sentence);
});

test('a yearly mean of an event is the figure of the table for that year', async () => {
  const { shockEvents, observations } = await referenceData();
  const yearly = shockEvents.filter(({ priceKind }) => priceKind === 'year_mean');
  expect(yearly.map(({ mineral }) => mineral)).toEqual(['tellurium', 'rhenium']);
  for (const { mineral, beforePeriod, before, afterPeriod, after } of yearly) {
    const published = (year: string) =>
      observations
        .filter(
          (each) =>
            each.mineral === mineral &&
            each.stat === 'price' &&
            each.period === year &&
            each.source === 'usgs-mcs-2026',
        )
        .map(({ raw }) => Number(raw.replaceAll(',', '')));
    expect(published(beforePeriod)).toContain(before);
    expect(published(afterPeriod)).toContain(after);
  }
});
