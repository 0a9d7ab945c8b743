import type { Scenario } from '../src/stress/stress.ts';
import type { StressModel } from '../src/stress/supply-chain.ts';
import { startStressWorker } from './start-stress-worker.ts';
import type {
  OpenMessage,
  RunQuestion,
  RunResult,
  WorkerAnswer,
  WorkerMessage,
} from './stress-messages.ts';

declare global {
  interface Window {
    lodestock?: {
      runInWorker(scenarioId: string, draws: number, seed: number): Promise<RunResult>;
    };
  }
}

const YEARS = 5;

/** A whole run in a worker of its own, so that the lab goes on answering. */
export function runWhole(
  opening: Omit<OpenMessage, 'kind'>,
  question: Omit<RunQuestion, 'kind'>,
): Promise<RunResult> {
  const worker = startStressWorker({ kind: 'open', ...opening });
  worker.postMessage({ kind: 'run', sequence: 1, ...question } satisfies WorkerMessage);
  return new Promise<RunResult>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.kind === 'run') resolve(data.run);
      if (data.kind === 'failed') reject(new Error(data.sentence));
    });
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
  }).finally(() => worker.terminate());
}

/** Offers whole runs to whoever opens the console: the same digest as the command line gives. */
export function offerStressRuns({
  presets,
  model,
}: {
  readonly presets: readonly Scenario[];
  readonly model: StressModel;
}): void {
  window.lodestock = {
    runInWorker(scenarioId, draws, seed) {
      const scenario = presets.find(({ id }) => id === scenarioId);
      const base = presets.find(({ id }) => id === 'base') ?? scenario;
      if (scenario === undefined || base === undefined) {
        return Promise.reject(new Error(`there is no preset '${scenarioId}'`));
      }
      return runWhole({ model, base }, { scenario, stockTonnes: {}, draws, seed, years: YEARS });
    },
  };
}
