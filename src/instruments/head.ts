import * as z from 'zod';
import { Month } from '../base/month.ts';

/** Of the instrument format. */
export const INSTRUMENT_VERSION = 1;

/** Share in [0, 1]. */
export const share = z.number().min(0).max(1);

/**
 * What every instrument file begins with. A kind is `z.strictObject({ ...HEAD, kind, ... })`.
 *
 * `standing` says what the terms are: of a deal on the public record, or made up to show how one
 * would work. An illustrative instrument has the word in its title.
 */
export const HEAD = {
  version: z.literal(INSTRUMENT_VERSION),
  id: z.string().regex(/^[a-z0-9-]{1,60}$/, 'write small letters, digits and hyphens'),
  title: z.string().min(1).max(120),
  standing: z.enum(['recorded', 'illustrative']),
  source: z.string().max(1000).default('').describe('where the terms are documented'),
  notes: z.array(z.string().max(500)).max(20).default([]).describe('what a reader should know'),
  start: Month.describe('first month of the term'),
  end: Month.describe('last month of the term'),
} as const;
