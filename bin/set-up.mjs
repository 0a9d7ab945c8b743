// Makes a fresh clone ready: packages, web pages, and the `lodestock` link. Built-in modules only,
// because nothing else is there yet. What it starts writes to stderr: stdout is for the answer.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const MODULES = join(ROOT, 'node_modules');
const LOCKFILE = join(ROOT, 'package-lock.json');
const MODULES_STAMP = join(MODULES, '.lodestock-installed');
const WEB_STAMP = join(ROOT, 'dist', 'web', '.built-from');
const LEAST_NODE = [20, 19];

/**
 * Installs and builds what is missing or older than its sources; does nothing when all is there.
 *
 * @param {{ web: boolean }} wanted - whether the pages of the browser are needed
 */
export function setUp({ web }) {
  requireNode();
  const ready = () => modulesAreCurrent() && (!web || !canBuildWeb() || webIsCurrent());
  if (!ready()) {
    withLock(() => {
      if (!modulesAreCurrent()) installModules();
      if (web && canBuildWeb() && !webIsCurrent()) buildWeb();
    });
  }
  linkCommand();
}

/** Lets Node import TypeScript; possible only after the packages are there. */
export async function readTypeScript() {
  const { register } = await import('tsx/esm/api');
  // Else it reads the settings of whatever folder the command is typed in, and JSX fails.
  register({ tsconfig: join(ROOT, 'tsconfig.json') });
}

/** Runs a program of the project with its output on stderr; returns whether it went well. */
export function runOnStderr(program, args, env = {}) {
  const { status } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32' && !program.endsWith('.exe'),
  });
  return status === 0;
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  fail(
    `Lodestock needs Node ${LEAST_NODE.join('.')} or newer, and this is ${process.versions.node}.`,
  );
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function modulesAreCurrent() {
  const installed = join(MODULES, '.package-lock.json'); // npm's own record of what it installed
  if (!existsSync(installed)) return false;
  if (readIfThere(MODULES_STAMP) === digestOfFiles([LOCKFILE])) return true;
  return statSync(installed).mtimeMs >= statSync(LOCKFILE).mtimeMs;
}

function installModules() {
  process.stderr.write('Installing packages (once, about half a minute) ...\n');
  const install = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--loglevel=error',
    '--progress=false',
  ];
  // The caller may have set `npm_config_*` for its own run (such as omit or loglevel): not for this.
  const npmSettings = Object.keys(process.env).filter((name) =>
    /^npm_config_(omit|only)/i.test(name),
  );
  const env = Object.fromEntries(npmSettings.map((name) => [name, '']));
  if (!runOnStderr('npm', install, env)) {
    fail('Could not install the packages: `npm ci` failed with the message above.');
  }
  writeFileSync(MODULES_STAMP, digestOfFiles([LOCKFILE]));
}

function canBuildWeb() {
  const isThere = existsSync(join(ROOT, 'web', 'vite.config.ts'));
  const viteMissing = existsSync(MODULES) && !existsSync(join(MODULES, 'vite', 'package.json'));
  return isThere && !viteMissing;
}

function webIsCurrent() {
  return readIfThere(WEB_STAMP) === digestOfFiles(webSources());
}

function buildWeb() {
  process.stderr.write('Building the web pages ...\n');
  const vite = join(MODULES, 'vite', 'bin', 'vite.js');
  // Whatever mode the caller is in (tests are in 'test'): the pages are built to be used.
  const mode = { NODE_ENV: 'production' };
  if (!runOnStderr(process.execPath, [vite, 'build', 'web', '--logLevel', 'warn'], mode)) {
    fail('Could not build the web pages: `vite build web` failed with the message above.');
  }
  mkdirSync(join(ROOT, 'dist', 'web'), { recursive: true });
  writeFileSync(WEB_STAMP, digestOfFiles(webSources()));
}

/** What the pages are made of: everything in web/, and the pure files they share with the server. */
function webSources() {
  const isPure = (path) => /^[^/.]+[/][^/.]+[.]ts$/.test(path) && !/^(platform|main)[/]/.test(path);
  const files = (folder, wanted) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter(wanted)
      .map((path) => join(ROOT, folder, path))
      .filter((path) => statSync(path).isFile());
  const isWeb = (path) => !/[.]test[.]tsx?$/.test(path);
  return [LOCKFILE, ...files('web', isWeb), ...files('src', isPure)].sort();
}

function digestOfFiles(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    hash.update(path.slice(ROOT.length)).update('\0').update(readFileSync(path));
  return hash.digest('hex');
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** `npx lodestock` looks in node_modules/.bin first; with the link there it starts at once. */
function linkCommand() {
  const bin = join(MODULES, '.bin');
  const link = join(bin, 'lodestock');
  if (process.platform === 'win32' || !existsSync(bin) || existsSync(link)) return;
  try {
    symlinkSync('../../bin/lodestock.mjs', link);
  } catch {
    // Only a convenience: a read-only clone, or another process was quicker.
  }
}

/** Two first runs at once would delete each other's packages: the second waits for the first. */
function withLock(work) {
  const name = createHash('sha256').update(ROOT).digest('hex').slice(0, 16);
  const lock = join(tmpdir(), `lodestock-set-up-${name}`);
  while (!takeLock(lock)) {
    const holder = Number(readIfThere(join(lock, 'pid')));
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { recursive: true, force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid));
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
