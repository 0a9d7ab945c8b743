import { requireRole } from '../access/access.service.ts';
import {
  advanceDocument,
  beginDocument,
  perform,
  readLife,
  requireVersion,
} from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import { readResolutionRecord } from './board.service.ts';
import type { Meeting, MeetingEvent, MeetingRecord, ResolutionRecord } from './board.ts';
import {
  insertMeeting,
  insertMinute,
  listAbsences,
  listAgenda,
  listMeetings,
  listMinutes,
  listRoster,
} from './meeting.store.ts';

const meetingRef = (id: string) => ({ kind: 'meeting', id }) as const;

/** Meetings, the newest first. */
export const readMeetings = (db: Db): Promise<Meeting[]> => listMeetings(db);

/** @throws Refusal `meeting.not_found` */
export async function readMeeting(db: Db, id: string): Promise<Meeting> {
  const [meeting] = await listMeetings(db, id);
  if (meeting !== undefined) return meeting;
  throw new Refusal(
    'not_found',
    'meeting.not_found',
    `there is no meeting ${id}`,
    '`lodestock board list` shows what there is',
  );
}

/**
 * A meeting with its roster, its agenda and its minutes.
 *
 * @param withClosed - whether portions of the minutes that are closed to the public are shown
 * @throws Refusal `meeting.not_found`
 */
export async function readMeetingRecord(
  db: Db,
  id: string,
  withClosed = false,
): Promise<MeetingRecord> {
  const meeting = await readMeeting(db, id);
  const agenda: ResolutionRecord[] = [];
  for (const item of await listAgenda(db, id)) agenda.push(await readResolutionRecord(db, item));
  return {
    ...meeting,
    roster: await listRoster(db, id),
    agenda,
    minutes: await listMinutes(db, id, withClosed),
    events: await readLife(db, meetingRef(id)),
  };
}

/**
 * Gives notice of a meeting.
 *
 * @throws Refusal `meeting.exists`, `access.role_required`
 */
export function noticeMeeting(
  db: Db,
  act: Act,
  request: Pick<Meeting, 'id' | 'title' | 'heldOn' | 'place'>,
  key?: string,
): Promise<Meeting> {
  return perform(db, act, { name: 'board meeting notice', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    await beginDocument(tx, deed, meetingRef(request.id), 'notice');
    await insertMeeting(tx, request, deed);
    return readMeeting(tx, request.id);
  });
}

/**
 * Opens a meeting, and freezes its roster; closes it; calls it off.
 *
 * @throws Refusal `meeting.wrong_status`, `board.wrong_day`, `board.item_waiting`
 */
export function changeMeeting(
  db: Db,
  act: Act,
  request: { meeting: string; event: MeetingEvent },
  key?: string,
  expected?: string,
): Promise<MeetingRecord> {
  const { meeting, event } = request;
  return perform(db, act, { name: `board meeting ${event}`, request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    await requireVersion(tx, meetingRef(meeting), expected, async () =>
      String((await readMeeting(tx, meeting)).version),
    );
    await advanceDocument(tx, deed, meetingRef(meeting), event);
    return readMeetingRecord(tx, meeting);
  });
}

/**
 * Records that a governor is there: for every item of the meeting that is not decided yet.
 *
 * @throws Refusal `board.not_on_roster`, `board.own_attendance`
 */
export function attend(
  db: Db,
  act: Act,
  request: { meeting: string; person: string },
  key?: string,
): Promise<{ meeting: string; person: string; items: number }> {
  const { meeting, person } = request;
  return perform(db, act, { name: 'board meeting attend', request, key }, async (tx, deed) => {
    if (act.by !== person) await requireRole(tx, act, 'secretary');
    const roster = await listRoster(tx, meeting);
    if (!roster.some((seat) => seat.person === person)) throw notOnRoster(meeting, person);
    const absences = await listAbsences(tx, meeting, person);
    for (const id of absences) await advanceDocument(tx, deed, { kind: 'vote', id }, 'attend');
    return { meeting, person, items: absences.length };
  });
}

const notOnRoster = (meeting: string, person: string) =>
  new Refusal(
    'not_allowed',
    'board.not_on_roster',
    `${person} has no seat in meeting ${meeting}`,
    'its roster was frozen when it was opened',
  );

/**
 * Adds to the minutes of a meeting. A portion that is closed to the public says why.
 *
 * @throws Refusal `meeting.not_found`, `access.role_required`
 */
export function addMinute(
  db: Db,
  act: Act,
  request: { meeting: string; body: string; closedReason: string | null },
  key?: string,
): Promise<MeetingRecord> {
  return perform(db, act, { name: 'board meeting minute', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    await readMeeting(tx, request.meeting);
    await insertMinute(tx, request.meeting, request, deed);
    return readMeetingRecord(tx, request.meeting);
  });
}
