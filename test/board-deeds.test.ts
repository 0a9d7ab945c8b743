import { expect, test } from 'vitest';
import type { Life } from '../src/audit/audit.ts';
import { MEETING_LIFE, RESOLUTION_LIFE, TERM_LIFE, VOTE_LIFE } from '../src/board/board.ts';
import { createApi, openApiOf } from '../src/main/http.ts';
import type { RouteContext } from '../src/platform/routes.ts';
import {
  DECLARE_INTEREST,
  type EventDeed,
  interestEndPath,
  MEETING_DEEDS,
  minutesPath,
  RESOLUTION_DEEDS,
  TERM_DEEDS,
  VOTE_DEEDS,
  viceChairPath,
} from '../web/pages/board-deeds.ts';
import { ADD_PARTY, endPath, partyDeeds } from '../web/pages/party-deeds.ts';

// What the pages of the board and of parties offer is what the HTTP interface does.

const LIVES: readonly (readonly [string, Life, Readonly<Record<string, EventDeed>>])[] = [
  ['term', TERM_LIFE, TERM_DEEDS],
  ['meeting', MEETING_LIFE, MEETING_DEEDS],
  ['resolution', RESOLUTION_LIFE, RESOLUTION_DEEDS],
  ['vote', VOTE_LIFE, VOTE_DEEDS],
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

test.each(LIVES)(
  'each step of the life of a %s is offered by its path, or follows from another',
  (_, life, deeds) => {
    const events = Object.values(life).flatMap((steps) => Object.keys(steps));
    expect(new Set(Object.keys(deeds))).toEqual(new Set(events));
    for (const deed of Object.values(deeds)) {
      if ('consequenceOf' in deed) continue;
      const path = deed.path.replace('{id}', ID);
      expect(fieldsOf(path), path).toEqual(expect.arrayContaining(Object.keys(deed.filled ?? {})));
    }
  },
);

test('what is offered beside the steps of a life is done by the interface too', () => {
  const offered = [
    ...[DECLARE_INTEREST, ADD_PARTY, ...partyDeeds(ID)],
    ...[interestEndPath('7'), minutesPath(ID), endPath('ownership', 3), endPath('findings', 9)].map(
      (path) => ({ path, filled: {} }),
    ),
    { path: viceChairPath(ID), filled: { beginsOn: '', endsOn: '' } },
  ];
  for (const { path, filled = {} } of offered) {
    expect(fieldsOf(path), path).toEqual(expect.arrayContaining(Object.keys(filled)));
  }
});

test('a path that is not there is noticed', () => {
  expect(fieldsOf('/board/nothing')).toBeUndefined();
  expect(fieldsOf('/board/seats')).toBeUndefined(); // is only read
});
