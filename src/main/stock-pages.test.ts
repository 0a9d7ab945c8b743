import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { referenceData } from '../../test/support/reference.ts';
import { chief } from '../../test/support/reserve.ts';
import { acceptedLot, does, stockedReserve, TONNE } from '../../test/support/stock.ts';
import { PAGES } from '../../web/pages/pages.ts';
import { csvRows } from '../inventory/csv-text.ts';
import { readLots } from '../inventory/inventory.service.ts';
import { blendIntoLot, splitIntoLots } from '../inventory/restack.service.ts';
import { bareName, FILE_COLUMNS } from '../inventory/stock-columns.ts';
import type { Db } from '../platform/db.ts';
import { onlyLocalNames } from './guard.ts';
import { importPageRoutes } from './import-pages.ts';
import { stockPageRoutes } from './stock-pages.ts';
import type { Render } from './stress-pages.ts';

const onDatabase = databaseTests();
const data = await referenceData();
const render: Render = (page, props) =>
  renderToStaticMarkup(createElement(PAGES[page].Page as never, props));
const digestOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('hex')}`;
const headers = { host: '127.0.0.1:4317' };

const appOn = (db: Db) => {
  const source = { data, openDb: async () => db, digestOf, render, actOf: async () => chief };
  return new Hono()
    .onError((error) => new Response(error.message, { status: 403 }))
    .use(onlyLocalNames)
    .route('/', stockPageRoutes(source))
    .route('/', importPageRoutes(source));
};

onDatabase(
  'stock, a lot with its genealogy and a warehouse have pages; others do not',
  async (db) => {
    await stockedReserve(db);
    await acceptedLot(db, 'L-1');
    await acceptedLot(db, 'L-2');
    await does(db, async (tx, deed) => {
      const parts = [
        { lot: 'L-1a', netG: 12n * TONNE },
        { lot: 'L-1b', netG: 8n * TONNE },
      ];
      await splitIntoLots(tx, chief, deed, { lot: 'L-1', parts });
    });
    await does(db, async (tx, deed) => {
      await blendIntoLot(tx, chief, deed, { into: 'L-9', lots: ['L-1a', 'L-2'] });
    });
    const get = async (path: string) => (await appOn(db).request(path, { headers })).text();
    expect(await get('/stock')).toContain('The reserve holds 36 t of fluorspar in 2 lots');
    const lot = await get('/lots/L-9');
    // 12 t and 20 t net, a tenth of each water
    for (const way of ['L-1a to L-9: 10.8 t', 'L-2 to L-9: 18 t', 'L-1 to L-1b: 7.2 t']) {
      expect(lot).toContain(way);
    }
    expect(lot).toContain('no gram was lost between them');
    expect(lot).toContain('href="/do/lots/L-9/split?back=%2Flots%2FL-9"');
    expect(await get('/warehouses/hawthorne')).toContain('41 t of 100 t is taken');
    const missing = await appOn(db).request('/lots/none', { headers });
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('There is no lot none');
  },
);

const HEADER = FILE_COLUMNS.deliveries.map(bareName).join(',').replace('vendor_lot', 'Batch');
interface Delivery {
  readonly n: number;
  readonly order?: string;
  readonly batch?: string;
  readonly expires?: string;
  readonly net?: string;
}
const delivery = ({ n, order = '', batch, expires = '', net = '100kg' }: Delivery) =>
  `L-${n},fluorspar-acid,1,ares,Ares,${order},${batch ?? `000${n}`},cake,bags,${expires},hawthorne,101kg,${net},10,reserve:2`;

/** Deliveries: 7 bad days, 3 unknown orders, 2 negative masses, 4 rows twice, one formula. */
function badDeliveries(length: number): string {
  const rows = Array.from({ length }, (_, n) => delivery({ n }));
  for (let k = 0; k < 7; k += 1) rows[10 + k] = delivery({ n: 10 + k, expires: '2026-02-30' });
  for (let k = 0; k < 3; k += 1) rows[30 + k] = delivery({ n: 30 + k, order: 'O-99' });
  for (let k = 0; k < 2; k += 1) rows[40 + k] = delivery({ n: 40 + k, net: '-100kg' });
  for (let k = 0; k < 4; k += 1) rows[50 + k] = rows[k]!;
  rows[60] = delivery({ n: 60, batch: '"=HYPERLINK(""http://example.org"")"' });
  rows[61] = delivery({ n: 61, batch: '"=HYPERLINK(""http://example.org"")"', net: '1' });
  return `${[HEADER, ...rows].join('\n')}\n`;
}

const formOf = (fields: Readonly<Record<string, string | File>>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};

/** The fields that a page would send, as a browser reads them. */
function fieldsOf(page: string): Record<string, string> {
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
  const inputs = [...page.matchAll(/<input[^>]* name="([^"]+)" value="([^"]*)"/g)];
  const selects = [
    ...page.matchAll(/name="([^"]+)">(?:(?!<\/select>).)*?value="([^"]*)" selected/g),
  ];
  return Object.fromEntries(
    [...inputs, ...selects].map(([, name, value]) => [plain(name!), plain(value!)]),
  );
}

type Fields = Readonly<Record<string, string | File>>;

/** Sends a form of the import; the answer as text. */
const sender = (db: Db) => async (fields: Fields) => {
  const sent = { method: 'POST', headers, body: formOf(fields) };
  return (await appOn(db).request('/stock/import', sent)).text();
};

onDatabase('a file of 500 rows is mapped and checked, and nothing is written', async (db) => {
  await stockedReserve(db);
  const go = sender(db);
  const file = new File([badDeliveries(500)], 'deliveries-bad.csv');
  const map = await go({ go: 'map', kind: 'deliveries', file });
  expect(fieldsOf(map)['column:vendor_lot']).toBe('Batch');
  const check = await go({ ...fieldsOf(map), go: 'check' });
  expect(check).toContain('17 of 500 rows cannot be taken in'); // 7 + 3 + 2 + 4 + 1
  const counts = {
    new: 482,
    'new, with a warning': 1,
    'there twice in the table': 4,
    rejected: 13,
  };
  for (const [what, count] of Object.entries(counts)) {
    expect(check).toContain(`<th scope="row">${what}</th><td class="number">${count}</td>`);
  }
  expect(check).toContain('row 32: lot L-30 is not announced for order O-99');
  expect(await readLots(db, {})).toEqual([]);
});

onDatabase('failing rows leave as a file; a file that comes again changes nothing', async (db) => {
  await stockedReserve(db);
  const go = sender(db);
  const check = await go({ go: 'check', kind: 'deliveries', text: badDeliveries(65) });
  const csv = csvRows(await go({ ...fieldsOf(check), go: 'download' }));
  expect(csv.length).toBe(1 + 17);
  expect(csv[0]!.cells.at(-1)).toBe('error');
  const link = csv.find(({ cells }) => cells[0] === 'L-61');
  expect(link!.cells).toContain(`'=HYPERLINK("http://example.org")`);
  expect(csv.flatMap(({ cells }) => cells).filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
  const all = await go({ ...fieldsOf(check), go: 'commit-all' });
  expect(all).toContain('Nothing was taken in');
  const mended = { 'fix:12:expires_on': '2027-02-28', 'fix:42:net': '100kg' };
  const done = await go({ ...fieldsOf(all), ...mended, go: 'commit-valid' });
  expect(done).toContain('50 new, 0 unchanged');
  const lots = await readLots(db, {});
  expect(lots.length).toBe(50);
  const vendorLot = (id: string) => lots.find((lot) => lot.id === id)?.vendorLot;
  expect(vendorLot('L-7')).toBe('0007');
  expect(vendorLot('L-60')).toBe('=HYPERLINK("http://example.org")');
  expect(await go({ ...fieldsOf(all), ...mended, go: 'commit-valid' })).toContain(
    '0 new, 50 unchanged',
  );
});

onDatabase(
  'what cannot be read is refused in a sentence, and so is a form from elsewhere',
  async (db) => {
    await stockedReserve(db);
    const send = (fields: Fields, more = {}) =>
      appOn(db).request('/stock/import', {
        ...{ method: 'POST', headers: { ...headers, ...more }, body: formOf(fields) },
      });
    const latin = new File([Buffer.from(`${HEADER}\npâte`, 'latin1')], 'latin.csv');
    const response = await send({ go: 'map', kind: 'deliveries', file: latin });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      'The file is not UTF-8 text: row 2 has a character that is no UTF-8.',
    );
    const assays = `${FILE_COLUMNS.assays.map(bareName).join(',')}\nL-1,lab-one,C,2026-01-15,CaF2,100.4,%,0.1,E815,no\n`;
    const page = await (await send({ go: 'check', kind: 'assays', text: assays })).text();
    expect(page).toContain('100.4 % is not between nothing and the whole');
    const foreign = await send({ go: 'map', kind: 'assays' }, { origin: 'https://example.org' });
    expect(foreign.status).toBe(403);
    const template = await appOn(db).request('/stock/import/assays.csv', { headers });
    expect(await template.text()).toContain('lot,laboratory,number');
  },
);
