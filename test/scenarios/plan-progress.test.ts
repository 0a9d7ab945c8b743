import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accessFaults, SERVE_MS, type ServedPages, servePages } from '../support/browser.ts';

// The form that asks for the plan of another budget, in a real browser.

const PLAN_MS = 150_000; // on a machine that has other work; it takes a second of one that has none
vi.setConfig({ testTimeout: 2 * PLAN_MS });

let pages: ServedPages;
let address: string;

beforeAll(async () => {
  pages = await servePages();
  address = pages.address;
  await fetch(`${address}/plan`); // shares what the server prepares by itself
}, SERVE_MS);

afterAll(() => pages.close());

async function onPlanPage(
  deed: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await pages.browser.newContext(options);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PLAN_MS);
    await page.goto(`${address}/plan`);
    // The slider comes with the script; before it an Enter goes the way of a page without one.
    if (options.javaScriptEnabled !== false) await page.locator('#budget-slider').waitFor();
    await deed(page);
  } finally {
    await context.close();
  }
}

async function ask(page: Page, budget: string): Promise<void> {
  await page.locator('#budget').fill(budget);
  await page.keyboard.press('Enter');
}

const bar = (page: Page) => page.locator('.budget-form progress');

test('a bar tells how far the plan is and leads to its page', async () => {
  await onPlanPage(async (page) => {
    const told = await listen(page);
    await ask(page, '750M');
    await page.waitForURL('**/plan?budget=750M', { timeout: PLAN_MS });
    expect(told.filter((text) => /^bar: \d+ percent/.test(text)).length).toBeGreaterThan(0);
    expect(await page.locator('#portfolio .summary').innerText()).toContain('of $750 million');
    expect(await page.locator('#budget').inputValue()).toBe('750M');
  });
});

/** What the form tells from now on, with or without its bar; a fast machine is ready in a moment. */
async function listen(page: Page): Promise<readonly string[]> {
  const told: string[] = [];
  await page.exposeFunction('tell', (text: string) => told.push(text));
  await page.locator('.budget-form').evaluate((form) => {
    const tell = () => {
      const text = form.querySelector('[role=status]')?.textContent ?? '';
      const kind = form.querySelector('progress') === null ? 'no bar' : 'bar';
      (window as unknown as { tell: (text: string) => void }).tell(`${kind}: ${text}`);
    };
    new MutationObserver(tell).observe(form, {
      ...{ subtree: true, childList: true, characterData: true },
    });
  });
  return told;
}

test('the bar and its button can be used by everybody', async () => {
  await onPlanPage(async (page) => {
    // Without news of the job the form stays as it is, whatever the machine's pace.
    await page.route('**/api/v1/jobs/*/events', () => {});
    await ask(page, '640M');
    await bar(page).waitFor();
    expect(await accessFaults(page, '.budget-form')).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click(); // else it goes on without a reader
    await bar(page).waitFor({ state: 'detached' });
  });
});

test('a preparation can be cancelled, by keyboard, and asked for again', async () => {
  await onPlanPage(async (page) => {
    await page.route('**/api/v1/jobs/*/events', () => {}); // as above
    const started = page.waitForResponse('**/api/v1/plan-pages');
    await ask(page, '333M');
    await started;
    const cancel = page.getByRole('button', { name: 'Cancel' });
    await cancel.focus();
    const sent = page.waitForResponse(/[/]api[/]v1[/]jobs[/].+[/]cancel$/);
    await page.keyboard.press('Enter');
    const job = (await sent).url().replace(/[/]cancel$/, '');
    expect(await bar(page).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('budget');
    expect(new URL(page.url()).search).toBe('');
    // A fast machine may have been ready before; http.test.ts and shared-work.test.ts hold the stop.
    await expect
      .poll(async () => (await (await fetch(job)).json()).state, { timeout: 10_000 })
      .toMatch(/^(stopped|done)$/);
    await ask(page, '333M');
    await bar(page).waitFor();
    await cancel.click();
  });
});

test.each(['lots', '-5'])('an amount of %s is refused beside the form', async (amount) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await onPlanPage(
      async (page) => {
        await ask(page, amount);
        await expect
          .poll(() => page.locator('.budget-form [role=alert]').innerText())
          .toMatch(new RegExp(`'${amount}'.* – write .*750M`));
        expect(await page.locator('#budget').getAttribute('aria-invalid')).toBe('true');
        expect(await bar(page).count()).toBe(0);
        expect(await accessFaults(page, '.budget-form')).toEqual([]);
      },
      { colorScheme },
    );
  }
});

test('without a script the same form waits for the page', async () => {
  await onPlanPage(
    async (page) => {
      await page.locator('#budget').fill('750M');
      await page.locator('.budget-form button').click({ timeout: PLAN_MS });
      expect(page.url()).toContain('/plan?budget=750M');
    },
    { javaScriptEnabled: false },
  );
});
