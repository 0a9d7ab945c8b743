/** One line of a table: its cells as text, and where it stands in the file for messages. */
export interface RawRow {
  readonly line: number; // 1 is the header
  readonly cells: readonly string[];
}

/** A CSV file as it is: nothing trimmed, converted or left out. */
export interface RawTable {
  readonly path: string;
  readonly header: readonly string[];
  readonly rows: readonly RawRow[];
}
