import { describe, expect, test } from 'vitest';
import { COUNTRY_LINES, MAIN, MAIN_HEADER, MAP, tableOf } from '../../test/support/raw-sample.ts';
import { countryCodes, readCountries } from './country-names.ts';
import { readMcs2026 } from './mcs-2026.ts';
import { readMineralMap } from './mineral-map.ts';

const entries = readMineralMap(tableOf('map.csv', MAP));
const codes = countryCodes(readCountries(tableOf('countries.csv', COUNTRY_LINES)));
const read = (lines: readonly string[]) => readMcs2026(tableOf('main.csv', lines), entries, codes);
const { observations, importSources } = read(MAIN);
const lineOf = (start: string) => MAIN.findIndex((line) => line.startsWith(start)) + 1;
const row = (line: number) => observations.find((each) => each.id === `usgs-mcs-2026:${line}`)!;

/** The sample with one text of one line replaced. */
const altered = (line: number, from: string, to: string) =>
  MAIN.map((each, i) => (i === line - 1 ? each.replace(from, to) : each));

describe('the main table', () => {
  test('the map selects the primary series and gives its tonnes', () => {
    const china = observations.find((each) => each.country === 'CHN' && each.mineral === 'gallium');
    // 890,000 kg
    expect(china).toMatchObject({ primary: true, value: 890000, valueT: 890, estimated: true });
    expect(row(lineOf('GALLIUM'))).toMatchObject({ stat: 'price', valueT: 580000, basis: 'metal' });
  });

  test('a world total is primary though its label ends in rounded', () => {
    const world = observations.find((each) => each.country === 'world');
    expect(world).toMatchObject({
      primary: true,
      valueT: 1000,
      detail: expect.stringContaining('rounded'),
    });
  });

  test('a symbol stays a symbol, with its raw text', () => {
    const exports = observations.find((each) => each.stat === 'export');
    expect(exports).toMatchObject({ value: null, valueT: null, flag: 'NA', raw: 'NA' });
  });

  test('a price per metric-ton unit is a hundred times as much per tonne', () => {
    const price = observations.find(
      (each) => each.stat === 'price' && each.mineral === 'manganese',
    );
    expect(price).toMatchObject({
      value: 4.5,
      valueT: 450,
      note: expect.stringContaining('metric-ton unit'),
    });
  });

  test('a lost minus sign is put back, and noted', () => {
    const stock = observations.find((each) => each.stat === 'stock');
    expect(stock).toMatchObject({
      value: -1,
      raw: '?1',
      note: expect.stringContaining('minus sign'),
    });
  });

  test('vanadium reserves labelled tons are thousands of tons', () => {
    const reserves = observations.filter((each) => each.mineral === 'vanadium');
    expect(reserves[0]).toMatchObject({ value: 4100, unit: 'metric tons', valueT: 4_100_000 });
    expect(reserves[1]).toMatchObject({ value: null, flag: 'text', raw: 'Large' });
  });

  test('the line that stands one column to the right is read, and noted', () => {
    const range = observations.find(
      (each) => each.mineral === 'yttrium' && each.stat === 'production',
    );
    expect(range).toMatchObject({ low: 10000, high: 15000, value: 12500, primary: true });
    expect(range?.note).toContain('one column to the right');
  });

  test('a label with a missing space still finds its series', () => {
    const nir = observations.find((each) => each.mineral === 'yttrium' && each.stat === 'nir');
    expect(nir).toMatchObject({ primary: true, detail: expect.stringContaining('reliance as a') });
  });

  test('a no-break space and a lost hyphen do not hide a label', () => {
    const price = observations.find((each) => each.mineral === 'rubidium');
    expect(price).toMatchObject({ primary: true, detail: '1-gram ampoules', valueT: 138e6 });
  });

  test('a row of a group stands under the group', () => {
    const nir = observations.find((each) => each.mineral === '(rare_earths)');
    expect(nir).toMatchObject({
      value: 67,
      primary: true,
      commodity: 'Rare Earths: Compounds and metals',
    });
  });

  test('several countries in one row keep all their codes', () => {
    expect(importSources.at(-1)).toMatchObject({ country: '(CHN+DEU+RUS)', sharePct: 100 });
    expect(importSources[0]).toMatchObject({ country: 'JPN', primary: true, period: '2021-2024' });
  });

  test('the two mica tables under one label are two forms', () => {
    const mica = observations.filter((each) => each.mineral === '(mica)');
    expect(mica.map(({ commodity, value }) => [commodity, value])).toEqual([
      ['Mica (Natural), scrap and flake', 34],
      ['Mica (Natural), sheet', 100],
    ]);
  });

  test('a flag left blank is accepted for wollastonite only', () => {
    expect(observations.at(-1)).toMatchObject({ mineral: '(wollastonite)', flag: 'E' });
    expect(() => read(altered(2, 'Yes,', ',')).observations).toThrow(/Is critical mineral 2025/);
  });
});

describe('what stops the build names file, line and column', () => {
  test.each([
    ['a new symbol', altered(2, '580', '580p'), "main.csv, line 2, column 'Value': '580p'"],
    [
      'a new unit',
      altered(2, 'dollars per kilogram,2025', 'dollars per stone,2025'),
      "line 2, column 'Unit'",
    ],
    ['an unknown country', altered(9, 'China', 'Chinna'), "line 9, column 'Country': 'Chinna'"],
    ['a new statistic', altered(2, ',Price,', ',Prize,'), "line 2, column 'Statistics': 'Prize'"],
    ['a bad year', altered(2, ',2025,', ',25,'), "line 2, column 'Year'"],
    ['a repeated figure', [...MAIN, MAIN[1]!], "column 'Statistics_detail': the same figure"],
    ['a lost cell', altered(2, ',Yes,', ',Yes'), 'expect 12, got 11 on line 2'],
    ['a changed header', altered(1, 'Unit', 'Units'), "line 1: column 7 is 'Units', not 'Unit'"],
    [
      'a lost column',
      [MAIN_HEADER.replace(',Other notes', '')],
      "column 12 is '', not 'Other notes'",
    ],
    ['another unit of a series', altered(9, 'kilograms', 'metric tons'), "line 9, column 'Unit'"],
  ])('%s', (_, lines, sentence) => {
    expect(() => read(lines)).toThrow(sentence);
  });
});
