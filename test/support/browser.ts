import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { startLodestock } from './command-line.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts the Chromium of this machine: CHROMIUM_PATH, or where systems keep it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? PLACES.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      `there is no Chromium in ${PLACES.join(', ')}: install it (apt-get install chromium) ` +
        'or say where it is with CHROMIUM_PATH',
    );
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', // the tests may run as root
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}

/** The pages as the real program serves them, and a browser to read them in. */
export interface ServedPages {
  readonly address: string; // 'http://127.0.0.1:40123'
  readonly browser: Browser;
  readonly folder: string; // for whatever a test writes
  readonly close: () => Promise<void>;
}

/** The first start may build the pages, and solves a plan. */
export const SERVE_MS = 300_000;

/**
 * Starts the program on a database of its own, and a browser.
 *
 * @param command - what serves: `start` answers the main question first, `demo` does not
 */
export async function servePages(command: readonly string[] = ['start']): Promise<ServedPages> {
  const folder = mkdtempSync(join(tmpdir(), 'lodestock-pages-'));
  const port = await freePort();
  const place = ['--port', String(port), '--data-dir', join(folder, 'data')];
  const server = startLodestock([...command, ...place]);
  const browser = await openBrowser();
  await server.says('Ctrl-C stops');
  return {
    address: `http://127.0.0.1:${port}`,
    browser,
    folder,
    close: async () => {
      await browser.close();
      server.interrupt();
      await server.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Faults of accessibility that axe finds on a page, each with the first element that has it.
 *
 * @param region - a selector, where only a part of the page is asked about
 */
export const accessFaults = async (page: Page, region?: string): Promise<string[]> =>
  (await violations(page, region)).map(faultText);

/** Those of them that axe calls serious or critical. */
export const graveFaults = async (page: Page, region?: string): Promise<string[]> =>
  (await violations(page, region))
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(faultText);

async function violations(page: Page, region: string | undefined) {
  const asked = new AxeBuilder({ page });
  return (await (region === undefined ? asked : asked.include(region)).analyze()).violations;
}

const faultText = ({ id, nodes }: Awaited<ReturnType<typeof violations>>[number]): string =>
  `${id}: ${nodes[0]?.html}`;

/** A port that nobody uses just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
