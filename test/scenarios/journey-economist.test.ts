import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graveFaults } from '../support/browser.ts';
import { lodestock } from '../support/command-line.ts';
import { allowedMs, p95, pingMs, preparePing, slowness } from '../support/contention.ts';
import { SETTLED, type ServedLab, serveLab, settledDigest } from '../support/visit.ts';

// An economist moves a shock, compares, shares, and gets the same result on every face. The steps
// are told in order; each goes on from the page as the one before left it.

const JOURNEY_MS = 180_000;
const REPEATS = 20;
const BUDGET_MS = { median: 50, bands: 250, interaction: 100 } as const;
const ROUNDS = 5; // a round in which others took the machine says nothing: try again

let lab: ServedLab;
let page: Page;
let closePage: () => Promise<void>;
let startedMs: number;
const errors: string[] = [];

beforeAll(async () => {
  lab = await serveLab();
  const opened = await openProfile();
  page = opened.page;
  closePage = opened.close;
}, 300_000); // may build the pages

afterAll(async () => {
  await closePage();
  await lab.close();
});

/** A page in a profile of its own, that keeps what goes wrong in it. */
async function openProfile(options: BrowserContextOptions = {}) {
  const context = await lab.browser.newContext({
    ...options,
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  });
  const opened = await context.newPage();
  opened.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  opened.on('pageerror', ({ message }) => errors.push(message));
  opened.on('request', (request) => {
    const url = request.url().replace(/^blob:/, '');
    if (!url.startsWith(lab.address)) errors.push(`asked ${request.url()}`);
  });
  return { page: opened, close: () => context.close() };
}

interface Mark {
  readonly name: string;
  readonly atMs: number;
  readonly runId: number;
}

const marksOf = (where: Page): Promise<Mark[]> =>
  where.evaluate(() =>
    performance
      .getEntriesByType('mark')
      .filter(({ name }) => name.startsWith('lodestock:'))
      .map((mark) => ({
        name: mark.name.replace('lodestock:', ''),
        atMs: mark.startTime,
        runId: ((mark as PerformanceMark).detail as { runId: number }).runId,
      })),
  );

const forgetMarks = (where: Page) => where.evaluate(() => performance.clearMarks());

/** From each move of a lever to the first paint that knows of it. */
function delaysMs(marks: readonly Mark[], painted: string): number[] {
  return marks
    .filter(({ name }) => name === 'lever-input')
    .map((input) => {
      const paint = marks.find(({ name, runId }) => name === painted && runId >= input.runId);
      return paint === undefined ? Number.POSITIVE_INFINITY : paint.atMs - input.atMs;
    });
}

/** Drags at constant speed, a move every `frameMs`. */
async function drag(where: Page, slider: string, moves: number, frameMs: number): Promise<void> {
  const box = (await where.locator(slider).boundingBox())!; // it is on the page
  const y = box.y + box.height / 2;
  await where.mouse.move(box.x + box.width - 8, y);
  await where.mouse.down();
  for (let move = 1; move <= moves; move++) {
    await where.mouse.move(box.x + box.width - 8 - ((box.width - 16) * move) / moves, y);
    await where.waitForTimeout(frameMs);
  }
  await where.mouse.up();
}

const digestIs = (digest: string) => expect.poll(() => settledDigest(page)).toBe(digest);
const digests: string[] = []; // after each step, so that steps back can be checked

describe('the journey of an economist', () => {
  test('1. drags the severity: the middle line follows all the way, and ends with the hand', async () => {
    startedMs = performance.now();
    await page.goto(`${lab.address}/stress/china-ban-ga-ge-sb`);
    await page.locator(SETTLED).waitFor();
    await forgetMarks(page);
    // A frame on a quiet machine; on a busy one the hand is as slow as everything else.
    await drag(page, '#severity-slider', 60, 16 * (await slowness()));
    await page.locator(SETTLED).waitFor();
    await page.waitForTimeout(200); // the last paint is marked after its frame
    const marks = await marksOf(page);
    const painted = marks.filter(({ name }) => name === 'median-painted');
    expect(new Set(painted.map(({ runId }) => runId)).size).toBeGreaterThanOrEqual(20);
    const newest = Math.max(...marks.map(({ runId }) => runId));
    expect(painted.at(-1)?.runId).toBe(newest);
    const order = painted.map(({ runId }) => runId);
    expect(order).toEqual([...order].sort((a, b) => a - b)); // never back to an older one
    expect(await page.locator('#severity-box').inputValue()).not.toBe('100');
  });

  test('2. types a number, and sets the length by buttons alone', async () => {
    await page.locator('#severity-box').fill('62.5');
    await page.waitForTimeout(1100); // a rest, so that each is a step of its own
    digests.push(await settledDigest(page));
    await page.getByRole('button', { name: 'More Length of the shock' }).click();
    await page.getByRole('button', { name: 'More Length of the shock' }).click();
    await page.getByRole('button', { name: 'Less Length of the shock' }).click();
    expect(await page.locator('#durationScale-box').inputValue()).toBe('1.25');
    await expect.poll(() => settledDigest(page)).not.toBe(digests[0]);
    digests.push(await settledDigest(page));
  });

  test('3. pins it as B, holds stock, and changes how the stock is released', async () => {
    await page.getByRole('link', { name: 'Pin as B' }).click();
    await page.locator('#supply .pin-b').first().waitFor();
    expect(await settledDigest(page)).toBe(digests[1]); // to pin moves nothing
    await page.locator('#stock-box').fill('4');
    await expect.poll(() => settledDigest(page)).not.toBe(digests[1]);
    digests.push(await settledDigest(page));
    await page.locator('#releaseShare-box').fill('50');
    await expect.poll(() => settledDigest(page)).not.toBe(digests[2]);
    digests.push(await settledDigest(page));
  });

  test('4. looks at the differences: the table lists the levers that differ, and no other', async () => {
    await page.getByRole('link', { name: 'Show the differences' }).click();
    const rows = page.locator('[data-testid=differing] tbody tr');
    await expect
      .poll(() => rows.allInnerTexts())
      .toEqual(['Reserve stock, t\t4\t0', 'Release from the reserve, percent\t50\t100']);
    expect(await page.locator('#supply h3').innerText()).toContain('of A lies up to');
    expect(await page.locator('#supply .pin-b').count()).toBeGreaterThan(0);
    expect(await page.locator('#supply .median').count()).toBe(0);
  });

  test('5. takes three steps back and three forth, and has the same results again', async () => {
    for (let step = 0; step < 3; step++) await page.getByRole('button', { name: 'Undo' }).click();
    await digestIs(digests[1]!); // before the view, the release and the stock
    expect(await page.locator('#stock-box').inputValue()).toBe('0');
    for (let step = 0; step < 3; step++) await page.getByRole('button', { name: 'Redo' }).click();
    await digestIs(digests[3]!);
    expect(await page.locator('#supply .median').count()).toBe(0); // the differences again
  });

  test('6. hands on a link: a fresh profile shows the same digest and saves the same picture', async () => {
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Link copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/[?&]data=[\d.]+-[0-9a-f]{12}&model=/);
    const fresh = await openProfile();
    await fresh.page.goto(link);
    expect(await settledDigest(fresh.page)).toBe(digests[3]);
    for (const figure of ['supply', 'price', 'closing', 'futures']) {
      const [mine, theirs] = await Promise.all([
        savedDrawing(page, figure),
        savedDrawing(fresh.page, figure),
      ]);
      expect(mine.equals(theirs)).toBe(true);
      expect(mine.toString('utf8')).toMatch(/^<\?xml.*<svg [^>]*viewBox.*Source: /s);
      expect(mine.toString('utf8')).not.toContain('var(');
    }
    await fresh.close();
    const other = link.replace(/data=[^&]+/, 'data=1999.1-000000000000');
    const response = await fetch(other);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Rerun on 20');
  });

  test(
    '7. gets one digest from the web, the command line, the interface and the library',
    async () => {
      const file = join(lab.folder, 'economist.json');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download scenario' }).click(),
      ]);
      await download.saveAs(file);
      const text = readFileSync(file, 'utf8');
      await page.getByRole('button', { name: 'Run every mineral' }).click();
      const run = page.locator('[data-testid=whole-run][data-state=done]');
      await run.waitFor();
      const byWeb = await run.getAttribute('data-digest');
      const command = await lodestock(['stress', 'run', '--scenario', file, '--no-save', '--json']);
      const byCommand: string = JSON.parse(command.stdout).digest;
      expect([byWeb, byCommand, await digestOverHttp(text), await digestInWorker(text)]).toEqual(
        Array(4).fill(byCommand),
      );
      expect(byCommand).toMatch(/^sha256-[0-9a-f]{64}$/);
    },
    JOURNEY_MS,
  );

  test('8. met no error, asked nobody else, and has no serious fault that axe finds', async () => {
    expect(await graveFaults(page)).toEqual([]);
    expect(errors).toEqual([]);
    expect(performance.now() - startedMs).toBeLessThan(JOURNEY_MS * (await slowness()));
  });
});

/** What a figure saves when it is asked for its drawing. */
async function savedDrawing(where: Page, figure: string): Promise<Buffer> {
  const [download] = await Promise.all([
    where.waitForEvent('download'),
    where.locator(`#${figure}`).getByRole('button', { name: 'Download SVG' }).click(),
  ]);
  return readFileSync(await download.path());
}

async function digestOverHttp(question: string): Promise<string> {
  const started = await fetch(`${lab.address}/api/v1/stress/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: question,
  });
  expect(started.status).toBe(202);
  const job = `${lab.address}${started.headers.get('location')}`;
  for (;;) {
    const answer = await fetch(job, { headers: { connection: 'close' } }); // kept ones may close
    const { state, result } = await answer.json();
    if (state === 'done') return result.digest;
    expect(state).toBe('running');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function digestInWorker(question: string): Promise<string> {
  const worker = new Worker(new URL('../support/library-worker.mjs', import.meta.url), {
    workerData: question,
  });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

describe('a lever on the base ensemble', () => {
  let quick: Page;
  let closeQuick: () => Promise<void>;

  beforeAll(async () => {
    const opened = await openProfile({ bypassCSP: true }); // the pings have a worker of their own
    quick = opened.page;
    closeQuick = opened.close;
    await quick.goto(`${lab.address}/stress?preset=base&mineral=gallium`);
    await quick.locator(SETTLED).waitFor();
    await preparePing(quick);
    await quick.locator('#stock-slider').focus();
    await measuredRound(quick); // whatever is compiled on the way is compiled now
  });
  afterAll(() => closeQuick());

  test('shows its middle line within 50 ms and its bands within 250 ms', async () => {
    const rounds: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { pings, ...measured } = await measuredRound(quick);
      const names = ['median', 'bands', 'interaction'] as const;
      const isWithin = names.every((name) => measured[name] <= allowedMs(BUDGET_MS[name], pings));
      const told = names.map((name) => `${name} ${measured[name].toFixed(0)} ms`);
      rounds.push(`${told.join(', ')}; ping ${p95(pings).toFixed(0)} ms`);
      if (isWithin) break;
    }
    expect(rounds.length, `over the budgets: ${rounds.join(' | ')}`).toBeLessThan(ROUNDS);
  }, 120_000);

  test('costs the page itself little time of a processor', async () => {
    const session = await quick.context().newCDPSession(quick);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const taskMs = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
    };
    const startMs = await taskMs();
    for (let move = 0; move < REPEATS; move++) await moveLever(quick, move);
    // The line, the bands and the swings of the levers are drawn in less than the line may take.
    expect((await taskMs()) - startMs).toBeLessThan(REPEATS * BUDGET_MS.median);
  });
});

/** Moves the lever that has the focus, and waits until the lab has answered. */
async function moveLever(where: Page, move: number): Promise<void> {
  const answered = where.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const region = document.querySelector<HTMLElement>('[data-testid=stress-result]')!;
        const before = region.dataset.runId;
        const observer = new MutationObserver(() => {
          const { state, runId } = region.dataset;
          if (state !== 'settled' || runId === before) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(region, { attributes: true });
      }),
  );
  await where.keyboard.press(move % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
  await answered;
  await where.waitForTimeout(150); // a hand that looks before it moves on
}

/** So many moves, each after the last has settled, with a ping after each: the 95th percentiles. */
async function measuredRound(where: Page) {
  await forgetMarks(where);
  await where.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seenInteractions: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  const pings: number[] = [];
  for (let move = 0; move < REPEATS; move++) {
    await moveLever(where, move);
    pings.push(await pingMs(where));
  }
  const marks = await marksOf(where);
  const interactions = await where.evaluate(
    () => (window as unknown as { seenInteractions: number[] }).seenInteractions,
  );
  return {
    pings,
    median: p95(delaysMs(marks, 'median-painted')),
    bands: p95(delaysMs(marks, 'bands-painted')),
    interaction: interactions.length === 0 ? 0 : p95(interactions),
  };
}
