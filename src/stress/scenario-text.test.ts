import { expect, test } from 'vitest';
import { digestOf } from '../platform/digest.ts';
import { readPlanText } from './plan-supply.ts';
import { PRESETS } from './presets.ts';
import { readQuestionText, readScenarioText } from './scenario-text.ts';

const shock = { kind: 'restriction', country: 'CHN', quarters: 4, depth: 1 };
const read = (scenario: unknown) => readScenarioText(JSON.stringify(scenario), 'mine.json');

test('a scenario is what it was written as, with defaults filled in', () => {
  const scenario = read({ id: 'mine', title: 'Mine', shocks: [shock] });
  expect(scenario.levers).toEqual({
    severity: 1,
    demandGrowth: 0,
    releaseShare: 1,
    hazardScale: 1,
    durationScale: 1,
    leakage: 0,
    industryStockScale: 1,
    coverFloorDays: 0,
    releaseTrigger: 1,
    defenceFirst: 0,
    pipelineShare: 0,
  });
  expect(read(scenario)).toEqual(scenario);
});

test('a scenario of version 1 is read as it was meant, one of a version to come is refused', () => {
  const mine = { id: 'mine', title: 'Mine', shocks: [shock] };
  expect(read({ version: 1, ...mine })).toEqual(read(mine));
  expect(() => read({ version: 3, ...mine })).toThrow(
    expect.objectContaining({
      code: 'scenario.unknown_version',
      message: 'scenario mine.json is of version 3, and this program reads 1 and 2',
    }),
  );
});

test('a start, a length and a depth may be ranges, in order, where a shock cuts supply', () => {
  const depth = { low: 0.2, mid: 0.5, high: 1 };
  const of = (change: object) => ({
    id: 'mine',
    title: 'Mine',
    shocks: [{ ...shock, ...change }],
  });
  expect(read(of({ depth })).shocks[0]!.depth).toEqual(depth);
  expect(() => read(of({ depth: { ...depth, low: 0.9 } }))).toThrow(/low, mid and high/);
  expect(() => read(of({ depth, kind: 'dumping' }))).toThrow(
    'shocks.0.depth: a dumping is the same in every draw: give one number, not a range',
  );
  expect(() => read(of({ plant: 'araxa' }))).toThrow(
    'shocks.0.plant: a restriction names no plant; only an outage does',
  );
});

test('a misspelt lever is named, with the nearest one', () => {
  const misspelt = { id: 'mine', title: 'Mine', levers: { severitty: 0.5 } };
  expect(() => read(misspelt)).toThrow(
    expect.objectContaining({
      code: 'scenario.unknown_field',
      message: "scenario mine.json has an unknown field 'severitty' in levers",
      hint: "did you mean 'severity'?",
    }),
  );
});

test('a depth above one is refused by its place in the file', () => {
  expect(() => read({ id: 'mine', title: 'Mine', shocks: [{ ...shock, depth: 2 }] })).toThrow(
    /shocks\.0\.depth/,
  );
});

test('a lever or a length out of range is said with its value and its range', () => {
  expect(() => read({ id: 'mine', title: 'Mine', levers: { severity: 1.4 } })).toThrow(
    'scenario mine.json breaks a rule: levers.severity: 1.4 is outside its range, from 0 to 1 (share)',
  );
  expect(() => read({ id: 'mine', title: 'Mine', shocks: [{ ...shock, quarters: -2 }] })).toThrow(
    'shocks.0.quarters: -2 is no whole number of quarters from 1 to 40, nor a range { low, mid, high } of such',
  );
});

const question = {
  scenario: { id: 'mine', title: 'Mine', shocks: [shock] },
  draws: 500,
  stockTonnes: { gallium: 2 },
};

test('a file may hold a whole question to a run, with its stock and draws', () => {
  const found = readQuestionText(JSON.stringify(question), 'mine.json');
  expect(found.scenario).toEqual(read(question.scenario));
  expect(found.question).toMatchObject({
    ...{ draws: 500, seed: 7, years: 5 }, // the others as usual
    stockTonnes: { gallium: 2 },
  });
  expect(readQuestionText(JSON.stringify(question.scenario), 'mine.json')).toEqual({
    scenario: read(question.scenario),
    question: null,
  });
});

test('where a scenario is wanted a question is refused, for its stock would be lost', () => {
  expect(() => read(question)).toThrow(expect.objectContaining({ code: 'scenario.is_question' }));
});

test('a misspelt field of a question is named, with the nearest one', () => {
  const misspelt = { scenario: question.scenario, draws: 500, stocktonnes: {} };
  expect(() => readQuestionText(JSON.stringify(misspelt), 'mine.json')).toThrow(
    expect.objectContaining({
      code: 'scenario.unknown_field',
      hint: "did you mean 'stockTonnes'?",
    }),
  );
});

test('a question about a scenario of an earlier version is read as it was meant', () => {
  const old = { ...question, scenario: { ...question.scenario, version: 1 } };
  const { scenario } = readQuestionText(JSON.stringify(old), 'mine.json');
  expect(scenario).toEqual(read(question.scenario));
});

test('a file that is not JSON is refused as such', () => {
  expect(() => readScenarioText('{', 'mine.json')).toThrow(
    expect.objectContaining({ code: 'scenario.not_json' }),
  );
});

test('presets have ids of their own and every one but the base names a shock', () => {
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
  expect(PRESETS.filter(({ shocks }) => shocks.length === 0).map(({ id }) => id)).toEqual(['base']);
});

test('a plan gives its stock by mineral and its projects as new supply', () => {
  const items = [
    { mineral: 'gallium', quantityTonnes: 5, startQuarter: null },
    { mineral: 'gallium', quantityTonnes: 3, startQuarter: null },
    { mineral: 'titanium', quantityTonnes: 12_600, startQuarter: 8 },
    {
      id: 'rowley',
      mineral: 'titanium',
      quantityTonnes: 10_900,
      startQuarter: 10,
      timing: { earliestQuarter: 6, delayQuarters: 4, failureProbability: 0.2 },
    },
  ];
  expect(readPlanText(JSON.stringify({ items }), 'plan.json', digestOf)).toEqual({
    stockTonnes: { gallium: 8 },
    addedSupply: [
      { mineral: 'titanium', tonnesPerYear: 12_600, startQuarter: 8 },
      {
        mineral: 'titanium',
        tonnesPerYear: 10_900,
        startQuarter: 6,
        delayQuarters: 4,
        failureProbability: 0.2,
        project: 'rowley',
      },
    ],
  });
  expect(() => readPlanText('{"items": [{}]}', 'plan.json', digestOf)).toThrow(/items\.0\.mineral/);
});
