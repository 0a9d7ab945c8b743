import type { RawTable } from '../base/raw-table.ts';
import { Refusal } from '../base/refusal.ts';
import type { Assumption } from './reference-data.ts';
import { readTable } from './table-spec.ts';
import { ASSUMPTION_TABLE } from './tables.ts';

/**
 * Rows of the table of assumptions: each a range in order, and each case once.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`, `data.bad_assumption` naming line and columns
 */
export function readAssumptions(table: RawTable): readonly Assumption[] {
  const seen = new Set<string>();
  return readTable(ASSUMPTION_TABLE, table).map((row, i) => {
    const { id, scope, low, mid, high } = row;
    const refuse = (why: string, remedy: string) =>
      new Refusal(
        'invalid',
        'data.bad_assumption',
        `cannot use ${table.path}, line ${table.rows[i]!.line}: ${why}`,
        remedy,
      );
    if (!(low <= mid && mid <= high)) {
      throw refuse(
        `columns 'low', 'mid', 'high' of ${id}, ${scope}: ${low}, ${mid}, ${high} do not rise`,
        'write three numbers from low to high; the same three times where there is no range',
      );
    }
    if (seen.has(`${id}|${scope}`)) {
      throw refuse(`${id} has a second row for ${scope}`, 'keep one row an assumption and scope');
    }
    seen.add(`${id}|${scope}`);
    return row;
  });
}
