import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { graveFaults, SERVE_MS, type ServedPages, servePages } from '../support/browser.ts';
import { DESK, SETTLED, type Visit, visitor } from '../support/visit.ts';

// The pages in a real browser, served by the real program: what a person can read and do.

const PAGES = {
  overview: '/',
  stress: '/stress',
  plan: '/plan',
  mineral: '/minerals/gallium',
  country: '/countries/CHN',
  gap: '/gap',
  projects: '/projects',
  project: '/projects/lost-sheep',
  instrument: '/instruments/mp-ndpr-floor',
  validation: '/validation',
} as const;
const NAMES = Object.keys(PAGES) as (keyof typeof PAGES)[]; // the keys of the table above
const THEMES = ['light', 'dark'] as const;
const PHONE = { width: 320, height: 720 };

let pages: ServedPages;
let address: string;
let visit: Visit;

beforeAll(async () => {
  pages = await servePages();
  address = pages.address;
  visit = visitor(pages.browser, address);
  await Promise.all(NAMES.map((name) => fetch(`${address}${PAGES[name]}`))); // plans ahead
}, SERVE_MS);

afterAll(() => pages.close());

const overflowPx = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(NAMES)('the page %s', (name) => {
  test('can be read without a script', async () => {
    await visit(PAGES[name], { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('h1').count()).toBe(1);
      expect((await page.locator('h1').innerText()).length).toBeGreaterThan(10);
      expect(await page.locator('figure svg:visible').count()).toBeGreaterThan(1);
      expect(await page.locator('table').count()).toBeGreaterThan(1);
      expect(await page.locator('.ribbon').innerText()).toContain('not a government website');
    });
  });

  test('gives every figure a title, a source, a summary and a table', async () => {
    await visit(PAGES[name], { javaScriptEnabled: false }, async (page) => {
      for (const figure of await page.locator('figure').all()) {
        expect(await figure.locator('h3').innerText()).not.toBe('');
        expect(await figure.locator('svg:visible text.source').first().textContent()).toContain(
          'Source: ',
        );
        expect(await figure.locator('.summary').innerText()).not.toBe('');
        expect(await figure.locator('table').count()).toBe(1);
      }
    });
  });

  test.each(THEMES)('has no serious fault that axe finds, %s', async (colorScheme) => {
    await visit(PAGES[name], { colorScheme }, async (page) => {
      expect(await graveFaults(page)).toEqual([]);
    });
  });

  test('fits a phone and a desk without scrolling sideways', async () => {
    for (const viewport of [PHONE, DESK]) {
      await visit(PAGES[name], { viewport }, async (page) => {
        expect(await overflowPx(page)).toBeLessThanOrEqual(0);
      });
    }
  });

  test.each(THEMES)('is pictured in the documents, %s', async (colorScheme) => {
    // The content policy would forbid the style that hides what differs from run to run.
    const still = { colorScheme, reducedMotion: 'reduce', bypassCSP: true } as const;
    await visit(PAGES[name], still, async (page) => {
      if (name === 'stress') await page.locator(SETTLED).waitFor();
      const style = '.elapsed { visibility: hidden; }';
      const picture = await page.screenshot({ style });
      expect(picture.byteLength).toBeGreaterThan(20_000); // an empty page has a tenth of that
      const file = `docs/screens/${name}-${colorScheme}.png`;
      // Fonts differ from machine to machine: a picture is taken anew when somebody asks for it.
      if (inject('rewritesGolden') || !existsSync(file)) await writeFile(file, picture);
    });
  });
});

describe('the table of minerals', () => {
  const ranks = (page: Page) =>
    page.locator('.dependencies tbody tr:first-child td:first-child').allInnerTexts();
  const byReliance = { name: /^Net import reliance/ };

  test('shows all sixty, and sorts without a script', async () => {
    await visit('/', { javaScriptEnabled: false }, async (page) => {
      expect(await ranks(page)).toHaveLength(60);
      await page.getByRole('link', byReliance).click();
      expect(page.url()).toContain('?sort=reliance&dir=desc');
      expect(await page.locator('th[aria-sort=descending]').innerText()).toContain('reliance');
      expect((await ranks(page)).slice(0, 5)).not.toEqual(['1', '2', '3', '4', '5']);
    });
  });

  test('sorts the same with a script, by keyboard, and says so', async () => {
    await visit('/?sort=reliance&dir=desc', {}, async (page) => {
      const fromServer = await ranks(page);
      await page.goto(address);
      await page.getByRole('link', byReliance).focus();
      await page.keyboard.press('Enter');
      expect(await ranks(page)).toEqual(fromServer);
      expect(page.url()).toContain('?sort=reliance&dir=desc');
      await expect
        .poll(() => page.locator('.dependencies [role=status]').innerText())
        .toContain('Sorted by Net import reliance, descending');
    });
  });

  test('leads to the page of a mineral and on to a country, without a script', async () => {
    await visit('/', { javaScriptEnabled: false }, async (page) => {
      await page
        .locator('.dependencies')
        .getByRole('link', { name: 'Gallium', exact: true })
        .click();
      expect(await page.locator('h1').innerText()).toContain('gallium');
      await page.getByRole('link', { name: 'What else hangs on China' }).click();
      expect(await page.locator('h1').innerText()).toContain('China');
    });
  });

  test('opens the table of a figure by keyboard, on a page that no script takes over', async () => {
    await visit(PAGES.mineral, {}, async (page) => {
      await page.locator('#flow summary').focus();
      await page.keyboard.press('Enter');
      const rows = page.locator('#flow tbody tr');
      expect(await rows.first().innerText()).toContain('China');
      await page.getByRole('button', { name: /theme$/ }).click(); // the one thing that moves
      expect(await page.locator('#props').count()).toBe(0);
    });
  });

  test('opens the evidence of a mineral by keyboard', async () => {
    await visit('/', {}, async (page) => {
      const first = page.locator('.dependencies tbody').first();
      await first.locator('summary').focus();
      await page.keyboard.press('Enter');
      expect(await first.locator('.more').innerText()).toContain('Rows of the sources');
    });
  });
});

test('cuts a country that no preset names, by one click from its page', async () => {
  await visit('/countries/IDN', { javaScriptEnabled: false }, async (page) => {
    await page.getByRole('link', { name: 'Cut Indonesia' }).click();
    expect(page.url()).toContain('preset=cut-idn');
    expect(await page.locator('select option:checked').first().innerText()).toContain(
      'Indonesia stops all mineral exports',
    );
  });
  await visit('/stress?preset=cut-idn&mineral=tin', {}, async (page) => {
    await page.locator(SETTLED).waitFor();
    expect(page.url()).toContain('preset=cut-idn');
  });
});

describe('the theme', () => {
  test('is chosen with a button and remembered', async () => {
    await visit('/', { colorScheme: 'light' }, async (page) => {
      const ground = () =>
        page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const light = await ground();
      await page.getByRole('button', { name: 'Dark theme' }).click();
      const dark = await ground();
      expect(dark).not.toBe(light);
      await page.goto(`${address}/stress`);
      expect(await ground()).toBe(dark);
    });
  });
});

describe('the plan', () => {
  test('follows the budget that is typed, without a script', async () => {
    await visit('/plan', { javaScriptEnabled: false }, async (page) => {
      await page.locator('#budget').fill('500M');
      await page.getByRole('button', { name: 'Plan', exact: true }).click();
      expect(page.url()).toContain('budget=500M');
      expect(await page.locator('#portfolio .summary').innerText()).toContain('of $500 million');
      expect(await page.locator('#proof ~ *').allInnerTexts()).toContainEqual(
        expect.stringContaining('Digest of the plan'),
      );
    });
  });
});

describe('an address that is not there', () => {
  test.each([
    ['/minerals/galium', "no mineral 'galium'", 'Gallium'],
    ['/countries/CHM', "no country 'CHM'", 'China (CHN)'],
  ])('%s names the nearest ones', async (path, sentence, near) => {
    const response = await fetch(address + path);
    expect(response.status).toBe(404);
    const page = await response.text();
    expect(page).toContain(sentence.replaceAll("'", '&#x27;'));
    expect(page).toContain(near);
  });
});
