import { readFile } from 'node:fs/promises';
import { parseTable } from '../../src/platform/folder-node.ts';

/** A published figure, or one recomputed by other means, that our numbers are held against. */
export interface Published {
  readonly check: string;
  readonly mineral: string;
  readonly kind: string;
  readonly year: string;
  readonly published: string;
  readonly bound: string;
  readonly source: string;
}

/** The published figures of one check. */
export async function published(check: string): Promise<readonly Published[]> {
  const path = new URL('validation.csv', import.meta.url);
  const { rows } = parseTable('validation.csv', await readFile(path, 'utf8'));
  return rows
    .map(({ cells }) => {
      const [name, mineral, kind, year, value, bound, source] = cells;
      return {
        check: name!,
        mineral: mineral!,
        kind: kind!,
        year: year!,
        published: value!,
        bound: bound!,
        source: source!,
      };
    })
    .filter((row) => row.check === check);
}
