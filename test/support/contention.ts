import type { Page } from 'playwright-core';
import { lodestock } from './command-line.ts';

/*
 * Budgets are for a machine that gives a page its cores. A test shares them with other tests and
 * with other people. How much longer things take just now shows in a task of known length that
 * goes the same way as an answer of the lab: to a worker, back, and onto the screen.
 */

/** Turns of a loop that take about eight milliseconds on the machine of the budgets. */
const TURNS = 8_000_000;

/** Eight milliseconds in the worker, eight in the page, at most a frame until it is painted, two on the way. */
export const QUIET_PING_MS = 8 + 8 + 16.7 + 2;

/** Prepares a page for pings; its content policy must be bypassed. */
export async function preparePing(page: Page): Promise<void> {
  await page.evaluate((turns) => {
    const spin = `let sum = 0; for (let i = 0; i < ${turns}; i++) sum += i % 7;`;
    const source = `onmessage = ({ data }) => { ${spin} postMessage(data + sum); };`;
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    const spinHere = new Function(`${spin} return sum;`) as () => number; // the same task
    const ping = async () => {
      const startMs = performance.now();
      await new Promise((resolve) => {
        worker.onmessage = resolve;
        worker.postMessage(0);
      });
      spinHere();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => {
        const channel = new MessageChannel();
        channel.port1.onmessage = resolve;
        channel.port2.postMessage(null);
      });
      return performance.now() - startMs;
    };
    Object.assign(window, { ping });
  }, TURNS);
}

/** How long a ping takes just now [ms]. */
export const pingMs = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { ping: () => Promise<number> }).ping());

/** A budget [ms] on a machine as busy as the pings say; never less than the budget itself. */
export const allowedMs = (budgetMs: number, pingsMs: readonly number[]): number =>
  budgetMs * Math.max(1, p95(pingsMs) / QUIET_PING_MS);

/** The value that 95 of 100 are at most. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN;
}

/** What `lodestock version` takes on the machine of the budgets. */
const QUIET_VERSION_MS = 800;

/** How many times longer a program takes just now than on a machine that has nothing else to do. */
export async function slowness(): Promise<number> {
  const startMs = performance.now();
  await lodestock(['version']);
  return Math.max(1, (performance.now() - startMs) / QUIET_VERSION_MS);
}
