/*
 * Marks on the browser's timeline, for whoever measures how long an answer takes.
 */

export type LabMark =
  | 'lodestock:first-result'
  | 'lodestock:lever-input'
  | 'lodestock:median-painted'
  | 'lodestock:bands-painted';

/** Marks a moment of a question. */
export function mark(name: LabMark, runId: number, startTime = performance.now()): void {
  performance.mark(name, { startTime, detail: { runId } });
}

/** Marks the moment when what now stands in the page has been painted. */
export function markWhenPainted(name: LabMark, runId: number): void {
  // A frame is painted after its callbacks; the next task comes after that.
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      mark(name, runId);
      channel.port1.close();
    };
    channel.port2.postMessage(null);
  });
}
