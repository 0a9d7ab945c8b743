import type { MineralPath, Scenario, StressRun } from '../src/stress/stress.ts';
import type { StressModel } from '../src/stress/supply-chain.ts';

/*
 * What the page and its worker say to each other.
 */

/** Sent once, before any question. */
export interface OpenMessage {
  readonly kind: 'open';
  readonly model: StressModel;
  readonly base: Scenario; // the baseline: no named shock
}

export interface PathQuestion {
  readonly kind: 'path';
  readonly scenario: Scenario;
  readonly mineral: string;
  readonly stockTonnes: number;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
}

export interface RunQuestion {
  readonly kind: 'run';
  readonly scenario: Scenario;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
}

interface Numbered {
  readonly sequence: number;
}

export type WorkerMessage = OpenMessage | (PathQuestion & Numbered) | (RunQuestion & Numbered);

export interface PathAnswer extends Numbered {
  readonly kind: 'path';
  readonly path: MineralPath;
  readonly baseline: MineralPath;
  readonly digest: string;
  readonly elapsedMs: number;
}

/** A whole run; the timings are the reader's business. */
export type RunResult = Omit<StressRun, 'elapsedSeconds' | 'drawsPerSecond'>;

export interface RunAnswer extends Numbered {
  readonly kind: 'run';
  readonly run: RunResult;
}

export interface FailedAnswer extends Numbered {
  readonly kind: 'failed';
  readonly sentence: string;
}

export type WorkerAnswer = PathAnswer | RunAnswer | FailedAnswer;
