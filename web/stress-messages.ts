import type { LeverId } from '../src/stress/levers.ts';
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

/** What is done to the mineral, and what the reserve holds against it. */
export interface PathSetting {
  readonly scenario: Scenario;
  readonly stockTonnes: number;
}

/** What a swing can be asked of: a lever of the scenario, or the stock. */
export type SwingId = LeverId | 'stock';

export interface PathQuestion extends PathSetting {
  readonly kind: 'path';
  readonly isPreset: boolean; // for whoever words the answer: else the scenario is the reader's
  readonly mineral: string;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly pins: readonly PathSetting[];
  readonly swings: readonly SwingId[]; // of the levers that can matter here
  readonly mostStockTonnes: number; // where the swing of the stock ends
}

export interface RunQuestion {
  readonly kind: 'run';
  readonly scenario: Scenario;
  readonly stockTonnes: Readonly<Record<string, number>>;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
}

interface Numbered {
  readonly sequence: number;
}

export type WorkerMessage = OpenMessage | (PathQuestion & Numbered) | (RunQuestion & Numbered);

/** The middle lines, before the bands are there. */
export interface MediansAnswer extends Numbered {
  readonly kind: 'medians';
  readonly supplyTonnes: readonly number[];
  readonly priceRatio: readonly number[];
}

/** Everything about one question. */
export interface PathResult {
  readonly path: MineralPath;
  readonly baseline: MineralPath;
  readonly pins: readonly MineralPath[];
  readonly digest: string; // of `path`
}

export interface PathAnswer extends Numbered, PathResult {
  readonly kind: 'path';
  readonly elapsedMs: number;
}

/** Mean unmet use over the horizon [t] for each lever from its least to its most, all else as it is. */
export type Swings = Readonly<Partial<Record<SwingId, readonly number[]>>>;

export interface SwingsAnswer extends Numbered {
  readonly kind: 'swings';
  readonly swings: Swings;
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

export type WorkerAnswer = MediansAnswer | PathAnswer | SwingsAnswer | RunAnswer | FailedAnswer;
