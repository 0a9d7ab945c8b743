import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { graveFaults, SERVE_MS, type ServedPages, servePages } from '../support/browser.ts';
import { lodestock } from '../support/command-line.ts';

// The story of a planner: drag the budget, decide something, keep the plan, compare, and find the
// same plan in a terminal.

const PLAN_MS = 60_000;

let pages: ServedPages;

beforeAll(async () => {
  pages = await servePages();
  await fetch(`${pages.address}/plan`); // shares what the server prepares by itself
}, SERVE_MS);
afterAll(() => pages.close());

const digestOn = (page: Page) => page.locator('#proof ~ p.command code').first().innerText();

/** Presses a link or a button that prepares a page, and waits until the page is another. */
async function prepared(page: Page, deed: () => Promise<void>): Promise<void> {
  const before = page.url();
  await deed();
  await page.waitForURL((url) => url.href !== before, { timeout: PLAN_MS });
  await page.locator('#budget-slider').waitFor();
}

test('a planner drags the budget, locks, compares, keeps, and finds the plan in a terminal', async () => {
  const context = await pages.browser.newContext();
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${pages.address}/plan`);
  const slider = page.locator('#budget-slider');
  await slider.waitFor();

  // Keep the plan as it stands.
  await page.getByRole('button', { name: 'Save as a proposal' }).click();
  await page.locator('[data-state=kept]').waitFor({ timeout: PLAN_MS });
  const kept = await page.locator('[data-state=kept] code').first().innerText();
  expect(kept).toMatch(/^plan-[0-9a-f]{12}$/);
  await page.getByRole('link', { name: 'Compare other plans with it' }).click();
  await page.getByText('Both plans buy the same.').waitFor({ timeout: PLAN_MS });

  // Drag the budget to the left; what it leaves is told while the hand moves.
  const box = (await slider.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2, { steps: 12 });
  expect(await page.locator('.budget-slider output').innerText()).toMatch(
    /of expected loss left, read off the frontier/,
  );
  const typed = await page.locator('#budget').inputValue();
  await prepared(page, () => page.mouse.up());
  expect(new URL(page.url()).searchParams.get('budget')).toBe(typed);
  expect(await page.locator('[data-state=compared]').innerText()).toContain(`Against ${kept}`);

  // Lock the largest purchase and forbid the next.
  const row = (n: number) => page.locator('.decisions tbody tr').nth(n);
  const names = await page.locator('.decisions tbody th').allInnerTexts();
  await prepared(page, () => row(0).getByRole('link', { name: /^Lock/ }).click());
  expect(await page.locator('tr[data-decision=locked] th').innerText()).toBe(names[0]);
  await prepared(page, () =>
    page.getByRole('link', { name: `Forbid ${names[1]}`, exact: true }).click(),
  );
  expect(await page.locator('tr[data-decision=forbidden]').count()).toBe(1);

  // The command that the page names gives the same plan.
  const digest = await digestOn(page);
  const command = await page.locator('p.command code').last().innerText();
  const words = command.replace(/^npx lodestock /, '').split(/\s+/);
  const ended = await lodestock([...words, '--no-examine', '--no-save', '--json']);
  expect(JSON.parse(ended.stdout).digest).toBe(digest);

  // So does the file.
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the plan file' }).click(),
  ]);
  const path = await download.path();
  expect(JSON.parse(await readFile(path, 'utf8')).digest).toBe(digest);

  expect(await graveFaults(page, 'main')).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
}, 240_000);

test('without a script the page answers a limited question, and refuses limits that conflict', async () => {
  const limited = await fetch(`${pages.address}/plan?budget=200M&forbid=projects&share=10`);
  const html = (await limited.text()).replaceAll('<!-- -->', '');
  expect(limited.status).toBe(200);
  expect(html).toContain('No mineral gets more than 10 percent of the budget.');
  expect(html).toContain('--forbid projects --mineral-share 0.1');
  const conflicting = await fetch(`${pages.address}/plan?budget=10M&lock=gallium-stock:20000000`);
  expect(conflicting.status).toBe(422);
  expect(await conflicting.text()).toContain('cannot be kept with at least $20 million');
});
