import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { simulatePath } from '../../src/stress/laboratory.ts';
import { pathReceipts } from '../../src/stress/path-receipts.ts';
import type { MineralPath } from '../../src/stress/stress.ts';
import { plainMineral, plainModel, plainUse, scenarioOf } from '../../test/support/stress-model.ts';
import { ReceiptNote } from '../parts/receipt.tsx';
import {
  classFinding,
  classShortages,
  closingFinding,
  closingRows,
  closingSummary,
  useFinding,
  useRows,
} from './shortage-text.ts';

const uses = [
  plainUse({ use: 'magnets', share: 0.6, source: 'a source' }),
  plainUse({
    use: 'other',
    share: 0.4,
    classShare: { military: 0.5, essential: 0, other: 0.5 },
  }),
];
const model = plainModel({ minerals: [plainMineral({ uses })] });
const asked = {
  scenario: scenarioOf([{ kind: 'restriction', country: 'AAA', quarters: 2, depth: 0.5 }]),
  isPreset: true,
  mineral: 'unobtainium',
  stockTonnes: 20,
  draws: 100,
  seed: 1,
  years: 1,
};
const path = simulatePath(model, asked.scenario, asked);
const calm = simulatePath(model, scenarioOf([]), asked);

const none = { ...path.closing, missing: 0, unmet: 0 };
const made = (closing: Partial<MineralPath['closing']>): MineralPath => ({
  ...path,
  closing: {
    ...{ missing: 100, rerouted: 0, recycled: 0, spare: 0, industryStock: 0 },
    ...{ reserve: 0, priceResponse: 0, unmet: 100 },
    ...closing,
  },
});

test('the title of a waterfall names what closed most of the gap, and what stayed open', () => {
  expect(closingFinding(made({ industryStock: 60, spare: 30, unmet: 10 }))).toBe(
    "Industry's stocks close most of the gap; 10 percent of what is missing stays missing",
  );
  expect(closingFinding(made({ reserve: 60, unmet: 40 }))).toBe(
    'The reserve closes most of the gap; 40 percent of what is missing stays missing',
  );
  expect(closingFinding(made({}))).toBe('100 percent of what is missing stays missing');
  expect(closingFinding({ ...path, closing: none })).toBe('Nothing of unobtainium is missing');
});

test('the parts of a waterfall sum to what is missing', () => {
  const { missing, ...parts } = path.closing;
  expect(missing).toBeGreaterThan(0);
  expect(Object.values(parts).reduce((sum, tonnes) => sum + tonnes, 0)).toBeCloseTo(missing, 9);
  expect(closingRows(path).rows).toHaveLength(Object.keys(path.closing).length);
  expect(closingSummary(path)).toMatch(/^On average over all futures [\d,.]+ t are missing/);
});

test('who goes short is told as parts of what each wants; who wants nothing is left out', () => {
  const labels = classShortages(path).map(({ label }) => label);
  expect(labels).toEqual(['Military', 'Other']); // nothing serves essential needs here
  expect(classFinding(calm)).toBe('No user goes short');
  expect(useFinding(calm)).toBe('No use goes short');
  expect(useFinding(path)).toContain('Of the uses, magnets lacks most');
  expect(useRows(path).rows.map((cells) => cells.slice(0, 3))).toEqual([
    ['magnets', '60', 'published'],
    ['other', '40', 'assumed'],
  ]);
});

const receipts = pathReceipts(path, asked, model, model.minerals[0]!);

test('receipts hold the numbers of the run and the way to get them again', () => {
  expect(receipts.unmet).toMatchObject({
    value: path.horizon.unmetTonnes.p50,
    low: path.horizon.unmetTonnes.p05,
    high: path.horizon.unmetTonnes.p95,
    unit: 't',
    evidence: 'model',
    field: 'minerals[mineral=unobtainium].unmetTonnes.p50',
    command:
      'npx lodestock stress run --preset test --stock unobtainium=20t --draws 100 --seed 1 --years 1 --json',
    draws: 100,
    seed: 1,
  });
  // 20 t × 10 000 USD/t; 20 t of 400 t a year are 365 / 20 days
  expect(receipts.cost).toMatchObject({ value: 0.2, unit: 'million USD', evidence: 'input' });
  expect(receipts.cover.value).toBeCloseTo(18.25, 9);
  expect(receipts.use).toMatchObject({ value: 400, evidence: 'public', draws: null });
});

test('a scenario of the reader is run from its file', () => {
  const own = pathReceipts(path, { ...asked, isPreset: false }, model, model.minerals[0]!);
  expect(own.loss.command).toBe('npx lodestock stress run --scenario test.scenario.json --json');
  expect(own.loss.api).toBe('POST /api/v1/stress/runs with test.scenario.json as its body');
});

test('a receipt says everything without a script', () => {
  const html = renderToStaticMarkup(<ReceiptNote receipt={receipts.unmet}>12 t</ReceiptNote>);
  const { value, low, high } = receipts.unmet;
  expect(html).toContain(`${value} t</dd>`);
  expect(html).toContain(`${low} to ${high} t</dd>`);
  for (const text of ['Model result', 'median over all futures', 'test, test', 'seed 1']) {
    expect(html).toContain(text);
  }
});
