import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type ServedPages, servePages } from './browser.ts';

export const DESK = { width: 1280, height: 900 } as const;

export interface VisitOptions extends BrowserContextOptions {
  /** Errors that the deed provokes itself. */
  readonly expectedErrors?: RegExp;
  /** Rights that the browser asks people for. */
  readonly permissions?: string[];
}

export type Visit = (
  path: string,
  options: VisitOptions,
  deed: (page: Page) => Promise<void>,
) => Promise<void>;

/**
 * Opens a page in a profile of its own, does something there, and fails on any error that the
 * browser met and on any request to another place.
 */
export function visitor(browser: Browser, address: string): Visit {
  return async (path, { expectedErrors, ...options }, deed) => {
    const context = await browser.newContext({ viewport: DESK, ...options });
    const errors: string[] = [];
    const meet = (error: string) => {
      if (expectedErrors?.test(error) !== true) errors.push(error);
    };
    try {
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') meet(message.text());
      });
      page.on('pageerror', (error) => meet(error.message));
      page.on('request', (request) => {
        const url = request.url().replace(/^blob:/, '');
        if (!url.startsWith(address)) errors.push(`asked ${request.url()}`);
      });
      await page.goto(address + path);
      await deed(page);
    } finally {
      await context.close();
    }
    expect(errors).toEqual([]);
  };
}

/** The stress lab as `lodestock demo` serves it, and a browser. */
export interface ServedLab extends ServedPages {
  readonly visit: Visit;
}

export async function serveLab(): Promise<ServedLab> {
  const pages = await servePages(['demo', '--no-open']);
  return { ...pages, visit: visitor(pages.browser, pages.address) };
}

const REGION = '[data-testid=stress-result]';

/** The result of the lab once a worker has answered. */
export const SETTLED = `${REGION}[data-state=settled]:not([data-run-id="0"])`;

/** The digest that the lab shows, once it rests. */
export async function settledDigest(page: Page): Promise<string> {
  await page.locator(SETTLED).waitFor();
  return (await page.locator(REGION).getAttribute('data-digest')) ?? '';
}
