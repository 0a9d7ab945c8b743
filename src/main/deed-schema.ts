import type { FieldKind } from '../../web/parts/deed-form.ts';
import { parseCents, parseGrams } from '../base/booked.ts';
import { asRefusal } from '../base/refusal.ts';
import { sentenceCase } from '../base/sentence-case.ts';
import { parsePricePerKg } from '../contracts/contract-text.ts';
import { readContent } from '../inventory/certificate.ts';

/*
 * How a field of a request is typed: amounts in dollars, masses with their unit, contents in percent.
 * The kind follows from the name and the schema of the field, so that a new deed needs no form.
 */

/** As much of a JSON Schema as requests of deeds use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly maxLength?: number;
  readonly $ref?: string;
}

export const isOfType = ({ type }: Schema, wanted: string): boolean =>
  type === wanted || (Array.isArray(type) && type.includes(wanted));

const LONG_TEXT = 1000; // characters from which a text gets several lines

const KIND_BY_NAME: readonly (readonly [RegExp, FieldKind])[] = [
  [/[a-z](On|By|From|Until)$/, 'day'],
  [/^(.*C|c)ents$/, 'usd'],
  [/G$/, 'mass'],
  [/Ppb$/, 'percent'],
  [/PerKg$/, 'price'],
  [/Base64$/, 'file'],
  [/^password$/, 'secret'],
  [/^(body|csv)$/, 'long'],
];

/** How the field of a name is typed. */
export function kindOf(name: string, schema: Schema): FieldKind {
  if (schema.enum !== undefined) return 'choice';
  if (isOfType(schema, 'boolean')) return 'flag';
  if (isOfType(schema, 'integer') || isOfType(schema, 'number')) return 'number';
  if (isOfType(schema, 'array')) return 'list';
  if (schema.format === 'date') return 'day';
  if (schema.format === 'date-time') return 'moment';
  const byName = KIND_BY_NAME.find(([pattern]) => pattern.test(name));
  if (byName !== undefined) return byName[1];
  return (schema.maxLength ?? 0) > LONG_TEXT ? 'long' : 'text';
}

const HOW_TYPED: Partial<Record<FieldKind, string>> = {
  usd: 'in dollars and cents, such as 5,000,000.00',
  mass: 'with its unit, such as 20t or 19,850kg',
  percent: 'in percent, such as 9.8',
  price: 'in dollars per kilogram, such as 0.665',
  moment: 'day and time with its zone, such as 2026-06-30T14:00:00Z',
  list: 'one a line',
};

/* What only programs need to hear. */
const FOR_PROGRAMS = [
  'a whole number of cents or grams, in quotes',
  'millionths of a dollar per kilogram of dry mass',
];

/** What helps to type a field. */
export function hintOf(kind: FieldKind, { description }: Schema): string | null {
  const said = FOR_PROGRAMS.includes(description ?? '') ? undefined : description;
  return [said, HOW_TYPED[kind]].filter((each) => each !== undefined).join('; ') || null;
}

const LABELS: Readonly<Record<string, string>> = {
  id: 'Name or number',
  netG: 'Net mass',
  grossG: 'Gross mass',
  capacityG: 'Capacity',
  moisturePpb: 'Moisture',
  pricePerKg: 'Price',
  referencePerKg: 'Reference price',
  fileBase64: 'File of the certificate',
  fileDigest: 'SHA-256 of the file',
  isAuditable: 'It can be audited at any time',
  isIllustrative: 'It is made up, for a trial',
  isVerified: 'Somebody has confirmed it',
  isBelowDetection: 'It was not found: the value is the limit of detection',
  isGranted: 'Give it (else take it away)',
  orderRef: 'Order',
  vendorLot: 'Number that the supplier gave the lot',
};

/** 'deliverBy' → 'Deliver by'. */
export function labelOf(name: string): string {
  if (name.startsWith(':')) return 'Number or name'; // what the address leaves open
  const words = name
    .replace(/(Cents|Base64|Ppb|G)$/, '')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return LABELS[name] ?? sentenceCase(words);
}

/** What was typed, as the request carries it, or what is wrong with it. */
export type Reading = { readonly value: unknown } | { readonly fault: string };

const READ: Partial<Record<FieldKind, (text: string) => unknown>> = {
  usd: (text) => parseCents(text).toString(),
  mass: (text) => parseGrams(text).toString(),
  percent: (text) => readContent('content', text, '%').toString(),
  price: (text) => parsePricePerKg(text),
  list: (text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
};

/** Reads a text that is not empty. */
export function readTyped(kind: FieldKind, text: string): Reading {
  if (kind === 'number') {
    const value = Number(text);
    return Number.isFinite(value) ? { value } : { fault: `'${text}' is no number` };
  }
  try {
    return { value: READ[kind]?.(text) ?? text };
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal === undefined) throw error;
    return { fault: `${refusal.message}${refusal.hint === undefined ? '' : ` – ${refusal.hint}`}` };
  }
}
