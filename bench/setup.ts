import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/*
 * Makes the rivals ready: what they need is installed from Debian where we may, and they are
 * compiled. One that cannot be made ready is named with the reason; it is never left out in silence.
 */

const FOLDER = join(import.meta.dirname, 'rivals');
const OPTIONS = ['-O3', '-march=native'];
const DEBIAN_PYTHON = '/usr/bin/python3'; // the one that sees Debian's NumPy

export const RIVAL_NAMES = {
  numpy: 'NumPy, float64, best block',
  plain: 'plain C, -O3, libm',
  wide: 'C++ vectorised by hand',
} as const;
export type RivalId = keyof typeof RIVAL_NAMES;
export const RIVAL_IDS = Object.keys(RIVAL_NAMES) as RivalId[]; // the keys of the literal above

/** A rival to run as `program ...before CONSTANTS SEED DRAWS`, or why there is none. */
export type Rival =
  | { readonly id: RivalId; readonly program: string; readonly before: readonly string[] }
  | { readonly id: RivalId; readonly missing: string };

interface Need {
  readonly packages: readonly string[];
  readonly isThere: () => boolean;
}

const NEEDS: readonly Need[] = [
  { packages: ['gcc', 'libc6-dev'], isThere: () => runs('gcc', ['--version']) },
  { packages: ['g++'], isThere: () => runs('g++', ['--version']) },
  // Debian's NumPy takes the slow reference library for products of matrices when it is alone.
  {
    packages: ['python3-numpy', 'libopenblas0-pthread'],
    isThere: () =>
      runs(DEBIAN_PYTHON, ['-c', 'import numpy']) && isInstalled('libopenblas0-pthread'),
  },
];

/** @param into - an empty folder for the compiled programs */
export function setUpRivals(into: string, print: (line: string) => void): Rival[] {
  const packages = NEEDS.filter(({ isThere }) => !isThere()).flatMap((need) => need.packages);
  if (packages.length > 0) install(packages, print);
  return [
    numpyRival(),
    compile('plain', 'gcc', ['plain.c', '-lm'], into),
    compile('wide', 'g++', ['-std=c++17', 'wide.cpp'], into),
  ];
}

/** The program that measures PostgreSQL itself, or why there is none. */
export function setUpPgbench(
  print: (line: string) => void,
): { readonly program: string } | { readonly missing: string } {
  const find = () => ['pgbench', ...PGBENCH_PLACES].find((each) => runs(each, ['--version']));
  if (find() === undefined) install(['postgresql', 'postgresql-contrib'], print);
  const program = find();
  return program === undefined ? { missing: 'no pgbench on this machine' } : { program };
}

const PGBENCH_PLACES = [18, 17, 16, 15].map(
  (version) => `/usr/lib/postgresql/${version}/bin/pgbench`,
);

function install(packages: readonly string[], print: (line: string) => void): void {
  const names = packages.join(', ');
  if (process.getuid?.() !== 0 || !runs('apt-get', ['--version'])) {
    print(`  not installed, for it needs root on Debian: ${names}`);
    return;
  }
  print(`  installing from Debian: ${names}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  for (const args of [['update', '-q'], install]) {
    spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] }); // its output is not ours
  }
}

function numpyRival(): Rival {
  const found = [DEBIAN_PYTHON, 'python3'].find((program) => runs(program, ['-c', 'import numpy']));
  if (found === undefined) return { id: 'numpy', missing: 'no Python here has NumPy' };
  return { id: 'numpy', program: found, before: ['-B', join(FOLDER, 'arrays.py')] };
}

function compile(id: RivalId, compiler: string, args: readonly string[], into: string): Rival {
  const program = join(into, id);
  const all = [...OPTIONS, ...args, '-o', program];
  const { status, stderr, error } = spawnSync(compiler, all, { cwd: FOLDER, encoding: 'utf8' });
  if (status === 0) return { id, program, before: [] };
  if (error !== undefined) return { id, missing: `${compiler} does not start: ${error.message}` };
  const why = stderr.split('\n').find((line) => /error/i.test(line)) ?? `status ${status}`;
  return { id, missing: `${compiler} does not compile it here: ${why}` };
}

const runs = (program: string, args: readonly string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync('dpkg', ['--status', name], { encoding: 'utf8' });
  return stdout?.includes('\nStatus: install ok installed\n') ?? false;
}

/** The first line with which a program says its version; undefined when it is not there. */
export function versionOf(program: string): string | undefined {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}
