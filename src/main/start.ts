import { fileURLToPath } from 'node:url';
import { keepPlan, readKeptPlan } from '../allocation/allocation.service.ts';
import { reportGap } from '../capacity-gap/capacity-gap.service.ts';
import { USUAL_QUESTION } from '../capacity-gap/capacity-gap.ts';
import { allDisruptions } from '../dependency/trade-disruption.service.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { CommandContext, ExitCode } from '../platform/command.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import type { RouteContext } from '../platform/routes.ts';
import { aborted } from './aborted.ts';
import { currentAct } from './act.ts';
import { type Answer, MAIN_QUESTION } from './answer.ts';
import { answerAsText } from './answer-text.ts';
import { assetRoutes, readBuiltWeb } from './assets.ts';
import { describeFailure } from './failure.ts';
import type { AskGap } from './gap-page.ts';
import { createApi } from './http.ts';
import { answerMainQuestion } from './main-question.ts';
import { pageRoutes } from './pages.tsx';
import type { Proposals } from './plan-page-props.ts';
import { createPlanPages } from './plan-pages.ts';
import { openServer } from './server.ts';
import { createSlipPages } from './slip-pages.ts';

const BUILT_WEB = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** Answers the main question once. @returns 8 when it was stopped with a best-so-far plan */
export async function answerOnce(context: CommandContext): Promise<ExitCode> {
  const answer = await answerMainQuestion(context);
  printAnswer(context, answer);
  return answer.plan.status === 'stopped' ? 8 : 0;
}

/** Serves until the signal comes. The port is taken first; requests wait for the answer. */
export async function serve(context: CommandContext, port: number): Promise<void> {
  const answering = once(() => answerMainQuestion(context));
  const { fetch, planPages } = await application(context, answering);
  const server = await openServer(fetch, port);
  try {
    context.note(`Serving on ${server.url}`);
    printAnswer(context, await answering());
    context.note(`\nOpen ${server.url} - Ctrl-C stops`);
    // The page of the plan also shows what other budgets achieve: begin before anybody asks.
    const { signal } = context;
    planPages({ budgetUsd: MAIN_QUESTION.budgetUsd }, { signal }).catch(() => undefined); // who asks hears of it
    await aborted(context.signal);
  } finally {
    await server.close();
  }
}

/** The application before the main question is answered: that happens when a page needs it. */
export const waitingApplication = (context: CommandContext) =>
  application(
    context,
    once(() => answerMainQuestion(context)),
  );

async function application(context: CommandContext, answer: () => Promise<Answer>) {
  const onBug = (error: unknown) => {
    for (const line of describeFailure(error, false).lines) context.note(line);
  };
  const routeContext: RouteContext = {
    ...context,
    actOf: () => currentAct(),
    jobs: createJobs({ clockMs: context.clockMs, onBug }),
  };
  const web = readBuiltWeb(BUILT_WEB);
  const planPages = createPlanPages(routeContext, answer);
  const app = createApi({ context: routeContext, answer, planPages, onBug });
  const data = await loadReferenceData(context.tables);
  app.route('/', assetRoutes(web));
  const slipPages = createSlipPages(routeContext);
  const disruptions = () => allDisruptions(context);
  const proposals: Proposals = {
    keep: async (plan) => (await keepPlan(await context.openDb(), currentAct(), context, plan)).id,
    find: async (id) => readKeptPlan(await context.openDb(), id),
  };
  const askGap: AskGap = (asked) => reportGap(context, { ...USUAL_QUESTION, ...asked });
  const actOf = async () => currentAct();
  const work = { answer, planPages, proposals, slipPages, disruptions, askGap, actOf };
  app.route('/', pageRoutes({ data, tools: context, ...work, web }));
  return { fetch: app.fetch, planPages };
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
