import { expect, test } from 'vitest';
import { LEVER_DEFAULTS, perLever } from '../../src/stress/levers.ts';
import {
  plainLink,
  plainMineral,
  plainModel,
  scenarioOf as testScenario,
} from '../../test/support/stress-model.ts';
import { comparedOf, differences, differingRows } from './lab-compare.ts';
import { beginHistory, type LabHistory, nextHistory } from './lab-history.ts';
import { type LabState, settingOf, startingState } from './lab-state.ts';
import { labWarnings } from './lab-warnings.ts';
import { readBroughtScenario } from './scenario-faults.ts';
import { dataPinOf, labAddress, readLabQuery, unseenFields } from './stress-query.ts';

const cut = { kind: 'restriction', country: 'AAA', quarters: 2, depth: 1 };
const named = (id: string, minerals: string[]) => ({
  ...testScenario([{ ...cut, minerals }]),
  id,
  title: `Shock ${id}`,
});
const PRESETS = [
  testScenario([]),
  named('china-ban-ga-ge-sb', ['gallium']),
  named('price-war', ['cobalt']),
].map((preset, i) => (i === 0 ? { ...preset, id: 'base', title: 'Base' } : preset));
const MINERALS = ['cobalt', 'gallium'];
const CHOICES = { presets: PRESETS, minerals: MINERALS };
const START = startingState(CHOICES);

const model = plainModel({
  minerals: MINERALS.map((mineral) => plainMineral({ mineral, name: mineral })),
  links: [0, 1].map((of) => plainLink({ of })),
});
const PIN = dataPinOf({ ...model, dataVersion: '2026.1', dataDigest: `sha256-${'ab'.repeat(32)}` });

const own = { ...testScenario([cut]), id: 'mine', title: 'My “own” shock é' };
const queryOf = (state: LabState) =>
  Object.fromEntries(new URLSearchParams(labAddress(state, PIN)));

test('the address carries everything there and back', () => {
  const levers = perLever(({ min, max }) => Number((min + 0.375 * (max - min)).toFixed(6)));
  const state: LabState = {
    ...START,
    own,
    mineral: 'cobalt',
    stockTonnes: 12.5,
    levers,
    draws: 500,
    seed: 11,
    years: 3,
    pins: [
      { ...settingOf(START), preset: 'price-war', stockTonnes: 3 },
      { ...settingOf(START), own, levers },
    ],
    view: 'difference',
  };
  expect(readLabQuery(queryOf(state), CHOICES)).toEqual({ state, corrections: [] });
  expect(readLabQuery({}, CHOICES).state).toEqual(START);
});

test('the address names the data and the model that its numbers come from', () => {
  expect(queryOf(START)).toMatchObject({ data: '2026.1-abababababab', model: 'test' });
});

test('a form without a script keeps what its controls do not show', () => {
  const state: LabState = { ...START, pins: [settingOf(START)], view: 'difference' };
  const names = unseenFields(state, PIN).map(([name]) => name);
  expect(names).toEqual(['b', 'view', 'data', 'model']);
});

test('a shock without a mineral shows one that it names', () => {
  expect(readLabQuery({ preset: 'price-war' }, CHOICES).state.mineral).toBe('cobalt');
});

test('a lever out of range goes to the nearest allowed value, and says so', () => {
  const query = { preset: 'x', stock: '-5', severity: '140', durationScale: '-1', leakage: 'much' };
  const { state, corrections } = readLabQuery({ ...query, draws: '9', seed: 'y' }, CHOICES);
  expect(state).toEqual({
    ...START,
    draws: 100,
    levers: { ...LEVER_DEFAULTS, severity: 1, durationScale: 0.25, leakage: 0 },
  });
  expect([...corrections].sort()).toEqual(
    [
      "There is no shock 'x' here; 'china-ban-ga-ge-sb' is used.",
      'Reserve stock cannot be -5: it goes from 0 to 1000000000 tonnes; 0 is used.',
      'Severity of the shock cannot be 140: it goes from 0 to 100 percent; 100 is used.',
      'Length of the shock cannot be -1: it goes from 0.25 to 3 times; 0.25 is used.',
      'Leakage cannot be much: it goes from 0 to 100 percent; 0 is used.',
      'The number of futures cannot be 9: it goes from 100 to 5000 futures; 100 is used.',
      'The seed cannot be y: it goes from 0 to 2147483647; 7 is used.',
    ].sort(),
  );
});

test('a scenario that the address garbles is not used, and said', () => {
  const { state, corrections } = readLabQuery({ preset: 'own', own: 'bm90IGpzb24' }, CHOICES);
  expect(state).toEqual(START);
  expect(corrections).toEqual([
    "The scenario in the address cannot be read; 'china-ban-ga-ge-sb' is used.",
  ]);
});

const change = (history: LabHistory, stockTonnes: number, control: string, atMs: number) =>
  nextHistory(history, {
    kind: 'change',
    to: { ...history.present, stockTonnes },
    control,
    atMs,
  });

test('a drag is one step, another control the next', () => {
  let history = beginHistory(START);
  for (const stock of [1, 2, 3]) history = change(history, stock, 'stock', 100 * stock);
  history = change(history, 4, 'other', 400);
  history = change(history, 5, 'other', 5000); // after a rest
  const stocks = () => [history.past.length, history.present.stockTonnes, history.future.length];
  expect(stocks()).toEqual([3, 5, 0]);
  for (const after of [
    [2, 4, 1],
    [1, 3, 2],
    [0, 0, 3],
    [0, 0, 3],
  ]) {
    history = nextHistory(history, { kind: 'undo' });
    expect(stocks()).toEqual(after);
  }
  for (const after of [
    [1, 3, 2],
    [2, 4, 1],
    [3, 5, 0],
    [3, 5, 0],
  ]) {
    history = nextHistory(history, { kind: 'redo' });
    expect(stocks()).toEqual(after);
  }
});

test('a change after a step back forgets the steps that were taken back', () => {
  let history = change(change(beginHistory(START), 1, 'stock', 0), 2, 'severity', 10);
  history = nextHistory(history, { kind: 'undo' });
  history = change(history, 9, 'severity', 20);
  expect(history.future).toEqual([]);
  expect(history.past.map(({ stockTonnes }) => stockTonnes)).toEqual([0, 1]);
});

test('the table of a comparison lists the settings that differ, and no other', () => {
  const levers = { ...LEVER_DEFAULTS, severity: 0.625, releaseShare: 0.5 };
  const state: LabState = { ...START, levers, pins: [settingOf({ ...START, stockTonnes: 4 })] };
  expect(differingRows(comparedOf(state, PRESETS))).toEqual({
    columns: [{ label: 'Setting' }, { label: 'A' }, { label: 'B' }],
    rows: [
      ['Reserve stock, t', '0', '4'],
      ['Severity of the shock, percent', '62.5', '100'],
      ['Release from the reserve, percent', '50', '100'],
    ],
  });
  expect(differingRows(comparedOf({ ...START, pins: [settingOf(START)] }, PRESETS)).rows).toEqual(
    [],
  );
});

test('a difference is what A has more than the other', () => {
  const fan = (p50: number[]) => ({ p05: p50, p25: p50, p50, p75: p50, p95: p50 });
  const path = (supply: number[]) => ({ supplyTonnes: fan(supply) }) as never; // all it reads
  expect(
    differences(path([5, 7]), [path([4, 8]), path([5, 7])], ({ supplyTonnes }) => supplyTonnes.p50),
  ).toEqual([
    { name: 'B', values: [1, -1] },
    { name: 'C', values: [0, 0] },
  ]);
});

const warningsOf = (change: Partial<LabState>) =>
  labWarnings({ ...START, ...change }, model, PRESETS);

test('nothing is warned of where nothing is wrong', () => {
  expect(warningsOf({})).toEqual([]);
});

test('a shock beyond the horizon is said; the fix looks just far enough', () => {
  const late = testScenario([{ ...cut, startQuarter: 9 }]);
  const [warning] = warningsOf({ own: late, years: 2 });
  expect(warning?.sentence).toContain('begins in quarter 10, after the horizon of 2 years');
  expect(warning?.fix?.to.years).toBe(3); // quarters 9 to 12 of year 3
  expect(warningsOf({ ...warning?.fix?.to })).toEqual([]);
});

test('a stock beyond a share of world output is said; the fix holds the most that is below', () => {
  const [warning] = warningsOf({ stockTonnes: 900 });
  // The world makes 4,000 t: 900 t are 22.5 percent, 15 percent are 600 t.
  expect(warning?.sentence).toContain('is 23 percent of what the world makes in a year');
  expect(warning?.fix?.to.stockTonnes).toBe(600);
  expect(warningsOf({ ...warning?.fix?.to })).toEqual([]);
});

test('each other warning has a fix that ends it', () => {
  const idle = testScenario([cut, { ...cut, country: 'BBB' }]);
  for (const [what, change] of [
    ['names cobalt', { mineral: 'cobalt' }],
    ['BBB supplies no mineral', { own: idle }],
    ['severity is 0 percent', { levers: { ...LEVER_DEFAULTS, severity: 0 } }],
    ['Leakage is 100 percent', { levers: { ...LEVER_DEFAULTS, leakage: 1 } }],
    ['releases none', { stockTonnes: 5, levers: { ...LEVER_DEFAULTS, releaseShare: 0 } }],
    ['rests on 10 of them', { draws: 200 }],
  ] as const) {
    const [warning, ...others] = warningsOf(change);
    expect(warning?.sentence).toContain(what);
    expect(others).toEqual([]);
    expect(warningsOf({ ...change, ...warning?.fix?.to })).toEqual([]);
  }
});

const bring = (value: unknown) => readBroughtScenario(JSON.stringify(value), START, model);
const mine = { id: 'mine', title: 'Mine', shocks: [cut] };

test('a scenario that is brought is used with its levers; a question with its stock and draws too', () => {
  const levers = { severity: 0.4 };
  expect(bring({ ...mine, levers }).state).toMatchObject({
    own: { id: 'mine', levers: LEVER_DEFAULTS },
    levers: { severity: 0.4 },
    draws: START.draws,
  });
  const question = { scenario: mine, draws: 700, seed: 3, years: 2, stockTonnes: { cobalt: 5 } };
  expect(bring(question).state).toMatchObject({
    own: { id: 'mine' },
    ...{ draws: 700, seed: 3, years: 2, mineral: 'cobalt', stockTonnes: 5 },
  });
});

test('what is wrong with a scenario is said row by row, and nothing is used', () => {
  const shocks = [cut, { ...cut, depth: 1.4, quarters: -2 }, { ...cut, contry: 'CHN' }];
  const { state, faults } = bring({ ...mine, shocks });
  expect(state).toBeNull();
  expect(faults.map(({ place }) => place)).toEqual([
    'shock 2, quarters',
    'shock 2, depth',
    'shock 3',
  ]);
  expect(faults[2]?.sentence).toBe("has an unknown field 'contry': did you mean 'country'?");
});

test('names that the model does not know are said with the shock that names them', () => {
  const shocks = [
    { ...cut, country: 'QQQ' },
    { ...cut, minerals: ['galium', 'uranium'] },
  ];
  expect(bring({ ...mine, shocks }).faults).toEqual([
    { place: 'shock 1', sentence: "there is no country 'QQQ'" },
    {
      place: 'shock 2',
      sentence: "there is no mineral 'galium'; the nearest are gallium, cobalt",
    },
    { place: 'shock 2', sentence: 'uranium cannot be stressed: no data' },
  ]);
});

test('a text that is no JSON is said with its line', () => {
  const { faults } = readBroughtScenario('{\n  "id": "x",\n  oops\n}', START, model);
  expect(faults).toHaveLength(1);
  expect(faults[0]?.sentence).toContain('is not JSON');
  expect(faults[0]?.place).toBe('line 3, column 3');
});
