import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { MineralPath } from '../../src/stress/stress.ts';
import { plainModel, scenarioOf } from '../../test/support/stress-model.ts';
import { scriptJson } from './document.tsx';
import { startingState } from './lab-state.ts';
import { PlanPage } from './plan-page.tsx';
import { PLAIN_ASK } from './plan-query.ts';
import { budgetText, itemLabel, progressText } from './plan-text.ts';
import { stockLever, whyIdle } from './stress-query.ts';
import { changedLevers, coverDays, labSentences, shortFutures } from './stress-text.ts';

test('only changed levers are listed', () => {
  const start = startingState({ presets: [scenarioOf()], minerals: ['gallium'] });
  expect(changedLevers(start, start)).toEqual([]);
  const levers = { ...start.levers, severity: 0.6, demandGrowth: 0.02 };
  expect(changedLevers({ ...start, stockTonnes: 20, levers }, start)).toEqual([
    'reserve stock 20 t',
    'severity of the shock 60 percent',
    'growth of demand 2 percent a year',
  ]);
});

test('the stock lever reaches two years of use in a hundred steps', () => {
  // 8 quarters of 4.8 t are 38.4 t; the next of 1, 2, 5 times a power of ten is 50 t.
  expect(stockLever(4.8)).toEqual({ mostTonnes: 50, stepTonnes: 0.5 });
  expect(stockLever(0.0125).mostTonnes).toBe(0.1); // 8 × 0.0125 t
});

test('a lever that can do nothing says why', () => {
  const model = plainModel();
  const restriction = { kind: 'restriction', country: 'AAA', quarters: 2, depth: 1 };
  const why = (needs: 'shock' | 'cut' | 'stock', shocks: object[], stockTonnes = 0) =>
    whyIdle({ needs }, model, {
      scenario: scenarioOf(shocks),
      mineral: 'unobtainium',
      stockTonnes,
    });
  expect(why('shock', [restriction])).toBeNull();
  expect(why('shock', [])).toContain('names no shock');
  expect(why('shock', [{ ...restriction, minerals: ['tin'] }])).toContain('do not name');
  expect(why('shock', [{ ...restriction, country: 'BBB' }])).toContain('No country of this shock');
  expect(why('cut', [{ kind: 'dumping', quarters: 2, depth: 1 }])).toContain('a cut of exports');
  expect(why('stock', [restriction])).toContain('holds nothing');
  expect(why('stock', [restriction], 5)).toBeNull();
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
  closing: {
    missing: 100,
    rerouted: 10,
    recycled: 5,
    spare: 15,
    industryStock: 20,
    reserve: 10,
    priceResponse: 10,
    unmet: 30,
  },
  uses: [],
  classes: [],
  horizon: {
    mineral: 'cobalt',
    unmetTonnes: { mean: 50, p05: 0, p50: 40, p95: 120 },
    lossMusd: { mean: 3, standardError: 0.1, p95: 9, cvar95: 12 },
    peakPriceRatio: { p50: 2, p95: 4 },
    shortProbability: 0.7,
    coverDays: 0,
    unmetByClass: { military: 0, essential: 0, other: 50 },
    demandByClass: { military: 0, essential: 0, other: 400 },
  },
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
  const page = renderToStaticMarkup(
    <PlanPage plan={plan} frontier={[]} ask={PLAIN_ASK} kept={null} against={null} />,
  );
  expect(page).toContain('Nothing that is known would avert more.');
  expect(page).not.toContain('NaN');
  expect(page).not.toContain('style=');
});
