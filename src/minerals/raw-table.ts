/*
 * A table as a folder gives it: cells as text, nothing trimmed or left out. The same shape as the
 * port's, spelt again so that the importer stays pure.
 */

export interface RawRow {
  readonly line: number; // 1 is the header
  readonly cells: readonly string[];
}

export interface RawTable {
  readonly path: string;
  readonly header: readonly string[];
  readonly rows: readonly RawRow[];
}
