import { renderToString } from 'react-dom/server';
import { expect } from 'vitest';
import {
  DIGEST,
  governor,
  motionOf,
  noticedMeeting,
  openMeeting,
  resolve,
  seatBoard,
} from '../../test/support/board.ts';
import { databaseTests } from '../../test/support/database.ts';
import { referenceData } from '../../test/support/reference.ts';
import { chief, fundWith, registerChief } from '../../test/support/reserve.ts';
import { Document } from '../../web/pages/document.tsx';
import type { PageName, PageProps } from '../../web/pages/pages.ts';
import { recuse } from '../board/board.service.ts';
import { packetText } from '../board/board-text.ts';
import { readMeetingRecord } from '../board/meeting.service.ts';
import { recordOwnership, registerParty } from '../parties/parties.service.ts';
import { NewOwnership, NewParty } from '../parties/parties.ts';
import type { Db } from '../platform/db.ts';
import { digestOf } from '../platform/digest.ts';
import { openFolder } from '../platform/folder-node.ts';
import { boardPageRoutes } from './board-pages.ts';
import { partyPageRoutes } from './party-pages.ts';

const onDatabase = databaseTests();
const assets = { js: '/assets/main.js', css: [], live: '/assets/live.js' };
const render = <Name extends PageName>(page: Name, props: PageProps[Name]) =>
  renderToString(<Document {...{ page, props, assets }} />);

/** Asks for pages as a browser does: status and text. */
async function pagesOn(db: Db) {
  const tools = { tables: await openFolder('data'), digestOf, openDb: async () => db };
  const source = { data: await referenceData(), tools, render };
  const app = boardPageRoutes(source).route('/', partyPageRoutes(source));
  return async (path: string) => {
    const response = await app.request(path);
    const html = (await response.text()).replaceAll('<!-- -->', '');
    expect(html).not.toMatch(/NaN|undefined|Infinity|style=|\[object/);
    return { status: response.status, html };
  };
}

/** One resolution with authority in effect; a second on the agenda, from which one is recused. */
async function twoMeetings(db: Db): Promise<void> {
  await registerChief(db);
  await fundWith(db, 100_000n);
  await seatBoard(db);
  await resolve(db, motionOf('B-1', { fund: 'reserve', authorityCents: '60000' }));
  await noticedMeeting(db, 'M-2', motionOf('B-2', { minerals: ['fluorspar'] }));
  await openMeeting(db, 'M-2', ['gov1', 'gov2', 'gov3']);
  const reason = 'a brother owns shares';
  await recuse(db, governor(3), { resolution: 'B-2', person: 'gov3', reason });
}

onDatabase(
  'the board, its meetings and resolutions have pages made of what is kept',
  async (db) => {
    await twoMeetings(db);
    const page = await pagesOn(db);
    const board = await page('/board');
    expect(board.status).toBe(200);
    expect(board.html).toContain('7 of 7 seats are taken');
    expect(board.html).toContain('href="/board/resolutions/B-1"');
    const meeting = await page('/board/meetings/M-2');
    expect(meeting.html).toContain('3 of 7 governors are there; 4 make a quorum');
    const carried = await page('/board/resolutions/B-1');
    expect(carried.html).toContain('Carried: 4 For of the');
    expect(carried.html).toContain(DIGEST);
    expect(carried.html.match(/<td class="number">\$600\.00<\/td>/g)).toHaveLength(2); // granted, left
    const open = await page('/board/resolutions/B-2');
    expect(open.html).toContain('a brother owns shares (recorded by gov3');
    expect(open.html).toContain('there is no quorum');
  },
);

onDatabase('the packet to print names the checksum of the packet as text', async (db) => {
  await twoMeetings(db);
  const page = await pagesOn(db);
  const packet = await page('/board/meetings/M-2/packet');
  expect(packet.html).toContain(digestOf(packetText(await readMeetingRecord(db, 'M-2'))));
});

onDatabase('a party shows who owns it through others', async (db) => {
  await registerChief(db);
  const source = 'made for the test';
  for (const [id, kind, country] of [
    ['state', 'government', 'CHN'],
    ['holding', 'company', 'CAN'],
    ['mine', 'company', 'CAN'],
  ] as const) {
    const party = { id, name: `Party ${id}`, kind, country, isIllustrative: true, source };
    await registerParty(db, chief, NewParty.parse(party));
  }
  for (const [owner, owned, share] of [
    ['state', 'holding', '1/3'],
    ['holding', 'mine', '60%'],
  ]) {
    const edge = { owner, owned, share, kind: 'equity', from: '2025-02-01', source };
    await recordOwnership(db, chief, NewOwnership.parse(edge));
  }
  const page = await pagesOn(db);
  expect((await page('/parties')).html).toContain('3 parties are registered');
  const mine = await page('/parties/mine');
  expect(mine.html).toContain('Party mine has 1 direct owner, recorded over 2 levels');
  expect(mine.html).toContain('Party state holds about 33.333333% of the equity of Party holding');
  expect((await page('/parties/state')).status).toBe(200); // nobody owns it
});

onDatabase('what is not there is said to be missing, with what is near', async (db) => {
  const page = await pagesOn(db);
  for (const [path, near] of [
    ['/board/meetings/M-9', '/board'],
    ['/board/meetings/M-9/packet', '/board'],
    ['/board/resolutions/B-9', '/board'],
    ['/parties/nobody', '/parties'],
  ] as const) {
    const { status, html } = await page(path);
    expect(status, path).toBe(404);
    expect(html).toContain(`href="${near}"`);
  }
});
