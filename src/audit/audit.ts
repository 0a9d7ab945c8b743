import * as z from 'zod';

/*
 * Deeds, and the thread between them. A deed is one thing that a person did: it is kept with its
 * request and its answer, and everything that it wrote names it.
 */

/** What somebody asks to be done, and the key that makes it safe to ask twice. */
export interface Deed {
  readonly name: string; // 'contract order'
  /** What was asked for; kept byte by byte. Booked amounts stand in it as decimal strings. */
  readonly request: object;
  /** Chosen by whoever asks: the same key with the same request is done once. */
  readonly key?: string | undefined;
}

/** What a document is: its kind and its number. */
export interface DocumentRef {
  readonly kind: DocumentKind;
  readonly id: string;
}

export const DOCUMENT_KINDS = [
  'stress-run',
  'plan',
  'determination',
  'eligible-list',
  'fund',
  'period',
  'term',
  'meeting',
  'resolution',
  'vote',
  'party',
  'requisition',
  'contract',
  'modification',
  'order',
  'delivery',
  'lot',
  'assay',
  'warehouse',
  'count',
  'invoice',
  'payment',
  'entry',
] as const;
export const DocumentKind = z.enum(DOCUMENT_KINDS);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** One step that a document took. */
export const DocumentEvent = z
  .object({
    n: z.int().describe('0 is the first'),
    from: z.string(),
    to: z.string(),
    event: z.string(),
    by: z.string(),
    on: z.string(),
    deed: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'DocumentEvent' });
export type DocumentEvent = z.infer<typeof DocumentEvent>;

/** A document of the thread, with the way to it from where the question began. */
export const TraceStep = z
  .object({
    kind: DocumentKind,
    id: z.string(),
    depth: z.int().describe('below 0: what led to it; above 0: what came of it'),
    because: z
      .object({ kind: DocumentKind, id: z.string() })
      .nullable()
      .describe('the neighbour on the way'),
    deed: z.string().nullable(),
    by: z.string().nullable(),
    on: z.string().nullable(),
    status: z.string().nullable(),
  })
  .meta({ id: 'TraceStep' });
export type TraceStep = z.infer<typeof TraceStep>;

/** A deed that was refused, as the audit trail keeps it. */
export const RefusedDeed = z
  .object({
    id: z.string(),
    person: z.string(),
    name: z.string(),
    on: z.string(),
    request: z.string(),
    code: z.string(),
    sentence: z.string(),
  })
  .meta({ id: 'RefusedDeed' });
export type RefusedDeed = z.infer<typeof RefusedDeed>;

/** A life as a table: which event leads from which status to which. */
export type Life = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What may happen next to a document of this status. */
export const eventsOf = (life: Life, status: string): string[] => Object.keys(life[status] ?? {});

/**
 * The first field in which two requests differ, as a path: 'lines.0.amountCents'.
 *
 * @returns undefined where they say the same
 */
export function firstDifference(before: unknown, after: unknown, path = ''): string | undefined {
  if (Object.is(before, after)) return undefined;
  const areBoth = [before, after].every((each) => typeof each === 'object' && each !== null);
  if (!areBoth) return path || 'the request';
  const [a, b] = [before, after] as Record<string, unknown>[];
  for (const key of new Set([...Object.keys(a!), ...Object.keys(b!)])) {
    const found = firstDifference(a![key], b![key], path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
