import { expect, test } from 'vitest';
import type { Life } from '../src/audit/audit.ts';
import {
  CONTRACT_LIFE,
  INVOICE_LIFE,
  ORDER_LIFE,
  REQUISITION_LIFE,
} from '../src/contracts/lives.ts';
import { createApi, openApiOf } from '../src/main/http.ts';
import type { RouteContext } from '../src/platform/routes.ts';
import {
  CONTRACT_DEEDS,
  FURTHER_DEEDS,
  INVOICE_DEEDS,
  ORDER_DEEDS,
  REQUISITION_DEEDS,
} from '../web/pages/contract-deeds.ts';

// What the pages of contracts offer is what the HTTP interface does.

const LIVES: readonly (readonly [string, Life, object])[] = [
  ['requisition', REQUISITION_LIFE, REQUISITION_DEEDS],
  ['contract', CONTRACT_LIFE, CONTRACT_DEEDS],
  ['order', ORDER_LIFE, ORDER_DEEDS],
  ['invoice', INVOICE_LIFE, INVOICE_DEEDS],
];

const nobodyAsks = () => Promise.reject(new Error('nobody asks'));
// The routes are described here, and none of them is asked: they need no database.
const context = {} as RouteContext;
const api = createApi({ context, answer: nobodyAsks, planPages: nobodyAsks, onBug: () => {} });
const { paths = {} } = openApiOf(api);
const canBeDone = (path: string) => paths[`/api/v1${path}`]?.post !== undefined;

test.each(LIVES)(
  'every step of the life of a %s is offered, or follows from another',
  (_, life, deeds) => {
    const events = Object.values(life).flatMap((steps) => Object.keys(steps));
    expect(new Set(Object.keys(deeds))).toEqual(new Set(events));
  },
);

test('every deed that a page of contracts offers is a route of the interface', () => {
  const offered = [...LIVES.map(([, , deeds]) => deeds), FURTHER_DEEDS]
    .flatMap((deeds): unknown[] => Object.values(deeds))
    .flatMap((deed) => (deed === null ? [] : [(deed as { path: string }).path]));
  expect(offered.length).toBeGreaterThan(25);
  expect(offered.filter((path) => !canBeDone(path))).toEqual([]);
});
