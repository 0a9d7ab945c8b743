import { expect, test } from 'vitest';
import { simulatePath } from '../src/stress/laboratory.ts';
import { plainMineral, plainModel, scenarioOf } from '../test/support/stress-model.ts';
import { labWork, type Settled } from './lab-work.ts';
import type { MediansAnswer, SwingsAnswer } from './stress-messages.ts';

const varied = { low: 0.3, mid: 0.5, high: 0.9 };
const model = plainModel({ minerals: [plainMineral({ demandElasticity: varied })] });
const base = scenarioOf([]);
const scenario = scenarioOf([{ kind: 'restriction', country: 'AAA', quarters: 2, depth: 0.6 }]);
const question = {
  kind: 'path',
  sequence: 4,
  isPreset: false,
  scenario,
  stockTonnes: 10,
  mineral: 'unobtainium',
  draws: 400,
  seed: 1,
  years: 1,
  pins: [{ scenario, stockTonnes: 0 }],
  swings: ['stock', 'severity'],
  mostStockTonnes: 100,
} as const;

/** The lab's work with a clock that moves by itself, so that a step ends after a few looks. */
function workOf() {
  const sent: (MediansAnswer | SwingsAnswer)[] = [];
  const settled: Settled[] = [];
  let nowMs = 0;
  const work = labWork({
    opened: { model, base },
    send: (answer) => void sent.push(answer),
    settle: (_, answer) => void settled.push(answer),
    clockMs: () => {
      nowMs += 4;
      return nowMs;
    },
  });
  return { work, sent, settled };
}

test('an answer is the path, the baseline and each pin, as they are computed alone', () => {
  const { work, settled } = workOf();
  const job = work.open(question);
  while (!job.step()) job.sendMedians();
  job.sendAnswer();
  const common = { mineral: 'unobtainium', draws: 400, seed: 1, years: 1 };
  expect(settled).toEqual([
    {
      path: simulatePath(model, scenario, { ...common, stockTonnes: 10 }),
      baseline: simulatePath(model, base, { ...common, stockTonnes: 0 }),
      pins: [simulatePath(model, scenario, { ...common, stockTonnes: 0 })],
    },
  ]);
});

test('a step is short; the middle line goes out with the number of its question', () => {
  const { work, sent } = workOf();
  const job = work.open(question);
  expect(job.step()).toBe(false); // 150 draws
  job.sendMedians();
  expect(sent).toMatchObject([{ kind: 'medians', sequence: 4 }]);
  expect(sent[0]?.kind === 'medians' && sent[0].supplyTonnes).toHaveLength(4);
});

test('between questions each lever is tried from its least to its most', () => {
  const { work, sent } = workOf();
  const job = work.open(question);
  while (!job.step());
  job.sendAnswer();
  let steps = 0;
  while (!work.idle(question)) steps += 1;
  expect(steps).toBe(10); // two levers at five points
  const [answer] = sent;
  const swings = answer?.kind === 'swings' ? answer.swings : {};
  expect(Object.keys(swings)).toEqual(['stock', 'severity']);
  const { stock = [], severity = [] } = swings;
  expect(stock).toEqual([...stock].sort((a, b) => b - a)); // more stock, less unmet
  expect(severity).toEqual([...severity].sort((a, b) => a - b));
  expect(severity[0]).toBe(0);
  expect(stock[0]).toBeGreaterThan(0);
});

test('a new question ends what was tried for the last one', () => {
  const { work, sent } = workOf();
  const job = work.open(question);
  while (!job.step());
  job.sendAnswer();
  work.idle(question);
  work.open({ ...question, sequence: 5 });
  expect(work.idle({ ...question, sequence: 5 })).toBe(true);
  expect(sent).toEqual([]);
});
