import type { Db } from '../platform/db.ts';
import { EligibleEntry, EligibleList, EligibleListHead } from './eligible-list.ts';

/** A list as it is kept; its number and its day of publication are given by the database. */
export type NewList = Omit<
  EligibleList,
  'version' | 'dueOn' | 'publishedOn' | 'madeBy' | 'listed'
> & { readonly republishMonths: number };

/** @returns the number of the list */
export async function insertList(tx: Db, list: NewList, deed: bigint): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `insert into eligible_list (
       effective_on, resolution, reason, republish_months, rule_set, rule_set_digest,
       unverified_rules, data_version, data_digest, deed
     )
     values ($1, $2, $3, $4, $5, $6, $7::text[], $8, $9, $10)
     returning version`,
    [
      ...[list.effectiveOn, list.resolution, list.reason, list.republishMonths],
      ...[list.ruleSet, list.ruleSetDigest, list.unverifiedRules],
      ...[list.dataVersion, list.dataDigest, deed],
    ],
  );
  return row!.version;
}

export async function insertEntries(
  tx: Db,
  version: number,
  entries: readonly EligibleEntry[],
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into eligible_entry (version, mineral, is_listed, left_out, candidate, deed)
     select $1, mineral, is_listed, left_out, candidate, $6
     from unnest($2::text[], $3::boolean[], $4::text[], $5::text[])
       as entry (mineral, is_listed, left_out, candidate)`,
    [
      version,
      entries.map(({ mineral }) => mineral),
      entries.map(({ isListed }) => isListed),
      entries.map(({ leftOut }) => leftOut),
      entries.map(({ candidate }) => JSON.stringify(candidate)),
      deed,
    ],
  );
}

const HEAD = `
  version, effective_on::text as "effectiveOn",
  (effective_on + make_interval(months => republish_months))::date::text as "dueOn",
  resolution, reason, rule_set as "ruleSet", rule_set_digest as "ruleSetDigest",
  array_to_json(unverified_rules) as "unverifiedRules", data_version as "dataVersion",
  data_digest as "dataDigest",
  (select on_day::text from deed where deed.id = eligible_list.deed) as "publishedOn",
  (select person from deed where deed.id = eligible_list.deed) as "madeBy",
  (select count(*)::int from eligible_entry as entry
   where entry.version = eligible_list.version and is_listed) as "listed"`;

/** Every list, the newest first. */
export async function listLists(db: Db): Promise<EligibleListHead[]> {
  const rows = await db.query(`select ${HEAD} from eligible_list order by version desc`);
  return rows.map((row) => EligibleListHead.parse(row));
}

/** The number of the list in force on a day, or undefined. */
export async function findVersionOn(db: Db, on: string): Promise<number | undefined> {
  const [row] = await db.query<{ version: number }>(
    `select version from eligible_list where effective_on <= $1
     order by effective_on desc limit 1`,
    [on],
  );
  return row?.version;
}

export async function findList(db: Db, version: number): Promise<EligibleList | undefined> {
  const [head] = await db.query<object>(`select ${HEAD} from eligible_list where version = $1`, [
    version,
  ]);
  if (head === undefined) return undefined;
  const entries = await db.query<{ candidate: string }>(
    `select mineral, is_listed as "isListed", left_out as "leftOut", candidate
     from eligible_entry where version = $1 order by mineral`,
    [version],
  );
  const read = entries.map((entry) =>
    EligibleEntry.parse({ ...entry, candidate: JSON.parse(entry.candidate) }),
  );
  return EligibleList.parse({ ...head, entries: read });
}
