import { describe, expect, test } from 'vitest';
import { COUNTRY_LINES, MAP, rawSample, tableOf } from '../../test/support/raw-sample.ts';
import { RAW_FILES } from './build.ts';
import { countryCodes, readCountries } from './country-names.ts';
import { compareEditions, readSalient, readSalientKey, readWorld2025 } from './mcs-2025.ts';
import { readMineralMap } from './mineral-map.ts';

const entries = readMineralMap(tableOf('map.csv', MAP));
const codes = countryCodes(readCountries(tableOf('countries.csv', COUNTRY_LINES)));
const files = rawSample();
const world = files.get(RAW_FILES.world2025)!;
const key = readSalientKey(tableOf('key.csv', files.get(RAW_FILES.salientKey)!));

describe('the world table of the edition before', () => {
  const rows = readWorld2025(tableOf('world.csv', world), entries, codes);

  test('first estimates are kept beside the year before', () => {
    expect(rows.slice(0, 2)).toMatchObject([
      { mineral: 'gallium', country: 'CHN', period: '2023', valueT: 600, estimated: false },
      { mineral: 'gallium', country: 'CHN', period: '2024', valueT: 750, estimated: true },
    ]);
  });

  test('a blank is neither zero nor a number', () => {
    expect(rows[2]).toMatchObject({ country: 'USA', value: null, flag: 'NA', raw: '' });
    expect(rows[2]?.note).toContain('not available or withheld');
  });

  test('the name that the source misspells finds its mineral', () => {
    expect(rows.at(-1)).toMatchObject({ mineral: 'germanium', commodity: 'Germanium' });
  });

  test('a changed header is refused', () => {
    const changed = world.replace('PROD_EST_ 2024', 'PROD_EST_2024');
    expect(() => readWorld2025(tableOf('world.csv', changed), entries, codes)).toThrow(
      "column 7 is 'PROD_EST_2024'",
    );
  });
});

describe('the files of U.S. statistics', () => {
  const path = 'usgs_mcs2025/salient/mcs2025-galli_salient.csv';
  const text = files.get(path)!;

  test('chosen columns become primary figures in the units of the map', () => {
    const rows = readSalient(tableOf(path, text), key, entries);
    expect(rows).toMatchObject([
      { stat: 'nir', value: 100, period: '2024', detail: 'Reliance on imports', estimated: true },
      { stat: 'consumption', value: 19000, unit: 'kilograms', valueT: 19 },
      { period: '2025' },
      { period: '2025' },
    ]);
  });

  test('the key calls the lithium file by another name than its own', () => {
    const lithi =
      'file,attribute,definition,unit,enumerated_values\nmcs2025-lithi_salient.csv,NIR_pct,Text,,';
    const renamed = readSalientKey(tableOf('key.csv', lithi));
    expect(renamed.definition('mcs2025-lithium_salient.csv', 'NIR_pct')).toBe('Text');
  });

  test('a lost column is refused', () => {
    const lost = text.replace('NIR_pct', 'NIR');
    expect(() => readSalient(tableOf(path, lost), key, entries)).toThrow("no column 'NIR_pct'");
  });

  test('columns whose years differ from the next edition by a unit are refused', () => {
    const rows = readSalient(tableOf(path, text), key, entries);
    const inPounds = rows.map((row) => ({ ...row, valueT: (row.valueT ?? 0) * 2.2 }));
    expect(() => compareEditions(rows, rows)).not.toThrow();
    expect(() => compareEditions(rows, inPounds)).toThrow('consumption of gallium');
  });
});
