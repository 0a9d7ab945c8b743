import type * as z from 'zod';
import { type Fraction, fraction } from '../base/fraction.ts';
import type { Db } from '../platform/db.ts';
import type { Holding } from './ownership.ts';
import {
  Fact,
  type Identifier,
  type NewFact,
  type NewOwnership,
  type NewParty,
  Ownership,
  Party,
  type Purpose,
} from './parties.ts';

/** A screening as it is kept; the digest is of the very bytes of `result`. */
export interface StoredScreening {
  readonly seq: number;
  readonly party: string;
  readonly on: string;
  readonly purpose: Purpose;
  readonly ruleSet: string;
  readonly ruleSetDigest: string;
  readonly inputsDigest: string;
  readonly resultDigest: string;
  readonly outcome: 'cleared' | 'entity of concern';
  readonly result: string;
  readonly madeBy: string;
}

/**
 * Takes the writers' turn and tells the next place in the order of knowledge: until the transaction
 * ends nobody else writes what a decision reads here.
 */
export async function takeTurn(tx: Db): Promise<number> {
  const [row] = await tx.query<{ seq: bigint }>(
    'select seq from party_clock where id = 1 for update',
  );
  return Number(row!.seq) + 1; // the migration made it
}

const PARTY_COLUMNS = `
  party.id, party.name, party.kind, party.country, party.is_illustrative as "isIllustrative",
  party.source, (select person from deed where deed.id = party.deed) as "madeBy", party.seq,
  coalesce((
    select json_agg(json_build_object('scheme', own.scheme, 'value', own.value)
      order by own.scheme, own.value)
    from party_identifier own
    where own.party = party.id
  ), '[]') as identifiers`;

export async function insertParty(
  tx: Db,
  deed: bigint,
  party: Omit<NewParty, 'identifiers'>,
  identifiers: readonly z.infer<typeof Identifier>[],
): Promise<void> {
  await tx.query(
    `insert into party (id, name, kind, country, is_illustrative, source, deed)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [party.id, party.name, party.kind, party.country, party.isIllustrative, party.source, deed],
  );
  for (const { scheme, value } of identifiers) {
    await tx.query(
      'insert into party_identifier (party, scheme, value, deed) values ($1, $2, $3, $4)',
      [party.id, scheme, value, deed],
    );
  }
}

/** The party, or undefined. */
export async function findParty(db: Db, id: string): Promise<Party | undefined> {
  const [row] = await db.query(`select ${PARTY_COLUMNS} from party where id = $1`, [id]);
  return row === undefined ? undefined : Party.parse(plain(row));
}

/** Every party known before a place in the order of knowledge, by id. */
export async function listAllParties(db: Db, knownBefore: number): Promise<Party[]> {
  const rows = await db.query(`select ${PARTY_COLUMNS} from party where seq < $1 order by id`, [
    knownBefore,
  ]);
  return rows.map((row) => Party.parse(plain(row)));
}

/** Whose identifier it is, or undefined. */
export async function ownerOfIdentifier(
  db: Db,
  { scheme, value }: z.infer<typeof Identifier>,
): Promise<string | undefined> {
  const [row] = await db.query<{ party: string }>(
    'select party from party_identifier where scheme = $1 and value = $2',
    [scheme, value],
  );
  return row?.party;
}

export async function insertOwnership(
  tx: Db,
  deed: bigint,
  edge: Omit<NewOwnership, 'share'> & { readonly share: Fraction },
): Promise<number> {
  const [row] = await tx.query<{ seq: bigint }>(
    `insert into ownership (
       owner, owned, kind, share_top, share_bottom, from_day, to_day, source, deed
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     returning seq`,
    [
      edge.owner,
      edge.owned,
      edge.kind,
      edge.share.top,
      edge.share.bottom,
      edge.from,
      edge.to,
      edge.source,
      deed,
    ],
  );
  return Number(row!.seq);
}

const OWNERSHIP = `
  select held.seq, held.owner, held.owned, held.kind,
    held.share_top || '/' || held.share_bottom as share, held.from_day::text as "from",
    least(held.to_day, ended.to_day)::text as "to", ended.reason as "endedBy", held.source,
    (select person from deed where deed.id = held.deed) as "madeBy"
  from ownership held
  left join ownership_end ended on ended.ownership = held.seq`;

/** The shares in a party, or those that it holds, the newest first; ended ones too. */
export async function listOwnership(
  db: Db,
  side: 'owner' | 'owned',
  party: string,
): Promise<Ownership[]> {
  const column = { owner: 'held.owner', owned: 'held.owned' }[side];
  const rows = await db.query(`${OWNERSHIP} where ${column} = $1 order by held.seq desc`, [party]);
  return rows.map((row) => Ownership.parse(plain(row)));
}

export async function findOwnership(db: Db, seq: number): Promise<Ownership | undefined> {
  const [row] = await db.query(`${OWNERSHIP} where held.seq = $1`, [seq]);
  return row === undefined ? undefined : Ownership.parse(plain(row));
}

export async function insertFact(tx: Db, deed: bigint, fact: NewFact): Promise<number> {
  const [row] = await tx.query<{ seq: bigint }>(
    `insert into party_fact (party, leg, country, from_day, to_day, source, note, deed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     returning seq`,
    [fact.party, fact.leg, fact.country, fact.from, fact.to, fact.source, fact.note, deed],
  );
  return Number(row!.seq);
}

const FACT = `
  select found.seq, found.party, found.leg, found.country, found.from_day::text as "from",
    least(found.to_day, ended.to_day)::text as "to", ended.reason as "endedBy", found.source,
    found.note, (select person from deed where deed.id = found.deed) as "madeBy"
  from party_fact found
  left join party_fact_end ended on ended.fact = found.seq`;

/** What is found of a party, the newest first; ended findings too. */
export async function listFacts(db: Db, party: string): Promise<Fact[]> {
  const rows = await db.query(`${FACT} where found.party = $1 order by found.seq desc`, [party]);
  return rows.map((row) => Fact.parse(plain(row)));
}

export async function findFact(db: Db, seq: number): Promise<Fact | undefined> {
  const [row] = await db.query(`${FACT} where found.seq = $1`, [seq]);
  return row === undefined ? undefined : Fact.parse(plain(row));
}

/** Ends a share or a finding. */
export async function insertEnd(
  tx: Db,
  deed: bigint,
  of: 'ownership' | 'fact',
  end: { readonly seq: number; readonly to: string; readonly reason: string },
): Promise<void> {
  const table = { ownership: 'ownership_end', fact: 'party_fact_end' }[of];
  await tx.query(`insert into ${table} (${of}, to_day, reason, deed) values ($1, $2, $3, $4)`, [
    end.seq,
    end.to,
    end.reason,
    deed,
  ]);
}

// An end that became known later does not count for who knew less.
const KNOWN = (table: 'ownership' | 'party_fact', end: string, key: string) => `
  from ${table} known
  left join ${end} ended on ended.${key} = known.seq and ended.seq < $2
  where known.seq < $2 and known.from_day <= $1
    and $1 < coalesce(least(known.to_day, ended.to_day), 'infinity')
  order by known.seq`;

/** The shares held on a day, by what was known before a place in the order of knowledge. */
export async function holdingsOn(db: Db, on: string, knownBefore: number): Promise<Holding[]> {
  type Row = Omit<Holding, 'seq' | 'share'> & {
    readonly seq: bigint;
    readonly top: bigint;
    readonly bottom: bigint;
  };
  const rows = await db.query<Row>(
    `select known.seq, known.owner, known.owned, known.kind, known.share_top as top,
       known.share_bottom as bottom ${KNOWN('ownership', 'ownership_end', 'ownership')}`,
    [on, knownBefore],
  );
  return rows.map(({ seq, top, bottom, ...row }) => ({
    ...row,
    seq: Number(seq),
    share: fraction(top, bottom),
  }));
}

/** What is found on a day of everybody, by what was known before a place in the order of knowledge. */
export async function factsOn(db: Db, on: string, knownBefore: number): Promise<Fact[]> {
  const rows = await db.query(
    `select known.seq, known.party, known.leg, known.country, known.from_day::text as "from",
       least(known.to_day, ended.to_day)::text as "to", ended.reason as "endedBy", known.source,
       known.note, (select person from deed where deed.id = known.deed) as "madeBy"
     ${KNOWN('party_fact', 'party_fact_end', 'fact')}`,
    [on, knownBefore],
  );
  return rows.map((row) => Fact.parse(plain(row)));
}

/** When something last became known of a party or of whoever is recorded above it. */
export async function lastChangeAbove(db: Db, party: string): Promise<number> {
  const [row] = await db.query<{ seq: bigint }>(
    `with recursive above as (
       select $1::text as id
       union
       select owner from ownership join above on owned = above.id
     ),
     change as (
       select held.seq from ownership held join above on held.owned = above.id
       union all
       select ended.seq
       from ownership_end ended
       join ownership held on held.seq = ended.ownership
       join above on held.owned = above.id
       union all
       select found.seq from party_fact found join above on found.party = above.id
       union all
       select ended.seq
       from party_fact_end ended
       join party_fact found on found.seq = ended.fact
       join above on found.party = above.id
     )
     select coalesce(max(seq), 0)::bigint as seq from change`,
    [party],
  );
  return Number(row!.seq);
}

/** @returns its place in the order of knowledge */
export async function insertScreening(
  tx: Db,
  deed: bigint,
  { on, ...screening }: Omit<StoredScreening, 'seq' | 'madeBy'>,
): Promise<number> {
  const [row] = await tx.query<{ seq: bigint }>(
    `insert into party_screening (
       party, on_day, purpose, rule_set, rule_set_digest, inputs_digest, result_digest, outcome,
       result, deed
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     returning seq`,
    [
      screening.party,
      on,
      screening.purpose,
      screening.ruleSet,
      screening.ruleSetDigest,
      screening.inputsDigest,
      screening.resultDigest,
      screening.outcome,
      screening.result,
      deed,
    ],
  );
  return Number(row!.seq);
}

const SCREENING = `
  select seq, party, on_day::text as "on", purpose, rule_set as "ruleSet",
    rule_set_digest as "ruleSetDigest", inputs_digest as "inputsDigest",
    result_digest as "resultDigest", outcome, result,
    (select person from deed where deed.id = party_screening.deed) as "madeBy"
  from party_screening`;

type ScreeningRow = Omit<StoredScreening, 'seq'> & { readonly seq: bigint };

export async function findScreening(db: Db, seq: number): Promise<StoredScreening | undefined> {
  const [row] = await db.query<ScreeningRow>(`${SCREENING} where seq = $1`, [seq]);
  return row && { ...row, seq: Number(row.seq) };
}

/** The screenings of a party, the newest first. */
export async function listScreenings(db: Db, party: string): Promise<StoredScreening[]> {
  const rows = await db.query<ScreeningRow>(`${SCREENING} where party = $1 order by seq desc`, [
    party,
  ]);
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** The newest screening of each party that has one. */
export async function listLastScreenings(db: Db): Promise<StoredScreening[]> {
  const rows = await db.query<ScreeningRow>(
    `${SCREENING} where seq in (select max(seq) from party_screening group by party)
     order by party`,
  );
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** Places in the order of knowledge arrive as bigint; they are far below 2 to the 53. */
const plain = (row: unknown): unknown =>
  Object.fromEntries(
    Object.entries(row as object).map(([key, value]) => [
      key,
      typeof value === 'bigint' ? Number(value) : value,
    ]),
  );
