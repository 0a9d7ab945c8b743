import { expect, test } from 'vitest';
import { COUNTRY_LINES, rawSample, tableOf } from '../../test/support/raw-sample.ts';
import { RAW_FILES } from './build.ts';
import { readCountries } from './country-names.ts';
import { readOecd, readWgi } from './governance.ts';

const countries = readCountries(tableOf('countries.csv', COUNTRY_LINES));
const wgi = rawSample().get(RAW_FILES.wgi)!;
const oecd = rawSample().get(RAW_FILES.oecd)!;

test('old codes of the governance indicators find the country of today', () => {
  const scores = readWgi(tableOf('wgi.csv', wgi), countries);
  expect(scores.find(({ iso3, index }) => iso3 === 'COD' && index === 'wgi-pv')).toMatchObject({
    value: -0.5,
    stderr: 0.2,
    year: 2022,
  });
});

test('a blank score is not rated', () => {
  const scores = readWgi(tableOf('wgi.csv', wgi), countries);
  expect(scores.find(({ index }) => index === 'wgi-ge')?.value).toBeNull();
});

test('a listed country without a row is a fault, one without a code is not', () => {
  const lost = wgi.replace('x,BRA,2022', 'x,QQQ,2022');
  expect(() => readWgi(tableOf('wgi.csv', lost), countries)).toThrow('no row for Brazil');
});

test('a dash of the OECD is unrated and not the best of ratings', () => {
  const scores = readOecd(tableOf('oecd.csv', oecd), countries);
  expect(scores).toMatchObject([
    { iso3: 'CHN', value: 2 },
    { iso3: 'JPN', value: null },
  ]);
  expect(() => readOecd(tableOf('oecd.csv', oecd.replace(',2,2,', ',2,8,')), countries)).toThrow(
    "line 2, column 'crc_current': '8'",
  );
});
