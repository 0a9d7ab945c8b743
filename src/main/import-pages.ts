import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ImportProps } from '../../web/pages/import-page.tsx';
import type { ImportState } from '../../web/pages/import-state.ts';
import { asRefusal, type Refusal } from '../base/refusal.ts';
import { sentenceCase } from '../base/sentence-case.ts';
import { importStock } from '../inventory/import.service.ts';
import type { ImportReport } from '../inventory/import.ts';
import {
  bareName,
  type ColumnMap,
  FILE_COLUMNS,
  FILE_KINDS,
  FileKind,
  suggestColumns,
  templateCsv,
} from '../inventory/stock-columns.ts';
import { type CellFix, failingRowsCsv, fixedText, headersOf } from '../inventory/stock-file.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Db } from '../platform/db.ts';
import type { RouteContext } from '../platform/routes.ts';
import type { Render } from './stress-pages.ts';

export interface ImportPageSource {
  readonly data: ReferenceData;
  readonly openDb: () => Promise<Db>;
  readonly digestOf: (text: string) => string;
  readonly render: Render;
  readonly actOf: RouteContext['actOf'];
}

const LARGEST_FILE_BYTES = 4 * 1024 * 1024;
const EMPTY: ImportState = { kind: 'deliveries', text: '', columns: {} };

/** The import of a table, step by step; each form brings the whole of it along. */
export function importPageRoutes(source: ImportPageSource): Hono {
  const { data, render } = source;
  const edition = { version: data.version, digest: data.digest };
  const page = (c: Context, props: Partial<ImportProps>) => {
    const status = (props.refusal ?? null) === null ? 200 : 400;
    const whole = { ...{ step: 'choose', state: EMPTY, report: null, refusal: null }, ...props };
    return c.html(render('import', { ...(whole as ImportProps), data: edition }), status);
  };
  const tooLarge = (c: Context) =>
    page(c, { refusal: { sentence: 'The table is larger than 4 MB', hint: 'send it in parts' } });
  const app = new Hono().get('/stock/import', (c) => page(c, {}));
  for (const kind of FILE_KINDS) {
    app.get(`/stock/import/${kind}.csv`, () => csvFile(templateCsv(kind), `${kind}.csv`));
  }
  return app.post(
    '/stock/import',
    bodyLimit({ maxSize: 2 * LARGEST_FILE_BYTES, onError: tooLarge }),
    async (c) => {
      const form = await c.req.parseBody();
      const answer = await answerTo(source, c.req.raw, form);
      if (!('csv' in answer)) return page(c, answer);
      return csvFile(answer.csv, 'failing-rows.csv');
    },
  );
}

type Form = Readonly<Record<string, unknown>>;
type Shown = Pick<ImportProps, 'step' | 'state'> & Partial<ImportProps>;

const csvFile = (csv: string, name: string) =>
  new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
  });

/** What a form asks for, done; a refusal stands on the page from which it came. */
async function answerTo(
  source: ImportPageSource,
  request: Request,
  form: Form,
): Promise<Shown | { readonly csv: string }> {
  const go = textOf(form.go);
  let state: ImportState = { kind: kindOf(form), text: await tableOf(form), columns: {} };
  try {
    state = {
      ...state,
      columns: columnsOf(form) ?? {},
      text: fixedText(state.text, fixesOf(form)),
    };
    if (go === 'choose') return { step: 'choose', state };
    state = { ...state, columns: columnsFor(state, go) };
    if (go === 'map') return { step: 'map', state };
    return await looked(source, request, go, state);
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal === undefined) throw error;
    const isHeader = refusal.code === 'import.header';
    return { step: isHeader ? 'map' : 'choose', state, refusal: told(refusal) };
  }
}

/** The columns that were chosen, if they are those of this table; suggestions for all others. */
function columnsFor({ kind, text, columns }: ImportState, go: string): ColumnMap {
  const headers = headersOf(text);
  const isMapped = Object.keys(columns).length > 0;
  if (isMapped && go !== 'map') return columns; // what was left out was left out on purpose
  const known = FILE_COLUMNS[kind].map(bareName);
  const kept = Object.entries(columns).filter(
    ([ours, theirs]) => known.includes(ours) && headers.includes(theirs),
  );
  return { ...suggestColumns(kind, headers), ...Object.fromEntries(kept) };
}

async function looked(
  { openDb, actOf, digestOf }: ImportPageSource,
  request: Request,
  go: string,
  state: ImportState,
): Promise<Shown | { readonly csv: string }> {
  const act = await actOf(request, 'known');
  const db = await openDb();
  const run = (how: { isDryRun: boolean; isPartial: boolean }): Promise<ImportReport> => {
    const { kind, text, columns } = state;
    return importStock(db, act, { kind, csv: text, columns, ...how }, digestOf);
  };
  const check = () => run({ isDryRun: true, isPartial: false });
  if (go === 'download') return { csv: failingRowsCsv(state.text, (await check()).errors) };
  if (go !== 'commit-all' && go !== 'commit-valid') {
    return { step: 'check', state, report: await check() };
  }
  try {
    const report = await run({ isDryRun: false, isPartial: go === 'commit-valid' });
    return { step: 'done', state, report };
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal?.code !== 'import.rows') throw error;
    return { step: 'check', state, report: await check(), refusal: NOTHING_TAKEN };
  }
}

const NOTHING_TAKEN = {
  sentence: 'Nothing was taken in, because some rows cannot be',
  hint: 'Mend them, or take only the valid rows in',
};

const told = ({ message, hint }: Refusal): ImportProps['refusal'] => ({
  sentence: sentenceCase(message),
  hint: hint === undefined ? null : sentenceCase(hint),
});

const textOf = (field: unknown): string => (typeof field === 'string' ? field : '');

const kindOf = ({ kind }: Form): FileKind => {
  const read = FileKind.safeParse(kind);
  return read.success ? read.data : 'deliveries';
};

/** The file where one was chosen, else the text. */
async function tableOf({ file, text }: Form): Promise<string> {
  if (file instanceof File && file.size > 0)
    return new TextDecoder().decode(await file.arrayBuffer());
  return textOf(text).replaceAll('\r\n', '\n'); // forms send other line ends than they were given
}

/** The columns that somebody chose; undefined where the form has no such fields. */
function columnsOf(form: Form): Record<string, string> | undefined {
  const chosen = Object.entries(form).flatMap(([name, value]) =>
    name.startsWith('column:') ? [[name.slice('column:'.length), textOf(value)] as const] : [],
  );
  if (chosen.length === 0) return undefined;
  return Object.fromEntries(chosen.filter(([, theirs]) => theirs !== ''));
}

const fixesOf = (form: Form): CellFix[] =>
  Object.entries(form).flatMap(([name, value]) => {
    const [, row, column] = /^fix:(\d+):(.+)$/s.exec(name) ?? [];
    return row === undefined ? [] : [{ row: Number(row), column: column!, value: textOf(value) }];
  });
