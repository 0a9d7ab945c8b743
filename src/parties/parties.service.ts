import { requireRole } from '../access/access.service.ts';
import { perform } from '../audit/audit.service.ts';
import type { Act, IsoDate } from '../base/act.ts';
import { canonicalJson } from '../base/canonical.ts';
import { add, compare, fraction, ZERO } from '../base/fraction.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import { findRuleSet, type RuleSet } from '../rules/rules.ts';
import { readIdentifier } from './identifiers.ts';
import { holdingsAbove } from './ownership.ts';
import * as store from './parties.store.ts';
import {
  checkDays,
  checkFact,
  type Fact,
  fractionText,
  type NewEnd,
  type NewFact,
  type NewOwnership,
  type NewParty,
  type Ownership,
  type Party,
  type Purpose,
  percentText,
  readShare,
} from './parties.ts';
import {
  type OwnerShare,
  type PartyView,
  partyViewOf,
  type Screening,
  screeningOf,
} from './party-view.ts';
import { type Knowledge, screen } from './screening.ts';

/** Who may write down who is who. */
const KEEPERS = ['analyst', 'contracting-officer'] as const;

/** What a screening needs beside the database: who asks on which day, and by which rules. */
export interface ScreeningTools {
  readonly act: Act;
  readonly rules: RuleSet;
  readonly digestOf: (text: string) => string;
}

/**
 * Registers a counterparty with its identifiers.
 *
 * @throws Refusal `party.bad_identifier`, `party.exists`, `party.identifier_taken`
 */
export function registerParty(db: Db, act: Act, request: NewParty, key?: string): Promise<Party> {
  return perform(db, act, { name: 'party add', request, key }, async (tx, deed) => {
    await requireRole(tx, act, ...KEEPERS);
    const { identifiers, ...party } = request;
    const checked = identifiers.map(({ scheme, value }) => ({
      scheme,
      value: readIdentifier(scheme, value),
    }));
    await store.takeTurn(tx);
    const { id } = party;
    if ((await store.findParty(tx, id)) !== undefined) {
      const hint = 'choose another short name, or look whether it is the same party';
      throw new Refusal('conflict', 'party.exists', `there is a party '${id}' already`, hint);
    }
    for (const identifier of checked) {
      const taken = await store.ownerOfIdentifier(tx, identifier);
      if (taken === undefined) continue;
      const { scheme, value } = identifier;
      throw new Refusal(
        'conflict',
        'party.identifier_taken',
        `the ${scheme} ${value} belongs to party '${taken}'`,
        'one of the two is wrong, or they are the same party',
      );
    }
    await store.insertParty(tx, deed, party, checked);
    return requireParty(tx, id);
  });
}

/**
 * Records who holds a share of whom, from a day on.
 *
 * @throws Refusal `party.not_found`, `party.owns_itself`, `party.bad_share`, `party.bad_days`,
 *   `party.holds_already`, `party.over_whole` when the shares of a kind would exceed the whole
 */
export function recordOwnership(
  db: Db,
  act: Act,
  edge: NewOwnership,
  key?: string,
): Promise<Ownership> {
  return perform(db, act, { name: 'party own', request: edge, key }, async (tx, deed) => {
    await requireRole(tx, act, ...KEEPERS);
    const share = readShare(edge.share);
    checkDays(edge);
    await store.takeTurn(tx);
    const { owner, owned, kind } = edge;
    await requireParty(tx, owner);
    await requireParty(tx, owned);
    if (owner === owned) {
      const sentence = `a party cannot own itself: ${owned}`;
      const hint = 'own shares held by a company are no owner; leave them out of the whole';
      throw new Refusal('invalid', 'party.owns_itself', sentence, hint);
    }
    const others = (await store.listOwnership(tx, 'owned', owned)).filter(
      (other) => other.kind === kind && overlap(other, edge),
    );
    const same = others.find((other) => other.owner === owner);
    if (same !== undefined) {
      throw new Refusal(
        'conflict',
        'party.holds_already',
        `${owner} already holds ${percentText(readShare(same.share))} of the ${kind} of ${owned} from ${same.from} (row ${same.seq})`,
        `end it first: \`lodestock party end ${same.seq} --to DATE --reason TEXT\``,
      );
    }
    refuseOverWhole(edge, others);
    const seq = await store.insertOwnership(tx, deed, { ...edge, share });
    return (await store.findOwnership(tx, seq))!; // just written
  });
}

type Days = Pick<Ownership, 'from' | 'to'>;

const LAST = '9999-12-31';
const overlap = (a: Days, b: Days): boolean =>
  a.from < (a.to ?? LAST) && a.from < (b.to ?? LAST) && b.from < (a.to ?? LAST);

/** The sum is greatest on a day on which some share begins. */
function refuseOverWhole(edge: NewOwnership, others: readonly Ownership[]): void {
  const days = [edge.from, ...others.map(({ from }) => from).filter((from) => from > edge.from)];
  for (const day of days) {
    const held = others.filter(({ from, to }) => from <= day && day < (to ?? LAST));
    const sum = held.map(({ share }) => readShare(share)).reduce(add, ZERO);
    const total = add(sum, readShare(edge.share));
    if (compare(total, fraction(1n)) <= 0) continue;
    throw new Refusal(
      'invalid',
      'party.over_whole',
      `the ${edge.kind} of ${edge.owned} would add up to ${percentText(total)} on ${day}: ${percentText(sum)} are recorded`,
      'end or correct a share that is recorded',
    );
  }
}

/**
 * Ends a share on a day; ending it on its first day says that it never was.
 *
 * @throws Refusal `party.no_such_row`, `party.ended_already`, `party.bad_days`
 */
export function endOwnership(
  db: Db,
  act: Act,
  seq: number,
  end: NewEnd,
  key?: string,
): Promise<Ownership> {
  const request = { ownership: seq, ...end };
  return perform(db, act, { name: 'party end', request, key }, async (tx, deed) => {
    await requireRole(tx, act, ...KEEPERS);
    await store.takeTurn(tx);
    const row = requireRow(await store.findOwnership(tx, seq), seq, 'share');
    refuseBadEnd(row, end);
    await store.insertEnd(tx, deed, 'ownership', { seq, ...end });
    return (await store.findOwnership(tx, seq))!; // just looked up
  });
}

/**
 * Records what was found of a party: a listing, control by a state, a seat, a leg of an
 * intermediary.
 *
 * @throws Refusal `party.not_found`, `party.bad_fact`, `party.bad_days`
 */
export function recordFact(db: Db, act: Act, fact: NewFact, key?: string): Promise<Fact> {
  return perform(db, act, { name: 'party find', request: fact, key }, async (tx, deed) => {
    await requireRole(tx, act, ...KEEPERS);
    checkFact(fact);
    checkDays(fact);
    await store.takeTurn(tx);
    await requireParty(tx, fact.party);
    const seq = await store.insertFact(tx, deed, fact);
    return (await store.findFact(tx, seq))!; // just written
  });
}

/** Ends a finding; as {@link endOwnership}. */
export function endFact(db: Db, act: Act, seq: number, end: NewEnd, key?: string): Promise<Fact> {
  const request = { fact: seq, ...end };
  return perform(db, act, { name: 'party clear', request, key }, async (tx, deed) => {
    await requireRole(tx, act, ...KEEPERS);
    await store.takeTurn(tx);
    const row = requireRow(await store.findFact(tx, seq), seq, 'finding');
    refuseBadEnd(row, end);
    await store.insertEnd(tx, deed, 'fact', { seq, ...end });
    return (await store.findFact(tx, seq))!; // just looked up
  });
}

function requireRow<Row>(row: Row | undefined, seq: number, what: string): Row {
  if (row !== undefined) return row;
  const hint = '`lodestock party show ID` names the rows';
  throw new Refusal('not_found', 'party.no_such_row', `there is no ${what} ${seq}`, hint);
}

function refuseBadEnd(
  row: Days & { readonly seq: number; readonly endedBy: string | null },
  { to }: NewEnd,
): void {
  if (row.endedBy !== null) {
    const sentence = `row ${row.seq} has ended on ${row.to}: ${row.endedBy}`;
    throw new Refusal('conflict', 'party.ended_already', sentence, 'record a new row instead');
  }
  if (row.from <= to && (row.to === null || to < row.to)) return;
  throw new Refusal(
    'invalid',
    'party.bad_days',
    `row ${row.seq} holds from ${row.from} to ${row.to ?? 'no end'}; it cannot end on ${to}`,
    'give a day in between; its first day says that it never held',
  );
}

/** What is asked of a screening. */
export interface ScreeningRequest {
  readonly party: string;
  readonly purpose: Purpose;
  /** Day whose ownership counts, by what is known now; the day of the act when it is left out. */
  readonly on?: IsoDate | undefined;
}

/**
 * Screens a party and keeps the screening, whatever comes out.
 *
 * @throws Refusal `party.not_found`, `rule.*`
 */
export function screenParty(
  db: Db,
  tools: ScreeningTools,
  { party, purpose, on = tools.act.on }: ScreeningRequest,
  key?: string,
): Promise<Screening> {
  const request = { party, purpose, on, ruleSet: tools.rules.id };
  return perform(db, tools.act, { name: 'party screen', request, key }, (tx, deed) =>
    keepScreening(tx, deed, tools, { party, purpose, on }),
  );
}

/**
 * Screens a party for a deed, inside its transaction, and refuses the deed when the party is a
 * foreign entity of concern.
 *
 * The screening is made anew each time, by all that is known at that moment. Nobody may pass over
 * the refusal: there is no override.
 *
 * @param tx - the transaction of the deed
 * @returns the screening, which the deed may cite by its `seq`
 * @throws Refusal `party.entity_of_concern` naming each leg that fails, `party.not_found`
 */
export async function requireCleared(
  tx: Db,
  deed: bigint,
  tools: ScreeningTools,
  { party, purpose }: Pick<ScreeningRequest, 'party' | 'purpose'>,
): Promise<Screening> {
  const asked = { party, purpose, on: tools.act.on };
  const screening = await keepScreening(tx, deed, tools, asked);
  if (screening.outcome === 'cleared') return screening;
  const why = screening.result.legs.filter(({ fails }) => fails);
  const reasons = why.map(({ leg, finding, section }) => `${leg}: ${finding} (${section})`);
  throw new Refusal(
    'not_allowed',
    'party.entity_of_concern',
    `${party} is a foreign entity of concern on ${screening.on}, so no ${purpose} may go to it: ${reasons.join('; ')}`,
    'no role can pass over this; end what is recorded wrongly, with a reason, and ask again',
  );
}

async function keepScreening(
  tx: Db,
  deed: bigint,
  { rules, digestOf }: ScreeningTools,
  { party, purpose, on }: Required<ScreeningRequest> & { readonly on: IsoDate },
): Promise<Screening> {
  const knownBefore = await store.takeTurn(tx);
  await requireParty(tx, party);
  const result = screen(party, await knowledgeAt(tx, on, knownBefore), rules, digestOf);
  const text = canonicalJson(result);
  const { ruleSet, ruleSetDigest, inputsDigest, outcome } = result;
  const kept = { party, on, purpose, ruleSet, ruleSetDigest, inputsDigest, outcome };
  const row = { ...kept, resultDigest: digestOf(text), result: text };
  const seq = await store.insertScreening(tx, deed, row);
  return screeningOf((await store.findScreening(tx, seq))!); // just written
}

/**
 * Makes a screening again from what was known then, and compares it byte by byte.
 *
 * @param rules - all rule sets; the one of the screening is used
 * @throws Refusal `party.no_such_row`, `party.rules_changed`, `party.screening_differs` of kind
 *   check_failed
 */
export async function rerunScreening(
  db: Db,
  tools: Pick<ScreeningTools, 'digestOf'> & { readonly ruleSets: readonly RuleSet[] },
  seq: number,
): Promise<Screening> {
  const kept = requireRow(await store.findScreening(db, seq), seq, 'screening');
  const rules = findRuleSet(tools.ruleSets, kept.ruleSet);
  if (rules.digest !== kept.ruleSetDigest) {
    throw new Refusal(
      'check_failed',
      'party.rules_changed',
      `screening ${seq} was made by ${kept.ruleSet} with digest ${kept.ruleSetDigest}; it now has ${rules.digest}`,
      'take the tables of that day',
    );
  }
  const knowledge = await knowledgeAt(db, kept.on as IsoDate, seq); // a day when it was stored
  const text = canonicalJson(screen(kept.party, knowledge, rules, tools.digestOf));
  if (text === kept.result) return screeningOf(kept);
  throw new Refusal(
    'check_failed',
    'party.screening_differs',
    `screening ${seq} of ${kept.party} comes out with digest ${tools.digestOf(text)}, and was kept with ${kept.resultDigest}`,
    'the rows that it rests on, or the program, have changed',
  );
}

/** All that was known, on one day, before a place in the order of knowledge. */
export async function knowledgeAt(db: Db, on: IsoDate, knownBefore: number): Promise<Knowledge> {
  return {
    on,
    knownBefore,
    parties: await store.listAllParties(db, knownBefore),
    holdings: await store.holdingsOn(db, on, knownBefore),
    facts: await store.factsOn(db, on, knownBefore),
  };
}

/** A party with its owners, its holdings, what is found of it, and its screenings. */
export async function showParty(db: Db, id: string): Promise<PartyView> {
  const party = await requireParty(db, id);
  const rows = {
    owners: await store.listOwnership(db, 'owned', id),
    holdings: await store.listOwnership(db, 'owner', id),
    facts: await store.listFacts(db, id),
    screenings: (await store.listScreenings(db, id)).map(screeningOf),
  };
  return partyViewOf(party, rows, await store.lastChangeAbove(db, id));
}

/** Every party, by its id. */
export const listParties = (db: Db): Promise<Party[]> =>
  store.listAllParties(db, Number.MAX_SAFE_INTEGER);

/** The newest screening of each party that has one. */
export const readLastScreenings = async (db: Db): Promise<Screening[]> =>
  (await store.listLastScreenings(db)).map(screeningOf);

/** Every share in a party on a day, in its owners, and so on up; circles once. */
export async function readOwnersAbove(db: Db, id: string, on: IsoDate): Promise<OwnerShare[]> {
  const holdings = await store.holdingsOn(db, on, Number.MAX_SAFE_INTEGER);
  return holdingsAbove(id, holdings).map((holding) => ({
    ...holding,
    share: fractionText(holding.share),
  }));
}

/** @throws Refusal `party.not_found` with the nearest */
export async function requireParty(db: Db, id: string): Promise<Party> {
  const party = await store.findParty(db, id);
  if (party !== undefined) return party;
  const near = nearest(
    id,
    (await listParties(db)).map((each) => each.id),
  );
  throw new Refusal(
    'not_found',
    'party.not_found',
    `there is no party '${id}'`,
    near.length === 0
      ? 'register it: `lodestock party add FILE`'
      : `the nearest are ${near.join(', ')}`,
  );
}
