import type { Redis } from 'ioredis';
import type * as z from 'zod';

/*
 * Who is there: a sorted set of notices, each with the time of the engine's clock at which it was
 * renewed. Nobody signs off by being killed, so a notice that is not renewed is not believed.
 */

/** How often a notice is renewed. */
export const RENEWED_MS = 2000;
const BELIEVED_SECONDS = 7;
const FORGOTTEN_SECONDS = 60;

/** Puts up a notice, or renews it, and takes down those that are long out of date. */
export async function renewNotice(redis: Redis, key: string, notice: object): Promise<void> {
  const now = await secondsOf(redis);
  await redis
    .multi()
    .zadd(key, now, JSON.stringify(notice))
    .zremrangebyscore(key, '-inf', now - FORGOTTEN_SECONDS)
    .exec();
}

export async function withdrawNotice(redis: Redis, key: string, notice: object): Promise<void> {
  await redis.zrem(key, JSON.stringify(notice));
}

/** The notices that are up to date; one that nobody of ours wrote is passed over. */
export async function readNotices<Schema extends z.ZodType>(
  redis: Redis,
  key: string,
  schema: Schema,
): Promise<z.infer<Schema>[]> {
  const since = (await secondsOf(redis)) - BELIEVED_SECONDS;
  const texts = await redis.zrangebyscore(key, since, '+inf');
  return texts.flatMap((text) => {
    const notice = schema.safeParse(jsonOf(text));
    return notice.success ? [notice.data] : [];
  });
}

async function secondsOf(redis: Redis): Promise<number> {
  const [seconds] = await redis.time();
  return Number(seconds);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
