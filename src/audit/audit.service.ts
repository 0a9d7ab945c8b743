import type { Act } from '../base/act.ts';
import { canonicalJson } from '../base/canonical.ts';
import { asRefusal, Refusal, type RefusalKind } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import {
  becomeOwner,
  becomeWriter,
  type Cause,
  countEvents,
  findDeedByKey,
  findDeeds,
  findKinds,
  findStanding,
  findStep,
  insertCauses,
  insertDeed,
  insertDocument,
  insertEvent,
  isPerson,
  listEvents,
  listRefusals,
  listSteps,
  listThread,
  lockDocument,
  saveAnswer,
  saveRefusal,
} from './audit.store.ts';
import {
  type Deed,
  type DocumentEvent,
  DocumentKind,
  type DocumentRef,
  firstDifference,
  type RefusedDeed,
  type TraceStep,
} from './audit.ts';

/**
 * Does a deed in one transaction, once: written down before, answered after, or not done at all.
 *
 * With a key that the same person used before, the first answer comes back and nothing is done; a
 * request that is not the first one byte by byte is refused and its first other field named. What
 * is refused is kept on the audit trail.
 *
 * @param work - gets the transaction, in which rows may only be added and read, and the number of
 *   the deed; its answer is what JSON can carry
 * @throws Refusal `access.unknown_person`, `deed.changed_request`, and those of `work`
 */
export async function perform<Answer>(
  db: Db,
  act: Act,
  deed: Deed,
  work: (tx: Db, deed: bigint) => Promise<Answer>,
): Promise<Answer> {
  const request = canonicalJson(deed.request);
  try {
    return await db.transaction(async (tx) => {
      if (!(await isPerson(tx, act.by))) throw unknownPerson(act.by);
      await becomeWriter(tx);
      const id = await insertDeed(tx, act, deed, request);
      const answer =
        id === undefined
          ? await repeatAnswer<Answer>(tx, act, deed, request)
          : await answerOnce(tx, id, work);
      await becomeOwner(tx);
      return answer;
    });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    await saveRefusal(db, act, deed, request, refusal);
    throw refusal;
  }
}

async function answerOnce<Answer>(
  tx: Db,
  id: bigint,
  work: (tx: Db, deed: bigint) => Promise<Answer>,
): Promise<Answer> {
  const answer = await work(tx, id);
  await saveAnswer(tx, id, JSON.stringify(answer ?? null));
  return answer;
}

/** What the deed of this key answered. */
async function repeatAnswer<Answer>(tx: Db, act: Act, deed: Deed, request: string) {
  const earlier = await findDeedByKey(tx, act.by, deed.key!);
  if (earlier?.request === request) return JSON.parse(earlier.answer) as Answer; // its own bytes
  const field = firstDifference(JSON.parse(earlier?.request ?? '{}'), JSON.parse(request));
  throw new Refusal(
    'conflict',
    'deed.changed_request',
    `the key '${deed.key}' was used for another request: ${field} differs`,
    'send the first request again, or use a new key',
  );
}

/** Our own refusals, those of a schema, and those that the database speaks as `refuse()`. */
export function refusalOf(error: unknown): Refusal | undefined {
  const { code, message, detail, hint } = error as Record<string, string | undefined>;
  if (code !== 'LS001') return asRefusal(error);
  const [kind, reason] = (detail ?? '').split(' ');
  return new Refusal(
    kind as RefusalKind, // as the migrations write it
    reason as `${string}.${string}`,
    message ?? '',
    hint || undefined,
  );
}

const unknownPerson = (id: string) =>
  new Refusal(
    'not_allowed',
    'access.unknown_person',
    `nobody is registered as '${id}'`,
    'register them with `lodestock person add`, or say who you are with --as',
  );

/**
 * Begins the life of a document.
 *
 * @returns its status
 * @throws Refusal `KIND.exists`
 */
export async function beginDocument(
  tx: Db,
  deed: bigint,
  ref: DocumentRef,
  event: string,
  reason?: string,
): Promise<string> {
  await insertDocument(tx, ref, deed);
  return takeStep(tx, deed, ref, event, reason);
}

/**
 * Takes a document one step further, and locks it to the end of the transaction.
 *
 * @returns its new status
 * @throws Refusal `KIND.not_found`, `KIND.wrong_status` when its life has no such step from here
 */
export async function advanceDocument(
  tx: Db,
  deed: bigint,
  ref: DocumentRef,
  event: string,
  reason?: string,
): Promise<string> {
  await lockDocument(tx, ref);
  return takeStep(tx, deed, ref, event, reason);
}

async function takeStep(
  tx: Db,
  deed: bigint,
  ref: DocumentRef,
  event: string,
  reason: string | undefined,
): Promise<string> {
  const standing = await findStanding(tx, ref);
  const from = standing?.status ?? 'none';
  const to = await findStep(tx, ref.kind, from, event);
  if (to === undefined) throw await wrongStatus(tx, ref, from, event);
  const n = standing === undefined ? 0 : standing.n + 1;
  await insertEvent(tx, ref, { n, from, to, deed, reason });
  return to;
}

async function wrongStatus(tx: Db, { kind, id }: DocumentRef, from: string, event: string) {
  const possible = await listSteps(tx, kind, from);
  return new Refusal(
    'conflict',
    `${kind}.wrong_status`,
    `cannot ${event} ${kind} ${id}: it is ${from.replaceAll('_', ' ')}`,
    possible.length > 0 ? `possible now: ${possible.join(', ')}` : 'nothing follows this status',
  );
}

/**
 * The status of a document.
 *
 * @throws Refusal `KIND.not_found`
 */
export async function statusOf(db: Db, ref: DocumentRef): Promise<string> {
  const standing = await findStanding(db, ref);
  if (standing !== undefined) return standing.status;
  throw new Refusal('not_found', `${ref.kind}.not_found`, `there is no ${ref.kind} ${ref.id}`);
}

/**
 * Locks a document to the end of the transaction, so that two deeds on it follow one another.
 *
 * @throws Refusal `KIND.not_found`
 */
export const holdDocument = (tx: Db, ref: DocumentRef): Promise<void> => lockDocument(tx, ref);

/** The status of a document that is locked from now on. @throws Refusal `KIND.not_found` */
export async function lockedStatus(tx: Db, ref: DocumentRef): Promise<string> {
  await lockDocument(tx, ref);
  return statusOf(tx, ref);
}

/** The status of a document, or undefined where its life has not begun. */
export async function findStatus(db: Db, ref: DocumentRef): Promise<string | undefined> {
  return (await findStanding(db, ref))?.status;
}

/**
 * Refuses a deed on a document that is not as whoever asks has seen it, and locks it to the end of
 * the transaction.
 *
 * @param expected - the version that was seen; undefined asks for nothing
 * @throws Refusal `KIND.changed_since`
 */
export async function requireVersion(
  tx: Db,
  ref: DocumentRef,
  expected: string | undefined,
  readVersion: () => Promise<string>,
): Promise<void> {
  if (expected === undefined) return;
  await lockDocument(tx, ref);
  if ((await readVersion()) === expected) return;
  throw new Refusal(
    'outdated',
    `${ref.kind}.changed_since`,
    `${ref.kind} ${ref.id} was changed since it was read`,
    'read it again, and ask again if that is still what you want',
  );
}

/** How many steps some documents have taken together. */
export const countSteps = (db: Db, refs: readonly DocumentRef[]): Promise<number> =>
  countEvents(db, refs);

/** Says that one document came of another. */
export const becauseOf = (tx: Db, deed: bigint, from: DocumentRef, to: DocumentRef) =>
  insertCauses(tx, [{ from, to }], deed);

/** The same of many pairs, in one statement. */
export const becauseOfAll = (
  tx: Db,
  deed: bigint,
  pairs: readonly { readonly from: DocumentRef; readonly to: DocumentRef }[],
) => insertCauses(tx, pairs, deed);

/** The steps that a document took, from the first. @throws Refusal `KIND.not_found` */
export async function readLife(db: Db, ref: DocumentRef): Promise<DocumentEvent[]> {
  await statusOf(db, ref);
  return listEvents(db, ref);
}

/** The refusals written down last, newest first. */
export const readRefusals = (db: Db, limit: number): Promise<RefusedDeed[]> =>
  listRefusals(db, limit);

/**
 * The thread through a document: all that led to it and all that came of it.
 *
 * @param name - its number, or `KIND:NUMBER` where several kinds have the number
 * @throws Refusal `audit.not_found`, `audit.ambiguous`
 */
export async function traceThread(db: Db, name: string): Promise<TraceStep[]> {
  const ref = await documentNamed(db, name);
  const [back, forth] = [await listThread(db, ref, 'back'), await listThread(db, ref, 'forth')];
  const steps = [...stepsOf(ref, back, 'back'), ...stepsOf(ref, forth, 'forth')];
  const first = { ...ref, depth: 0, because: null, cause: undefined };
  const found = [first, ...steps].sort((a, b) => a.depth - b.depth);
  const deeds = await findDeeds(
    db,
    found.flatMap(({ cause }) => (cause === undefined ? [] : [cause.deed])),
  );
  return Promise.all(
    found.map(async ({ kind, id, depth, because, cause }) => {
      const deed = cause && deeds.get(cause.deed);
      const standing = await findStanding(db, { kind, id });
      return {
        ...{ kind, id, depth, because },
        deed: deed?.id.toString() ?? null,
        by: deed?.person ?? null,
        on: deed?.on ?? null,
        status: standing?.status ?? null,
      };
    }),
  );
}

async function documentNamed(db: Db, name: string): Promise<DocumentRef> {
  const [, prefix, rest] = /^([a-z-]+):(.+)$/.exec(name) ?? [];
  const asked = DocumentKind.safeParse(prefix);
  if (asked.success && rest !== undefined) return { kind: asked.data, id: rest };
  const kinds = await findKinds(db, name);
  if (kinds.length === 1) return { kind: DocumentKind.parse(kinds[0]), id: name };
  if (kinds.length === 0) {
    throw new Refusal('not_found', 'audit.not_found', `nothing here is called ${name}`);
  }
  throw new Refusal(
    'invalid',
    'audit.ambiguous',
    `several documents are called ${name}`,
    `say which: ${kinds.map((kind) => `${kind}:${name}`).join(', ')}`,
  );
}

/** Each document on the way once, with the fewest steps from where the question began. */
function stepsOf(ref: DocumentRef, causes: readonly Cause[], direction: 'back' | 'forth') {
  const nameOf = ({ kind, id }: DocumentRef) => `${kind}:${id}`;
  const ends = causes.map((cause) => {
    const from: DocumentRef = { kind: DocumentKind.parse(cause.fromKind), id: cause.fromId };
    const to: DocumentRef = { kind: DocumentKind.parse(cause.toKind), id: cause.toId };
    return direction === 'back' ? { near: to, far: from, cause } : { near: from, far: to, cause };
  });
  const sign = direction === 'back' ? -1 : 1;
  const seen = new Map<string, number>([[nameOf(ref), 0]]);
  const steps = [];
  for (let edge = [ref]; edge.length > 0; ) {
    const next: DocumentRef[] = [];
    for (const near of edge) {
      for (const { far, cause } of ends.filter((each) => nameOf(each.near) === nameOf(near))) {
        if (seen.has(nameOf(far))) continue;
        const depth = seen.get(nameOf(near))! + sign;
        seen.set(nameOf(far), depth);
        steps.push({ ...far, depth, because: near, cause });
        next.push(far);
      }
    }
    edge = next;
  }
  return steps;
}

/**
 * Says that one document led to another, where no deed said so: a stress run to the plan that
 * answers it.
 *
 * @param request.from - 'KIND:NUMBER', and so is `to`
 * @throws Refusal `audit.not_found`, `audit.ambiguous`
 */
export function citeDocument(
  db: Db,
  act: Act,
  request: { from: string; to: string },
  key?: string,
): Promise<{ from: DocumentRef; to: DocumentRef }> {
  return perform(db, act, { name: 'audit cite', request, key }, async (tx, deed) => {
    const pair = {
      from: await documentNamed(tx, request.from),
      to: await documentNamed(tx, request.to),
    };
    await becauseOf(tx, deed, pair.from, pair.to);
    return pair;
  });
}
