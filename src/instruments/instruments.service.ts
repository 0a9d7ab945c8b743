import { canonicalJson } from '../base/canonical.ts';
import { monthAfter } from '../base/month.ts';
import { Refusal } from '../base/refusal.ts';
import { assume } from '../dependency/assumptions.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { CommandContext, Workshop } from '../platform/command.ts';
import { type Instrument, readInstrumentText } from './instruments.ts';
import { findPreset } from './presets.ts';
import type { PriceFloor } from './price-floor.ts';
import { type PriceLaw, priceLawOf, requireMineral, statedLaw } from './price-law.ts';
import { fitAllPrices, type PriceList } from './price-list.ts';
import { NO_JUMPS } from './price-model.ts';
import { settle } from './settlement.ts';
import type { Settlement, Statement } from './statement.ts';
import { lawSummary, valueInstrument } from './valuation-run.ts';
import { INSTRUMENTS_MODEL, type InstrumentValue } from './value.ts';

/** An instrument by the id of a preset, or from a file, whose name ends in .json. */
export async function openInstrument(
  context: Pick<CommandContext, 'readFile'>,
  nameOrPath: string,
): Promise<Instrument> {
  if (!nameOrPath.endsWith('.json')) return findPreset(nameOrPath);
  return readInstrumentText(await context.readFile(nameOrPath), nameOrPath);
}

export interface ValueRequest {
  readonly instrument: Instrument;
  readonly draws: number;
  readonly seed: number;
}

/**
 * What an instrument is worth to the reserve and may cost it.
 *
 * The same tables, instrument, draws and seed give the same digest.
 *
 * @throws Refusal `instrument.unknown_mineral`, `instrument.no_price`, `instrument.ended`,
 *   `instrument.too_large`
 * @source docs/models/instruments.md
 */
export async function runValuation(
  workshop: Pick<Workshop, 'tables' | 'digestOf' | 'clockMs'>,
  { instrument, draws, seed }: ValueRequest,
): Promise<InstrumentValue> {
  const startedMs = workshop.clockMs();
  const data = await loadReferenceData(workshop.tables);
  const law = lawOf(data, instrument);
  const mineral = mineralOf(instrument);
  const content = {
    instrument,
    instrumentDigest: workshop.digestOf(canonicalJson(instrument)),
    draws,
    seed,
    dataVersion: data.version,
    dataDigest: data.digest,
    modelVersion: INSTRUMENTS_MODEL,
    price: mineral === undefined ? null : lawSummary(mineral, law),
    ...valueInstrument({ instrument, law, draws, seed }),
  };
  return {
    digest: workshop.digestOf(canonicalJson(content)),
    ...content,
    elapsedSeconds: (workshop.clockMs() - startedMs) / 1000,
  };
}

const mineralOf = (instrument: Instrument): string | undefined =>
  'mineral' in instrument ? instrument.mineral : undefined;

/** The law that the file states, else that of the tables; a price of 1 where none matters. */
function lawOf(data: ReferenceData, instrument: Instrument): PriceLaw {
  const mineral = mineralOf(instrument);
  if (mineral !== undefined) requireMineral(data, mineral);
  const stated = 'market' in instrument ? instrument.market : undefined;
  if (stated !== undefined) return statedLaw(stated);
  if (mineral !== undefined) return priceLawOf(data, mineral);
  return {
    asOf: monthAfter(instrument.start, -1),
    model: {
      spotUsdPerTonne: 1,
      reversionPerYear: 1,
      levelLog: 0,
      volatility: 1e-9,
      jumps: NO_JUMPS,
    },
    ratePerYear: assume(data.assumptions, 'instrument_discount_rate').mid,
    basis: 'assumed',
    tonneOf: null,
    sentence: 'no price matters',
    fit: null,
    ranges: [],
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
