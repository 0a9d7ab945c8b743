import { canonicalJson } from '../base/canonical.ts';
import { Refusal } from '../base/refusal.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { CommandContext, Workshop } from '../platform/command.ts';
import type { Task } from '../platform/parallel.ts';
import { answerValue, dataOf, type ValuationData, type ValueQuestion } from './instrument-law.ts';
import { type Instrument, readInstrumentText } from './instruments.ts';
import { findPreset } from './presets.ts';
import type { PriceFloor } from './price-floor.ts';
import { fitAllPrices, type PriceList } from './price-list.ts';
import { settle } from './settlement.ts';
import type { Settlement, Statement } from './statement.ts';
import { INSTRUMENTS_MODEL, type InstrumentValue } from './value.ts';

/** An instrument by the id of a preset, or from a file, whose name ends in .json. */
export async function openInstrument(
  context: Pick<CommandContext, 'readFile'>,
  nameOrPath: string,
): Promise<Instrument> {
  if (!nameOrPath.endsWith('.json')) return findPreset(nameOrPath);
  return readInstrumentText(await context.readFile(nameOrPath), nameOrPath);
}

const valueTask: Task<ValuationData, ValueQuestion, ReturnType<typeof answerValue>> = {
  name: 'instruments.value',
  open: (data) => (question) => answerValue(data, question),
};

/** What worker threads do for this feature: a server goes on answering while they value. */
export const INSTRUMENT_TASKS = [valueTask] as const;

export interface ValueRequest extends ValueQuestion {
  readonly signal?: AbortSignal;
}

/**
 * What an instrument is worth to the reserve and may cost it.
 *
 * The same tables, instrument, draws and seed give the same digest.
 *
 * @throws Refusal `instrument.unknown_mineral`, `instrument.no_price`, `instrument.ended`,
 *   `instrument.too_large`, `parallel.interrupted`
 * @source docs/models/instruments.md
 */
export async function runValuation(
  workshop: Pick<Workshop, 'tables' | 'parallel' | 'digestOf' | 'clockMs'>,
  { instrument, draws, seed, signal }: ValueRequest,
): Promise<InstrumentValue> {
  const startedMs = workshop.clockMs();
  const data = await loadReferenceData(workshop.tables);
  const [answer] = await workshop.parallel.map(
    valueTask,
    dataOf(data, instrument),
    [{ instrument, draws, seed }],
    signal === undefined ? {} : { signal },
  );
  const content = {
    instrument,
    instrumentDigest: workshop.digestOf(canonicalJson(instrument)),
    draws,
    seed,
    dataVersion: data.version,
    dataDigest: data.digest,
    modelVersion: INSTRUMENTS_MODEL,
    ...answer!, // one job, one answer
  };
  return {
    digest: workshop.digestOf(canonicalJson(content)),
    ...content,
    elapsedSeconds: (workshop.clockMs() - startedMs) / 1000,
  };
}

/** The laws of all prices with a monthly series, with their fit. */
export async function listPriceLaws({ tables }: Pick<Workshop, 'tables'>): Promise<PriceList> {
  const data = await loadReferenceData(tables);
  const { version: dataVersion, digest: dataDigest } = data;
  return { dataVersion, dataDigest, modelVersion: INSTRUMENTS_MODEL, ...fitAllPrices(data) };
}

/** An instrument that is settled by periods. @throws Refusal `settlement.no_rule` */
export function requireFloor(instrument: Instrument): PriceFloor {
  if (instrument.kind === 'price-floor') return instrument;
  throw new Refusal(
    'invalid',
    'settlement.no_rule',
    `cannot settle ${instrument.id}: it is of kind ${instrument.kind}, and price-floor is settled by periods`,
    '`instrument value` shows what it is worth',
  );
}

/**
 * Settles the periods of a statement, to the cent.
 *
 * @throws Refusal `settlement.*`
 */
export function settleInstrument(
  { digestOf }: Pick<Workshop, 'digestOf'>,
  terms: PriceFloor,
  statement: Statement,
): Settlement {
  const instrumentDigest = digestOf(canonicalJson(terms));
  const content = { instrumentDigest, ...settle(terms, statement) };
  return { digest: digestOf(canonicalJson({ ...content, statement })), ...content };
}
