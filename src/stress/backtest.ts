import * as z from 'zod';
import { exp } from '../base/elementary.ts';
import { quantile } from '../base/statistics.ts';
import { assume } from '../dependency/assumptions.ts';
import type { ReferenceData, ShockEvent } from '../minerals/reference-data.ts';
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
const QUARTERS_NOT_SAID = 2; // where the source does not say how long the move took
const LEAST_MOVE = 0.02;
const DEPTHS = 8; // of the control, evenly over its assumed range

export const BacktestEvent = z
  .object({
    mineral: z.string(),
    event: z.string(),
    control: z.string().nullable().describe('null where no export control was imposed'),
    quarters: z.int().describe('from the first price to the second'),
    modelRatio: z
      .object({ p05: z.number(), p50: z.number(), p95: z.number() })
      .nullable()
      .describe('price after over price before; null where the mineral cannot be modelled'),
    actualRatio: z.number(),
    inside90: z.boolean().describe('whether the actual ratio lies inside the 90 percent band'),
    rightDirection: z.boolean().describe('a median within 2 percent of 1 foretells no move'),
    modelRank: z.int().nullable().describe('1 is the largest median among events with a control'),
    actualRank: z.int().nullable(),
    series: z.string(),
    note: z.string().nullable(),
    source: z.string(),
  })
  .meta({ id: 'BacktestEvent' });
export type BacktestEvent = z.infer<typeof BacktestEvent>;

export const Backtest = z.array(BacktestEvent).meta({ id: 'Backtest' });

export interface BacktestOptions {
  readonly draws: number;
  readonly seed: number;
}

/**
 * What the model would have said of each event, beside what happened.
 *
 * @source docs/models/stress.md, section 8
 */
export function backtest(data: ReferenceData, options: BacktestOptions): BacktestEvent[] {
  const model = buildStressModel(data, BACKTEST_YEAR);
  const compared = data.shockEvents.map((event) => {
    const quarters = quartersOf(event);
    const modelRatio = ratioOf(data, model, event, quarters, options);
    const actualRatio = event.after / event.before;
    return {
      mineral: event.mineral,
      event: event.event,
      control: event.control,
      quarters,
      modelRatio,
      actualRatio,
      inside90:
        modelRatio !== null && modelRatio.p05 <= actualRatio && actualRatio <= modelRatio.p95,
      rightDirection:
        modelRatio !== null && directionOf(modelRatio.p50) === Math.sign(actualRatio - 1),
      series: event.series,
      note: event.note,
      source: event.source,
    };
  });
  const controlled = compared.filter(({ control }) => control !== null);
  const byModel = ranks(controlled.map(({ modelRatio }) => modelRatio?.p50 ?? 0));
  const byFact = ranks(controlled.map(({ actualRatio }) => actualRatio));
  return compared.map((each) => {
    const at = controlled.indexOf(each);
    return { ...each, modelRank: byModel[at] ?? null, actualRank: byFact[at] ?? null };
  });
}

/** Which way a median goes; one within 2 percent foretells no move. */
function directionOf(ratio: number): number {
  return Math.abs(ratio - 1) < LEAST_MOVE ? 0 : Math.sign(ratio - 1);
}

/** Months between the two prices, in whole quarters. */
function quartersOf({ beforeMonth, afterMonth }: ShockEvent): number {
  if (beforeMonth === null || afterMonth === null) return QUARTERS_NOT_SAID;
  const months = (month: string) => 12 * Number(month.slice(0, 4)) + Number(month.slice(5, 7));
  return Math.max(1, Math.round((months(afterMonth) - months(beforeMonth)) / 3));
}

function ratioOf(
  data: ReferenceData,
  model: StressModel,
  event: ShockEvent,
  quarters: number,
  { draws, seed }: BacktestOptions,
): BacktestEvent['modelRatio'] {
  if (!model.minerals.some(({ mineral }) => mineral === event.mineral)) return null;
  const depths = event.country === null ? [0] : depthsOf(data);
  const each = Math.ceil(draws / depths.length);
  const ratios = new Float64Array(each * depths.length);
  depths.forEach((depth, d) => {
    const kernel = openEnsemble({
      model: onlyMineral(model, event.mineral),
      scenario: scenarioOf(event, depth, quarters),
      seed,
      quarters,
      stockTonnes: {},
      addedSupply: [],
    });
    for (let i = 0; i < each; i++) {
      simulateDraw(kernel, d * each + i);
      ratios[d * each + i] = exp(kernel.logPrice[quarters - 1]!);
    }
  });
  ratios.sort();
  return {
    p05: quantile(ratios, 0.05),
    p50: quantile(ratios, 0.5),
    p95: quantile(ratios, 0.95),
  };
}

/** The middles of equal parts of the range in which a disruption's depth is assumed to lie. */
function depthsOf({ assumptions }: ReferenceData): number[] {
  const { low, high } = assume(assumptions, 'disruption_depth');
  return Array.from({ length: DEPTHS }, (_, i) => low + ((high - low) * (i + 0.5)) / DEPTHS);
}

function scenarioOf(event: ShockEvent, depth: number, quarters: number): Scenario {
  const { mineral, country } = event;
  const shocks =
    country === null
      ? []
      : [{ kind: 'restriction', country, minerals: [mineral], quarters, depth }];
  return Scenario.parse({ id: 'backtest', title: event.event, shocks });
}

/** Places by size, 1 for the largest. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => 1 + values.filter((other) => other > value).length);
}
