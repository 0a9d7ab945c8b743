import { expect } from 'vitest';
import {
  authorize,
  DIGEST,
  GOVERNORS,
  governor,
  MEETING_DAY,
  motionOf,
  noticedMeeting,
  openMeeting,
  resolve,
  seatBoard,
  seatGovernor,
} from '../../test/support/board.ts';
import { databaseTests } from '../../test/support/database.ts';
import { actOf, chief, fundWith, registerChief, registerWith } from '../../test/support/reserve.ts';
import { becauseOf, perform, traceThread } from '../audit/audit.service.ts';
import { postEntries, readNet } from '../fund/fund.service.ts';
import * as journal from '../fund/journal.ts';
import type { Db } from '../platform/db.ts';
import {
  changeResolution,
  closeVote,
  noticeMotion,
  readResolutionRecord,
  recuse,
  requireEffectiveResolution,
  vote,
} from './board.service.ts';
import { BOARD_RULE_2024 } from './board.ts';
import { attend, changeMeeting, readMeetingRecord } from './meeting.service.ts';
import {
  changeTerm,
  declareConflict,
  electViceChair,
  endConflict,
  nominate,
  readSeats,
} from './seat.service.ts';

const onDatabase = databaseTests();
const FUND = { id: 'reserve', kind: 'appropriated' } as const;

const refused = (code: string, message?: string) => ({
  code,
  ...(message === undefined ? {} : { message: expect.stringContaining(message) }),
});
const open = (db: Db, resolution: string) =>
  changeResolution(db, chief, { resolution, event: 'open' });
const close = (db: Db, resolution: string, lapses = false) =>
  closeVote(db, chief, { resolution, lapses }, BOARD_RULE_2024);
const cast = (db: Db, seat: number, resolution: string, choice: 'yes' | 'no' | 'abstain') =>
  vote(db, governor(seat), { resolution, vote: choice });

/** Seven governors, a meeting that is open, and one item on its agenda. */
async function boardWith(db: Db, motion = motionOf('B-1'), present = GOVERNORS) {
  await registerChief(db);
  await seatBoard(db);
  await noticedMeeting(db, 'M-1', motion);
  await openMeeting(db, 'M-1', present);
}

onDatabase('four of seven carry a motion, and the rule is kept with the result', async (db) => {
  await boardWith(db, motionOf('B-1'), GOVERNORS.slice(0, 4));
  await open(db, 'B-1');
  await cast(db, 1, 'B-1', 'yes');
  await cast(db, 2, 'B-1', 'yes');
  await cast(db, 3, 'B-1', 'no');
  const { status, result } = await close(db, 'B-1');
  expect(status).toBe('carried');
  expect(result).toMatchObject({
    ...{ quorum: 4, seats: 7, present: 4, recused: 0, yes: 2, no: 1, abstain: 0 },
    needed: 2, // more than half of three votes cast
    source: BOARD_RULE_2024.source,
  });
});

onDatabase('a quorum of three closes nothing, and is on the audit trail', async (db) => {
  await boardWith(db, motionOf('B-1'), GOVERNORS.slice(0, 3));
  await open(db, 'B-1');
  for (const seat of [1, 2, 3]) await cast(db, seat, 'B-1', 'yes');
  await expect(close(db, 'B-1')).rejects.toMatchObject(
    refused('board.no_quorum', '3 of the board are present and not recused, and the quorum is 4'),
  );
  expect((await readResolutionRecord(db, 'B-1')).status).toBe('open');
  const [kept] = await db.query('select code from refused_deed order by id desc limit 1');
  expect(kept).toEqual({ code: 'board.no_quorum' });
  expect((await close(db, 'B-1', true)).status).toBe('lapsed');
});

onDatabase('a rule with a quorum of half the seats counts nothing', async (db) => {
  await boardWith(db);
  await open(db, 'B-1');
  const rule = { ...BOARD_RULE_2024, quorum: 3 };
  await expect(
    closeVote(db, chief, { resolution: 'B-1', lapses: false }, rule),
  ).rejects.toMatchObject(refused('board.small_quorum'));
  await expect(close(db, 'B-1', true)).rejects.toMatchObject(refused('board.quorum_is_there'));
});

onDatabase('who is recused does not vote and does not count for the quorum', async (db) => {
  await boardWith(db, motionOf('B-1'), GOVERNORS.slice(0, 4));
  await recuse(db, governor(4), { resolution: 'B-1', person: 'gov4', reason: 'a cousin' });
  await open(db, 'B-1');
  await expect(cast(db, 4, 'B-1', 'yes')).rejects.toMatchObject(refused('board.recused'));
  for (const seat of [1, 2, 3]) await cast(db, seat, 'B-1', 'yes');
  await expect(close(db, 'B-1')).rejects.toMatchObject(refused('board.no_quorum'));
});

onDatabase('a recusal comes before the item is opened, and from the governor', async (db) => {
  await boardWith(db);
  const recusal = { resolution: 'B-1', person: 'gov2', reason: 'x' };
  await expect(recuse(db, chief, recusal)).rejects.toMatchObject(refused('board.own_recusal'));
  await expect(recuse(db, governor(3), recusal)).rejects.toMatchObject(
    refused('access.role_required'),
  );
  await open(db, 'B-1');
  await expect(recuse(db, governor(2), recusal)).rejects.toMatchObject(
    refused('board.late_recusal'),
  );
});

onDatabase('nobody votes before an item is open or after it is closed', async (db) => {
  await boardWith(db);
  await expect(cast(db, 1, 'B-1', 'yes')).rejects.toMatchObject(refused('board.not_open'));
  await open(db, 'B-1');
  for (const seat of [1, 2, 3, 4]) await cast(db, seat, 'B-1', 'yes');
  await close(db, 'B-1');
  await expect(cast(db, 1, 'B-1', 'no')).rejects.toMatchObject(refused('board.not_open'));
});

onDatabase('a vote is changed as a new event, and never counts twice', async (db) => {
  await boardWith(db);
  await open(db, 'B-1');
  await cast(db, 1, 'B-1', 'yes');
  await expect(cast(db, 1, 'B-1', 'yes')).rejects.toMatchObject(refused('vote.wrong_status'));
  await cast(db, 1, 'B-1', 'no');
  for (const seat of [2, 3]) await cast(db, seat, 'B-1', 'yes');
  const { result } = await close(db, 'B-1');
  expect(result).toMatchObject({ yes: 2, no: 1, present: 7, outcome: 'carried' });
  const steps = await db.query(
    `select to_status from document_event where document = 'B-1/1' order by n`,
  );
  expect(steps.map((step) => (step as { to_status: string }).to_status)).toEqual([
    ...['absent', 'present', 'yes', 'no'],
  ]);
});

onDatabase('an interest in a party behind the item bars the vote', async (db) => {
  await boardWith(db, motionOf('B-1', { about: { kind: 'contract', id: 'C-1', digest: DIGEST } }));
  await perform(db, chief, { name: 'test', request: {} }, async (tx, deed) => {
    const contract = { kind: 'contract', id: 'C-1' } as const;
    await becauseOf(tx, deed, { kind: 'party', id: 'ares' }, contract);
  });
  const interest = { about: 'ares', beginsOn: '2026-01-01', reason: 'shares' };
  await declareConflict(db, governor(2), { kind: 'party', ...interest });
  await expect(open(db, 'B-1')).rejects.toMatchObject(
    refused('board.recusal_missing', 'gov2 has a declared interest in party ares'),
  );
  // With a declared interest the secretary may record what the governor did not.
  await recuse(db, chief, { resolution: 'B-1', person: 'gov2', reason: 'declared' });
  await open(db, 'B-1');
  await cast(db, 3, 'B-1', 'yes');
  await declareConflict(db, governor(4), { kind: 'party', ...interest });
  await expect(cast(db, 4, 'B-1', 'yes')).rejects.toMatchObject(refused('board.conflict'));
  await declareConflict(db, governor(3), { kind: 'party', ...interest });
  await expect(close(db, 'B-1')).rejects.toMatchObject(refused('board.conflicted_vote'));
});

onDatabase('an interest in a mineral of the item, within its days only', async (db) => {
  await boardWith(db, motionOf('B-1', { minerals: ['gallium'] }));
  const interest = { kind: 'mineral', about: 'gallium', reason: 'a mine' } as const;
  await declareConflict(db, governor(5), { ...interest, beginsOn: '2026-02-01' });
  const ended = await declareConflict(db, governor(6), { ...interest, beginsOn: '2025-01-01' });
  await expect(
    endConflict(db, governor(6), { conflict: ended.id, endsOn: '2026-01-14' }),
  ).rejects.toMatchObject(refused('board.conflict_backdated'));
  await endConflict(db, governor(6, '2025-12-01'), { conflict: ended.id, endsOn: '2025-12-31' });
  await open(db, 'B-1');
  await cast(db, 5, 'B-1', 'yes'); // from February on only
  await cast(db, 6, 'B-1', 'yes'); // until December only
});

onDatabase('nobody votes outside the term, nor who came after the roster', async (db) => {
  await registerChief(db);
  await seatBoard(db, 5);
  await seatGovernor(db, 6, { endsOn: '2026-01-16' });
  await noticedMeeting(db, 'M-1', motionOf('B-1'));
  await openMeeting(db, 'M-1', GOVERNORS.slice(0, 6));
  await seatGovernor(db, 7);
  await open(db, 'B-1');
  await expect(cast(db, 7, 'B-1', 'yes')).rejects.toMatchObject(refused('board.not_on_roster'));
  await expect(
    vote(db, governor(6, '2026-01-16'), { resolution: 'B-1', vote: 'yes' }),
  ).rejects.toMatchObject(refused('board.outside_term'));
  await cast(db, 6, 'B-1', 'yes'); // on the last day
  expect((await readMeetingRecord(db, 'M-1')).roster).toHaveLength(6);
});

onDatabase('the database refuses what no program asks', async (db) => {
  await boardWith(db);
  await open(db, 'B-1');
  const attempts = [
    // A result that nobody counted.
    `insert into document_event (kind, document, n, from_status, to_status, deed)
     select 'resolution', 'B-1', 3, 'open', 'carried', max(id) from deed`,
    // A vote for somebody else.
    `insert into document_event (kind, document, n, from_status, to_status, deed)
     select 'vote', 'B-1/1', 2, 'present', 'yes', max(id) from deed`,
    // A seat more, and a vote more.
    `insert into meeting_roster
     select 'M-1', 8, term, 'chief', deed from meeting_roster limit 1`,
    `insert into ballot select 'x', 'B-1', 'M-1', 1, 'chief', term, deed
     from meeting_roster limit 1`,
  ] as const;
  const reasons = ['not counted', 'cannot vote for', 'permission denied', 'permission denied'];
  for (const [k, sql] of attempts.entries()) {
    const attempt = db.transaction(async (tx) => {
      await tx.script('set local role lodestock_writer');
      await tx.script(sql);
    });
    await expect(attempt, sql).rejects.toThrow(reasons[k]!);
  }
  for (const table of ['meeting_roster', 'ballot', 'resolution_result', 'board_term']) {
    const attempt = db.transaction((tx) => tx.script(`delete from ${table}`));
    await expect(attempt, table).rejects.toThrow('append-only');
  }
});

onDatabase(
  'authority is booked with the effect, used while it lasts, and given back',
  async (db) => {
    await registerChief(db);
    await fundWith(db, 1000n);
    const left = (account: string) =>
      readNet(db, { fund: 'reserve', account, dim: 'resolution:B-1' });
    const commit = (cents: bigint, effectiveOn: string) =>
      perform(db, chief, { name: 'test', request: {} }, async (tx, deed) => {
        const words = { requisition: `requisition:R-${deed}`, resolution: 'resolution:B-1' };
        const lines = journal.commitment(FUND, words, cents);
        const of = { kind: 'requisition', id: `R-${deed}` } as const;
        await postEntries(tx, chief, deed, [{ template: 'commitment', lines, of, effectiveOn }]);
      });
    await expect(commit(1n, MEETING_DAY)).rejects.toMatchObject(refused('board.not_effective'));
    await seatBoard(db);
    await resolve(
      db,
      motionOf('B-1', { fund: 'reserve', authorityCents: '600', expiresOn: '2026-03-31' }),
    );
    expect([await left('C19'), await left('C10')]).toEqual([600n, -600n]);
    await commit(250n, '2026-03-31');
    await expect(commit(1n, '2026-04-01')).rejects.toMatchObject(refused('board.not_effective'));
    await expect(commit(1n, '2026-01-14')).rejects.toMatchObject(refused('board.not_effective'));
    await expect(commit(351n, MEETING_DAY)).rejects.toMatchObject(refused('fund.insufficient'));
    const event = { resolution: 'B-1', event: 'expire' } as const;
    await expect(changeResolution(db, chief, event)).rejects.toMatchObject(
      refused('board.wrong_day'),
    );
    const later = actOf('chief', '2026-04-01');
    expect((await changeResolution(db, later, event)).status).toBe('expired');
    expect([await left('C19'), await left('C10'), await left('C11')]).toEqual([250n, 0n, -250n]);
    await expect(commit(1n, MEETING_DAY)).rejects.toMatchObject(refused('board.not_effective'));
    await expect(requireEffectiveResolution(db, 'B-1', MEETING_DAY)).rejects.toMatchObject(
      refused('board.not_effective', 'it is expired'),
    );
  },
);

onDatabase('no authority is booked that was not voted', async (db) => {
  await registerChief(db);
  await fundWith(db, 1000n);
  await authorize(db, { id: 'B-1', fund: 'reserve', cents: 600n });
  const book = (dim: string, cents: bigint) =>
    perform(db, chief, { name: 'test', request: {} }, async (tx, deed) => {
      const lines = journal.authority(FUND, dim, cents);
      const of = { kind: 'resolution', id: 'B-1' } as const;
      await postEntries(tx, chief, deed, [{ template: 'authority', lines, of }]);
    });
  await expect(book('resolution:B-1', 1n)).rejects.toMatchObject(refused('board.more_than_voted'));
  await expect(book('resolution:none', 1n)).rejects.toMatchObject(refused('board.not_effective'));
});

onDatabase('only the board suspends, resumes and rescinds what it resolved', async (db) => {
  await registerChief(db);
  await fundWith(db, 1000n);
  await authorize(db, { id: 'B-1', fund: 'reserve', cents: 600n });
  const change = (event: 'suspend' | 'resume' | 'rescind') =>
    changeResolution(db, chief, { resolution: 'B-1', event });
  await expect(change('rescind')).rejects.toMatchObject(refused('board.not_resolved'));
  const { bodyDigest } = await readResolutionRecord(db, 'B-1');
  const about = { kind: 'resolution', id: 'B-1', digest: bodyDigest } as const;
  await resolve(db, motionOf('B-2', { decision: 'suspend', about }));
  expect((await change('suspend')).status).toBe('suspended');
  await expect(change('resume')).rejects.toMatchObject(refused('board.not_resolved'));
  await resolve(db, motionOf('B-3', { decision: 'rescind', about }));
  expect(await change('rescind')).toMatchObject({ status: 'rescinded', leftCents: '0' });
});

onDatabase('terms: one person a seat, one term, holding over until a successor', async (db) => {
  await registerChief(db);
  const first = await seatGovernor(db, 2, { endsOn: '2026-01-15' });
  await registerWith(db, 'heir', 'governor');
  const days = { beginsOn: '2026-01-15', endsOn: '2032-01-15' };
  const request = { seat: 2, person: 'heir', office: 'member', ...days } as const;
  await expect(
    nominate(db, chief, { ...request, endsOn: '2032-01-16' }, BOARD_RULE_2024),
  ).rejects.toMatchObject(refused('board.term_too_long', 'at most 6 years'));
  const next = await nominate(db, chief, request, BOARD_RULE_2024);
  const step = (term: string, event: 'confirm' | 'hold-over' | 'remove') =>
    changeTerm(db, chief, { term, event, reason: 'x' });
  await expect(step(next.id, 'confirm')).rejects.toMatchObject(refused('board.seat_taken'));
  await step(first, 'hold-over');
  await step(next.id, 'confirm');
  const seats = await readSeats(db);
  expect(seats.map(({ state }) => state)).toEqual([
    ...['vacant', 'confirmed', 'vacant', 'vacant', 'vacant', 'vacant', 'vacant'],
  ]);
  expect(seats[1]!.incumbent?.person).toBe('heir');
  await step(next.id, 'remove');
  expect((await readSeats(db))[1]!.state).toBe('removed');
  const again = await nominate(db, chief, { ...request, person: 'gov2' }, BOARD_RULE_2024);
  await expect(step(again.id, 'confirm')).rejects.toMatchObject(refused('board.second_term'));
  await expect(
    electViceChair(db, chief, { term: next.id, ...days, endsOn: '2028-01-15' }, BOARD_RULE_2024),
  ).rejects.toMatchObject(refused('board.no_vice_chair'));
});

onDatabase('a meeting is opened on its day, and not closed on an open item', async (db) => {
  await registerChief(db);
  await seatBoard(db);
  await noticedMeeting(db, 'M-1', motionOf('B-1'));
  const change = (event: 'open' | 'close', act = chief) =>
    changeMeeting(db, act, { meeting: 'M-1', event });
  await expect(change('open', actOf('chief', '2026-01-16'))).rejects.toMatchObject(
    refused('board.wrong_day'),
  );
  await change('open');
  await expect(change('close')).rejects.toMatchObject(refused('board.item_waiting', 'B-1'));
  await expect(
    noticeMotion(db, chief, { resolution: 'B-1', meeting: 'M-1' }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/wrong_status/) });
  await expect(attend(db, chief, { meeting: 'M-1', person: 'chief' })).rejects.toMatchObject(
    refused('board.not_on_roster'),
  );
});

onDatabase('the thread goes from what is decided to the ledger', async (db) => {
  await registerChief(db);
  await fundWith(db, 1000n);
  await authorize(db, { id: 'B-1', fund: 'reserve', cents: 600n });
  const kinds = (await traceThread(db, 'B-1')).map(({ kind, depth }) => `${depth} ${kind}`);
  expect(kinds.toSorted((a, b) => a.localeCompare(b))).toEqual([
    ...['-1 determination', '-1 meeting', '0 resolution', '1 entry'],
  ]);
});
