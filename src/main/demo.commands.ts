import type { Command, CommandContext } from '../platform/command.ts';
import { readConfig } from '../platform/config.ts';
import { openBrowser } from '../platform/open-browser.ts';
import { stressModel } from '../stress/stress.service.ts';
import { aborted } from './aborted.ts';
import { demoLines, demonstrate } from './demo.ts';

/** `npx lodestock demo`: a real result within seconds, and the lab it came from. */
export const demoCommands: readonly Command[] = [
  {
    name: 'demo',
    flags: [
      { name: 'once', summary: 'print the result and end' },
      { name: 'no-open', summary: 'do not open a browser' },
      { name: 'port', value: 'N', summary: 'where the stress lab answers (4317; 0: any free)' },
    ],
    summary: 'Show what three real shocks would do, then serve the stress lab',
    examples: ['demo', 'demo --no-open --json', 'demo --once'],
    async run(context, input) {
      const print = (url: string | null) => {
        const demo = demonstrate(model, url);
        if (context.json) context.print(JSON.stringify(demo));
        else for (const line of demoLines(demo)) context.print(line);
        return demo.address;
      };
      const model = await stressModel(context);
      if (input.has('once')) {
        print(null);
        return 0;
      }
      const { port } = readConfig({ port: input.flag('port') }, process.env);
      await serveDemo(context, port, (url) => {
        const address = print(url);
        const isWatched = process.stdout.isTTY === true && !process.env.CI;
        if (address !== null && isWatched && !input.has('no-open')) openBrowser(address);
      });
      return 0;
    },
  },
];

/**
 * Serves the pages until the signal comes. The port is taken and the result is told before the
 * pages are loaded, which takes as long as everything before; who asks sooner waits.
 */
async function serveDemo(
  context: CommandContext,
  port: number,
  begin: (url: string) => void,
): Promise<void> {
  process.env.NODE_ENV ??= 'production'; // React then renders without its checks
  let loading: ReturnType<typeof loadPages> | undefined;
  const pages = () => {
    loading ??= loadPages(context);
    return loading;
  };
  const { openServer } = await import('./server.ts');
  const server = await openServer(async (request) => (await pages()).fetch(request), port);
  try {
    begin(server.url);
    await pages();
    await aborted(context.signal);
  } finally {
    await server.close();
  }
}

async function loadPages(context: CommandContext) {
  const { waitingApplication } = await import('./start.ts');
  return waitingApplication(context);
}
