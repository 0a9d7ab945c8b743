import type { RawTable } from '../base/raw-table.ts';
import type { Country } from './reference-data.ts';
import { requiredText, rowsOf, tidy } from './source-table.ts';

const HEADER = ['usgs_name', 'iso3', 'wgi_code', 'in_oecd_list', 'mcs2026_rows'];

/** Names that read better than the inverted or dated ones of the source. */
const NAMES: Readonly<Record<string, string>> = {
  MMR: 'Myanmar',
  COD: 'DR Congo',
  KOR: 'South Korea',
  PRK: 'North Korea',
  BHS: 'Bahamas',
  TUR: 'Türkiye',
};

/** Other names of the same country, as the tables of the source vary. */
const ALIASES: Readonly<Record<string, string>> = {
  'Republic of Korea': 'KOR',
  'Korea, South': 'KOR',
};

/** @throws Refusal `data.bad_header`, `data.bad_cell` */
export function readCountries(table: RawTable): readonly Country[] {
  return rowsOf(table, HEADER).map((row) => {
    const iso3 = requiredText(table, row, 'iso3');
    const usgsName = requiredText(table, row, 'usgs_name');
    return { iso3, name: NAMES[iso3] ?? usgsName, usgsName, wgiCode: row.cell('wgi_code') || null };
  });
}

/**
 * Finds a country's code by the name a source uses: alpha-3, 'world', 'other', or '(CHN+DEU+RUS)'
 * for a row that lumps several. Undefined for a name that nobody knows.
 */
export function countryCodes(countries: readonly Country[]): (name: string) => string | undefined {
  const codes = new Map(Object.entries(ALIASES));
  for (const { usgsName, iso3 } of countries) codes.set(usgsName, iso3);
  return (name) => {
    const text = tidy(name);
    if (/^World total\b/i.test(text)) return 'world';
    if (/^Other( countries)?\b/i.test(text)) return 'other';
    const code = codes.get(text) ?? codes.get(text.replace(/ \(.*\)$/, ''));
    if (code !== undefined) return code;
    const parts = text.split(/, and |, | and /).map((part) => codes.get(part));
    return parts.length > 1 && parts.every((part) => part !== undefined)
      ? `(${parts.join('+')})`
      : undefined;
  };
}
