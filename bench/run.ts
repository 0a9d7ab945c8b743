import { readdir } from 'node:fs/promises';

export interface BenchOptions {
  readonly writes: boolean; // what was measured into docs/benchmarks.md
  readonly isShort: boolean; // leaves out what takes long
}

type Bench = (print: (line: string) => void, options: BenchOptions) => void | Promise<void>;

const FLAGS = ['--write', '--short'];

/**
 * Runs every exported `bench...` function of bench/*.bench.ts, one after the other.
 *
 * @param args - words of which a file's name must hold one, none for all files; `--write` and
 *   `--short`
 */
export async function runBenches(args: readonly string[]): Promise<void> {
  const only = args.filter((arg) => !arg.startsWith('--'));
  const unknown = args.filter((arg) => arg.startsWith('--') && !FLAGS.includes(arg));
  if (unknown.length > 0) {
    throw new Error(
      `there is no ${unknown.join(', ')}: npm run bench -- [WORD] ${FLAGS.join(' ')}`,
    );
  }
  const options = { writes: args.includes('--write'), isShort: args.includes('--short') };
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.bench.ts'));
  const print = (line: string) => console.log(line);
  for (const file of files.sort()) {
    if (only.length > 0 && !only.some((word) => file.includes(word))) continue;
    const module: Record<string, unknown> = await import(`./${file}`);
    for (const [name, bench] of Object.entries(module)) {
      if (!name.startsWith('bench') || typeof bench !== 'function') continue;
      print(`${file} ${name}`);
      await (bench as Bench)(print, options); // its name says that it is one
    }
  }
}
