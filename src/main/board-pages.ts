import { Hono } from 'hono';
import type { PageProps } from '../../web/pages/pages.ts';
import { traceThread } from '../audit/audit.service.ts';
import type { IsoDate } from '../base/act.ts';
import { asRefusal } from '../base/refusal.ts';
import {
  authorityDim,
  readKeptDigest,
  readRecusals,
  readResolutionRecord,
  readResolutions,
  readResults,
} from '../board/board.service.ts';
import type { Resolution } from '../board/board.ts';
import { loadBoardRule } from '../board/board-rule.service.ts';
import { type CountingRule, countingRule, packetText } from '../board/board-text.ts';
import { readMeeting, readMeetingRecord, readMeetings } from '../board/meeting.service.ts';
import { readConflicts, readSeats } from '../board/seat.service.ts';
import { readFundStatus } from '../fund/books.service.ts';
import type { FundLimit } from '../fund/fund-status.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import { pageShower } from './shown-page.ts';
import type { Render } from './stress-pages.ts';

export interface BoardPageSource {
  readonly data: ReferenceData;
  readonly tools: Pick<Workshop, 'tables' | 'digestOf' | 'openDb'>;
  readonly render: Render;
}

type Tools = BoardPageSource['tools'];
type Props<Name extends keyof PageProps> = Promise<Omit<PageProps[Name], 'data'>>;

/** The pages of the board: seats, meetings with their packets, resolutions. */
export function boardPageRoutes({ data: { version, digest }, tools, render }: BoardPageSource) {
  const data = { version, digest };
  const near = [{ text: 'the board', href: '/board' }];
  const shown = pageShower({ openDb: tools.openDb, render, data, near });
  return new Hono()
    .get('/board', (c) =>
      shown(c, async (db) => render('board', { ...(await boardProps(db)), data })),
    )
    .get('/board/meetings/:id', (c) =>
      shown(c, async (db) =>
        render('meeting', { ...(await meetingProps(db, tools, c.req.param('id'))), data }),
      ),
    )
    .get('/board/meetings/:id/packet', (c) =>
      shown(c, async (db) => {
        const record = await readMeetingRecord(db, c.req.param('id'));
        const textDigest = tools.digestOf(packetText(record));
        return render('packet', { record, textDigest, data });
      }),
    )
    .get('/board/resolutions/:id', (c) =>
      shown(c, async (db) =>
        render('resolution', { ...(await resolutionProps(db, tools, c.req.param('id'))), data }),
      ),
    );
}

const boardProps = async (db: Db): Props<'board'> => ({
  seats: await readSeats(db),
  meetings: await readMeetings(db),
  resolutions: await readResolutions(db),
  results: Object.fromEntries(await readResults(db)),
  interests: await readConflicts(db),
});

async function meetingProps(db: Db, tools: Tools, id: string): Props<'meeting'> {
  const record = await readMeetingRecord(db, id);
  return {
    record,
    drafts: await readResolutions(db, 'draft'),
    rule: await findRule(tools, record.heldOn),
    steps: await traceThread(db, `meeting:${id}`),
  };
}

async function resolutionProps(db: Db, tools: Tools, id: string): Props<'resolution'> {
  const record = await readResolutionRecord(db, id);
  const { meeting, effectiveOn, aboutKind, aboutId } = record;
  const day = meeting === null ? effectiveOn : (await readMeeting(db, meeting)).heldOn;
  return {
    record,
    recusals: await readRecusals(db, record),
    keptDigest: await readKeptDigest(db, { kind: aboutKind, id: aboutId }),
    limit: await findAuthority(db, record),
    rule: await findRule(tools, day),
    steps: await traceThread(db, `resolution:${id}`),
  };
}

/** What the ledger says of a resolution's authority, while it is booked. */
async function findAuthority(db: Db, { id, fund }: Resolution): Promise<FundLimit | null> {
  if (fund === null) return null;
  const { limits } = await readFundStatus(db, fund);
  return limits.find(({ kind, dim }) => kind === 'authority' && dim === authorityDim(id)) ?? null;
}

/** The rules of a day; a page without them says so and shows the rest. */
async function findRule(tools: Tools, on: string): Promise<CountingRule | null> {
  try {
    return countingRule(await loadBoardRule(tools, on as IsoDate)); // a day of the database
  } catch (error) {
    if (asRefusal(error) === undefined) throw error;
    return null;
  }
}
