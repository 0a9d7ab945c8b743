import type { Context } from 'hono';
import { asRefusal } from '../base/refusal.ts';
import { sentenceCase } from '../base/sentence-case.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Db } from '../platform/db.ts';
import type { Render } from './stress-pages.ts';

export interface ShownPage {
  readonly openDb: () => Promise<Db>;
  readonly render: Render;
  readonly data: Pick<ReferenceData, 'version' | 'digest'>;
  readonly near: readonly { readonly text: string; readonly href: string }[]; // where to look instead
}

/** Answers with a page made from the database; where it has no such thing, with what is near. */
export function pageShower({ openDb, render, data, near }: ShownPage) {
  const missing = (c: Context, error: unknown) => {
    const refusal = asRefusal(error);
    if (refusal?.kind !== 'not_found' && refusal?.kind !== 'invalid') throw error;
    const sentence = sentenceCase(refusal.message);
    return c.html(render('missing', { sentence, near, data }), 404);
  };
  return (c: Context, show: (db: Db) => Promise<string>) =>
    openDb()
      .then(show)
      .then((page) => c.html(page))
      .catch((error: unknown) => missing(c, error));
}
