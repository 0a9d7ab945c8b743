import { requireRole } from '../access/access.service.ts';
import { becauseOf, beginDocument, perform } from '../audit/audit.service.ts';
import type { Act, IsoDate } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import { findMineral } from '../minerals/minerals.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import type { Db } from '../platform/db.ts';
import { candidateOf } from './eligible.ts';
import {
  findList,
  findVersionOn,
  insertEntries,
  insertList,
  listLists,
} from './eligible-list.store.ts';
import {
  differenceOf,
  type EligibleDifference,
  type EligibleList,
  type EligibleListHead,
  type EligibleStanding,
  entriesOf,
  type ListPublication,
  standingOf,
} from './eligible-list.ts';
import type { RuleKey } from './rule-keys.ts';
import { loadRuleSet } from './rules.service.ts';
import { type RuleSet, ruleAt } from './rules.ts';

/** What a list is made from. */
export interface ListDesk {
  readonly data: ReferenceData;
  /** The rules in force on the first day of the list. */
  readonly rules: RuleSet;
}

/** The desk of a list that begins on a day. @throws Refusal `rule.before_any` */
export async function listDeskOf(
  tools: Pick<Workshop, 'tables' | 'digestOf'>,
  effectiveOn: string,
): Promise<ListDesk> {
  const rules = await loadRuleSet(tools, effectiveOn as IsoDate); // a schema looked at it
  return { data: await loadReferenceData(tools.tables), rules };
}

const USED: readonly RuleKey[] = ['list.excluded', 'list.needs', 'list.republish_months'];

/**
 * Publishes the next eligible list, with the flags and grounds of every mineral on its first day.
 *
 * @throws Refusal `eligible.excluded`, `eligible.evidence_missing`, `eligible.reason_missing`,
 *   `eligible.no_ground`, `eligible.not_after_the_last`, `eligible.backdated`,
 *   `eligible.no_resolution`, `mineral.not_found`, `access.role_required`
 */
export function publishList(
  db: Db,
  act: Act,
  request: ListPublication,
  { data, rules }: ListDesk,
  key?: string,
): Promise<EligibleList> {
  return perform(db, act, { name: 'rules eligible publish', request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'secretary');
    const { resolution, reason } = request;
    if (resolution === null && reason === null) throw noGround();
    const minerals = request.minerals.map((id) => findMineral(data, id).id);
    const effectiveOn = (request.effectiveOn ?? act.on) as IsoDate; // a schema looked at it
    const candidates = data.minerals.map((each) => candidateOf(data, rules, each, effectiveOn));
    const entries = entriesOf(candidates, { ...request, minerals });
    const list = {
      ...{ effectiveOn, resolution, reason, entries },
      republishMonths: ruleAt(rules, 'list.republish_months', effectiveOn).value,
      ...{ ruleSet: rules.id, ruleSetDigest: rules.digest },
      unverifiedRules: USED.filter((each) => !ruleAt(rules, each, effectiveOn).isVerified),
      ...{ dataVersion: data.version, dataDigest: data.digest },
    };
    const version = await insertList(tx, list, deed);
    await insertEntries(tx, version, entries, deed);
    const ref = { kind: 'eligible-list', id: String(version) } as const;
    await beginDocument(tx, deed, ref, 'publish', reason ?? undefined);
    if (resolution !== null) await becauseOf(tx, deed, { kind: 'resolution', id: resolution }, ref);
    return readList(tx, version);
  });
}

const noGround = () =>
  new Refusal(
    'invalid',
    'eligible.no_ground',
    'cannot publish a list for no reason',
    'name the resolution that it rests on, or give a reason',
  );

/** @throws Refusal `eligible.not_found` */
export async function readList(db: Db, version: number): Promise<EligibleList> {
  const list = await findList(db, version);
  if (list !== undefined) return list;
  const hint = '`lodestock rules eligible history` shows all';
  throw new Refusal(
    'not_found',
    'eligible.not_found',
    `there is no eligible list ${version}`,
    hint,
  );
}

/** Every list without its minerals, the newest first. */
export const readLists = (db: Db): Promise<EligibleListHead[]> => listLists(db);

/** The list in force on a day, and by when the next one is due. */
export async function readStanding(db: Db, on: string): Promise<EligibleStanding> {
  const version = await findVersionOn(db, on);
  return standingOf(on, version === undefined ? null : await readList(db, version));
}

/** What one list has and another has not. @throws Refusal `eligible.not_found` */
export async function compareLists(
  db: Db,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<EligibleDifference> {
  return differenceOf(await readList(db, from), await readList(db, to));
}
