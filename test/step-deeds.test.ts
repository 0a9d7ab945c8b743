import { expect, test } from 'vitest';
import type { Life } from '../src/audit/audit.ts';
import { MEETING_LIFE, RESOLUTION_LIFE, TERM_LIFE, VOTE_LIFE } from '../src/board/board.ts';
import {
  CONTRACT_LIFE,
  INVOICE_LIFE,
  ORDER_LIFE,
  REQUISITION_LIFE,
} from '../src/contracts/lives.ts';
import { createApi, openApiOf } from '../src/main/http.ts';
import type { RouteContext } from '../src/platform/routes.ts';
import {
  DECLARE_INTEREST,
  interestEndPath,
  MEETING_DEEDS,
  minutesPath,
  RESOLUTION_DEEDS,
  TERM_DEEDS,
  VOTE_DEEDS,
  viceChairPath,
} from '../web/pages/board-deeds.ts';
import {
  CONTRACT_DEEDS,
  FURTHER_DEEDS,
  INVOICE_DEEDS,
  ORDER_DEEDS,
  REQUISITION_DEEDS,
} from '../web/pages/contract-deeds.ts';
import { ADD_PARTY, endPath, partyDeeds } from '../web/pages/party-deeds.ts';
import type { OfferedDeed } from '../web/parts/deeds.tsx';
import { deedOn, type StepDeed } from '../web/parts/step-deeds.ts';

// What the pages of the board, of contracts and of parties offer is what the HTTP interface does.

const LIVES: readonly (readonly [string, Life, Readonly<Record<string, StepDeed>>])[] = [
  ['term', TERM_LIFE, TERM_DEEDS],
  ['meeting', MEETING_LIFE, MEETING_DEEDS],
  ['resolution', RESOLUTION_LIFE, RESOLUTION_DEEDS],
  ['vote', VOTE_LIFE, VOTE_DEEDS],
  ['requisition', REQUISITION_LIFE, REQUISITION_DEEDS],
  ['contract', CONTRACT_LIFE, CONTRACT_DEEDS],
  ['order', ORDER_LIFE, ORDER_DEEDS],
  ['invoice', INVOICE_LIFE, INVOICE_DEEDS],
];
const ID = 'a-document';

const nobodyAsks = () => Promise.reject(new Error('nobody asks'));
// The routes are described here, and none of them is asked: they need no database.
const context = {} as RouteContext;
const api = createApi({ context, answer: nobodyAsks, planPages: nobodyAsks, onBug: () => {} });
const { paths = {}, components } = openApiOf(api);
const WRITTEN = Object.keys(paths).filter((path) => paths[path]!.post !== undefined);

/** What the interface asks for where something is posted to a path. */
function fieldsOf(path: string): readonly string[] | undefined {
  const asked = `/api/v1${path}`;
  const found = WRITTEN.find((each) =>
    new RegExp(`^${each.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked),
  );
  const body = found === undefined ? undefined : paths[found]!.post?.requestBody;
  const content = body !== undefined && 'content' in body ? body.content : undefined;
  const schema = content?.['application/json']?.schema;
  if (schema === undefined) return undefined;
  const whole = '$ref' in schema ? components?.schemas?.[schema.$ref!.split('/').at(-1)!] : schema;
  return Object.keys(whole !== undefined && 'properties' in whole ? (whole.properties ?? {}) : {});
}

/** What is wrong with a deed that a page offers. */
function faultsOf({ path, filled = {} }: Omit<OfferedDeed, 'text'>): string[] {
  const fields = fieldsOf(path);
  if (fields === undefined) return [`nothing is done at ${path}`];
  return Object.keys(filled)
    .filter((name) => !fields.includes(name))
    .map((name) => `${path} does not ask for ${name}`);
}

test.each(LIVES)(
  'each step of the life of a %s is offered by its path, or follows from another',
  (_, life, deeds) => {
    const events = Object.values(life).flatMap((steps) => Object.keys(steps));
    expect(new Set(Object.keys(deeds))).toEqual(new Set(events));
    const offered = Object.values(deeds).filter((deed) => typeof deed !== 'string');
    expect(offered.map((deed) => deedOn(deed, ID)).flatMap(faultsOf)).toEqual([]);
  },
);

test('what is offered beside the steps of a life is done by the interface too', () => {
  const offered = [
    ...[DECLARE_INTEREST, ADD_PARTY, ...partyDeeds(ID)],
    ...Object.values(FURTHER_DEEDS).map((deed) => deedOn(deed, ID)),
    ...[interestEndPath('7'), minutesPath(ID), endPath('ownership', 3), endPath('findings', 9)].map(
      (path) => ({ path, filled: {} }),
    ),
    { path: viceChairPath(ID), filled: { beginsOn: '', endsOn: '' } },
  ];
  expect(offered.flatMap(faultsOf)).toEqual([]);
});

test('a path that is not there is noticed, and a field that nobody asks for', () => {
  expect(faultsOf({ path: '/board/nothing' })).toEqual(['nothing is done at /board/nothing']);
  expect(faultsOf({ path: '/board/seats' })).not.toEqual([]); // is only read
  expect(faultsOf({ path: '/orders', filled: { order: ID } })).toEqual([
    '/orders does not ask for order',
  ]);
});
