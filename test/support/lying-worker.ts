import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { digestOf } from '../../src/platform/digest.ts';
import {
  BlockOrder,
  blockKey,
  type Edition,
  PREFIX,
  queueOf,
} from '../../src/platform/engine-wire.ts';
import { pack } from '../../src/platform/packed.ts';

/** What a worker answers for a block, and which bytes it leaves for it; null leaves none. */
export interface Told {
  answer: Record<string, unknown>;
  bytes: Uint8Array | null;
}

/** Changes what an honest worker would tell. */
export type Lie = (honest: Told, order: BlockOrder) => Told;

/** The bytes of another result, with the answer that is true of them. */
export function withResult({ answer }: Told, result: unknown): Told {
  const bytes = pack(result);
  return { answer: { ...answer, bytes: bytes.byteLength, digest: digestOf(bytes) }, bytes };
}

/**
 * A program of somebody else that has the password of the engine and takes blocks from it.
 *
 * @param compute - what an honest worker would compute
 */
export function startLiar(
  redis: Redis,
  edition: Edition,
  compute: (order: BlockOrder) => unknown, // or a promise of it
  lie: Lie,
): Worker {
  const work = async (data: unknown) => {
    const order = BlockOrder.parse(data);
    const { run, index, inputs } = order;
    const named = { kind: 'result', worker: 'liar', run, index, edition: order.edition, inputs };
    const honest = withResult({ answer: named, bytes: null }, await compute(order));
    const { answer, bytes } = lie(honest, order);
    if (bytes !== null) await redis.set(blockKey(run, index), Buffer.from(bytes), 'EX', 60);
    return answer;
  };
  return new Worker(queueOf(edition), (job) => work(job.data), {
    connection: redis,
    prefix: PREFIX,
  });
}
