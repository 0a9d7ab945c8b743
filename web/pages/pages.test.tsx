import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { MineralPath, Scenario } from '../../src/stress/stress.ts';
import { scriptJson } from './document.tsx';
import { PlanPage } from './plan-page.tsx';
import { budgetText, itemLabel, progressText } from './plan-text.ts';
import {
  labAddress,
  readLabQuery,
  startingState,
  stockLever,
  whySeverityIsIdle,
} from './stress-query.ts';
import { changedLevers, coverDays, labSentences, shortFutures } from './stress-text.ts';

const CHOICES = {
  presets: ['base', 'china-ban-ga-ge-sb', 'price-war'],
  minerals: ['cobalt', 'gallium'],
};

test('the address carries every lever there and back', () => {
  const state = { preset: 'price-war', mineral: 'cobalt', stockTonnes: 12.5, severity: 0.625 };
  const query = Object.fromEntries(new URLSearchParams(labAddress(state)));
  expect(readLabQuery(query, CHOICES)).toEqual(state);
});

test('a lever that cannot be read keeps its first value', () => {
  const query = { preset: 'x', mineral: 'unobtainium', stock: '-5', severity: '400' };
  expect(readLabQuery(query, CHOICES)).toEqual(startingState(CHOICES));
  expect(readLabQuery({}, CHOICES)).toEqual({
    preset: 'china-ban-ga-ge-sb',
    mineral: 'gallium',
    stockTonnes: 0,
    severity: 1,
  });
});

test('only changed levers are listed', () => {
  const start = startingState(CHOICES);
  expect(changedLevers(start, start)).toEqual([]);
  expect(changedLevers({ ...start, stockTonnes: 20, severity: 0.6 }, start)).toEqual([
    'reserve stock 20 t',
    'severity 60 %',
  ]);
});

test('the stock lever reaches two years of use in a hundred steps', () => {
  // 8 quarters of 4.8 t are 38.4 t; the next of 1, 2, 5 times a power of ten is 50 t.
  expect(stockLever(4.8)).toEqual({ mostTonnes: 50, stepTonnes: 0.5 });
  expect(stockLever(0.0125).mostTonnes).toBe(0.1); // 8 × 0.0125 t
});

test('a severity lever that can do nothing says why', () => {
  const preset = { shocks: [{ minerals: ['gallium'] }] } as unknown as Scenario; // what is read
  expect(whySeverityIsIdle(preset, 'gallium')).toBeNull();
  expect(whySeverityIsIdle(preset, 'cobalt')).toContain('do not name this mineral');
  expect(whySeverityIsIdle({ ...preset, shocks: [] }, 'gallium')).toContain('names no shock');
});

const flat = (value: number) => [value, value, value, value];
const path: MineralPath = {
  mineral: 'cobalt',
  quarters: 4,
  draws: 1000,
  seed: 7,
  demandTonnesPerQuarter: 100,
  unmetTonnes: {
    p05: flat(0),
    p25: flat(0),
    p50: [0, 30, 10, 0],
    p75: flat(40),
    p95: flat(60),
  },
  priceRatio: { p05: flat(1), p25: flat(1), p50: [1, 2, 1.5, 1], p75: flat(2), p95: flat(4) },
  supplyTonnes: { p05: flat(40), p25: flat(60), p50: flat(90), p75: flat(100), p95: flat(100) },
  shortDraws: 700,
};

test('the result is said in counts, quantities and the time of the worst', () => {
  expect(labSentences(path)).toEqual([
    '14 of 20 futures run short of cobalt within a year.',
    'At its worst, in quarter 2 of year 1, the middle future lacks 30 t of the 100 t used in a quarter (90% of futures: 0 t to 60 t).',
    "The middle price peaks at 2.0 times today's; one future in twenty goes beyond 4.0 times.",
  ]);
});

test('rare shortages are not called none', () => {
  expect(shortFutures({ ...path, shortDraws: 3 })).toBe('fewer than 1 of 20');
  expect(shortFutures({ ...path, shortDraws: 0 })).toBe('none');
});

test('a stock of a quarter of use covers a quarter of a year', () => {
  expect(coverDays(100, 100)).toBe(91.25); // 365 d / 4
});

test('a purchase is named by mineral, instrument and project', () => {
  expect(itemLabel({ instrument: 'stock', mineral: 'rare-earths', project: null })).toBe(
    'rare earths stock',
  );
  expect(itemLabel({ instrument: 'project-loan', mineral: 'antimony', project: 'mine' })).toBe(
    'antimony project loan (mine)',
  );
});

test('a budget is written as it is typed', () => {
  expect([2.5e9, 750e6, 0, 999].map(budgetText)).toEqual(['2.5B', '750M', '0', '999']);
});

test('progress is told in percent, seconds and what is being done', () => {
  const job = { done: 450, total: 1000, note: 'frontier', etaSeconds: 5.2 };
  expect(progressText(job)).toBe('45 percent, 6 seconds left – frontier');
  expect(progressText({ ...job, etaSeconds: 0.1, note: null })).toBe('45 percent, 1 second left');
  const waiting = { done: 0, total: 0, note: 'waiting for its turn', etaSeconds: null };
  expect(progressText(waiting)).toBe('waiting for its turn');
  expect(progressText({ ...waiting, note: null })).toBe('beginning');
});

test('what a page was made from cannot end its script', () => {
  expect(scriptJson({ text: '</script><b>' })).toBe('{"text":"\\u003c/script>\\u003cb>"}');
});

test('a plan that buys nothing is still a page', () => {
  const plan = {
    digest: 'sha256-0',
    budgetUsd: 0,
    spentUsd: 0,
    tailShare: 0.95,
    riskWeight: 0.5,
    draws: 100,
    seed: 7,
    years: 5,
    scenario: { id: 'base' },
    dataVersion: 'test',
    dataDigest: 'sha256-1',
    modelVersion: 'test',
    items: [],
    expectedLossMusd: { without: 10, with: 10 },
    cvar95LossMusd: { without: 20, with: 20 },
    binding: [],
    nextDollar: [],
    objective: 15,
    lowerBound: 15,
    optimalityGap: 0,
    status: 'optimal' as const,
    summary: [],
    scaleCheck: '',
    method: 'none',
    notSeen: [],
    elapsedSeconds: 0,
  };
  const page = renderToStaticMarkup(<PlanPage plan={plan} frontier={[]} />);
  expect(page).toContain('Nothing that is known would avert more.');
  expect(page).not.toContain('NaN');
  expect(page).not.toContain('style=');
});
