import type { Db } from '../platform/db.ts';
import type { Meeting, Minute, RosterSeat } from './board.ts';

const MEETING_COLUMNS = `meeting.id, meeting.title, held_on as "heldOn", place,
  status_of('meeting', meeting.id) as "status", 
  (select max(n) from document_event
   where kind = 'meeting' and document = meeting.id) as "version"`;

/** Meetings, the newest day first. */
export function listMeetings(db: Db, id?: string): Promise<Meeting[]> {
  return db.query<Meeting>(
    `select ${MEETING_COLUMNS} from meeting
     where $1::text is null or meeting.id = $1
     order by held_on desc, meeting.id`,
    [id ?? null],
  );
}

export async function insertMeeting(
  tx: Db,
  meeting: Pick<Meeting, 'id' | 'title' | 'heldOn' | 'place'>,
  deed: bigint,
): Promise<void> {
  await tx.query(
    'insert into meeting (id, title, held_on, place, deed) values ($1, $2, $3, $4, $5)',
    [meeting.id, meeting.title, meeting.heldOn, meeting.place, deed],
  );
}

/** Who has a seat in the meeting since it was opened. */
export function listRoster(db: Db, meeting: string): Promise<RosterSeat[]> {
  return db.query<RosterSeat>(
    `select meeting_roster.seat, meeting_roster.person, person.name,
            case when office = 'chair' then 'chair'
                 when held_on >= vice_chair.begins_on and held_on < vice_chair.ends_on
                   then 'vice-chair'
                 else 'member' end as "office"
     from meeting_roster
       join meeting on meeting.id = meeting_roster.meeting
       join board_term on board_term.id = meeting_roster.term
       join person on person.id = meeting_roster.person
       left join vice_chair on vice_chair.term = meeting_roster.term
     where meeting_roster.meeting = $1 order by meeting_roster.seat`,
    [meeting],
  );
}

export async function insertMinute(
  tx: Db,
  meeting: string,
  { body, closedReason }: { body: string; closedReason: string | null },
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into meeting_minute (meeting, n, body, closed_reason, deed)
     select $1, coalesce(max(n), 0) + 1, $2, $3, $4 from meeting_minute where meeting = $1`,
    [meeting, body, closedReason, deed],
  );
}

/** Minutes; what is closed to the public is left out unless it is asked for. */
export function listMinutes(db: Db, meeting: string, withClosed: boolean): Promise<Minute[]> {
  return db.query<Minute>(
    `select n, case when closed_reason is null or $2 then body end as "body",
            closed_reason as "closedReason"
     from meeting_minute where meeting = $1 order by n`,
    [meeting, withClosed],
  );
}

/** Where a person still has to come to the votes of a meeting. */
export async function listAbsences(db: Db, meeting: string, person: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from ballot
     where meeting = $1 and person = $2 and status_of('vote', id) = 'absent'
       and status_of('resolution', resolution) in ('noticed', 'open') order by resolution`,
    [meeting, person],
  );
  return rows.map(({ id }) => id);
}

/** The items of a meeting, in the order in which they were put on its agenda. */
export async function listAgenda(db: Db, meeting: string): Promise<string[]> {
  const rows = await db.query<{ resolution: string }>(
    'select resolution from agenda_item where meeting = $1 order by deed, resolution',
    [meeting],
  );
  return rows.map(({ resolution }) => resolution);
}
