import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { IsoDate } from '../../src/base/act.ts';
import { THREAD_FILES } from '../../src/main/thread-contract.ts';
import { playThread } from '../../src/main/thread-play.ts';
import type { ThreadStep } from '../../src/main/thread-step.ts';
import { type OpenWorkshop, openWorkshop } from '../../src/main/workshop.ts';
import type { Db } from '../../src/platform/db.ts';
import { openBrowser } from './browser.ts';
import { lodestock, startLodestock } from './command-line.ts';
import { newServerDatabase } from './database.ts';

// A reserve that runs: a PostgreSQL server, the program that serves it, people who sign in, and the
// command line beside them.

const PASSWORD = 'seven trains of crushed fluorspar';
const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10) as IsoDate;

export interface ServedReserve {
  readonly address: string;
  readonly db: Db;
  /** Plays steps by command line, with their days moved so that this one is today. */
  readonly play: (
    steps: readonly ThreadStep[],
    today: IsoDate,
  ) => Promise<ReadonlyMap<string, string>>;
  /** Runs a command in a process of its own on the same database. */
  readonly lodestock: (...words: readonly string[]) => ReturnType<typeof lodestock>;
  /** Signs somebody in on a page of their own. */
  readonly enter: (person: string) => Promise<Page>;
  readonly close: () => Promise<void>;
}

export async function serveReserve(): Promise<ServedReserve> {
  const databaseUrl = await newServerDatabase();
  const workshop = await openWorkshop({ dataFolder: 'unused', databaseUrl, threads: 2 });
  const server = startLodestock([
    'demo',
    '--no-open',
    '--port',
    '0',
    '--database-url',
    databaseUrl,
  ]);
  await server.says('Ctrl-C stops');
  const address = /http:[/][/]127[.]0[.]0[.]1:\d+/.exec(server.said())![0];
  const browser = await openBrowser();
  const kept = new Map<string, string>();
  return {
    address,
    db: await workshop.tools.openDb(),
    play: async (steps, today) => {
      for (const [name, value] of await playMoved(workshop, steps, today, kept)) {
        kept.set(name, value);
      }
      return kept;
    },
    lodestock: (...words) => lodestock([...words, '--database-url', databaseUrl]),
    enter: (person) => enter(browser, address, person),
    close: async () => {
      await browser.close();
      server.interrupt();
      await server.ended;
      await workshop.close();
    },
  };
}

function playMoved(
  workshop: OpenWorkshop,
  steps: readonly ThreadStep[],
  today: IsoDate,
  kept: ReadonlyMap<string, string>,
) {
  const shiftMs = Date.parse(dayOf(Date.now())) - Date.parse(today);
  const moved = (text: string) =>
    text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dayOf(Date.parse(day) + shiftMs));
  const known = (text: string) =>
    moved(text).replaceAll(/\{([^}]+)\}/g, (all, name) => kept.get(name) ?? all);
  const files = Object.fromEntries(
    Object.entries(THREAD_FILES).map(([name, text]) => [name, moved(text)]),
  );
  return playThread(
    workshop,
    {
      print: () => {},
      files: { ...files, password: PASSWORD },
      signal: new AbortController().signal,
    },
    steps.map(({ words, on, ...rest }) => ({
      ...rest,
      ...{ words: words.map(known), on: moved(on) as IsoDate },
    })),
  );
}

/** The day that is some days from another. */
export const daysAfter = (day: IsoDate, days: number): IsoDate =>
  dayOf(Date.parse(day) + days * DAY_MS);

async function enter(browser: Browser, address: string, person: string): Promise<Page> {
  const context: BrowserContext = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address}/sign-in`);
  await page.getByLabel('Your name here').fill(person);
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

/** Types the password again where a form asks for it. */
export const typePassword = (page: Page) => page.getByLabel('Your password').fill(PASSWORD);
