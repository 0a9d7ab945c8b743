import * as z from 'zod';
import { contentText, type Finding } from './certificate.ts';

/*
 * What a material has to be, and whether a lot is. The rule that decides can be guarded: then a
 * value has to keep so many standard uncertainties away from its limit.
 *
 * @source docs/models/inventory.md
 */

/** What one analyte has to keep to. */
export interface Limit {
  readonly analyte: string;
  readonly minPpb: bigint | undefined;
  readonly maxPpb: bigint | undefined;
  readonly method: string;
  /** Somebody has read the number at its source. */
  readonly isVerified: boolean;
  readonly source: string;
}

/** A version of a specification. */
export interface Specification {
  readonly id: string;
  readonly version: number;
  readonly mineral: string;
  readonly title: string;
  readonly source: string;
  /** Standard uncertainties between a value and its limit, in thousandths; 0: the simple rule. */
  readonly guardThousandths: bigint;
  readonly limits: readonly Limit[];
}

const Content = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,12})?$/, 'must be a decimal such as 97.25')
  .nullable();

/** A version of a specification, as somebody writes it. */
export const SpecificationRequest = z
  .object({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be of small letters, digits and hyphens'),
    version: z.int().min(1),
    mineral: z.string().regex(/^[a-z0-9-]+$/, 'must be the id of a mineral, such as fluorspar'),
    title: z.string().min(1),
    source: z.string().min(1).describe('where its numbers come from'),
    guard: z
      .string()
      .regex(/^\d(\.\d{1,3})?$/, 'must be a number from 0 to 9.999')
      .describe('standard uncertainties between a value and its limit; 0 for the simple rule'),
    limits: z
      .array(
        z.object({
          analyte: z.string().min(1),
          min: Content,
          max: Content,
          unit: z.string(),
          method: z.string().min(1),
          isVerified: z.boolean(),
          source: z.string().min(1),
        }),
      )
      .min(1),
  })
  .meta({ id: 'SpecificationRequest' });
export type SpecificationRequest = z.infer<typeof SpecificationRequest>;

/** How a lot stands to one limit. */
export interface LimitFinding {
  readonly analyte: string;
  readonly isMet: boolean;
  readonly sentence: string;
}

/**
 * Holds findings against a specification. A limit whose analyte was not reported is not met. A value
 * below detection counts as the limit of detection against a maximum, and as nothing against a
 * minimum.
 *
 * @returns for each limit whether it is met, in a sentence
 */
export function holdAgainst(
  { limits, guardThousandths }: Pick<Specification, 'limits' | 'guardThousandths'>,
  findings: readonly Finding[],
): LimitFinding[] {
  return limits.map((limit) => {
    const found = findings.find(({ analyte }) => analyte === limit.analyte);
    if (found === undefined) {
      return {
        analyte: limit.analyte,
        isMet: false,
        sentence: `${limit.analyte} was not reported; it has to be ${limitText(limit)}`,
      };
    }
    return heldAgainst(limit, found, guardThousandths);
  });
}

function heldAgainst(limit: Limit, found: Finding, guard: bigint): LimitFinding {
  const { analyte, valuePpb, uncertaintyPpb, isBelowDetection } = found;
  const band = guard * uncertaintyPpb; // in thousandths of a part per billion
  const least = isBelowDetection ? 0n : valuePpb;
  const isLow = limit.minPpb !== undefined && (least - limit.minPpb) * 1000n < band;
  const isHigh = limit.maxPpb !== undefined && (limit.maxPpb - valuePpb) * 1000n < band;
  const value = `${isBelowDetection ? 'below ' : ''}${contentText(valuePpb)}`;
  const kept =
    guard === 0n ? '' : ` with ${guardText(guard)} × ${contentText(uncertaintyPpb)} kept`;
  const why = isLow ? 'too little' : isHigh ? 'too much' : 'met';
  return {
    analyte,
    isMet: !isLow && !isHigh,
    sentence: `${analyte} is ${value}; it has to be ${limitText(limit)}${kept}: ${why}`,
  };
}

/** A limit in words: 'at least 97 % and at most 99 %'. */
export function limitText({ minPpb, maxPpb, isVerified }: Limit): string {
  const parts = [
    minPpb === undefined ? undefined : `at least ${contentText(minPpb)}`,
    maxPpb === undefined ? undefined : `at most ${contentText(maxPpb)}`,
  ].filter((part) => part !== undefined);
  return `${parts.join(' and ')}${isVerified ? '' : ' (unverified)'}`;
}

/** 1960n → '1.96'. */
export const guardText = (thousandths: bigint): string => {
  const text = thousandths.toString().padStart(4, '0');
  return `${text.slice(0, -3)}.${text.slice(-3)}`.replace(/\.?0+$/, '');
};

/**
 * Acid-grade fluorspar. The least content of CaF2 is what the grade means; impurity limits of real
 * purchases are not public in what was read, so these are examples and say so.
 */
export const ACID_GRADE_FLUORSPAR: SpecificationRequest = {
  id: 'fluorspar-acid',
  version: 1,
  mineral: 'fluorspar',
  title: 'Acid-grade fluorspar',
  source: 'USGS Mineral Commodity Summaries: acid grade has more than 97 percent CaF2',
  guard: '0',
  limits: [
    {
      analyte: 'CaF2',
      min: '97',
      max: null,
      unit: '%',
      method: 'ASTM E815',
      isVerified: true,
      source: 'USGS Mineral Commodity Summaries 2026, fluorspar',
    },
    ...(
      [
        ['SiO2', '1.5', '%'],
        ['CaCO3', '1.25', '%'],
        ['S', '0.1', '%'],
        ['As', '10', 'ppm'],
      ] as const
    ).map(([analyte, max, unit]) => ({
      analyte,
      ...{ min: null, max, unit },
      method: 'as agreed',
      isVerified: false,
      source: 'an example of the trade; the limits of real purchases are not public',
    })),
  ],
};
