import { readdir } from 'node:fs/promises';

type Bench = (print: (line: string) => void) => void | Promise<void>;

/**
 * Runs every exported `bench...` function of bench/*.bench.ts, one after the other.
 *
 * @param only - words of which a file's name must hold one; empty for all files
 */
export async function runBenches(only: readonly string[]): Promise<void> {
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.bench.ts'));
  const print = (line: string) => console.log(line);
  for (const file of files.sort()) {
    if (only.length > 0 && !only.some((word) => file.includes(word))) continue;
    const module: Record<string, unknown> = await import(`./${file}`);
    for (const [name, bench] of Object.entries(module)) {
      if (!name.startsWith('bench') || typeof bench !== 'function') continue;
      print(`${file} ${name}`);
      await (bench as Bench)(print); // its name says that it is one
    }
  }
}
