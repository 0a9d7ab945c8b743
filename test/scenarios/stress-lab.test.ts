import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LEVERS } from '../../src/stress/levers.ts';
import { toShown } from '../../web/pages/lever-words.ts';
import { graveFaults } from '../support/browser.ts';
import { lodestock } from '../support/command-line.ts';
import { SETTLED, type ServedLab, serveLab, settledDigest, type Visit } from '../support/visit.ts';

// The stress lab in a real browser: what a hand, a keyboard and an address can do there.

let lab: ServedLab;
let visit: Visit;

beforeAll(async () => {
  lab = await serveLab();
  visit = lab.visit;
}, 300_000); // may build the pages

afterAll(() => lab.close());

const region = '[data-testid=stress-result]';
const digestIn = (page: Page) => page.locator(region).getAttribute('data-digest');

test('answers while the slider is still held', async () => {
  await visit('/stress', {}, async (page) => {
    await page.locator(SETTLED).waitFor();
    const before = Number(await page.locator(region).getAttribute('data-run-id'));
    const slider = page.locator('#stock-slider');
    const box = (await slider.boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 4, y);
    await page.mouse.down();
    const answered = new Set<string>();
    for (let step = 1; step <= 40; step++) {
      await page.mouse.move(box.x + 4 + ((box.width - 8) * step) / 40, y);
      answered.add((await digestIn(page)) ?? '');
    }
    expect(answered.size).toBeGreaterThan(2); // not only once the drag has ended
    await page.mouse.up();
    await page.locator(SETTLED).waitFor();
    const after = Number(await page.locator(region).getAttribute('data-run-id'));
    expect(after).toBeGreaterThan(before);
  });
});

test('is moved by keyboard alone; more stock never leaves more unmet', async () => {
  await visit('/stress?preset=china-ban-ga-ge-sb&mineral=gallium', {}, async (page) => {
    await page.locator(SETTLED).waitFor();
    await page.locator('#supply summary', { hasText: 'Table' }).click();
    const unmet = () => page.locator('#supply tbody td:nth-of-type(4)').allTextContents();
    const sum = (texts: string[]) =>
      texts.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
    const without = sum(await unmet());
    const old = await digestIn(page);
    await page.locator('#stock-slider').focus();
    await page.keyboard.press('End');
    await expect.poll(() => digestIn(page)).not.toBe(old);
    await page.locator(SETTLED).waitFor();
    expect(sum(await unmet())).toBeLessThan(without);
    expect(page.url()).toContain('stock=');
    expect(await page.locator('.changed').innerText()).toContain('reserve stock');
    expect(await page.locator('#stock-slider').getAttribute('aria-valuetext')).toContain('days');
  });
});

test('comes back from its address with the same digest, and from the server with the same words', async () => {
  const path = '/stress?preset=price-war&mineral=cobalt&stock=500&severity=60';
  let digest: string | null = null;
  let sentence = '';
  await visit(path, {}, async (page) => {
    await page.locator(SETTLED).waitFor();
    digest = await digestIn(page);
    sentence = await page.locator(`${region} > h2:not(.part)`).innerText();
  });
  expect(digest).toMatch(/^sha256-[0-9a-f]{64}$/);
  await visit(path, {}, async (page) => {
    await page.locator(SETTLED).waitFor();
    expect(await digestIn(page)).toBe(digest);
  });
  await visit(path, { javaScriptEnabled: false }, async (page) => {
    expect(await page.locator(`${region} > h2:not(.part)`).innerText()).toBe(sentence);
    expect(await page.locator('#severity-box').inputValue()).toBe('60');
    expect(await page.locator('form.levers button[type=submit]').isVisible()).toBe(true);
  });
});

test('moves every lever by its box, lists it, keeps it in the address, and takes it back', async () => {
  await visit('/stress?preset=china-full-stop&mineral=graphite&stock=5000', {}, async (page) => {
    await page.locator(SETTLED).waitFor();
    await page.locator('.more-levers summary', { hasText: 'More levers' }).click();
    for (const lever of LEVERS) {
      const { id, label } = lever;
      const before = await settledDigest(page);
      const box = page.locator(`#${id}-box`);
      const first = await box.inputValue();
      await box.fill(String(toShown(lever, lever.default === lever.max ? lever.min : lever.max)));
      await expect.poll(() => digestIn(page)).not.toBe(before);
      expect(page.url()).toContain(`${id}=`);
      expect(await page.locator('.changed').innerText()).toContain(label.toLowerCase());
      await page.getByRole('button', { name: `Reset ${label} ` }).click();
      expect(await box.inputValue()).toBe(first);
      await expect.poll(() => digestIn(page)).toBe(before);
    }
  });
});

test('puts a lever right that is out of range, and says so', async () => {
  const path = '/stress?severity=140&durationScale=-1';
  await visit(path, { javaScriptEnabled: false }, async (page) => {
    expect(await page.locator('.correction').allInnerTexts()).toEqual([
      'Severity of the shock cannot be 140: it goes from 0 to 100 percent; 100 is used.',
      'Length of the shock cannot be -1: it goes from 0.25 to 3 times; 0.25 is used.',
    ]);
    expect(await page.locator('#durationScale-box').inputValue()).toBe('0.25');
  });
  await visit('/stress', {}, async (page) => {
    const box = page.locator('#severity-box');
    await box.fill('140');
    expect(await page.locator('#severity-hint').innerText()).toContain('outside 0 to 100 percent');
    await page.keyboard.press('Tab');
    expect(await box.inputValue()).toBe('100');
  });
});

test('computes a whole run with the digest of the command line', async () => {
  const [draws, seed] = [1500, 11];
  const run = await lodestock([
    ...['stress', 'run', '--preset', 'china-full-stop', '--draws', String(draws)],
    ...['--seed', String(seed), '--years', '5', '--json'],
  ]);
  const expected: { digest: string } = JSON.parse(run.stdout);
  await visit('/stress', {}, async (page) => {
    const inBrowser = await page.evaluate(
      ([drawCount, seedNumber]) =>
        window.lodestock!.runInWorker('china-full-stop', drawCount!, seedNumber!),
      [draws, seed],
    );
    expect(inBrowser.digest).toBe(expected.digest);
  });
});

test('an address with the name of a shock shows it with a mineral that it strikes', async () => {
  await visit('/stress/drc-cobalt-quota', {}, async (page) => {
    await page.locator(SETTLED).waitFor();
    expect(await page.locator('#preset').inputValue()).toBe('drc-cobalt-quota');
    expect(await page.locator('#mineral').inputValue()).toBe('cobalt');
  });
  const missing = await fetch(`${lab.address}/stress/drc-cobolt-quota`);
  expect(missing.status).toBe(404);
  expect(await missing.text()).toContain('/stress/drc-cobalt-quota');
});

test('an address that means other data says so, and offers the same question to those that are here', async () => {
  const query = 'preset=price-war&mineral=cobalt&stock=5&data=2031.4-000000000000&model=stress-1';
  await visit(
    `/stress?${query}`,
    { javaScriptEnabled: false, expectedErrors: /404/ },
    async (page) => {
      expect(await page.locator('h1').innerText()).toBe(
        'This link was made with data 2031.4-000000000000, which are not here',
      );
      expect(await page.locator('figure').count()).toBe(0);
      await page.getByRole('link', { name: 'Rerun on ' }).click();
      expect(await page.locator('#stock-box').inputValue()).toBe('5');
      expect(await page.locator('#preset').inputValue()).toBe('price-war');
      expect(await page.locator('figure').count()).toBeGreaterThan(3);
    },
  );
});

test('steps are taken back and forth by keyboard, wherever the focus is in the lab', async () => {
  await visit('/stress', {}, async (page) => {
    const first = await settledDigest(page);
    await page.locator('#severity-box').fill('40');
    await expect.poll(() => digestIn(page)).not.toBe(first);
    const second = await settledDigest(page);
    await page.locator('#stock-slider').focus();
    await page.keyboard.press('End');
    await expect.poll(() => digestIn(page)).not.toBe(second);
    const third = await settledDigest(page);
    await page.keyboard.press('Control+z');
    await expect.poll(() => digestIn(page)).toBe(second);
    await page.locator('#severity-box').focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => digestIn(page)).toBe(first);
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    await page.keyboard.press('Control+y');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => digestIn(page)).toBe(third);
    await page.getByRole('link', { name: 'Reset', exact: true }).click();
    await expect.poll(() => digestIn(page)).toBe(first);
  });
});

test('a warning is ended by its fix, with a script and without', async () => {
  const path = '/stress?preset=drc-cobalt-quota&mineral=gallium';
  await visit(path, { javaScriptEnabled: false }, async (page) => {
    await page.getByRole('link', { name: 'Apply: Look at cobalt' }).click();
    expect(await page.locator('.warnings').count()).toBe(0);
    expect(await page.locator('#mineral').inputValue()).toBe('cobalt');
  });
  await visit('/stress?stock=100000', {}, async (page) => {
    const before = await settledDigest(page);
    await page.getByRole('link', { name: /^Apply: Hold / }).click();
    await expect.poll(() => digestIn(page)).not.toBe(before);
    expect(await page.locator('.warnings').count()).toBe(0);
  });
});

test('every number to remember opens its receipt, without a script too', async () => {
  await visit('/stress?stock=5', { javaScriptEnabled: false }, async (page) => {
    const receipts = page.locator('.key-figures .receipt');
    expect(await receipts.count()).toBe(6);
    for (const receipt of await receipts.all()) {
      await receipt.locator('summary').focus();
      await page.keyboard.press('Enter');
      const text = await receipt.locator('dl').innerText();
      for (const term of ['Exact value', 'Evidence', 'From', 'Data', 'Model', 'In a terminal']) {
        expect(text).toContain(term);
      }
      expect(text).not.toMatch(/illustrative/i);
    }
    for (const figure of await page.locator('figure').all()) {
      expect(await figure.locator('.receipt').count()).toBe(1);
    }
  });
});

test('a receipt closes with Escape and gives the focus back', async () => {
  await visit('/stress', {}, async (page) => {
    await page.locator(SETTLED).waitFor();
    const receipt = page.locator('.key-figures .receipt').first();
    await receipt.locator('summary').focus();
    await page.keyboard.press('Enter');
    await receipt.locator('dl').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => receipt.locator('dl').count()).toBe(0);
    expect(await receipt.locator('summary').evaluate((it) => it === document.activeElement)).toBe(
      true,
    );
  });
});

const own = {
  id: 'mine',
  title: 'A shock of my own',
  shocks: [{ kind: 'restriction', country: 'CHN', quarters: 3, depth: 0.8 }],
};

test('a scenario is pasted; its faults are said row by row; its address brings it back', async () => {
  await visit('/stress', {}, async (page) => {
    const before = await settledDigest(page);
    await page.locator('.bring summary').click();
    const broken = { ...own, shocks: [{ ...own.shocks[0], depth: 1.4 }] };
    await page.locator('#scenario-text').fill(JSON.stringify(broken));
    await page.getByRole('button', { name: 'Use this scenario' }).click();
    expect(await page.locator('.faults li').allInnerTexts()).toEqual([
      expect.stringContaining('shock 1, depth: 1.4'),
    ]);
    expect(await digestIn(page)).toBe(before);
    await page.locator('#scenario-text').fill(JSON.stringify(own));
    await page.getByRole('button', { name: 'Use this scenario' }).click();
    await expect.poll(() => digestIn(page)).not.toBe(before);
    expect(await page.locator('.lead').innerText()).toContain('A shock of my own');
    const digest = await settledDigest(page);
    await visit(page.url().slice(lab.address.length), {}, async (fresh) => {
      expect(await settledDigest(fresh)).toBe(digest);
      expect(await fresh.locator('#preset').inputValue()).toBe('own');
    });
  });
});

test('a scenario comes from a file, with its stock and seed', async () => {
  const file = join(lab.folder, 'mine.json');
  const question = { scenario: own, stockTonnes: { cobalt: 40 }, draws: 500, seed: 3, years: 2 };
  writeFileSync(file, JSON.stringify(question));
  await visit('/stress', {}, async (page) => {
    const before = await settledDigest(page);
    await page.locator('.bring summary').click();
    await page.locator('#scenario-file').setInputFiles(file);
    await expect.poll(() => digestIn(page)).not.toBe(before);
    expect(await page.locator('#stock-box').inputValue()).toBe('40');
    expect(await page.locator('#mineral').inputValue()).toBe('cobalt');
    await expect.poll(() => page.url()).toContain('seed=3');
  });
});

test('when the worker fails the server computes: the same digest, and it is said', async () => {
  await visit('/stress', { expectedErrors: /the worker broke/ }, async (page) => {
    await page.locator(SETTLED).waitFor();
    await page.locator('#stock-box').fill('2');
    await page.locator(`${region}[data-state=settled]`).waitFor();
    const byWorker = await settledDigest(page);
    const [worker] = page.workers();
    await worker!.evaluate(() => {
      setTimeout(() => {
        throw new Error('the worker broke');
      });
    });
    await page.locator('[data-testid=fallback]').waitFor();
    expect(await page.locator('[data-testid=fallback]').innerText()).toContain(
      'the server computes',
    );
    await page.locator('#stock-box').fill('3');
    await expect.poll(() => digestIn(page)).not.toBe(byWorker);
    await page.locator('#stock-box').fill('2');
    await expect.poll(() => digestIn(page)).toBe(byWorker);
  });
});

test('what is compared has no serious fault that axe finds', async () => {
  const pins = '&b=stock%3D5&c=severity%3D50&d=preset%3Dprice-war';
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const view of ['', '&view=difference']) {
      await visit(`/stress?stock=100000${pins}${view}`, { colorScheme }, async (page) => {
        await page.locator(SETTLED).waitFor();
        await page.locator('.key-figures .receipt summary').first().click();
        expect(await graveFaults(page)).toEqual([]);
      });
    }
  }
}, 180_000); // four pages under a thorough eye
