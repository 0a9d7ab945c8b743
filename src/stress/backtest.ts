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
/** Where the source gives no months: as from the control of February to the close of the edition. */
const QUARTERS_NOT_SAID = 3;
const LEAST_MOVE = 0.02;

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
 * @source docs/models/stress.md, section 10
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
  return Math.max(1, Math.round((monthsOf(afterMonth) - monthsOf(beforeMonth)) / 3));
}

/** Months since the year 0. */
const monthsOf = (month: string) => 12 * Number(month.slice(0, 4)) + Number(month.slice(5, 7));

function ratioOf(
  data: ReferenceData,
  model: StressModel,
  event: ShockEvent,
  quarters: number,
  { draws, seed }: BacktestOptions,
): BacktestEvent['modelRatio'] {
  if (!model.minerals.some(({ mineral }) => mineral === event.mineral)) return null;
  const strictness = event.country === null ? [0] : STRICTNESS;
  const each = Math.ceil(draws / strictness.length);
  const ratios = new Float64Array(each * strictness.length);
  strictness.forEach((place, p) => {
    const kernel = openEnsemble({
      model: onlyMineral(model, event.mineral),
      scenario: scenarioOf(data, event, place, quarters),
      seed,
      quarters,
      stockTonnes: {},
      addedSupply: [],
    });
    for (let i = 0; i < each; i++) {
      simulateDraw(kernel, p * each + i);
      ratios[p * each + i] = exp(kernel.logPrice[quarters - 1]!);
    }
  });
  ratios.sort();
  return {
    p05: quantile(ratios, 0.05),
    p50: quantile(ratios, 0.5),
    p95: quantile(ratios, 0.95),
  };
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
  const { mineral, country, control, banMonth, beforeMonth } = event;
  const cutBy = (kind: string, startQuarter: number) => {
    const { low, high } = assume(assumptions, 'control_depth', [`control:${kind}`]);
    const depth = low + (high - low) * strictness;
    return { kind: 'restriction', country, minerals: [mineral], startQuarter, quarters, depth };
  };
  const banQuarter =
    banMonth === null || beforeMonth === null
      ? quarters
      : Math.max(0, Math.floor((monthsOf(banMonth) - monthsOf(beforeMonth)) / 3));
  const shocks =
    country === null || control === null
      ? []
      : [cutBy(control, 0), ...(banQuarter < quarters ? [cutBy('ban', banQuarter)] : [])];
  return Scenario.parse({ id: 'backtest', title: event.event, shocks });
}

/** Places by size, 1 for the largest. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => 1 + values.filter((other) => other > value).length);
}
