import { Redis } from 'ioredis';
import { Refusal } from '../base/refusal.ts';

const CONNECT_MS = 5000;
const LEAST_VERSION = [6, 2] as const; // of Redis; what BullMQ recommends
const SLOWEST_RETRY_MS = 2000;

/** An engine that answered. */
export interface EngineConnection {
  readonly redis: Redis;
  readonly place: string; // host and port
  /** The URL without user and password, to show. */
  readonly publicUrl: string;
  close(): void;
}

/**
 * Connects to a Redis server, and from then on connects again by itself when the line breaks.
 *
 * @throws Refusal `engine.unreachable`, `engine.untrusted`, `engine.rejected`, `engine.too_old`,
 *   `engine.evicts`; each names host and port, none the password
 */
export async function connectEngine(url: string): Promise<EngineConnection> {
  const line: { isOpen: boolean; fault?: Error } = { isOpen: false };
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    maxRetriesPerRequest: null, // commands wait for the line, as BullMQ asks
    retryStrategy: (times) => (line.isOpen ? Math.min(100 * 2 ** times, SLOWEST_RETRY_MS) : null),
  });
  // A line that breaks later is mended by `retryStrategy`; who waits for an answer sets the limit.
  redis.on('error', (error: Error) => {
    line.fault ??= error;
  });
  const place = placeOf(url);
  try {
    await withinMs(CONNECT_MS, redis.connect());
    if (line.fault !== undefined) throw line.fault; // as of a database number that the server does not have
    refuseUnfit(await withinMs(CONNECT_MS, redis.info()), place);
  } catch (error) {
    redis.disconnect();
    throw error instanceof Refusal ? error : refusalOf(line.fault ?? error, place);
  }
  line.isOpen = true;
  return { redis, place, publicUrl: publicUrlOf(url), close: () => redis.disconnect() };
}

/** Something was waited for in vain. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The answer, if it comes in time. @throws NoAnswer */
export async function withinMs<Answer>(
  milliseconds: number,
  answer: Promise<Answer>,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new NoAnswer(`no answer for ${milliseconds / 1000} s`);
    timer = setTimeout(() => reject(error), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function refuseUnfit(info: string, place: string): void {
  const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
  const version = field('redis_version');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_VERSION;
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
    throw new Refusal(
      'unavailable',
      'engine.too_old',
      `the engine at ${place} is Redis ${version}`,
      `use Redis ${LEAST_VERSION.join('.')} or newer`,
    );
  }
  const policy = field('maxmemory_policy');
  if (policy === 'noeviction') return;
  throw new Refusal(
    'unavailable',
    'engine.evicts',
    `the engine at ${place} drops keys when its memory is full (maxmemory-policy ${policy})`,
    'set maxmemory-policy to noeviction in redis.conf',
  );
}

function refusalOf(error: unknown, place: string): Refusal {
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  const code = error instanceof Error && 'code' in error ? String(error.code ?? '') : '';
  if (/^(NOAUTH|WRONGPASS|NOPERM|ERR (AUTH|invalid password|DB index))/.test(message)) {
    return new Refusal(
      'not_allowed',
      'engine.rejected',
      `the engine at ${place} does not let us in: ${message}`,
      'check user, password and database number in the URL',
    );
  }
  if (/CERT|^(UNABLE_TO_|DEPTH_ZERO_|ERR_TLS_)/.test(code)) {
    return new Refusal(
      'unavailable',
      'engine.untrusted',
      `the engine at ${place} shows a certificate that is not trusted: ${code}`,
      'for an authority of your own, set NODE_EXTRA_CA_CERTS to the file of its certificate',
    );
  }
  return new Refusal(
    'unavailable',
    'engine.unreachable',
    `the engine at ${place} does not answer: ${code || message}`,
    'check host and port in the URL, that a Redis server runs there, and rediss:// if it asks for TLS',
  );
}

/** Host and port of a URL, without user and password. */
function placeOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '6379'}`;
}

function publicUrlOf(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
