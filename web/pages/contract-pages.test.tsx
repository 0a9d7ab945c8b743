import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { DocumentEvent, TraceStep } from '../../src/audit/audit.ts';
import type {
  CeilingChange,
  Contract,
  Invoice,
  Order,
  Requisition,
} from '../../src/contracts/contracts.ts';
import { ContractPage } from './contract-page.tsx';
import { percentOf } from './contract-text.ts';
import { ContractsPage } from './contracts-page.tsx';
import { InvoicePage } from './invoice-page.tsx';
import { OrderPage } from './order-page.tsx';
import { RequisitionPage } from './requisition-page.tsx';

const data = { version: 'test', digest: 'sha256-0' };
const requisition: Requisition = {
  version: 3,
  ...{ id: 'R-1', fund: 'reserve', resolution: 'B-1', plan: null, purpose: 'Fluorspar' },
  ...{ mineral: 'fluorspar', eligibleList: 2 },
  ...{ amountCents: '25000000000', status: 'certified', uncommittedCents: '24500000000' },
};
const contract: Contract = {
  ...{ id: 'C-1', kind: 'idiq', title: 'Fluorspar', status: 'active', fund: 'reserve' },
  ...{ requisition: 'R-1', resolution: 'B-1', party: 'ares', mineral: 'fluorspar' },
  ...{ specification: null, deliveryPoint: 'Hawthorne', baseValueCents: '16893826730' },
  ...{ ceilingCents: '25000000000', ceilingLeftCents: '24500000000' },
  ...{ minimumCents: '200000000', minimumLeftCents: '0' },
  ...{ orderedCents: '234000000', deliveredCents: '266000000' },
  ...{ orderingFrom: '2026-01-13', orderingTo: '2031-01-12' },
  ...{ pricePerKg: '665000', referencePerKg: '470000', soleSourceReason: 'the only mine' },
  ...{ ruleSet: 'srr-2026', eligibleList: null, version: 4, modifications: [] },
};
const ceiling: CeilingChange[] = [
  {
    ...{ on: '2026-01-13', event: 'award', document: 'C-1', entry: 'e-1' },
    ...{ changeCents: '25000000000', ceilingCents: '25000000000', leftCents: '25000000000' },
  },
  {
    ...{ on: '2026-02-02', event: 'order', document: 'C-1.1', entry: 'e-2' },
    ...{ changeCents: '-500000000', ceilingCents: '25000000000', leftCents: '24500000000' },
  },
];
const order: Order = {
  version: 3,
  ...{ id: 'C-1.1', contract: 'C-1', status: 'part_delivered', amountCents: '500000000' },
  ...{ fromMinimumCents: '200000000', undeliveredCents: '234000000', pricePerKg: '665000' },
  ...{ referencePerKg: '470000', placedOn: '2026-02-02', deliverBy: '2026-12-31' },
  eligibleList: 1,
  lots: [
    { lot: 'L-1', status: 'accepted', acceptedCents: '266000000', acceptedDryG: '4000000000' },
    { lot: 'L-2', status: 'nonconforming', acceptedCents: null, acceptedDryG: null },
  ],
};
const invoice: Invoice = {
  version: 3,
  ...{ id: 'C-1.1.I1', order: 'C-1.1', party: 'ares', supplierNumber: 'A-1' },
  ...{ status: 'mismatched', amountCents: '266000100', acceptedCents: '266000000' },
  ...{ receivedOn: '2026-06-02', lots: ['L-1'], paidOn: null },
};
const event = (n: number, name: string, by: string, to: string): DocumentEvent => ({
  ...{ n, event: name, by, to, from: 'none', on: '2026-06-02', deed: '1', reason: null },
});
const thread: TraceStep[] = [
  {
    ...{ kind: 'contract', id: 'C-1', depth: 0, because: null },
    ...{ deed: null, by: null, on: null, status: 'active' },
  },
];
const past = { events: [event(0, 'draft', 'officer', 'draft')], thread, data };
const contractPage = (other: Partial<Contract> = {}, changes = ceiling) =>
  renderToStaticMarkup(
    <ContractPage
      contract={{ ...contract, ...other }}
      ceiling={changes}
      owedMinimumCents="0"
      orders={[order]}
      invoices={[invoice]}
      {...past}
    />,
  );
const deedsOf = (page: string) =>
  [...page.matchAll(/href="(\/do\/[^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'));

test('the list says what is left, and begins with the number of each contract', () => {
  const page = renderToStaticMarkup(
    <ContractsPage contracts={[contract]} requisitions={[requisition]} data={data} />,
  );
  expect(page).toContain(
    '$245,000,000.00 of the $250,000,000.00 ceiling of one open contract is left',
  );
  expect(page).toContain('<th scope="row"><a href="/contracts/C-1">C-1</a></th>');
  expect(page).toContain('<th scope="row"><a href="/requisitions/R-1">R-1</a></th>');
  expect(deedsOf(page)).toEqual([
    '/do/requisitions?back=%2Fcontracts',
    '/do/contracts?back=%2Fcontracts',
  ]);
  expect(page).not.toMatch(/NaN|undefined|Infinity|style=|\[object/);
});

test('without contracts the list says so and offers to begin', () => {
  const page = renderToStaticMarkup(<ContractsPage contracts={[]} requisitions={[]} data={data} />);
  expect(page).toContain('There is no contract yet');
  expect(page).toContain('href="/do/requisitions?');
});

test('a contract keeps its words of money apart and counts no order twice', () => {
  const page = contractPage();
  expect(page).toContain('$245,000,000.00 of the ceiling of $250,000,000.00 is left');
  expect(page).toContain('an estimate; it is never obligated and stands in no sum');
  // 2,660,000.00 + 2,340,000.00 + 245,000,000.00 = 250,000,000.00
  expect(page).toContain(
    'Delivered $2,660,000.00, ordered and not delivered $2,340,000.00 and left $245,000,000.00 add up to the ceiling of $250,000,000.00',
  );
  expect(page).toContain('no order counts a second time');
  expect(page).toContain('2.0 percent of the ceiling is used');
  expect(page).toContain('sole source: the only mine');
  expect(page).toContain('41.5 percent above $0.47 per kg');
  expect(page).not.toMatch(/NaN|undefined|Infinity|style=|\[object/);
});

test('the burn-down has its exact twin and names the shares that are marked', () => {
  const page = contractPage();
  expect(page).toContain('75 percent is used when $62,500,000.00 is left');
  expect(page).toContain('90 percent when $25,000,000.00 is');
  expect(page).toContain('75% used');
  expect(page).toContain('orders until 2031-01-12');
  expect(page).toContain('<td class="number">−$5,000,000.00</td>');
  expect(page).toContain('href="/journal/e-2"');
});

test('a contract offers what its life and its ceiling allow', () => {
  const back = 'back=%2Fcontracts%2FC-1';
  expect(deedsOf(contractPage())).toEqual([
    `/do/orders?contract=C-1&${back}`,
    `/do/contracts/C-1/modifications?${back}`,
    `/do/contracts/C-1/suspend?${back}`,
    `/do/contracts/C-1/end-ordering?${back}`,
    `/do/contracts/C-1/terminate?${back}`,
  ]);
  expect(deedsOf(contractPage({ status: 'closeout', minimumLeftCents: '1' }))).toEqual([
    `/do/contracts/C-1/minimum?${back}`,
    `/do/contracts/C-1/close?${back}`,
  ]);
  const draft = contractPage({ status: 'draft', ceilingLeftCents: '0' }, []);
  expect(draft).toContain('A ceiling of $250,000,000.00 is proposed and not awarded');
  expect(deedsOf(draft)).toEqual([`/do/contracts/C-1/certification?${back}`]);
});

test('an order offers what its lots are ready for', () => {
  const page = renderToStaticMarkup(<OrderPage order={order} invoices={[]} {...past} />);
  expect(page).toContain('$2,340,000.00 of $5,000,000.00 is not delivered');
  expect(page).toContain('4,000,000.000 kg');
  expect(page).toContain('href="/lots/L-1"');
  const back = 'back=%2Forders%2FC-1.1';
  expect(deedsOf(page)).toEqual([
    `/do/deliveries?order=C-1.1&${back}`,
    `/do/deliveries/L-2/rejection?${back}`,
    `/do/invoices?order=C-1.1&${back}`,
    `/do/orders/C-1.1/terminate?${back}`,
  ]);
  const invoiced = renderToStaticMarkup(<OrderPage order={order} invoices={[invoice]} {...past} />);
  expect(invoiced).not.toContain('/do/invoices');
});

test('a requisition leads to its resolution and to the contracts on it', () => {
  const page = renderToStaticMarkup(
    <RequisitionPage requisition={requisition} contracts={[contract]} {...past} />,
  );
  expect(page).toContain('$245,000,000.00 of $250,000,000.00 is committed and not obligated');
  expect(page).toContain('href="/audit/resolution%3AB-1"');
  expect(page).toContain('href="/contracts/C-1"');
  expect(deedsOf(page)).toEqual([
    '/do/contracts?requisition=R-1&back=%2Frequisitions%2FR-1',
    '/do/requisitions/R-1/release?back=%2Frequisitions%2FR-1',
  ]);
});

test('an invoice says what differs, and through whose hands it went', () => {
  const events = [
    event(0, 'receive', 'officer', 'received'),
    event(1, 'mismatch', 'certifier', 'mismatched'),
  ];
  const page = renderToStaticMarkup(
    <InvoicePage invoice={invoice} contract="C-1" {...past} events={events} />,
  );
  expect(page).toContain('It asks for $1.00 more than was accepted');
  expect(page).toContain('<td>certifier</td>');
  expect(page.match(/nobody yet/g)).toHaveLength(3);
  expect(deedsOf(page).map((href) => href.split('?')[0])).toEqual([
    '/do/invoices/C-1.1.I1/correction',
    '/do/invoices/C-1.1.I1/reject',
  ]);
});

test('a part in percent is cut, so that nothing is all of it before it is', () => {
  expect(percentOf(999_999n, 1_000_000n)).toBe('99.9');
  expect(percentOf(1n, 1n)).toBe('100.0');
  expect(percentOf(0n, 0n)).toBe('0.0');
});
