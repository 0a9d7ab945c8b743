import { expect, test } from 'vitest';
import { madeRecord } from '../../test/support/project-record.ts';
import { referenceData } from '../../test/support/reference.ts';
import { COUNTRY_NAME } from '../base/country-names.ts';
import { namedCountries } from './named-countries.ts';
import { projectRecords } from './projects.ts';

const said = { unit: null, saidBy: 'an office', date: '2026', standing: 'fact', source: 'made up' };
const detail = (item: string, value: string) => ({ ...said, item, value }) as never;

test('a record names countries of owners and processors, row by row', () => {
  const details = [
    detail('owner', 'Works Inc.'),
    detail('owner country', 'CAN: Works Inc., Vancouver'),
    detail('processor country', 'CHN: a smelter'),
  ];
  expect(namedCountries(madeRecord({}, { details }))).toMatchObject([
    { iso3: 'CAN', role: 'owner', who: 'Works Inc., Vancouver' },
    { iso3: 'CHN', role: 'processor', who: 'a smelter' },
  ]);
  expect(namedCountries(madeRecord())).toEqual([]);
});

test.each(['Canada', 'CAN', 'can: Works', 'CAN:'])(
  '%s names no country and is refused',
  (value) => {
    const record = madeRecord({}, { details: [detail('owner country', value)] });
    expect(() => namedCountries(record)).toThrow(`the owner country of 'works' is '${value}'`);
  },
);

test('every country of the tables has a name', async () => {
  const rows = projectRecords(await referenceData()).flatMap(namedCountries);
  expect(rows.length).toBeGreaterThan(0);
  for (const { iso3 } of rows) expect(Object.keys(COUNTRY_NAME)).toContain(iso3);
});
