import type { RawTable } from '../base/raw-table.ts';
import { times } from './mcs-2026.ts';
import type { Price } from './reference-data.ts';
import { badCell, numberOf, rowsOf } from './source-table.ts';
import { usdPerTonnePerUnit } from './unit.ts';

const HEADER = ['month', 'series', 'unit', 'price_nominal_usd'];
const FIRST_MONTH = '2000-01'; // older months serve no model here

/** Series that price a listed mineral, and of what. */
const SERIES: Readonly<Record<string, { readonly mineral: string; readonly basis: string }>> = {
  Aluminum: { mineral: 'aluminum', basis: 'LME primary aluminium' },
  Copper: { mineral: 'copper', basis: 'LME grade A' },
  Lead: { mineral: 'lead', basis: 'LME refined' },
  Nickel: { mineral: 'nickel', basis: 'LME' },
  Tin: { mineral: 'tin', basis: 'LME refined' },
  Zinc: { mineral: 'zinc', basis: 'LME high grade' },
  Platinum: { mineral: 'platinum', basis: 'refined' },
  Silver: { mineral: 'silver', basis: 'refined' },
  'Phosphate rock': { mineral: 'phosphate', basis: 'phosphate rock' },
  'Potassium chloride': { mineral: 'potash', basis: 'KCl, not K2O' },
};

const UNITS: Readonly<Record<string, number | null>> = {
  '$/mt': 1,
  '$/troy oz': usdPerTonnePerUnit('dollars per troy ounce'),
  '$/toz': usdPerTonnePerUnit('dollars per troy ounce'),
  '$/dmtu': null, // of iron ore, a hundredth of a tonne of iron
};

/**
 * Monthly prices in USD/t. Three dots mean that the source has none for the month.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`
 */
export function readPinkSheet(table: RawTable): readonly Price[] {
  return rowsOf(table, HEADER).flatMap((row): Price[] => {
    const unit = row.cell('unit');
    const factor = UNITS[unit];
    if (factor === undefined)
      throw badCell(table, row.line, 'unit', `'${unit}' is an unknown unit`);
    const text = row.cell('price_nominal_usd');
    const isMissing = text === '...' || text === '…';
    const value = isMissing ? null : numberOf(table, row, 'price_nominal_usd');
    if (!isMissing && (value === null || value <= 0)) {
      throw badCell(table, row.line, 'price_nominal_usd', `'${text}' is no price`);
    }
    const month = row.cell('month');
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
      throw badCell(table, row.line, 'month', `'${month}' is no month such as 2025-06`);
    }
    const series = SERIES[row.cell('series')];
    if (series === undefined || month < FIRST_MONTH) return [];
    return [
      {
        mineral: series.mineral,
        series: row.cell('series'),
        period: month,
        usdPerTonne: times(value, factor),
        rawValue: text,
        rawUnit: unit,
        basis: series.basis,
        source: 'wb-pink-sheet-2026-03',
      },
    ];
  });
}
