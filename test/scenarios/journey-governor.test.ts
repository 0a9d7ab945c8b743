import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IsoDate } from '../../src/base/act.ts';
import { readResolutionRecord } from '../../src/board/board.service.ts';
import { BOARD_STEPS } from '../../src/main/thread.ts';
import { step } from '../../src/main/thread-step.ts';
import { accessFaults } from '../support/browser.ts';
import { type ServedReserve, serveReserve, typePassword } from '../support/served-reserve.ts';

// A governor on the day of a meeting: reads the packet, votes with one of seven recused, and finds
// that a vote that was counted stays as it is.

const MINUTES = 60_000;
const TODAY: IsoDate = '2026-01-19'; // of the thread

let reserve: ServedReserve;
let governor: Page;
let secretary: Page;
let plan: string;

beforeAll(async () => {
  reserve = await serveReserve();
  const says = (by: string, command: string, ...more: string[]) =>
    step(by, TODAY, command, ...more);
  const names = ['governor-1', 'governor-6', 'secretary'];
  const kept = await reserve.play(
    [
      ...BOARD_STEPS,
      says(
        'secretary',
        'board meeting notice M-1 --held-on 2026-01-19 --place Washington --title',
        'First',
      ),
      says(
        'secretary',
        'board motion B-1 --about plan:plan-{plan} --fund reserve --authority 250M --from 2026-01-19',
        ...['--mineral', 'fluorspar', '--title', 'Fluorspar from Utah', '--text'],
        'The board approves the plan and up to $250 million for fluorspar.',
      ),
      says('secretary', 'board motion notice B-1 M-1'),
      says('secretary', 'board meeting open M-1'),
      ...[1, 2, 3, 4, 5, 6, 7].map((seat) =>
        says('secretary', `board meeting attend M-1 governor-${seat}`),
      ),
      ...names.map((name) => says('chief', `person password ${name} --file password`)),
    ],
    TODAY,
  );
  plan = kept.get('plan')!;
  governor = await reserve.enter('governor-1');
  secretary = await reserve.enter('secretary');
}, 5 * MINUTES);
afterAll(() => reserve.close());

const on = (page: Page, path: string) => page.goto(`${reserve.address}${path}`);
const doIt = (page: Page) => page.getByRole('button', { name: 'Do it' }).click();
const RESOLUTION = '/board/resolutions/B-1';

test('1. reads the packet: the same digests and bytes as the command line has', async () => {
  await on(governor, '/board/meetings/M-1/packet');
  const shown = await governor.locator('main').innerText();
  const { stdout } = await reserve.lodestock('board', 'packet', 'M-1');
  expect(shown).toContain(createHash('sha256').update(stdout).digest('hex'));
  for (const [digest] of stdout.matchAll(/sha256-[0-9a-f]{64}/g)) expect(shown).toContain(digest);
  expect(await accessFaults(governor)).toEqual([]);
});

test('2. a colleague is recused before the item opens, and the quorum says so', async () => {
  const colleague = await reserve.enter('governor-6');
  await on(colleague, RESOLUTION);
  await colleague
    .getByRole('link', { name: /recuse/i })
    .first()
    .click();
  await colleague.getByLabel(/^Person/).fill('governor-6');
  await colleague.getByLabel(/^Reason/).fill('holds shares of the supplier (illustrative)');
  await doIt(colleague);
  await colleague.waitForURL(`**${RESOLUTION}`);
  expect(await colleague.locator('main').innerText()).toMatch(/Recused/);
  await on(secretary, RESOLUTION);
  await secretary.getByRole('link', { name: /open the item/i }).click();
  await doIt(secretary);
  await secretary.waitForURL(`**${RESOLUTION}`);
});

test('3. votes for it: the number typed, the password again', async () => {
  await on(governor, RESOLUTION);
  await governor.getByRole('link', { name: /vote/i }).first().click();
  await governor.getByLabel(/^Vote/).selectOption('yes');
  await typePassword(governor);
  await doIt(governor);
  expect(await governor.getByRole('alert').innerText()).toContain('B-1 was not typed to confirm');
  expect(await governor.getByLabel(/^Vote/).inputValue()).toBe('yes');
  expect(await accessFaults(governor)).toEqual([]);
  await governor.getByLabel(/^Type B-1/).fill('B-1');
  await typePassword(governor);
  await doIt(governor);
  await governor.waitForURL(`**${RESOLUTION}`);
  const { ballots } = await readResolutionRecord(reserve.db, 'B-1');
  expect(ballots.find(({ person }) => person === 'governor-1')?.status).toBe('yes');
});

test('4. the recused governor cannot vote', async () => {
  const colleague = await reserve.enter('governor-6');
  await on(colleague, `/do${RESOLUTION}/votes`);
  await colleague.getByLabel(/^Vote/).selectOption('yes');
  await colleague.getByLabel(/^Type B-1/).fill('B-1');
  await typePassword(colleague);
  await doIt(colleague);
  expect(await colleague.getByRole('alert').innerText()).toContain('recused');
});

test('5. the secretary counts the votes, and the outcome cites its rule', async () => {
  await reserve.play(
    [2, 3, 4, 5].map((seat) => step(`governor-${seat}`, TODAY, 'board vote B-1 yes')),
    TODAY,
  );
  await on(secretary, RESOLUTION);
  await secretary.getByRole('link', { name: /count the votes/i }).click();
  await doIt(secretary);
  await secretary.waitForURL(`**${RESOLUTION}`);
  const { status } = await readResolutionRecord(reserve.db, 'B-1');
  expect(status).toBe('carried');
  expect(await secretary.locator('main').innerText()).toMatch(/carried/i);
});

test('6. a vote that was counted is not changed', async () => {
  await on(governor, `/do${RESOLUTION}/votes`);
  await governor.getByLabel(/^Vote/).selectOption('no');
  await governor.getByLabel(/^Type B-1/).fill('B-1');
  await typePassword(governor);
  await doIt(governor);
  expect(await governor.getByRole('alert').innerText()).toContain('carried');
  const { ballots } = await readResolutionRecord(reserve.db, 'B-1');
  expect(ballots.find(({ person }) => person === 'governor-1')?.status).toBe('yes');
});

test('7. the plan that was voted on leads back from the resolution, with its digest', async () => {
  await on(governor, RESOLUTION);
  const shown = await governor.locator('main').innerText();
  expect(shown).toContain(`plan-${plan}`);
  await on(governor, `/audit/${encodeURIComponent(`plan:plan-${plan}`)}`);
  expect(await governor.locator('main').innerText()).toContain('Resolution B-1');
});
