import { requireRole } from '../access/access.service.ts';
import {
  advanceDocument,
  becauseOf,
  beginDocument,
  holdDocument,
  perform,
  readLife,
  requireVersion,
} from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import { postEntries, readFund, readNet } from '../fund/fund.service.ts';
import * as journal from '../fund/journal.ts';
import type { Db } from '../platform/db.ts';
import {
  findBallot,
  findKeptDigest,
  findResult,
  insertAgendaItem,
  insertResolution,
  insertResult,
  listBallots,
  listResolutions,
  listResults,
} from './board.store.ts';
import type {
  Ballot,
  BoardRule,
  Motion,
  Recusal,
  Resolution,
  ResolutionEvent,
  ResolutionRecord,
  VoteEvent,
  VoteResult,
} from './board.ts';

const resolutionRef = (id: string) => ({ kind: 'resolution', id }) as const;

/** The dimension of a resolution's authority in the ledger. */
export const authorityDim = (resolution: string) => `resolution:${resolution}`;

/** @throws Refusal `resolution.not_found` */
export async function readResolution(db: Db, id: string): Promise<Resolution> {
  const [resolution] = await listResolutions(db, { id });
  if (resolution !== undefined) return resolution;
  throw new Refusal(
    'not_found',
    'resolution.not_found',
    `there is no resolution ${id}`,
    '`lodestock board list` shows what there is',
  );
}

/**
 * A resolution with its votes, its result and its life.
 *
 * @param on - the day of which declared interests are told; left out, that of the meeting
 * @throws Refusal `resolution.not_found`
 */
export async function readResolutionRecord(
  db: Db,
  id: string,
  on?: string,
): Promise<ResolutionRecord> {
  return recordOf(db, await readResolution(db, id), on);
}

async function recordOf(db: Db, resolution: Resolution, on?: string): Promise<ResolutionRecord> {
  return {
    ...resolution,
    ballots: await listBallots(db, resolution.id, on ?? null),
    result: (await findResult(db, resolution.id)) ?? null,
    events: await readLife(db, resolutionRef(resolution.id)),
  };
}

/**
 * Moves that the board resolve something about a plan, a contract, a determination or a party.
 *
 * @throws Refusal `resolution.exists`, `board.unknown_plan`, `board.no_fund`,
 *   `access.role_required`
 */
export function move(db: Db, act: Act, motion: Motion, key?: string): Promise<Resolution> {
  return perform(db, act, { name: 'board motion', request: motion, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary', 'governor');
    refuseWrongAuthority(motion);
    if (motion.fund !== null) await readFund(tx, motion.fund);
    const ref = resolutionRef(motion.id);
    await beginDocument(tx, deed, ref, 'draft');
    await insertResolution(tx, motion, deed);
    await becauseOf(tx, deed, motion.about, ref);
    for (const party of motion.parties) {
      await becauseOf(tx, deed, { kind: 'party', id: party }, ref);
    }
    return readResolution(tx, motion.id);
  });
}

function refuseWrongAuthority(motion: Motion): void {
  const refuse = (why: string, hint: string) =>
    new Refusal('invalid', 'board.wrong_motion', `cannot move ${motion.id}: ${why}`, hint);
  if ((motion.fund === null) !== (motion.authorityCents === null)) {
    throw refuse('an authority has a fund and an amount', 'give both, or neither');
  }
  if (motion.authorityCents !== null && BigInt(motion.authorityCents) <= 0n) {
    throw refuse('its authority is not above zero', 'leave the amount out where there is none');
  }
  const isOwn = ['suspend', 'resume', 'rescind'].includes(motion.decision);
  if (isOwn !== (motion.about.kind === 'resolution')) {
    throw refuse(
      `'${motion.decision}' is not decided about a ${motion.about.kind}`,
      'suspend, resume and rescind are decided about resolutions, all else about other things',
    );
  }
  if (motion.expiresOn !== null && motion.expiresOn < motion.effectiveOn) {
    throw refuse(
      `it would expire on ${motion.expiresOn}, before it takes effect`,
      `the last day is ${motion.effectiveOn} or later`,
    );
  }
}

/**
 * Puts a motion on the agenda of a meeting that is noticed and not open yet.
 *
 * @throws Refusal `resolution.wrong_status`, `meeting.wrong_status`
 */
export function noticeMotion(
  db: Db,
  act: Act,
  request: { resolution: string; meeting: string },
  key?: string,
): Promise<Resolution> {
  const { resolution, meeting } = request;
  return perform(db, act, { name: 'board motion notice', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    await readResolution(tx, resolution);
    await insertAgendaItem(tx, resolution, meeting, deed);
    await advanceDocument(tx, deed, resolutionRef(resolution), 'notice');
    await becauseOf(tx, deed, { kind: 'meeting', id: meeting }, resolutionRef(resolution));
    return readResolution(tx, resolution);
  });
}

/**
 * Recuses a governor from an item before it is opened; for good.
 *
 * @throws Refusal `board.not_on_roster`, `board.late_recusal`, `board.own_recusal`,
 *   `vote.wrong_status`
 */
export function recuse(
  db: Db,
  act: Act,
  request: { resolution: string; person: string; reason: string },
  key?: string,
): Promise<Ballot> {
  const { resolution, person, reason } = request;
  return perform(db, act, { name: 'board recuse', request, key }, async (tx, deed) => {
    if (act.by !== person) await requireRole(tx, act, 'secretary');
    const ballot = await ballotOf(tx, resolution, person);
    await advanceDocument(tx, deed, { kind: 'vote', id: ballot.id }, 'recuse', reason);
    return shownBallot(tx, act, resolution, person);
  });
}

/**
 * Votes, or changes a vote while the item is open. Governors vote themselves.
 *
 * @throws Refusal `board.recused`, `board.not_on_roster`, `board.not_open`, `board.conflict`,
 *   `board.outside_term`, `vote.wrong_status`
 */
export function vote(
  db: Db,
  act: Act,
  request: { resolution: string; vote: VoteEvent },
  key?: string,
): Promise<Ballot> {
  const { resolution, vote: event } = request;
  return perform(db, act, { name: 'board vote', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'governor');
    const ballot = await ballotOf(tx, resolution, act.by);
    if (ballot.status === 'recused') throw isRecused(act.by, resolution);
    await advanceDocument(tx, deed, { kind: 'vote', id: ballot.id }, event);
    return shownBallot(tx, act, resolution, act.by);
  });
}

const isRecused = (person: string, resolution: string) =>
  new Refusal(
    'not_allowed',
    'board.recused',
    `${person} cannot vote on ${resolution}: they are recused from it`,
    'a recusal is for good',
  );

async function ballotOf(tx: Db, resolution: string, person: string) {
  await readResolution(tx, resolution);
  const ballot = await findBallot(tx, resolution, person);
  if (ballot !== undefined) return ballot;
  throw new Refusal(
    'not_allowed',
    'board.not_on_roster',
    `${person} has no vote on ${resolution}`,
    'votes belong to the seats of the roster, which is frozen when the meeting is opened',
  );
}

async function shownBallot(tx: Db, act: Act, resolution: string, person: string) {
  return (await listBallots(tx, resolution, act.on)).find((each) => each.person === person)!;
}

/**
 * Closes the vote on an item: the database counts it, and keeps the rule with the result. Without a
 * quorum nothing is closed, unless the item is to lapse.
 *
 * @param expected - the version that whoever asks has seen
 * @throws Refusal `board.no_quorum`, `board.quorum_is_there`, `board.small_quorum`,
 *   `board.conflicted_vote`, `resolution.wrong_status`
 */
export function closeVote(
  db: Db,
  act: Act,
  request: { resolution: string; lapses: boolean },
  rule: BoardRule,
  key?: string,
  expected?: string,
): Promise<ResolutionRecord> {
  const { resolution, lapses } = request;
  const events = { carried: 'carry', failed: 'fail', lapsed: 'lapse' } as const;
  return perform(db, act, { name: 'board close', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    await readResolution(tx, resolution);
    await requireSeen(tx, resolution, expected);
    const { outcome } = await insertResult(tx, resolution, rule, { lapses, deed });
    await advanceDocument(tx, deed, resolutionRef(resolution), events[outcome]);
    return readResolutionRecord(tx, resolution, act.on);
  });
}

/**
 * Takes a resolution a step further: opened, withdrawn, in effect, suspended, resumed, exhausted,
 * expired, rescinded. With its effect its authority is booked; with its end, what is left of it.
 *
 * @throws Refusal `resolution.wrong_status`, `board.recusal_missing`, `board.wrong_day`,
 *   `board.authority_left`, `board.not_resolved`, `fund.not_open`
 */
export function changeResolution(
  db: Db,
  act: Act,
  request: { resolution: string; event: ResolutionEvent; reason?: string | undefined },
  key?: string,
  expected?: string,
): Promise<ResolutionRecord> {
  const { resolution: id, event, reason } = request;
  return perform(db, act, { name: `board motion ${event}`, request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    const resolution = await readResolution(tx, id);
    await requireSeen(tx, id, expected);
    await advanceDocument(tx, deed, resolutionRef(id), event, reason);
    await bookAuthority(tx, act, deed, resolution, event);
    return readResolutionRecord(tx, id, act.on);
  });
}

const requireSeen = (tx: Db, id: string, expected: string | undefined) =>
  requireVersion(tx, resolutionRef(id), expected, async () =>
    String((await readResolution(tx, id)).version),
  );

async function bookAuthority(
  tx: Db,
  act: Act,
  deed: bigint,
  { id, fund: fundId, authorityCents }: Resolution,
  event: ResolutionEvent,
): Promise<void> {
  const [begins, ends] = [event === 'take-effect', event === 'expire' || event === 'rescind'];
  if (fundId === null || authorityCents === null || !(begins || ends)) return;
  const fund = await readFund(tx, fundId);
  const dim = authorityDim(id);
  const cents = begins
    ? BigInt(authorityCents)
    : -(await readNet(tx, { fund: fundId, account: 'C10', dim }));
  if (cents === 0n) return;
  const [template, lines] = begins
    ? ['authority', journal.authority(fund, dim, cents)]
    : ['authority-end', journal.authorityEnd(fund, dim, cents)];
  await postEntries(tx, act, deed, [{ template, lines, of: resolutionRef(id) }]);
}

/**
 * The digest of what a motion is about, where it is kept here: of a plan or a resolution.
 *
 * @throws Refusal `board.digest_needed`
 */
export async function findAboutDigest(
  db: Db,
  about: { kind: string; id: string },
): Promise<string> {
  const digest = await findKeptDigest(db, about);
  if (digest !== undefined) return digest;
  throw new Refusal(
    'invalid',
    'board.digest_needed',
    `there is no ${about.kind} ${about.id} here whose digest is known`,
    'say with --digest which content is decided on',
  );
}

/** The digest with which a plan or a resolution is kept here; null where it is not. */
export const readKeptDigest = async (
  db: Db,
  about: { kind: string; id: string },
): Promise<string | null> => (await findKeptDigest(db, about)) ?? null;

/** Resolutions, all or of one status. */
export const readResolutions = (db: Db, status?: string): Promise<Resolution[]> =>
  listResolutions(db, status === undefined ? {} : { status });

/** How each vote came out, by resolution. */
export const readResults = (db: Db): Promise<ReadonlyMap<string, VoteResult>> => listResults(db);

/** Why and by whom governors were recused from an item: the last step of each such vote. */
export async function readRecusals(
  db: Db,
  { ballots }: Pick<ResolutionRecord, 'ballots'>,
): Promise<Recusal[]> {
  const recusals: Recusal[] = [];
  for (const { id, seat, status } of ballots) {
    if (status !== 'recused') continue;
    const { by, on, reason } = (await readLife(db, { kind: 'vote', id })).at(-1)!; // recused: it has one
    recusals.push({ seat, by, on, reason: reason ?? '' });
  }
  return recusals;
}

/**
 * A resolution that is in effect on a day, for whoever obligates on its word. Its row is locked, so
 * it stays in effect until the transaction ends.
 *
 * @throws Refusal `resolution.not_found`, `board.not_effective`
 */
export async function requireEffectiveResolution(
  tx: Db,
  id: string,
  on: string,
): Promise<Resolution> {
  await holdDocument(tx, resolutionRef(id));
  const resolution = await readResolution(tx, id);
  const { status, effectiveOn, expiresOn } = resolution;
  const isInTime = effectiveOn <= on && (expiresOn === null || on <= expiresOn);
  if (status === 'effective' && isInTime) return resolution;
  const days = `it is in effect from ${effectiveOn}${expiresOn === null ? '' : ` to ${expiresOn}`}`;
  throw new Refusal(
    'not_allowed',
    'board.not_effective',
    `nothing can rest on resolution ${id} on ${on}: ${status === 'effective' ? days : `it is ${status}`}`,
    'what is obligated rests on a resolution of the board that is effective',
  );
}
