import * as z from 'zod';

/** What data/manifest.json says: the digest of every table, and of all together. */
export const Manifest = z.object({
  version: z.string(),
  digest: z.string(),
  tables: z.record(z.string(), z.string()), // file name to digest
});
export type Manifest = z.infer<typeof Manifest>;

export const DATA_VERSION = '2026.1';

/** Tables whose digest counts: all that a result may depend on. */
export function isCounted(file: string): boolean {
  return file.endsWith('.csv') && !file.includes('/');
}

/**
 * @param texts - text of each file, by its name
 * @param digestOf - SHA-256 of a text
 */
export function manifestOf(
  texts: ReadonlyMap<string, string>,
  digestOf: (text: string) => string,
): Manifest {
  const names = [...texts.keys()].filter(isCounted).sort((a, b) => (a < b ? -1 : 1));
  const tables = Object.fromEntries(names.map((name) => [name, digestOf(texts.get(name)!)]));
  const lines = names.map((name) => `${name} ${tables[name]}\n`).join('');
  return { version: DATA_VERSION, digest: digestOf(`${DATA_VERSION}\n${lines}`), tables };
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
