import * as z from 'zod';

/** Where a number comes from: a published source, the reader, a model, or an invented example. */
export const EVIDENCE_CLASSES = ['public', 'input', 'model', 'illustrative'] as const;

/** What stands behind one number, so that anybody can follow it or make it again. */
export const Receipt = z
  .object({
    what: z.string().describe('what is measured, of what, over which time'),
    value: z.number(),
    unit: z.string(),
    low: z.number().nullable().describe('5 percent of the futures lie below; null without futures'),
    high: z.number().nullable().describe('5 percent of the futures lie above'),
    evidence: z.enum(EVIDENCE_CLASSES),
    basis: z.string().describe('the formula, or the row of the source'),
    caveat: z.string().nullable().describe('what a reader should not take it for'),
    field: z.string().describe('where the value stands in the answer'),
    command: z.string().describe('gives the value, or the sources of it, on a command line'),
    api: z.string().describe('gives it over HTTP'),
    dataVersion: z.string(),
    dataDigest: z.string(),
    modelVersion: z.string(),
    draws: z.int().nullable(),
    seed: z.int().nullable(),
  })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof Receipt>;
