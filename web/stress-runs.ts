import type { StressProps } from './pages/stress-page.tsx';
import { startStressWorker } from './start-stress-worker.ts';
import type { RunResult, WorkerAnswer, WorkerMessage } from './stress-messages.ts';

declare global {
  interface Window {
    lodestock?: {
      runInWorker(scenarioId: string, draws: number, seed: number): Promise<RunResult>;
    };
  }
}

const YEARS = 5;

/** Offers whole runs to whoever opens the console: the same digest as the command line gives. */
export function offerStressRuns({ presets, model }: StressProps): void {
  window.lodestock = {
    runInWorker(scenarioId, draws, seed) {
      const scenario = presets.find(({ id }) => id === scenarioId);
      const base = presets.find(({ id }) => id === 'base') ?? scenario;
      if (scenario === undefined || base === undefined) {
        return Promise.reject(new Error(`there is no preset '${scenarioId}'`));
      }
      const worker = startStressWorker({ kind: 'open', model, base });
      const question = { kind: 'run', sequence: 1, scenario, draws, seed, years: YEARS } as const;
      worker.postMessage(question satisfies WorkerMessage);
      return new Promise<RunResult>((resolve, reject) => {
        worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
          if (data.kind === 'run') resolve(data.run);
          if (data.kind === 'failed') reject(new Error(data.sentence));
        });
        worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      }).finally(() => worker.terminate());
    },
  };
}
