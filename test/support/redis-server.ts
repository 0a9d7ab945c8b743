import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { freePort } from './browser.ts';
import type { TestServer } from './postgres-server.ts';

const run = promisify(execFile);

const PROGRAM = 'redis-server';
const PLACES = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];
const PASSWORD = 'for-tests-only';

/** URL of the Redis server that all test files share. */
export async function engineUrl(): Promise<string> {
  const answer = await fetch(`${inject('databaseDesk')}/engine`);
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { engineUrl: string }).engineUrl;
}

/**
 * Starts a Redis server of its own for the tests, on this machine only and in a temporary folder.
 *
 * The server hangs on a pipe to this process: it stops and removes its folder also when this
 * process is killed.
 *
 * @param port - to take again after a server that was stopped; else a free one
 */
export async function startRedisServer(port?: number): Promise<TestServer> {
  const program = findProgram() ?? (await install());
  const folder = await mkdtemp(join(tmpdir(), 'lodestock-redis-'));
  try {
    const taken = port ?? (await freePort());
    const stop = await supervise(program, taken, folder);
    return { url: `redis://:${PASSWORD}@127.0.0.1:${taken}`, stop };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`cannot start a Redis server for the tests: ${error}`);
  }
}

function findProgram(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...PLACES];
  return folders.map((folder) => join(folder, PROGRAM)).find((path) => existsSync(path));
}

/** Where we are root on Debian or one of its kin, the server is one command away. */
async function install(): Promise<string> {
  const missing = `the tests of the engine need ${PROGRAM} and there is none on this machine`;
  const remedy = 'install it (apt-get install redis-server, or brew install redis)';
  if (process.getuid?.() !== 0) throw new Error(`${missing}: ${remedy}`);
  process.stderr.write('Installing a Redis server for the tests of the engine ...\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patient = ['-q', '-o', 'DPkg::Lock::Timeout=120'];
  try {
    await run('apt-get', ['update', ...patient], { env });
    const packages = ['install', '-y', ...patient, '--no-install-recommends', PROGRAM];
    await run('apt-get', packages, { env });
  } catch (error) {
    throw new Error(`${missing}, and it could not be installed: ${remedy}; ${error}`);
  }
  const program = findProgram();
  if (program === undefined) throw new Error(`${missing}, even after apt-get: ${remedy}`);
  return program;
}

/** A shell waits for the end of its input, then stops the server and removes the folder. */
async function supervise(program: string, port: number, folder: string) {
  const script = `
    folder="$1"; shift
    "$@" & server=$!
    exec > /dev/null
    read _
    kill -TERM $server
    wait $server
    rm -rf "$folder"`;
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--requirepass', PASSWORD];
  options.push('--save', '', '--appendonly', 'no', '--dir', folder, '--daemonize', 'no');
  const child = spawn('/bin/sh', ['-c', script, 'supervise', folder, program, ...options], {
    cwd: tmpdir(),
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true, // a Ctrl-C in the terminal is for the tests; the server ends with the pipe
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (part) => {
      log += part;
      if (log.includes('Ready to accept connections')) resolve();
    });
    child.stdout.once('end', () => reject(new Error(log)));
  });
  child.stdout.resume();
  child.unref();
  return async () => {
    child.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
}
