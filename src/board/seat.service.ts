import { requireRole } from '../access/access.service.ts';
import { advanceDocument, beginDocument, perform } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import {
  type BoardRule,
  type Conflict,
  type Office,
  SEATS,
  type Seat,
  seatOf,
  type Term,
  type TermEvent,
} from './board.ts';
import {
  countTerms,
  insertConflict,
  insertConflictEnd,
  insertTerm,
  insertViceChair,
  isWithinYears,
  listConflicts,
  listTerms,
} from './seat.store.ts';

/** The seven seats as they stand. */
export async function readSeats(db: Db): Promise<Seat[]> {
  const terms = await listTerms(db);
  return Array.from({ length: SEATS }, (_, k) => seatOf(k + 1, terms));
}

async function readTerm(db: Db, id: string): Promise<Term> {
  const [term] = await listTerms(db, id);
  if (term !== undefined) return term;
  throw new Refusal('not_found', 'term.not_found', `there is no term ${id}`, 'see `board list`');
}

export interface Nomination {
  readonly seat: number;
  readonly person: string;
  readonly office: Office;
  readonly beginsOn: string;
  readonly endsOn: string;
}

/**
 * Nominates a person for a seat.
 *
 * @throws Refusal `board.no_seat`, `board.term_too_long`, `board.not_governor`,
 *   `access.role_required`
 */
export function nominate(
  db: Db,
  act: Act,
  request: Nomination,
  rule: BoardRule,
  key?: string,
): Promise<Term> {
  return perform(db, act, { name: 'board seat nominate', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    await requireRole(tx, { ...act, by: request.person }, 'governor');
    if (request.seat < 1 || request.seat > rule.seats) throw noSeat(request.seat, rule);
    const length = { mostYears: rule.mostYears[request.office], source: rule.source };
    await refuseLong(tx, request.office, request, length);
    const id = `seat-${request.seat}-${(await countTerms(tx, request.seat)) + 1}`;
    await insertTerm(tx, { id, ...request }, length, deed);
    await beginDocument(tx, deed, { kind: 'term', id }, 'nominate');
    return readTerm(tx, id);
  });
}

const noSeat = (seat: number, { seats }: BoardRule) =>
  new Refusal('invalid', 'board.no_seat', `there is no seat ${seat}: seats are 1 to ${seats}`);

async function refuseLong(
  tx: Db,
  office: string,
  days: { beginsOn: string; endsOn: string },
  { mostYears, source }: { mostYears: number; source: string },
): Promise<void> {
  if (days.endsOn > days.beginsOn && (await isWithinYears(tx, days, mostYears))) return;
  throw new Refusal(
    'invalid',
    'board.term_too_long',
    `a term as ${office} cannot run from ${days.beginsOn} to ${days.endsOn}: it lasts at most ${mostYears} years`,
    `by the rule: ${source}`,
  );
}

/**
 * Takes a term a step further: confirmed, returned, holding over, ended, removed. When a successor
 * is confirmed, whoever holds over in the seat leaves it.
 *
 * @throws Refusal `term.wrong_status`, `board.seat_taken`, `board.second_term`,
 *   `board.term_not_over`
 */
export function changeTerm(
  db: Db,
  act: Act,
  request: { term: string; event: TermEvent; reason: string },
  key?: string,
): Promise<Term> {
  const { term: id, event, reason } = request;
  return perform(db, act, { name: `board seat ${event}`, request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    const term = await readTerm(tx, id);
    if (event === 'confirm') {
      const before = (await listTerms(tx)).find(
        ({ seat, status }) => seat === term.seat && status === 'holdover',
      );
      if (before !== undefined) {
        const ref = { kind: 'term', id: before.id } as const;
        await advanceDocument(tx, deed, ref, 'end', `succeeded by ${term.person}`);
      }
    }
    await advanceDocument(tx, deed, { kind: 'term', id }, event, reason);
    return readTerm(tx, id);
  });
}

/**
 * Records that the members elected one of them vice-chair.
 *
 * @throws Refusal `board.no_vice_chair`, `board.vice_chair_exists`, `board.term_too_long`
 */
export function electViceChair(
  db: Db,
  act: Act,
  request: { term: string; beginsOn: string; endsOn: string },
  rule: BoardRule,
  key?: string,
): Promise<Term> {
  return perform(db, act, { name: 'board seat vice-chair', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    await readTerm(tx, request.term);
    const length = { mostYears: rule.mostYears['vice-chair'], source: rule.source };
    await refuseLong(tx, 'vice-chair', request, length);
    await insertViceChair(tx, request.term, request, length, deed);
    return readTerm(tx, request.term);
  });
}

/**
 * A governor declares an interest in a party or a mineral, from a day on.
 *
 * @throws Refusal `access.role_required`
 */
export function declareConflict(
  db: Db,
  act: Act,
  request: Pick<Conflict, 'kind' | 'about' | 'beginsOn' | 'reason'>,
  key?: string,
): Promise<Conflict> {
  return perform(db, act, { name: 'board conflict declare', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'governor');
    const id = await insertConflict(tx, { ...request, person: act.by }, deed);
    return (await listConflicts(tx, act.by)).find((each) => each.id === id)!;
  });
}

/**
 * A governor says on which day a declared interest ends; that is never before today.
 *
 * @throws Refusal `board.no_conflict`, `board.conflict_ended`, `board.conflict_backdated`
 */
export function endConflict(
  db: Db,
  act: Act,
  request: { conflict: string; endsOn: string },
  key?: string,
): Promise<Conflict> {
  const { conflict: id, endsOn } = request;
  return perform(db, act, { name: 'board conflict end', request, key }, async (tx, deed) => {
    const own = (await listConflicts(tx, act.by)).find((each) => each.id === id);
    if (own === undefined) throw noConflict(act.by, id);
    if (!(await insertConflictEnd(tx, id, endsOn, deed))) throw conflictEnded(own);
    return { ...own, endsOn };
  });
}

const noConflict = (by: string, id: string) =>
  new Refusal('not_found', 'board.no_conflict', `${by} has declared no interest ${id}`);

const conflictEnded = ({ id, endsOn }: Conflict) =>
  new Refusal(
    'conflict',
    'board.conflict_ended',
    `the interest ${id} ends on ${endsOn} already`,
    'declare a new one where it goes on',
  );

/** Every declared interest. */
export const readConflicts = (db: Db): Promise<Conflict[]> => listConflicts(db);
