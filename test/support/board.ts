import type { Act, IsoDate } from '../../src/base/act.ts';
import {
  changeResolution,
  closeVote,
  move,
  noticeMotion,
  vote,
} from '../../src/board/board.service.ts';
import { BOARD_RULE_2024, type Motion, SEATS } from '../../src/board/board.ts';
import { attend, changeMeeting, noticeMeeting } from '../../src/board/meeting.service.ts';
import { changeTerm, nominate } from '../../src/board/seat.service.ts';
import type { Db } from '../../src/platform/db.ts';
import { actOf, chief, registerWith } from './reserve.ts';

/** The day on which these boards meet: that of the deeds of reserve.ts. */
export const MEETING_DAY = chief.on;

export const GOVERNORS = Array.from({ length: SEATS }, (_, k) => `gov${k + 1}`);
export const governor = (seat: number, on?: IsoDate): Act => actOf(`gov${seat}`, on);

/** Seven confirmed governors; seat 1 is the chair's. */
export async function seatBoard(db: Db, seats = SEATS): Promise<void> {
  for (let seat = 1; seat <= seats; seat++) await seatGovernor(db, seat);
}

export async function seatGovernor(
  db: Db,
  seat: number,
  { person = `gov${seat}`, beginsOn = '2025-01-01', endsOn = '2030-01-01' } = {},
): Promise<string> {
  await registerWith(db, person, 'governor');
  const office = seat === 1 ? 'chair' : 'member';
  const request = { seat, person, office, beginsOn, endsOn } as const;
  const { id } = await nominate(db, chief, request, BOARD_RULE_2024);
  await changeTerm(db, chief, { term: id, event: 'confirm', reason: 'Senate (illustrative)' });
  return id;
}

export const DIGEST = `sha256-${'a'.repeat(64)}`;

/** A motion about a determination, with what a test wants otherwise. */
export const motionOf = (id: string, other: Partial<Motion> = {}): Motion => ({
  ...{ id, title: `Motion ${id}`, body: `The board resolves ${id} (illustrative).` },
  ...{ decision: 'approve', about: { kind: 'determination', id: `D-${id}`, digest: DIGEST } },
  ...{ fund: null, authorityCents: null, effectiveOn: MEETING_DAY, expiresOn: null },
  ...{ parties: [], minerals: [] },
  ...other,
});

/** A meeting with motions on its agenda, not yet open. */
export async function noticedMeeting(db: Db, id: string, ...motions: readonly Motion[]) {
  const meeting = { id, title: `Meeting ${id}`, heldOn: MEETING_DAY, place: 'Washington' };
  await noticeMeeting(db, chief, meeting);
  for (const motion of motions) {
    await move(db, chief, motion);
    await noticeMotion(db, chief, { resolution: motion.id, meeting: id });
  }
}

/** An open meeting at which some governors are present. */
export async function openMeeting(db: Db, id: string, present: readonly string[] = GOVERNORS) {
  await changeMeeting(db, chief, { meeting: id, event: 'open' });
  for (const person of present) await attend(db, chief, { meeting: id, person });
}

/** Has the board carry a motion, and brings it into effect; its authority is booked. */
export async function resolve(db: Db, motion: Motion): Promise<void> {
  const meeting = `M-${motion.id}`;
  await noticedMeeting(db, meeting, motion);
  await openMeeting(db, meeting);
  const resolution = motion.id;
  await changeResolution(db, chief, { resolution, event: 'open' });
  for (const person of GOVERNORS.slice(0, 4)) {
    await vote(db, actOf(person), { resolution, vote: 'yes' });
  }
  await closeVote(db, chief, { resolution, lapses: false }, BOARD_RULE_2024);
  await changeMeeting(db, chief, { meeting, event: 'close' });
  await changeResolution(db, chief, { resolution, event: 'take-effect' });
}

/** A seated board whose resolution gives authority over a fund. The fund has to be there. */
export async function authorize(
  db: Db,
  { id, fund, cents }: { id: string; fund: string; cents: bigint },
): Promise<void> {
  await seatBoard(db);
  await resolve(db, motionOf(id, { fund, authorityCents: cents.toString() }));
}
