import type { Db } from '../platform/db.ts';
import type { Ballot, BoardRule, Motion, Resolution, VoteResult } from './board.ts';

const RESOLUTION_COLUMNS = `resolution.id, resolution.title, body, body_digest as "bodyDigest",
  decision, about_kind as "aboutKind", about_id as "aboutId", about_digest as "aboutDigest", fund,
  authority_cents::text as "authorityCents",
  case when authority_cents is null then null else coalesce(
    (select -net from ledger_balance where account = 'C10' and ledger_balance.fund = resolution.fund
       and dim = 'resolution:' || resolution.id), 0)::text end as "leftCents",
  effective_on as "effectiveOn", expires_on as "expiresOn",
  (select coalesce(array_agg(mineral order by mineral), '{}') from resolution_mineral
   where resolution_mineral.resolution = resolution.id) as "minerals",
  agenda_item.meeting, status_of('resolution', resolution.id) as "status",
  (select max(n) from document_event
   where kind = 'resolution' and document = resolution.id) as "version"`;

/** Resolutions in the order in which they were moved. */
export function listResolutions(
  db: Db,
  { id, status }: { id?: string; status?: string } = {},
): Promise<Resolution[]> {
  return db.query<Resolution>(
    `select ${RESOLUTION_COLUMNS}
     from resolution left join agenda_item on agenda_item.resolution = resolution.id
     where ($1::text is null or resolution.id = $1)
       and ($2::text is null or status_of('resolution', resolution.id) = $2)
     order by resolution.deed, resolution.id`,
    [id ?? null, status ?? null],
  );
}

/** Writes a motion down; the database digests its text. */
export async function insertResolution(tx: Db, motion: Motion, deed: bigint): Promise<void> {
  const { about } = motion;
  await tx.query(
    `insert into resolution
       (id, title, body, decision, about_kind, about_id, about_digest, fund, authority_cents,
        effective_on, expires_on, deed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[motion.id, motion.title, motion.body, motion.decision, about.kind, about.id],
      ...[about.digest, motion.fund, motion.authorityCents, motion.effectiveOn, motion.expiresOn],
      deed,
    ],
  );
  await tx.query(
    `insert into resolution_mineral (resolution, mineral, deed)
     select $1, mineral, $3 from unnest($2::text[]) as mineral group by mineral`,
    [motion.id, motion.minerals, deed],
  );
}

export async function insertAgendaItem(tx: Db, resolution: string, meeting: string, deed: bigint) {
  await tx.query(
    `insert into agenda_item (resolution, meeting, deed) values ($1, $2, $3)
     on conflict do nothing`,
    [resolution, meeting, deed],
  );
}

const BALLOT_COLUMNS = `ballot.id, resolution, seat, ballot.person, person.name,
  status_of('vote', ballot.id) as "status"`;

/** The votes on a resolution by seat, with the interests declared on a day. */
export function listBallots(db: Db, resolution: string, on: string | null): Promise<Ballot[]> {
  return db.query<Ballot>(
    `select ${BALLOT_COLUMNS}, conflict_on(ballot.person, resolution,
              coalesce($2::date, (select held_on from meeting where id = ballot.meeting)))
              as "interest"
     from ballot join person on person.id = ballot.person
     where resolution = $1 order by seat`,
    [resolution, on],
  );
}

export async function findBallot(db: Db, resolution: string, person: string) {
  const [row] = await db.query<{ id: string; status: Ballot['status'] }>(
    `select id, status_of('vote', id) as "status" from ballot
     where resolution = $1 and person = $2`,
    [resolution, person],
  );
  return row;
}

const RESULT_COLUMNS = `seats, quorum, counts_recused as "countsRecused",
  majority_of as "majorityOf", majority_top as "majorityTop", majority_bottom as "majorityBottom",
  rule_source as "source", present, recused, yes, no, abstain, needed, outcome`;

export async function findResult(db: Db, resolution: string): Promise<VoteResult | undefined> {
  const [row] = await db.query<VoteResult>(
    `select ${RESULT_COLUMNS} from resolution_result where resolution = $1`,
    [resolution],
  );
  return row;
}

/** How each vote came out, by resolution. */
export async function listResults(db: Db): Promise<ReadonlyMap<string, VoteResult>> {
  const rows = await db.query<VoteResult & { resolution: string }>(
    `select resolution, ${RESULT_COLUMNS} from resolution_result`,
  );
  return new Map(rows.map(({ resolution, ...result }) => [resolution, result]));
}

/** Has the database count the votes, and keeps the result with the rule. */
export async function insertResult(
  tx: Db,
  resolution: string,
  { seats, quorum, countsRecused, majority, source }: BoardRule,
  { lapses, deed }: { lapses: boolean; deed: bigint },
): Promise<VoteResult> {
  const [row] = await tx.query<VoteResult>(
    `insert into resolution_result
       (resolution, seats, quorum, counts_recused, majority_of, majority_top, majority_bottom,
        rule_source, outcome, deed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     returning ${RESULT_COLUMNS}`,
    [
      ...[resolution, seats, quorum, countsRecused, majority.of, majority.top, majority.bottom],
      ...[source, lapses ? 'lapsed' : null, deed],
    ],
  );
  return row!;
}

/** The digest of a plan or a resolution that is kept here. */
export async function findKeptDigest(
  db: Db,
  { kind, id }: { kind: string; id: string },
): Promise<string | undefined> {
  const [row] = await db.query<{ digest: string }>(
    `select result_digest as digest from plan where $1 = 'plan' and id = $2
     union all
     select body_digest from resolution where $1 = 'resolution' and id = $2`,
    [kind, id],
  );
  return row?.digest;
}
