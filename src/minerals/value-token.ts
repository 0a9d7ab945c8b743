import type { BOUNDS, FLAGS } from './reference-data.ts';

/** What a cell of a source table says, in the unit of its row. */
export interface Token {
  readonly value: number | null; // null where the cell is a bound or a symbol
  readonly low: number | null;
  readonly high: number | null;
  readonly bound: (typeof BOUNDS)[number];
  readonly flag: (typeof FLAGS)[number] | null;
  readonly note: string | null; // what had to be put right
}

const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+`;
const PLAIN = new RegExp(`^[-\u2212]?(?:${NUMBER})$`);
const LOST_MINUS = new RegExp(`^\\?(${NUMBER})$`);
const BOUND = new RegExp(`^([<>]) ?(${NUMBER})$`);
const RANGE = new RegExp(`^(${NUMBER}) ?[\u2013-] ?(${NUMBER})$`);
const LESS_THAN = new RegExp(`^Less than (${NUMBER}) tons$`);
const HALF_UNIT = /^(?:s|Less than (?:1\/2|½) unit\.?)$/;
const TEXT = /^(?:Large|Moderate|Moderate to large|Small|Very small|Variable, depending on .+)$/;

/**
 * Reads a cell by a closed grammar; undefined for anything else, so that a new symbol in a new
 * edition stops the build and is never taken for a number.
 *
 *   1,234   —   W   NA   E   XX   s   >75   <25   660–670   10,000 - 15,000   ?1   Large ...
 *
 * The dash is zero. `s` is less than half the unit. `?1` is a minus sign lost in the source.
 * W (withheld), NA (not available), E (net exporter) and XX (not applicable) are no numbers.
 *
 * @source docs/models/data.md, "How a cell is read"
 */
export function parseToken(cell: string): Token | undefined {
  const text = cell.replaceAll('\u00a0', ' ').trim();
  if (PLAIN.test(text)) return number(toNumber(text));
  if (text === '—') return { ...number(0), flag: 'zero' };
  if (text === 'W' || text === 'NA' || text === 'E' || text === 'XX')
    return { ...NOTHING, flag: text };
  if (HALF_UNIT.test(text)) return { ...NOTHING, low: 0, high: 0.5, bound: 'range', flag: 's' };
  if (TEXT.test(text)) return { ...NOTHING, flag: 'text' };
  const bound = BOUND.exec(text);
  if (bound !== null) return bounded(bound[1] === '>' ? '>' : '<', toNumber(bound[2]!));
  const less = LESS_THAN.exec(text);
  if (less !== null) return bounded('<', toNumber(less[1]!));
  const range = RANGE.exec(text);
  if (range !== null) return ranged(toNumber(range[1]!), toNumber(range[2]!));
  const lost = LOST_MINUS.exec(text);
  if (lost !== null) {
    return { ...number(-toNumber(lost[1]!)), note: 'the minus sign is lost in the source' };
  }
  return undefined;
}

const NOTHING: Token = { value: null, low: null, high: null, bound: '=', flag: null, note: null };

function number(value: number): Token {
  return { ...NOTHING, value };
}

function bounded(bound: '<' | '>', limit: number): Token {
  return bound === '>' ? { ...NOTHING, bound, low: limit } : { ...NOTHING, bound, high: limit };
}

function ranged(low: number, high: number): Token | undefined {
  if (low > high) return undefined;
  return { ...NOTHING, bound: 'range', low, high, value: (low + high) / 2 };
}

function toNumber(text: string): number {
  return Number(text.replaceAll(',', '').replace('\u2212', '-'));
}
