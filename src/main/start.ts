import { fileURLToPath } from 'node:url';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Command, CommandContext } from '../platform/command.ts';
import { readConfig } from '../platform/config.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import type { RouteContext } from '../platform/routes.ts';
import { currentAct } from './act.ts';
import type { Answer } from './answer.ts';
import { answerAsText } from './answer-text.ts';
import { assetRoutes, readBuiltWeb } from './assets.ts';
import { describeFailure } from './failure.ts';
import { createApi } from './http.ts';
import { answerMainQuestion } from './main-question.ts';
import { pageRoutes } from './pages.tsx';
import { createPlanPages } from './plan-pages.ts';
import { openServer } from './server.ts';

const BUILT_WEB = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** `npm start`: the main question, and the application that goes on from its answer. */
export const startCommand: Command = {
  name: 'start',
  flags: [
    { name: 'once', summary: 'answer the main question and end' },
    { name: 'port', value: 'N', summary: 'where the web application answers (4317; 0: any free)' },
  ],
  summary: 'Answer the main question, then serve the web application',
  examples: ['lodestock start', 'lodestock start --once --json', 'lodestock start --port 8080'],
  async run(context, input) {
    if (input.has('once')) {
      const answer = await answerMainQuestion(context);
      printAnswer(context, answer);
      return answer.plan.status === 'stopped' ? 8 : 0;
    }
    const { port } = readConfig({ port: input.flag('port') }, process.env);
    await serve(context, port);
    return 0;
  },
};

/** Serves until the signal comes. The port is taken first; requests wait for the answer. */
async function serve(context: CommandContext, port: number): Promise<void> {
  const answering = once(() => answerMainQuestion(context));
  const server = await openServer(await application(context, answering), port);
  try {
    context.note(`Serving on ${server.url}`);
    printAnswer(context, await answering());
    context.note(`\nOpen ${server.url} - Ctrl-C stops`);
    await aborted(context.signal);
  } finally {
    await server.close();
  }
}

async function application(context: CommandContext, answer: () => Promise<Answer>) {
  const onBug = (error: unknown) => {
    for (const line of describeFailure(error, false).lines) context.note(line);
  };
  const routeContext: RouteContext = {
    ...context,
    actOf: currentAct,
    jobs: createJobs({ clockMs: context.clockMs, onBug }),
  };
  const web = readBuiltWeb(BUILT_WEB);
  const app = createApi({ context: routeContext, answer, onBug });
  const data = await loadReferenceData(context.tables);
  const planFor = createPlanPages(routeContext, answer);
  app.route('/', assetRoutes(web));
  app.route('/', pageRoutes({ data, answer, planFor, web }));
  return app.fetch;
}

function printAnswer({ json, print }: CommandContext, answer: Answer): void {
  print(json ? JSON.stringify(answer) : answerAsText(answer));
}

/** The value of the first call, for every call; a call after a failure tries again. */
function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= work().catch((error: unknown) => {
      value = undefined;
      throw error;
    });
    return value;
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
