import * as z from 'zod';
import { exp } from '../base/elementary.ts';
import { monthNumber } from '../base/month.ts';
import { quantile } from '../base/statistics.ts';
import { assume } from '../dependency/assumptions.ts';
import { PRICE_KINDS, type ReferenceData, type ShockEvent } from '../minerals/reference-data.ts';
import { EventOrder, kendallTau, luckOf, ordersOf, RANK_RULE } from './backtest-order.ts';
import { openEnsemble } from './ensemble.ts';
import { onlyMineral } from './laboratory.ts';
import { buildStressModel } from './model.ts';
import { simulateDraw } from './simulation.ts';
import { Scenario } from './stress.ts';
import type { StressModel } from './supply-chain.ts';

/*
 * The model against dated price moves that it was not fitted to. Figures of 2023 go in, from before
 * every event; what is known of the event is who controlled what, not how strictly it was kept.
 */

export const BACKTEST_YEAR = 2023;
const LEAST_MOVE = 0.02;

export const BacktestEvent = z
  .object({
    mineral: z.string(),
    event: z.string(),
    control: z.string().nullable().describe('null where no export control was imposed'),
    priceKind: z.enum(PRICE_KINDS).describe('of both prices: of a month, or the mean of a year'),
    beforePeriod: z.string().describe('month or year of the first price'),
    afterPeriod: z.string(),
    quarters: z
      .int()
      .describe(
        'simulated; a price of a month is held against the last of them, the mean of a year against the mean of the last four',
      ),
    modelRatio: z
      .object({ p05: z.number(), p50: z.number(), p95: z.number() })
      .nullable()
      .describe('price after over price before; null where the mineral cannot be modelled'),
    actualRatio: z.number(),
    inside90: z.boolean().describe('whether the actual ratio lies inside the 90 percent band'),
    rightDirection: z.boolean().describe('a median within 2 percent of 1 foretells no move'),
    order: EventOrder.nullable().describe(
      'among the events with a control; null of one without a control',
    ),
    series: z.string(),
    note: z.string().nullable(),
    source: z.string(),
  })
  .meta({ id: 'BacktestEvent' });
export type BacktestEvent = z.infer<typeof BacktestEvent>;

/** How many of the events with a control came out rightly, by each measure. */
export const BacktestVerdict = z
  .object({
    controlled: z.int().describe('events with an export control; all counts are of these'),
    rightDirection: z.int(),
    inside90: z.int(),
    exactPlace: z.int(),
    rightRank: z.int().describe('standing rightly against most of the others'),
    allRight: z.int().describe('direction and rank right, and inside the band'),
    allRightByPlace: z.int().describe('the same with the exact place for the rank'),
    pairs: z.int(),
    rightPairs: z.int(),
    kendallTau: z.number().nullable(),
    luck: z.number().describe('share of all orders with at least as many pairs right'),
    rankRule: z.string().describe('what counts as a right rank'),
  })
  .meta({ id: 'BacktestVerdict' });
export type BacktestVerdict = z.infer<typeof BacktestVerdict>;

export const Backtest = z
  .object({ events: z.array(BacktestEvent), verdict: BacktestVerdict })
  .meta({ id: 'Backtest' });
export type Backtest = z.infer<typeof Backtest>;

export interface BacktestOptions {
  readonly draws: number;
  readonly seed: number;
}

/**
 * What the model would have said of each event, beside what happened.
 *
 * @source docs/models/stress.md, section 10
 */
export function backtest(data: ReferenceData, options: BacktestOptions): Backtest {
  const model = buildStressModel(data, BACKTEST_YEAR);
  const compared = data.shockEvents.map((event) => {
    const drawRatios = ratiosOf(data, model, event, options);
    const modelRatio = drawRatios === null ? null : bandOf(drawRatios);
    const actualRatio = event.after / event.before;
    return {
      ...{ event, drawRatios, modelRatio, actualRatio, mineral: event.mineral },
      median: modelRatio?.p50 ?? null,
    };
  });
  const controlled = compared.filter(({ event }) => event.control !== null);
  const orders = ordersOf(controlled);
  const events = compared.map((each): BacktestEvent => {
    const { event, modelRatio, actualRatio, mineral } = each;
    return {
      mineral,
      event: event.event,
      control: event.control,
      priceKind: event.priceKind,
      beforePeriod: event.beforePeriod,
      afterPeriod: event.afterPeriod,
      quarters: quartersOf(event),
      modelRatio,
      actualRatio,
      inside90:
        modelRatio !== null && modelRatio.p05 <= actualRatio && actualRatio <= modelRatio.p95,
      rightDirection:
        modelRatio !== null && directionOf(modelRatio.p50) === Math.sign(actualRatio - 1),
      order: orders[controlled.indexOf(each)] ?? null,
      series: event.series,
      note: event.note,
      source: event.source,
    };
  });
  return { events, verdict: verdictOf(events) };
}

/** Counts of the events with a control. */
export function verdictOf(events: readonly BacktestEvent[]): BacktestVerdict {
  const controlled = events.flatMap((event) =>
    event.order === null ? [] : [{ ...event, order: event.order }],
  );
  const isHit = (event: BacktestEvent) => event.rightDirection && event.inside90;
  const isInPlace = ({ order }: { readonly order: EventOrder }) =>
    order.modelPlace === order.actualPlace;
  const pairs = (controlled.length * (controlled.length - 1)) / 2;
  const rightPairs = controlled.reduce((sum, { order }) => sum + order.rightPairs, 0) / 2;
  return {
    controlled: controlled.length,
    rightDirection: controlled.filter(({ rightDirection }) => rightDirection).length,
    inside90: controlled.filter(({ inside90 }) => inside90).length,
    exactPlace: controlled.filter(isInPlace).length,
    rightRank: controlled.filter(({ order }) => order.isRight).length,
    allRight: controlled.filter((event) => isHit(event) && event.order.isRight).length,
    allRightByPlace: controlled.filter((event) => isHit(event) && isInPlace(event)).length,
    pairs,
    rightPairs,
    kendallTau: kendallTau(pairs, rightPairs),
    luck: luckOf(controlled.length, rightPairs),
    rankRule: RANK_RULE,
  };
}

/** Which way a median goes; one within 2 percent foretells no move. */
function directionOf(ratio: number): number {
  return Math.abs(ratio - 1) < LEAST_MOVE ? 0 : Math.sign(ratio - 1);
}

/** The month with which the simulated quarters begin: of the first price, or the January after the first year. */
function firstMonth({ priceKind, beforePeriod }: ShockEvent): number {
  return priceKind === 'month' ? monthNumber(beforePeriod) : 12 * (Number(beforePeriod) + 1);
}

/** From the first price to the second, in whole quarters; to the end of the second year for means. */
function quartersOf({ priceKind, beforePeriod, afterPeriod }: ShockEvent): number {
  if (priceKind === 'year_mean') return 4 * (Number(afterPeriod) - Number(beforePeriod));
  return Math.max(1, Math.round((monthNumber(afterPeriod) - monthNumber(beforePeriod)) / 3));
}

/** Price after over price before, by draw; null where the mineral cannot be modelled. */
function ratiosOf(
  data: ReferenceData,
  model: StressModel,
  event: ShockEvent,
  { draws, seed }: BacktestOptions,
): Float64Array | null {
  if (!model.minerals.some(({ mineral }) => mineral === event.mineral)) return null;
  const quarters = quartersOf(event);
  const averaged = event.priceKind === 'year_mean' ? 4 : 1;
  const each = Math.ceil(draws / STRICTNESS.length);
  const ratios = new Float64Array(each * STRICTNESS.length);
  STRICTNESS.forEach((place, p) => {
    const kernel = openEnsemble({
      model: onlyMineral(model, event.mineral),
      scenario: scenarioOf(data, event, place, quarters),
      seed,
      quarters,
      stockTonnes: {},
      addedSupply: [],
    });
    for (let i = p * each; i < (p + 1) * each; i++) {
      simulateDraw(kernel, i);
      ratios[i] = meanPrice(kernel.logPrice.subarray(quarters - averaged, quarters));
    }
  });
  return ratios;
}

/** Mean price of the quarters given, over the price at rest. */
function meanPrice(logPrices: Float64Array): number {
  let sum = 0;
  for (const logPrice of logPrices) sum += exp(logPrice);
  return sum / logPrices.length;
}

function bandOf(ratios: Float64Array): { p05: number; p50: number; p95: number } {
  const sorted = ratios.slice().sort();
  return { p05: quantile(sorted, 0.05), p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) };
}

/** How strictly a control is kept: the middles of equal parts of its assumed range. */
const STRICTNESS = Array.from({ length: 8 }, (_, i) => (i + 0.5) / 8);

/** The control of an event, and the ban that came on top of it or had come before. */
function scenarioOf(
  { assumptions }: ReferenceData,
  event: ShockEvent,
  strictness: number,
  quarters: number,
): Scenario {
  const { mineral, country, control, controlMonth, banMonth } = event;
  const cuts = [
    { kind: control, month: controlMonth },
    { kind: 'ban', month: banMonth },
  ];
  const shocks = cuts.flatMap(({ kind, month }) => {
    if (kind === null || month === null) return [];
    const { low, high } = assume(assumptions, 'control_depth', [`control:${kind}`]);
    const depth = low + (high - low) * strictness;
    const startQuarter = Math.max(0, Math.floor((monthNumber(month) - firstMonth(event)) / 3));
    if (startQuarter >= quarters) return [];
    return { kind: 'restriction', country, minerals: [mineral], startQuarter, quarters, depth };
  });
  return Scenario.parse({ id: 'backtest', title: event.event, shocks });
}
