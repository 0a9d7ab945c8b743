import type { RawTable } from '../base/raw-table.ts';
import type { Country, CountryScore } from './reference-data.ts';
import { badCell, numberOf, requiredNumber, rowsOf } from './source-table.ts';

const WGI_HEADER = ['country', 'wb_code', 'year', 'VA', 'PV', 'GE', 'RQ', 'RL', 'CC', 'PV_stderr'];
const OECD_HEADER = ['iso3', 'country', 'crc_previous', 'crc_current', 'notes_codes'];
const INDEXES = ['VA', 'PV', 'GE', 'RQ', 'RL', 'CC'] as const;
const FIRST_YEAR = 2018; // five years are kept of each score: the source moves slowly

/**
 * Worldwide Governance Indicators of the countries on our list. The source keeps old codes (ZAR
 * for DR Congo), which the country table translates. A blank is "not rated".
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`
 */
export function readWgi(table: RawTable, countries: readonly Country[]): readonly CountryScore[] {
  const iso3 = new Map(countries.map(({ wgiCode, iso3: code }) => [wgiCode, code]));
  const scores: CountryScore[] = [];
  const found = new Set<string>();
  for (const row of rowsOf(table, WGI_HEADER)) {
    const year = requiredNumber(table, row, 'year');
    const country = iso3.get(row.cell('wb_code'));
    if (country === undefined || year < FIRST_YEAR) continue;
    found.add(country);
    for (const index of INDEXES) {
      const value = numberOf(table, row, index);
      if (value !== null && Math.abs(value) > 4) {
        throw badCell(table, row.line, index, `${value} is no score from about -2.5 to 2.5`);
      }
      const stderr = index === 'PV' ? numberOf(table, row, 'PV_stderr') : null;
      const id = `wgi-${index.toLowerCase()}`;
      scores.push({ iso3: country, index: id, year, value, stderr, source: 'wb-wgi-2023' });
    }
  }
  const lost = countries.find(({ wgiCode, iso3: code }) => wgiCode !== null && !found.has(code));
  if (lost !== undefined) {
    throw badCell(table, 1, 'wb_code', `there is no row for ${lost.name} (${lost.wgiCode})`);
  }
  return scores;
}

/**
 * OECD country risk of export credits, 0 to 7 with 7 the worst. A dash means that the OECD does
 * not review the country, mostly because its income is high; it is not a zero.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`
 */
export function readOecd(table: RawTable, countries: readonly Country[]): readonly CountryScore[] {
  const listed = new Set(countries.map(({ iso3 }) => iso3));
  return rowsOf(table, OECD_HEADER).flatMap((row): CountryScore[] => {
    const text = row.cell('crc_current');
    if (text !== '-' && !/^[0-7]$/.test(text)) {
      throw badCell(table, row.line, 'crc_current', `'${text}' is neither 0 to 7 nor a dash`);
    }
    const iso3 = row.cell('iso3');
    if (!listed.has(iso3)) return [];
    const value = text === '-' ? null : Number(text);
    return [{ iso3, index: 'oecd-crc', year: 2026, value, stderr: null, source: 'oecd-crc-2026' }];
  });
}
