/** Says how far a long piece of work has come. */
export type OnProgress = (done: number, total: number, note?: string) => void;

/** A pure function of what is shared and one job, found by its name in every worker. */
export interface Task<Shared, Job, Result> {
  readonly name: string;
  /**
   * Prepares once what every job of one run shares. Typed arrays in a result are moved to the
   * caller, not copied: the task must not keep them.
   */
  readonly open: (shared: Shared) => (job: Job) => Result;
  /**
   * Reads a result that another machine gives for a job, and throws when it has not the shape and
   * the range that this job must have. A task without it runs on this machine only.
   */
  readonly readResult?: (value: unknown, shared: Shared, job: Job) => Result;
}

/** How a long run is watched; every request of one has these beside its question. */
export interface ParallelOptions {
  readonly threads?: number | undefined; // default: the machine's cores
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Runs the jobs of one task on several threads, of this machine or of many. */
export interface Parallel {
  /**
   * Results stand in the order of the jobs, whichever thread did them and when.
   *
   * @throws Refusal `parallel.interrupted` when the signal stops it
   */
  map<Shared, Job, Result>(
    task: Task<Shared, Job, Result>,
    shared: Shared,
    jobs: readonly Job[],
    options?: ParallelOptions,
  ): Promise<Result[]>;
}
