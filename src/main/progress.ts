import type { OnProgress } from '../platform/parallel.ts';

export type ProgressKind = 'bar' | 'json' | 'lines' | 'none';

/** Where progress goes and what time it is; a test brings its own. */
export interface ProgressIo {
  readonly write: (text: string) => void; // to stderr
  readonly nowMs: () => number;
}

export interface Progress {
  readonly onProgress: OnProgress;
  /** Takes the bar off the terminal, so that other lines may be written. */
  clear(): void;
  /** Says the last state where every state is wanted. */
  end(): void;
}

const INTERVAL_MS = { bar: 100, json: 1000, lines: 5000, none: Infinity } as const;
const QUIET_MS = 1000; // work that is over sooner shows no bar
const BAR_CELLS = 20;
const CLEAR_LINE = '\r\u001b[K';

interface State {
  readonly done: number;
  readonly total: number;
  readonly note: string | undefined;
}

/**
 * Shows how far long work is: a bar with the time left on a terminal, else lines.
 *
 * The time left is the time since the phase's first report, scaled by the work left; it assumes
 * that all parts are alike. What was opened and read before the first part does not count.
 */
export function createProgress(kind: ProgressKind, { write, nowMs }: ProgressIo): Progress {
  const startMs = nowMs();
  let phase = { startMs, first: 0, done: 0, total: 0 };
  let shownMs = kind === 'json' ? startMs : startMs + QUIET_MS - INTERVAL_MS[kind];
  let last: State | undefined;
  let isBarShown = false;

  const show = (state: State) => {
    const pace = { elapsedMs: nowMs() - phase.startMs, parts: state.done - phase.first };
    if (kind === 'json') write(`${JSON.stringify(progressOf(state, pace))}\n`);
    if (kind === 'lines') write(`${lineOf(state, pace)}\n`);
    if (kind === 'bar') write(`${CLEAR_LINE}${barOf(state, pace)}`);
    isBarShown = kind === 'bar';
    last = undefined;
  };
  const clear = () => {
    if (isBarShown) write(CLEAR_LINE);
    isBarShown = false;
  };
  return {
    onProgress(done, total, note) {
      // Work may come in several phases, each of which counts anew.
      const isNewPhase = phase.total > 0 && (total !== phase.total || done < phase.done);
      const isFirst = isNewPhase || phase.total === 0;
      phase = isFirst ? { startMs: nowMs(), first: done, done, total } : { ...phase, done, total };
      last = { done, total, note };
      const isDue = nowMs() - shownMs >= INTERVAL_MS[kind];
      if (!isDue && !(isNewPhase && kind === 'json')) return;
      shownMs = nowMs();
      show(last);
    },
    clear,
    end() {
      if (kind === 'json' && last !== undefined) show(last);
      clear();
    },
  };
}

/** How long the parts took that were done since the first report. */
interface Pace {
  readonly elapsedMs: number;
  readonly parts: number;
}

function progressOf({ done, total, note }: State, pace: Pace) {
  return {
    done,
    total,
    share: total > 0 ? done / total : 0,
    etaSeconds: etaSeconds(done, total, pace),
    note: note ?? null,
  };
}

function etaSeconds(done: number, total: number, { elapsedMs, parts }: Pace): number | null {
  return parts > 0 ? Math.round((elapsedMs * (total - done)) / parts / 1000) : null;
}

function lineOf(state: State, pace: Pace): string {
  const { share, etaSeconds: eta, note } = progressOf(state, pace);
  const left = eta === null ? '' : `, ${minutes(eta)} left`;
  return `${Math.floor(share * 100)} %${left}${note === null ? '' : `, ${note}`}`;
}

function barOf(state: State, pace: Pace): string {
  const { share } = progressOf(state, pace);
  const full = Math.round(share * BAR_CELLS);
  const bar = '▓'.repeat(full) + '░'.repeat(BAR_CELLS - full);
  return `${bar} ${lineOf(state, pace)}  Ctrl-C stops`;
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
