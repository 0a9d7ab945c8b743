import * as z from 'zod';
import { parseJson } from '../base/json-text.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import { Equity } from './equity.ts';
import { INSTRUMENT_VERSION } from './head.ts';
import { Guarantee, Loan } from './loan.ts';
import { Offtake } from './offtake.ts';
import { PriceFloor } from './price-floor.ts';
import { Storage } from './storage.ts';

/** Schemas by kind. A new kind is a line here and one in valuation.ts. */
export const KINDS = {
  offtake: Offtake,
  'price-floor': PriceFloor,
  storage: Storage,
  loan: Loan,
  guarantee: Guarantee,
  equity: Equity,
} as const;

/** The terms of one instrument. */
export const Instrument = z
  .discriminatedUnion('kind', [
    KINDS.offtake,
    KINDS['price-floor'],
    KINDS.storage,
    KINDS.loan,
    KINDS.guarantee,
    KINDS.equity,
  ])
  .meta({ id: 'Instrument' });
export type Instrument = z.infer<typeof Instrument>;

export type InstrumentKind = Instrument['kind'];

/**
 * Reads an instrument file.
 *
 * @param name - of the file, for the message
 * @throws Refusal `instrument.not_json`, `instrument.unknown_version`, `instrument.unknown_kind`,
 *   `instrument.invalid`
 */
export function readInstrumentText(text: string, name: string): Instrument {
  return readInstrument(jsonOf(text, name), name);
}

/** The same for what is JSON already, as in a request. */
export function readInstrument(json: unknown, name: string): Instrument {
  requireVersion(json, name);
  requireKind(json, name);
  const parsed = Instrument.safeParse(json);
  if (parsed.success) return checked(parsed.data);
  throw new Refusal(
    'invalid',
    'instrument.invalid',
    `instrument ${name} breaks a rule: ${schemaSentence(parsed.error)}`,
    'see docs/schemas/instrument.json',
  );
}

/** Rules that all kinds share and a schema of one field cannot say. */
function checked(instrument: Instrument): Instrument {
  const { id, start, end, title, standing } = instrument;
  if (start > end) {
    throw new Refusal(
      'invalid',
      'instrument.invalid',
      `instrument ${id} ends in ${end}, before it starts in ${start}`,
      'exchange start and end',
    );
  }
  if (standing === 'illustrative' && !/illustrative/i.test(title)) {
    throw new Refusal(
      'invalid',
      'instrument.invalid',
      `instrument ${id} is illustrative, and its title '${title}' does not say so`,
      "put the word 'illustrative' into the title",
    );
  }
  return instrument;
}

const jsonOf = (text: string, name: string): unknown =>
  parseJson(
    text,
    (why) =>
      new Refusal('invalid', 'instrument.not_json', `instrument ${name} is not JSON: ${why}`),
  );

const fieldOf = (json: unknown, field: string): unknown =>
  typeof json === 'object' && json !== null && field in json
    ? (json as Record<string, unknown>)[field] // it has the field, as the line above found
    : undefined;

function requireVersion(json: unknown, name: string): void {
  const version = fieldOf(json, 'version');
  if (version === INSTRUMENT_VERSION) return;
  throw new Refusal(
    'invalid',
    'instrument.unknown_version',
    version === undefined
      ? `instrument ${name} does not say its version, and this program reads ${INSTRUMENT_VERSION}`
      : `instrument ${name} is of version ${JSON.stringify(version)}, and this program reads ${INSTRUMENT_VERSION}`,
    'use a newer program, or write the instrument by docs/schemas/instrument.json',
  );
}

function requireKind(json: unknown, name: string): void {
  const kind = fieldOf(json, 'kind');
  const known = Object.keys(KINDS);
  if (typeof kind === 'string' && known.includes(kind)) return;
  throw new Refusal(
    'invalid',
    'instrument.unknown_kind',
    kind === undefined
      ? `instrument ${name} does not say its kind`
      : `instrument ${name} is of kind ${JSON.stringify(kind)}, and there is no such kind`,
    typeof kind === 'string'
      ? `the nearest are ${nearest(kind, known).join(', ')}`
      : `say one of ${known.join(', ')}`,
  );
}
