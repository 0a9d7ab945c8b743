import type { RawTable } from '../base/raw-table.ts';
import type { Observation } from './reference-data.ts';
import { badCell, requiredText, rowsOf, tokenOf } from './source-table.ts';
import { SUPPLEMENT_TABLE } from './tables.ts';
import { knownUnit } from './unit.ts';

const HEADER = SUPPLEMENT_TABLE.columns.map(({ column }) => column);

/**
 * Facts that an edition prints in a figure or in its text and that its data tables lack.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`
 */
export function readSupplement(table: RawTable): readonly Observation[] {
  return rowsOf(table, HEADER).map((row) => {
    const token = tokenOf(table, row, 'value');
    const unit = knownUnit(row.cell('unit'));
    if (unit === undefined) {
      throw badCell(table, row.line, 'unit', `'${row.cell('unit')}' is no unit on our list`);
    }
    if (row.cell('stat') !== 'nir') {
      throw badCell(table, row.line, 'stat', `'${row.cell('stat')}' is not nir`);
    }
    return {
      id: requiredText(table, row, 'id'),
      mineral: requiredText(table, row, 'mineral'),
      commodity: requiredText(table, row, 'commodity'),
      detail: requiredText(table, row, 'detail'),
      stage: null,
      stat: 'nir',
      country: requiredText(table, row, 'country'),
      period: requiredText(table, row, 'period'),
      value: token.value,
      low: token.low,
      high: token.high,
      bound: token.bound,
      flag: token.flag,
      estimated: true,
      unit,
      valueT: null,
      basis: null,
      primary: true,
      raw: row.cell('value'),
      note: row.cell('note') || null,
      source: requiredText(table, row, 'source'),
    };
  });
}
