import type { ColumnMap, FileKind } from '../../src/inventory/stock-columns.ts';

/** All that an import is; it travels in the forms, and the server keeps nothing of it. */
export interface ImportState {
  readonly kind: FileKind;
  readonly text: string;
  readonly columns: ColumnMap;
}
