import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SlipEffect } from '../../src/allocation/slip.ts';
import { lodestock } from '../support/command-line.ts';
import { SETTLED, type ServedLab, serveLab, type Visit } from '../support/visit.ts';

// From the pipeline to a project, to what its slip costs, to the stress lab: by keyboard, and with
// the numbers of the command line.

let served: ServedLab;
let visit: Visit;

beforeAll(async () => {
  served = await serveLab();
  visit = served.visit;
}, 300_000); // may build the pages

afterAll(() => served.close());

const SLIP_MS = 120_000; // a stress run and two plans, on a machine that may be busy

/** Goes from element to element until one has this name, as a keyboard does. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(
      () =>
        document.activeElement?.getAttribute('aria-label') ??
        document.activeElement?.textContent ??
        '',
    );
    if (focused.startsWith(name)) return;
  }
  throw new Error(`no element '${name}' takes the keyboard`);
}

test('leads by keyboard from the pipeline to a project whose capacity check fires', async () => {
  await visit('/projects', { javaScriptEnabled: false }, async (page) => {
    expect(await page.locator('h1').innerText()).toContain('projects promise supply');
    await tabTo(page, 'Lost Sheep');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/projects/lost-sheep');
    expect(await page.locator('h1').innerText()).toContain('50,802 t a year claimed');
    const banner = page.getByRole('complementary', { name: 'Capacity check' });
    expect(await banner.innerText()).toContain('27,216 t too little'); // 30,000 short tons
    await banner.getByRole('link').click();
    expect(await page.locator('#delivery h3').innerText()).toContain('percent of what it is said');
  });
});

test('reaches a milestone by keyboard and lands on all its datings', async () => {
  await visit('/projects', { javaScriptEnabled: false }, async (page) => {
    await tabTo(page, 'Rhyolite Ridge, Production starts');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/projects/rhyolite-ridge#milestone-production');
    const datings = page.locator('#milestone-production tbody tr');
    expect(await datings.count()).toBeGreaterThan(2);
    expect(await datings.first().innerText()).toContain('in the second quarter of 2024');
  });
});

test('filters the pipeline with a form that needs no script', async () => {
  await visit('/projects', { javaScriptEnabled: false }, async (page) => {
    await page.getByRole('combobox', { name: /^Mineral/ }).selectOption('fluorspar');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.waitForURL('**mineral=fluorspar**');
    const names = page.locator('section[aria-labelledby=table] tbody th');
    await expect.poll(() => names.allInnerTexts()).toEqual(['Lost Sheep']);
  });
});

test(
  'asks for a slip, and the command line gives the same digest and the lab the same scenario',
  async () => {
    const asked = ['project', 'slip', 'stibnite', '--months', '6'];
    await visit('/projects/stibnite', { javaScriptEnabled: false }, async (page) => {
      page.setDefaultTimeout(SLIP_MS);
      await page.getByLabel('Months later').fill('6');
      await page.getByRole('button', { name: 'Work it out' }).click();
      const digest = await page.getByTestId('slip-digest').innerText();
      const shown = await page.locator('.effect-lines').innerText();
      expect(shown).toContain('of antimony unmet');

      const command = await lodestock([...asked, '--draws', '2000', '--json']);
      const effect: SlipEffect = JSON.parse(command.stdout);
      expect(effect.digest).toBe(digest);
      expect(effect.products[0]!.unmetTonnes.more).toBeGreaterThan(0);

      const link = page.getByRole('link', { name: /in the stress lab/ });
      const query = ((await link.getAttribute('href')) ?? '').split('?')[1];
      const file = await fetch(`${served.address}/stress/scenario.json?${query}`);
      const { scenario } = (await file.json()) as { scenario: unknown };
      expect(scenario).toEqual(effect.scenario);
    });
  },
  2 * SLIP_MS,
);

test(
  'opens the stress lab with the slip in it',
  async () => {
    let href = '';
    await visit('/projects/stibnite?slip=6', {}, async (page) => {
      const link = page.getByRole('link', { name: /in the stress lab/ });
      href = (await link.getAttribute('href')) ?? '';
    });
    await visit(href, {}, async (page) => {
      await page.locator(SETTLED).waitFor();
      expect(page.url()).toContain('preset=own');
      expect(await page.locator('.correction').count()).toBe(0);
    });
  },
  SLIP_MS,
);

test('a slip that the model cannot count is refused in the page, with the remedy', async () => {
  await visit('/projects/stibnite?slip=5#slip', {}, async (page) => {
    expect(await page.getByRole('alert').innerText()).toContain('a multiple of 3');
    expect(await page.getByLabel('Months later').inputValue()).toBe('5');
  });
});

test('gives milestones to a calendar and places to a map', async () => {
  const get = async (path: string) => {
    const response = await fetch(`${served.address}/projects/${path}`);
    expect(response.status).toBe(200);
    return { type: response.headers.get('content-type'), text: await response.text() };
  };
  const calendar = await get('lost-sheep/milestones.ics');
  expect(calendar.type).toContain('text/calendar');
  expect(calendar.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  const place = JSON.parse((await get('graphite-creek/place.geojson')).text);
  expect(place.features[0].geometry.coordinates).toEqual([-165.54, 65.04]);
  expect((await get('lost-sheep/milestones.csv')).text).toContain('lost-sheep,lumps-plant,');
});

test.each([
  ['/projects/lost-sheeps', "no project 'lost-sheeps'", 'Lost Sheep'],
  ['/instruments/mp-ndpr-flor', "no instrument 'mp-ndpr-flor'", 'MP Materials: price floor'],
])('%s names the nearest', async (path, sentence, near) => {
  const response = await fetch(served.address + path);
  expect(response.status).toBe(404);
  const page = await response.text();
  expect(page).toContain(sentence.replaceAll("'", '&#x27;'));
  expect(page).toContain(near);
});

test(
  'values an instrument as the command line does',
  async () => {
    await visit('/instruments', { javaScriptEnabled: false }, async (page) => {
      page.setDefaultTimeout(SLIP_MS);
      await page.getByRole('link', { name: /MP Materials: price floor/ }).click();
      const digest = await page.getByTestId('value-digest').innerText();
      expect(await page.locator('#triggers ~ *').allInnerTexts()).toContainEqual(
        expect.stringContaining('floor: the Reserve pays'),
      );
      const command = await lodestock([
        ...['instrument', 'value', 'mp-ndpr-floor', '--draws', '4000', '--json'],
      ]);
      expect(JSON.parse(command.stdout).digest).toBe(digest);
    });
  },
  SLIP_MS,
);
