import { counted } from '../base/number-text.ts';
import { Refusal } from '../base/refusal.ts';
import type { Command } from '../platform/command.ts';
import { readEngineUrl } from '../platform/config.ts';
import { createParallel } from '../platform/workers.ts';
import { editionOf } from './edition.ts';
import { WORKER_URL } from './workshop.ts';

/** `lodestock engine ...`: this machine at work for runs of others. */
export const engineCommands: readonly Command[] = [
  {
    name: 'engine work',
    flags: [
      {
        name: 'engine',
        value: 'URL',
        summary: 'Redis server to take blocks from (redis://host:6379, rediss:// with TLS)',
      },
    ],
    summary: 'Do blocks of runs that others start with --engine, until Ctrl-C',
    examples: [
      'engine work --engine redis://10.0.0.1:6379',
      'engine work --engine redis://10.0.0.1:6379 --threads 8',
    ],
    async run(context, input) {
      const url = readEngineUrl(input.flag('engine'), process.env);
      if (url === undefined) throw noEngine();
      const [{ serveEngine }, { processName }] = await Promise.all([
        import('../platform/engine-worker.ts'),
        import('../platform/engine-wire.ts'),
      ]);
      const { threads, signal, note, tables } = context;
      const parallel = createParallel({ workerUrl: WORKER_URL, threads });
      try {
        const edition = await editionOf(tables);
        const name = processName();
        const work = await serveEngine({ url, edition, name, parallel, threads, signal, note });
        context.print(
          context.json ? JSON.stringify(work) : `${counted(work.blocks, 'block')} done`,
        );
        return 0;
      } finally {
        await parallel.close();
      }
    },
  },
];

function noEngine(): Refusal {
  return new Refusal(
    'usage',
    'engine.not_named',
    'a worker needs to know its engine',
    'write --engine redis://host:6379, or set LODESTOCK_ENGINE_URL',
  );
}
