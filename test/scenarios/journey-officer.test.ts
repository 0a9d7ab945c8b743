import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IsoDate } from '../../src/base/act.ts';
import { readContract } from '../../src/contracts/contracts.service.ts';
import { readOrders } from '../../src/contracts/orders.service.ts';
import { readTieOuts } from '../../src/fund/fund.service.ts';
import { csvRows } from '../../src/inventory/csv-text.ts';
import { readHoldings } from '../../src/inventory/inventory.service.ts';
import { bareName, FILE_COLUMNS } from '../../src/inventory/stock-columns.ts';
import { VOTE_STEPS } from '../../src/main/thread.ts';
import { CONTRACT_STEPS, THREAD_CONTRACT } from '../../src/main/thread-contract.ts';
import { step } from '../../src/main/thread-step.ts';
import { accessFaults } from '../support/browser.ts';
import { type ServedReserve, serveReserve } from '../support/served-reserve.ts';

// A contracting officer on a day of work: a table of deliveries with faults in it, and two orders
// near the ceiling. Everything is done in a browser, on a contract of $250,000,000.00 of which
// 93 percent are ordered.

const MINUTES = 60_000;
const TODAY: IsoDate = '2026-02-03'; // of the thread
const ORDERED = '232500000.00';

let reserve: ServedReserve;
let folder: string;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lodestock-officer-'));
  reserve = await serveReserve();
  const firstOrder = CONTRACT_STEPS.findIndex(({ words }) => words[1] === 'order');
  const isPlace = (word: string | undefined) =>
    ['warehouse', 'laboratory', 'specification'].includes(word ?? '');
  const places = CONTRACT_STEPS.filter(({ words }) => isPlace(words[0]));
  await reserve.play(
    [
      ...VOTE_STEPS,
      ...CONTRACT_STEPS.slice(0, firstOrder),
      ...places,
      step(
        'officer',
        TODAY,
        `contract order ${THREAD_CONTRACT} --amount ${ORDERED} --deliver-by 2026-12-31`,
      ),
      step('chief', TODAY, 'person role officer receiving-officer'),
      step('chief', TODAY, 'person password officer --file password'),
    ],
    TODAY,
  );
  page = await reserve.enter('officer');
}, 5 * MINUTES);
afterAll(async () => {
  await reserve.close();
  rmSync(folder, { recursive: true, force: true });
});

const go = (path: string) => page.goto(`${reserve.address}${path}`);
const press = (what: string) => page.locator(`button[name=go][value=${what}]`).first().click();
const heading = () => page.locator('h1').innerText();

const HEADER = FILE_COLUMNS.deliveries.map(bareName).join(',').replace('vendor_lot', 'Batch');
const row = (n: number, { order = '', batch = `000${n}`, expires = '', net = '100kg' } = {}) =>
  `L-${n},fluorspar-acid,1,ares,Ares,${order},${batch},cake,bags,${expires},hawthorne,101kg,${net},10,reserve:1`;

/** 100 deliveries: 7 bad days, 3 unknown orders, 2 negative masses, 4 rows twice, one formula. */
function deliveries(): string {
  const rows = Array.from({ length: 100 }, (_, n) => row(n));
  for (let k = 0; k < 7; k++) rows[10 + k] = row(10 + k, { expires: '2026-02-30' });
  for (let k = 0; k < 3; k++) rows[30 + k] = row(30 + k, { order: 'O-99' });
  for (let k = 0; k < 2; k++) rows[40 + k] = row(40 + k, { net: '-100kg' });
  for (let k = 0; k < 4; k++) rows[50 + k] = rows[k]!;
  rows[60] = row(60, { batch: '"=HYPERLINK(""http://example.org"")"' });
  return `${[HEADER, ...rows].join('\n')}\n`;
}

const lotsKept = async () => (await reserve.db.query('select id from lot')).length;

test('1. takes a table of deliveries in: mapped, checked, mended, and the rest left out', async () => {
  const file = join(folder, 'deliveries-bad.csv');
  writeFileSync(file, deliveries());
  await go('/stock/import');
  await page.locator('#file').setInputFiles(file);
  await press('map');
  await press('check');
  await press('map'); // back, to look at the columns again
  await press('check');
  expect(await heading()).toBe('16 of 100 rows cannot be taken in');
  expect(await accessFaults(page)).toEqual([]);
  expect(await lotsKept()).toBe(0);
  const [leaving] = await Promise.all([page.waitForEvent('download'), press('download')]);
  const failing = csvRows(readFileSync(await leaving.path(), 'utf8'));
  expect(failing.length).toBe(1 + 16);
  expect(failing[0]!.cells.at(-1)).toBe('error');
  await page.getByLabel('Row 12, expires_on').fill('2027-02-28');
  await page.getByLabel('Row 42, net').fill('100kg');
  await press('commit-valid');
  expect(await heading()).toBe('86 new, 0 unchanged');
  expect(await lotsKept()).toBe(86);
});

test('2. the same table again changes nothing', async () => {
  await go('/stock/import');
  await page.locator('#file').setInputFiles(join(folder, 'deliveries-bad.csv'));
  await press('map');
  await press('check');
  // The two that were mended are wrong in the file still; of the others none is new.
  const counts = await page.locator('section[aria-labelledby=counts]').innerText();
  expect(counts).toMatch(/unchanged[^\n]*\s84/);
  expect(await page.locator('button[name=go][value^=commit]').count()).toBe(0);
  expect(await lotsKept()).toBe(86);
  const [kept] = await reserve.db.query<{ text: string }>(
    `select vendor_lot as text from lot where id = 'L-60'`,
  );
  expect(kept!.text).toBe('=HYPERLINK("http://example.org")');
});

test('3. the command line finds the same rows wrong, and ends with 3', async () => {
  const mapped = deliveries().replace('Batch', 'vendor_lot');
  const file = join(folder, 'deliveries.csv');
  writeFileSync(file, mapped);
  const { exitCode, stdout } = await reserve.lodestock(
    ...['lot', 'import', file, '--kind', 'deliveries', '--dry-run', '--json', '--as', 'officer'],
  );
  expect(exitCode).toBe(3);
  expect(JSON.parse(stdout).errors.length).toBe(16);
});

test('4. an order above the ceiling is refused, and what was typed is still there', async () => {
  await go(`/contracts/${THREAD_CONTRACT}`);
  expect(await heading()).toContain('$17,500,000.00');
  await page.getByRole('link', { name: 'Place an order' }).click();
  await page.getByLabel(/^Amount/).fill('20,000,000.00');
  await page.getByLabel(/^Deliver by/).fill('2030-06-30');
  await page.getByRole('button', { name: 'Do it' }).click();
  const alert = page.getByRole('alert');
  expect(await alert.innerText()).toContain('$17,500,000.00 of its ceiling is left');
  expect(await alert.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await page.getByLabel(/^Amount/).inputValue()).toBe('20,000,000.00');
  expect(await accessFaults(page)).toEqual([]);
});

test('5. an order that fits is placed from the same form, once, and the ceiling burns down', async () => {
  await page.getByLabel(/^Amount/).fill('12,500,000.00');
  const form = await page
    .locator('form.deed-form')
    .evaluate((element: HTMLFormElement) =>
      Object.fromEntries([...new FormData(element)].map(([name, value]) => [name, String(value)])),
    );
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.waitForURL(`**/contracts/${THREAD_CONTRACT}`);
  expect(await heading()).toContain('$5,000,000.00');
  const contract = await readContract(reserve.db, THREAD_CONTRACT);
  expect(contract.ceilingLeftCents).toBe('500000000');
  expect(contract.ceilingCents).toBe('25000000000');
  expect((await readOrders(reserve.db, THREAD_CONTRACT)).length).toBe(2);
  const again = { multipart: form, maxRedirects: 0 }; // the same form, as an impatient hand sends it
  expect((await page.request.post(`${reserve.address}/do/orders`, again)).status()).toBe(303);
  expect((await readOrders(reserve.db, THREAD_CONTRACT)).length).toBe(2);
});

test('6. the books tie out after the day', async () => {
  const tied = await readTieOuts(reserve.db, await readHoldings(reserve.db));
  expect(tied.filter(({ difference }) => difference !== '0')).toEqual([]);
});
