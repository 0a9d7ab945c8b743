import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { Redis } from 'ioredis';
import { afterAll, expect, test } from 'vitest';
import type { TestServer } from '../../test/support/postgres-server.ts';
import { engineUrl, startRedisServer } from '../../test/support/redis-server.ts';
import { SELF_SIGNED_CERTIFICATE, SELF_SIGNED_KEY } from '../../test/support/self-signed.ts';
import { multiplyTask } from '../../test/support/test-tasks.ts';
import { createEngine } from './engine.ts';
import { connectEngine } from './engine-connection.ts';
import { serveEngine } from './engine-worker.ts';
import { createParallel } from './workers.ts';

// What happens when the engine is not there, or not fit, or goes away in the middle of a run.

const workerUrl = new URL('../../test/support/test-worker.ts', import.meta.url);
const local = createParallel({ workerUrl, threads: 1 });
const servers: TestServer[] = [];
afterAll(async () => {
  await local.close();
  for (const server of servers) await server.stop();
});

async function ownServer(port?: number): Promise<TestServer> {
  const server = await startRedisServer(port);
  servers.push(server);
  return server;
}

type UrlOf = (url: string) => string | Promise<string>;
const UNUSABLE: readonly (readonly [string, string, string, UrlOf])[] = [
  ['nobody at the port', 'unavailable', 'engine.unreachable', () => 'redis://127.0.0.1:1'],
  ['no such host', 'unavailable', 'engine.unreachable', () => 'redis://:secret@no.invalid:6379'],
  ['a server of something else', 'unavailable', 'engine.unreachable', pageUrl],
  ['a wrong password', 'not_allowed', 'engine.rejected', changed({ password: 'secret' })],
  ['no password', 'not_allowed', 'engine.rejected', changed({ password: '' })],
  ['a database it lacks', 'not_allowed', 'engine.rejected', changed({ pathname: '/99' })],
];

function changed(change: Partial<URL>): UrlOf {
  return (url) => Object.assign(new URL(url), change).href;
}

test.each(UNUSABLE)('%s is refused in a sentence with its place', async (_, kind, code, urlOf) => {
  const url = await urlOf(await engineUrl());
  const refused = connectEngine(url);
  await expect(refused).rejects.toMatchObject({ kind, code });
  const { host } = new URL(url);
  await expect(refused).rejects.toThrow(`the engine at ${host} does not `);
  await expect(refused).rejects.not.toThrow('secret');
});

test('a certificate that nobody vouches for is refused as such', async () => {
  const server = createTlsServer({ key: SELF_SIGNED_KEY, cert: SELF_SIGNED_CERTIFICATE });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number }; // of a TCP server
  await expect(connectEngine(`rediss://:secret@127.0.0.1:${port}`)).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'engine.untrusted',
    message: `the engine at 127.0.0.1:${port} shows a certificate that is not trusted: DEPTH_ZERO_SELF_SIGNED_CERT`,
    hint: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
  });
  server.close();
});

/** An engine URL that leads to a web server. */
async function pageUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  server.unref();
  return `redis://127.0.0.1:${(server.address() as { port: number }).port}`;
}

test('an engine that drops keys when it is full is refused, and says what to change', async () => {
  const { url } = await ownServer();
  const redis = new Redis(url);
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  redis.disconnect();
  await expect(connectEngine(url)).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'engine.evicts',
    message: expect.stringContaining('(maxmemory-policy allkeys-lru)'),
    hint: expect.stringContaining('noeviction'),
  });
});

test('a run outlives an engine that comes back without its memory', async () => {
  const server = await ownServer();
  const edition = { program: 'restart' };
  const parallel = createParallel({ workerUrl });
  const stop = new AbortController();
  const said: string[] = [];
  const note = (line: string) => void said.push(line);
  const working = serveEngine({
    ...{ url: server.url, edition, name: 'one', parallel, threads: 1 },
    ...{ signal: stop.signal, note, finishingMs: 1000 },
  });
  const engine = createEngine({ url: server.url, edition, local, threads: 1 });
  const jobs = Array.from({ length: 40 }, (_, i) => i + 1);
  const shared = { factor: 3, milliseconds: 50 };
  let isDown = false;
  const running = engine.map(multiplyTask, shared, jobs, {
    onProgress: (done) => {
      if (done < 5 || isDown) return;
      isDown = true;
      void restart();
    },
  });
  const restart = async () => {
    await server.stop();
    await setTimeout(300);
    await ownServer(Number(new URL(server.url).port));
  };
  expect(await running).toEqual(
    await local.map(multiplyTask, { ...shared, milliseconds: 0 }, jobs),
  );
  expect(isDown).toBe(true);
  expect(said.join('\n')).toMatch(/does not answer: trying again\n(.*\n)*.* answers again/);
  await engine.close();
  stop.abort();
  await working;
  await parallel.close();
});

test('a run ends with a sentence when its engine is silent for too long', async () => {
  const server = await ownServer();
  const edition = { program: 'silence' };
  const patienceMs = 1000;
  const engine = createEngine({ url: server.url, edition, local, threads: 1, patienceMs });
  const running = engine.map(multiplyTask, { factor: 1, milliseconds: 1 }, [1, 2, 3]);
  running.catch(() => {});
  await setTimeout(500);
  await server.stop();
  await expect(running).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'engine.unreachable',
    message: `the engine at ${new URL(server.url).host} stopped answering: no answer for 1 s`,
  });
  await engine.close();
});

test('a worker that is stopped while its engine is away ends all the same', async () => {
  const server = await ownServer();
  const parallel = createParallel({ workerUrl });
  const stop = new AbortController();
  const said: string[] = [];
  const working = serveEngine({
    ...{ url: server.url, edition: { program: 'away' }, name: 'one', parallel, threads: 1 },
    ...{ signal: stop.signal, note: (line: string) => void said.push(line) },
  });
  await expect.poll(() => said.length).toBeGreaterThan(1);
  await server.stop();
  await expect.poll(() => said.join()).toContain('trying again');
  const started = performance.now();
  stop.abort();
  expect(await working).toEqual({ worker: 'one', blocks: 0 });
  expect(performance.now() - started).toBeLessThan(8000);
  await parallel.close();
});
