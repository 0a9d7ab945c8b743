import { readFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ImportReport } from '../../src/inventory/import.ts';
import { LOT_LIFE, type Lot, type Warehouse } from '../../src/inventory/inventory.ts';
import type { LotPage as LotReport } from '../../src/inventory/lot-page.ts';
import { ImportPage, type ImportProps } from './import-page.tsx';
import { LotPage } from './lot-page.tsx';
import { LOT_DEEDS, lotDeeds, STOCK_DEEDS } from './stock-deeds.ts';
import { StockPage } from './stock-page.tsx';
import { WarehousePage } from './warehouse-page.tsx';

const data = { version: 'test', digest: 'sha256-0' };
const on = '2026-06-30';
const shown = /NaN|undefined|Infinity|style=|\[object/;

const lot = (id: string, changes: Partial<Lot> = {}): Lot => ({
  ...{ id, mineral: 'fluorspar', status: 'accepted', specification: 'fluorspar-acid', version: 1 },
  ...{ supplier: 'ares', orderRef: 'O-1', vendorLot: `V-${id}`, form: 'filter cake' },
  ...{ packaging: 'bags', announcedNetG: '20000000', grossG: '20500000', netG: '20000000' },
  ...{ dryG: '18000001', costCents: '900000001', warehouse: 'hawthorne', isOwned: true },
  ...{ receivedOn: '2026-01-15', expiresOn: null },
  shares: [{ fund: 'reserve', weight: '1', dryG: '18000001', costCents: '900000001' }],
  ...changes,
});
const warehouse: Warehouse = {
  ...{ id: 'hawthorne', title: 'Hawthorne Depot', kind: 'private', isAuditable: true, lots: 2 },
  ...{ capacityG: '100000000', loadG: '41000000', leaseEndsOn: '2026-07-10' },
};
const stock = {
  ...{ on, data, warehouses: [warehouse], certified: { 'L-1': '2026-06-20' } },
  lots: [lot('L-1'), lot('L-2', { isOwned: false, status: 'testing' }), lot('L-0', ENDED())],
  rotation: [lot('L-1', { expiresOn: '2026-07-30' })],
};
function ENDED(): Partial<Lot> {
  return { status: 'split', grossG: '0', netG: '0', dryG: '0', costCents: '0' };
}

test('stock is told by mineral, warehouse and lot, in exact tonnes', () => {
  const page = renderToStaticMarkup(<StockPage {...stock} />);
  expect(page).toContain('The reserve holds 18.000001 t of fluorspar in 1 lot');
  expect(page).toContain('>36.000002</td>'); // 2 × 18.000001 t
  expect(page).toContain('href="/warehouses/hawthorne"');
  expect(page).toContain('Hawthorne Depot holds 41 t of 100 t');
  expect(page).toContain('>10 days</td>'); // from 20 to 30 June
  expect(page).toContain('>30</td>'); // days from 30 June to 30 July
  expect(page).toContain('Lots that are no more');
  expect(page).not.toMatch(shown);
});

test('a reserve without stock says so, and what can be done', () => {
  const page = renderToStaticMarkup(
    <StockPage {...stock} lots={[]} rotation={[]} warehouses={[]} />,
  );
  expect(page).toContain('The reserve holds nothing yet');
  expect(page).toContain('href="/do/warehouses?back=%2Fstock"');
  expect(page).toContain('href="/stock/import"');
});

test('a warehouse says what is free, who may look and until when it is leased', () => {
  const page = renderToStaticMarkup(<WarehousePage {...stock} warehouse={warehouse} />);
  expect(page).toContain('41 t of 100 t is taken, 59 t is free');
  expect(page).toContain('10 days from 2026-06-30');
  expect(page).not.toContain('href="/lots/L-0"');
  expect(page).not.toMatch(shown);
});

const result = (analyte: string, told: string, valuePpb: string) => ({
  ...{ analyte, told, valuePpb, uncertaintyPpb: '2000000', isBelowDetection: false },
  method: 'ASTM E815',
});
const limit = (analyte: string, minPpb: string | null, maxPpb: string | null) => ({
  ...{ analyte, minPpb, maxPpb, method: 'ASTM E815', isVerified: true, source: 'the contract' },
});
const node = (id: string, column: number, inG: string, nowG: string) => ({
  ...{ id, column, inG, nowG, status: 'accepted', isKin: true, fault: null },
});
const report: LotReport = {
  lot: lot('L-1'),
  version: 7,
  specification: {
    ...{ title: 'Acid-grade fluorspar', source: 'USGS', guard: '0' },
    limits: [limit('CaF2', '970000000', null), limit('SiO2', null, '15000000')],
  },
  certificates: [
    {
      ...{ laboratory: 'lab', number: 'C-1', issuedOn: '2026-06-20', fileDigest: 'sha256-ab' },
      ...{ isIndependent: true, isCurrent: true },
      results: [result('CaF2', '97.6 %', '976000000'), result('SiO2', '2 %', '20000000')],
    },
  ],
  assays: [],
  decision: null,
  custody: [],
  kin: [],
  tree: {
    of: 'L-1',
    nodes: [node('L-0', 0, '20', '0'), node('L-1', 1, '12', '12'), node('L-2', 1, '8', '8')],
    edges: [
      { from: 'L-0', to: 'L-1', dryG: '12' },
      { from: 'L-0', to: 'L-2', dryG: '8' },
    ],
    faults: [],
  },
  possible: [],
};
const lotPage = (page: LotReport) =>
  renderToStaticMarkup(<LotPage page={page} events={[]} steps={[]} on={on} data={data} />);

test('a lot tells each limit against what was found, and what that would come to', () => {
  const page = lotPage(report);
  expect(page).toContain('18.000001 t dry of fluorspar: accepted');
  expect(page).toContain('not decided; CaF2 is 97.6 %; it has to be at least 97 %: met');
  expect(page).toContain('not decided; SiO2 is 2 %; it has to be at most 1.5 %: too much');
  expect(page).toContain('sha256-ab');
  expect(page).toContain('$9,000,000.01');
  expect(page).not.toMatch(shown);
});

test('the tree of a lot is a drawing and a nested list, and an imbalance is said', () => {
  expect(lotPage(report)).toContain('3 lots stand together, and no gram was lost between them');
  expect(lotPage(report)).toMatch(
    /<a href="\/lots\/L-0">L-0<\/a>: 0.00002 t; .*<strong>L-1<\/strong>/,
  );
  const lossy = { ...report.tree, faults: ['between L-0, L-1 3 g were lost'] };
  const page = lotPage({ ...report, tree: lossy });
  expect(page).toContain('The genealogy of lot L-1 does not balance');
  expect(page).toContain('between L-0, L-1 3 g were lost');
});

test('every event of the life of a lot is a deed at a path that there is, or says why it is none', () => {
  const events = [...new Set(Object.values(LOT_LIFE).flatMap((next) => Object.keys(next)))];
  expect(new Set(Object.keys(LOT_DEEDS))).toEqual(new Set(events));
  const http = readFileSync('docs/http.md', 'utf8');
  const paths = Object.values(LOT_DEEDS).flatMap((deeds) =>
    typeof deeds === 'string'
      ? []
      : deeds.flatMap(({ path }) => [
          path({ id: 'X', status: '', orderRef: null, isOwned: false }),
          path({ id: 'X', status: '', orderRef: 'O-1', isOwned: false }),
        ]),
  );
  for (const path of [...paths, ...STOCK_DEEDS.map((each) => each.path)]) {
    const word = path.replace('/X/', '/{id}/').replace('/deliveries/{id}', '/deliveries/{lot}');
    expect(http).toContain(`/api/v1${word}`);
  }
});

test('what is offered for a lot is what its life allows', () => {
  const offered = (changes: Partial<Lot>) => lotDeeds(lot('L-1', changes)).map(({ path }) => path);
  expect(offered({ status: 'conforming', isOwned: false })).toEqual(['/deliveries/L-1/acceptance']);
  expect(offered({ status: 'conforming', orderRef: null })).toEqual(['/lots/L-1/acceptance']);
  expect(offered({ status: 'announced' })).toEqual(['/lots/L-1/receipt']);
  expect(offered({ status: 'accepted' })).toEqual(
    ['samples', 'move', 'split', 'count'].map((word) => `/lots/L-1/${word}`),
  );
});

const imported: ImportReport = {
  ...{ kind: 'deliveries', isDryRun: true, rowsRead: 3, rowsWritten: 1, rowsWarned: 0 },
  ...{ rowsUnchanged: 0, rowsDuplicate: 1, rowsRejected: 1, made: ['L-1'], warnings: [] },
  errors: [
    {
      ...{ row: 3, column: 'net', value: '-20t', rule: 'value', hint: 'mass with its unit' },
      sentence: "row 3, net: '-20t' is below zero",
    },
    {
      ...{ row: 4, column: 'lot', value: 'L-1', rule: 'duplicate', hint: 'leave one out' },
      sentence: 'row 4, lot: L-1 stands in row 2 already',
    },
  ],
};
const wizard: ImportProps = {
  ...{ step: 'check', report: imported, refusal: null, data },
  state: { kind: 'deliveries', text: 'lot,Net\nL-1,1t\n', columns: { lot: 'lot', net: 'Net' } },
};

test('a check counts rows, names each wrong cell, and lets it be written anew in place', () => {
  const page = renderToStaticMarkup(<ImportPage {...wizard} />);
  expect(page).toContain('2 of 3 rows cannot be taken in');
  expect(page).toContain('name="fix:3:Net" value="-20t"');
  expect(page).toContain('value="commit-valid" name="go">Take only the valid rows in: 1');
  expect(page).not.toContain('value="commit-all"');
  expect(page).not.toMatch(shown);
});

test('columns are suggested and can be changed; what was done is told and leads on', () => {
  const map = renderToStaticMarkup(<ImportPage {...wizard} step="map" />);
  expect(map).toContain('<option value="Net" selected="">Net</option>');
  expect(map).toContain('– none –');
  const done = { ...imported, isDryRun: false, errors: [] };
  const page = renderToStaticMarkup(<ImportPage {...wizard} step="done" report={done} />);
  expect(page).toContain('1 new, 0 unchanged');
  expect(page).toContain('href="/lots/L-1"');
});
