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

export type Encoding = 'utf8' | 'cp1252';

/** A folder that a feature may read tables from. Paths are relative and use `/`. */
export interface Folder {
  /** What a person would call it, for messages. */
  readonly name: string;
  /** Paths of the files below, sorted. */
  list(): Promise<readonly string[]>;
  /** @throws Refusal `folder.missing_file` */
  readText(path: string, encoding?: Encoding): Promise<string>;
  /** @throws Refusal `folder.missing_file`, `folder.bad_csv` with the line */
  readTable(path: string, encoding?: Encoding): Promise<RawTable>;
}

/** A folder that a feature may write: all files appear, or none. */
export interface OutFolder {
  readonly name: string;
  /** @throws Refusal `folder.not_writable` */
  writeAll(files: ReadonlyMap<string, string>): Promise<void>;
}
