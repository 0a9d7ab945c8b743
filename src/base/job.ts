import * as z from 'zod';

/** A long piece of work as the interface tells of it. */
export const Job = z
  .object({
    id: z.string(),
    kind: z.string(),
    state: z.enum(['running', 'done', 'stopped', 'failed']),
    done: z.number(),
    total: z.number(),
    note: z.string().nullable(),
    etaSeconds: z.number().nullable(),
    result: z.unknown().describe('null until there is one'),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof Job>;
