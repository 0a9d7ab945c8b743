import type { Command } from '../platform/command.ts';
import { readConfig } from '../platform/config.ts';

/** `npm start`: the main question, and the application that goes on from its answer. */
export const startCommands: readonly Command[] = [
  {
    name: 'start',
    flags: [
      { name: 'once', summary: 'answer the main question and end' },
      {
        name: 'port',
        value: 'N',
        summary: 'where the web application answers (4317; 0: any free)',
      },
    ],
    summary: 'Answer the main question, then serve the web application',
    examples: ['lodestock start', 'lodestock start --once --json', 'lodestock start --port 8080'],
    async run(context, input) {
      process.env.NODE_ENV ??= 'production'; // React then renders without its checks
      // The server and the pages are half of all code: other commands do not load them.
      const { answerOnce, serve } = await import('./start.ts');
      if (input.has('once')) return answerOnce(context);
      const { port } = readConfig({ port: input.flag('port') }, process.env);
      await serve(context, port);
      return 0;
    },
  },
];
