import * as z from 'zod';
import { decimalFraction, fraction, times } from '../base/fraction.ts';
import { Refusal } from '../base/refusal.ts';

/*
 * What a laboratory finds. Contents are booked as whole parts per billion of the dry mass; what the
 * certificate writes is kept beside them.
 *
 * @source docs/models/inventory.md
 */

/** Parts per billion in one of each unit that certificates are written in. */
const PPB_PER: Readonly<Record<string, bigint>> = {
  '%': 10_000_000n,
  ppm: 1000n,
  'mg/kg': 1000n,
  'g/t': 1000n,
  ppb: 1n,
};
export const CONTENT_UNITS = Object.keys(PPB_PER);
const MOST_PPB = 1_000_000_000n;

const ANALYTE = /^[A-Za-z0-9][A-Za-z0-9 ()+-]{0,31}$/;
const DECIMAL = z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, 'must be a decimal such as 97.25');

/** A finding as somebody reports it. */
export const ReportedResult = z
  .object({
    analyte: z.string().regex(ANALYTE, 'must be the name of an analyte, such as CaF2'),
    value: DECIMAL.describe(
      'content of the dry mass; with isBelowDetection the limit of detection',
    ),
    unit: z.string().describe(`one of ${CONTENT_UNITS.join(', ')}`),
    uncertainty: DECIMAL.describe('standard uncertainty of the method, in the same unit'),
    method: z.string().min(1).describe('the method, such as ASTM E815'),
    isBelowDetection: z.boolean().default(false),
  })
  .meta({ id: 'ReportedResult' });
export type ReportedResult = z.infer<typeof ReportedResult>;

/** A finding in parts per billion of the dry mass. */
export interface Finding {
  readonly analyte: string;
  readonly valuePpb: bigint;
  /** Standard uncertainty [ppb]. */
  readonly uncertaintyPpb: bigint;
  /** Nothing was found, and the value is the limit of detection. */
  readonly isBelowDetection: boolean;
}

/** A finding with how it was made and how it was written. */
export interface Result extends Finding {
  readonly told: string;
  readonly method: string;
}

/**
 * Reads reported contents into parts per billion.
 *
 * @throws Refusal `certificate.invalid` when a unit is none, a content is above the whole or has
 *   parts of a part per billion, an analyte is told twice, or there is none
 */
export function readResults(reported: readonly ReportedResult[]): Result[] {
  if (reported.length === 0)
    throw invalid('a certificate says nothing', 'name one analyte or more');
  const seen = new Set<string>();
  return reported.map((each) => {
    const { analyte, value, unit, uncertainty, method, isBelowDetection } = each;
    if (seen.has(analyte)) throw invalid(`${analyte} is reported twice`, 'name each analyte once');
    seen.add(analyte);
    return {
      analyte,
      valuePpb: readContent(analyte, value, unit),
      uncertaintyPpb: readContent(`uncertainty of ${analyte}`, uncertainty, unit),
      isBelowDetection,
      told: `${isBelowDetection ? '<' : ''}${value} ${unit}`,
      method,
    };
  });
}

/** A content as text into parts per billion. @throws Refusal `certificate.invalid` */
export function readContent(name: string, value: string, unit: string): bigint {
  const factor = PPB_PER[unit];
  const exact = decimalFraction(value);
  if (factor === undefined) {
    throw invalid(
      `${name}: '${unit}' is no unit of a content`,
      `write ${CONTENT_UNITS.join(', ')}`,
    );
  }
  if (exact === undefined) throw invalid(`${name}: '${value}' is no decimal`, 'such as 97.25');
  const { top, bottom } = times(exact, fraction(factor));
  if (bottom !== 1n) {
    throw invalid(`${name}: ${value} ${unit} has parts of a part per billion`, 'round it first');
  }
  if (top < 0n || top > MOST_PPB) {
    throw invalid(
      `${name}: ${value} ${unit} is not between nothing and the whole`,
      'check the unit',
    );
  }
  return top;
}

const invalid = (sentence: string, hint: string) =>
  new Refusal('invalid', 'certificate.invalid', sentence, hint);

/** A content in the unit that suits its size: 974000000n → '97.4 %', 5000n → '5 ppm'. */
export function contentText(ppb: bigint): string {
  if (ppb === 0n) return '0';
  if (ppb >= 1_000_000n) return `${scaled(ppb, 7)} %`;
  return ppb >= 1000n ? `${scaled(ppb, 3)} ppm` : `${ppb} ppb`;
}

function scaled(ppb: bigint, digits: number): string {
  const text = ppb.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, '');
}
