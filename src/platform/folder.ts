import type { RawTable } from '../base/raw-table.ts';

export type Encoding = 'utf8' | 'cp1252';

/** A folder that a feature may read tables from. Paths are relative and use `/`. */
export interface Folder {
  /** What a person would call it, for messages. */
  readonly name: string;
  /** Paths of the files below, sorted. */
  list(): Promise<readonly string[]>;
  /** @throws Refusal `folder.missing_file` */
  readText(path: string, encoding?: Encoding): Promise<string>;
  /** SHA-256 of a file's text, as `sha256-` and hexadecimal digits. @throws Refusal `folder.missing_file` */
  digest(path: string): Promise<string>;
  /** @throws Refusal `folder.missing_file`, `folder.bad_csv` with the line */
  readTable(path: string, encoding?: Encoding): Promise<RawTable>;
}

/** A folder that a feature may write: all files appear, or none. */
export interface OutFolder {
  readonly name: string;
  /** @throws Refusal `folder.not_writable` */
  writeAll(files: ReadonlyMap<string, string>): Promise<void>;
}
