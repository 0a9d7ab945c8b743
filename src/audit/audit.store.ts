import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import type { Deed, DocumentEvent, DocumentRef, RefusedDeed } from './audit.ts';

/** A deed that was done before under the same key. */
export interface EarlierDeed {
  readonly id: bigint;
  readonly request: string;
  readonly answer: string;
}

/** Deeds may add rows and read them, and nothing else. Lasts to the end of the transaction. */
export const becomeWriter = (tx: Db): Promise<void> => tx.script('set local role lodestock_writer');
export const becomeOwner = (tx: Db): Promise<void> => tx.script('set local role none');

/**
 * Writes a deed down before it is done. With a key that was used before nothing is written.
 *
 * @returns its number, or undefined when the key is taken
 */
export async function insertDeed(
  tx: Db,
  act: Act,
  { name, key }: Deed,
  request: string,
): Promise<bigint | undefined> {
  const [row] = await tx.query<{ id: bigint }>(
    `insert into deed (person, name, on_day, idempotency_key, request, request_digest)
     values ($1, $2, $3, $4, $5::text,
             'sha256-' || encode(sha256(convert_to($5::text, 'UTF8')), 'hex'))
     on conflict (person, idempotency_key) do nothing
     returning id`,
    [act.by, name, act.on, key ?? null, request],
  );
  return row?.id;
}

export async function findDeedByKey(
  tx: Db,
  person: string,
  key: string,
): Promise<EarlierDeed | undefined> {
  const [row] = await tx.query<EarlierDeed>(
    `select deed.id, request, answer
     from deed join deed_answer on deed_answer.deed = deed.id
     where person = $1 and idempotency_key = $2`,
    [person, key],
  );
  return row;
}

export async function saveAnswer(tx: Db, deed: bigint, answer: string): Promise<void> {
  await tx.query('insert into deed_answer (deed, answer) values ($1, $2)', [deed, answer]);
}

export async function saveRefusal(
  db: Db,
  act: Act,
  { name, key }: Deed,
  request: string,
  { code, message }: Refusal,
): Promise<void> {
  await db.query(
    `insert into refused_deed (person, name, on_day, idempotency_key, request, code, sentence)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [act.by, name, act.on, key ?? null, request, code, message],
  );
}

export async function isPerson(db: Db, id: string): Promise<boolean> {
  const rows = await db.query('select 1 from person where id = $1', [id]);
  return rows.length > 0;
}

/** The refusals written down last, newest first. */
export function listRefusals(db: Db, limit: number): Promise<RefusedDeed[]> {
  return db.query<RefusedDeed>(
    `select id::text, person, name, on_day as "on", request, code, sentence
     from refused_deed order by refused_deed.id desc limit $1`,
    [limit],
  );
}

export async function insertDocument(tx: Db, { kind, id }: DocumentRef, deed: bigint) {
  const rows = await tx.query(
    'insert into document (kind, id, deed) values ($1, $2, $3) on conflict do nothing returning 1',
    [kind, id, deed],
  );
  if (rows.length > 0) return;
  throw new Refusal(
    'conflict',
    `${kind}.exists`,
    `there is a ${kind} ${id} already`,
    'choose another number',
  );
}

/** Locks a document until the transaction ends, so that two deeds on it follow one another. */
export async function lockDocument(tx: Db, { kind, id }: DocumentRef): Promise<void> {
  const rows = await tx.query('select 1 from document where kind = $1 and id = $2 for update', [
    kind,
    id,
  ]);
  if (rows.length > 0) return;
  throw new Refusal('not_found', `${kind}.not_found`, `there is no ${kind} ${id}`);
}

/** The last step of a document. */
export interface Standing {
  readonly n: number;
  readonly status: string;
  readonly deed: bigint;
}

export async function findStanding(
  db: Db,
  { kind, id }: DocumentRef,
): Promise<Standing | undefined> {
  const [row] = await db.query<Standing>(
    `select n, to_status as "status", deed from document_event
     where kind = $1 and document = $2 order by n desc limit 1`,
    [kind, id],
  );
  return row;
}

export async function insertEvent(
  tx: Db,
  { kind, id }: DocumentRef,
  step: { n: number; from: string; to: string; deed: bigint; reason: string | undefined },
): Promise<void> {
  await tx.query(
    `insert into document_event (kind, document, n, from_status, to_status, deed, reason)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [kind, id, step.n, step.from, step.to, step.deed, step.reason ?? null],
  );
}

export async function findStep(tx: Db, kind: string, from: string, event: string) {
  const [row] = await tx.query<{ to: string }>(
    `select to_status as "to" from life_step
     where kind = $1 and from_status = $2 and event = $3`,
    [kind, from, event],
  );
  return row?.to;
}

/** What may happen to a document of this status. */
export async function listSteps(db: Db, kind: string, from: string): Promise<string[]> {
  const rows = await db.query<{ event: string }>(
    'select event from life_step where kind = $1 and from_status = $2 order by event',
    [kind, from],
  );
  return rows.map(({ event }) => event);
}

/** How many steps some documents have taken together. */
export async function countEvents(db: Db, refs: readonly DocumentRef[]): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `select count(*)::int as n
     from unnest($1::text[], $2::text[]) as each (kind, document)
       join document_event using (kind, document)`,
    [refs.map(({ kind }) => kind), refs.map(({ id }) => id)],
  );
  return row!.n;
}

export function listEvents(db: Db, { kind, id }: DocumentRef): Promise<DocumentEvent[]> {
  return db.query<DocumentEvent>(
    `select n, from_status as "from", to_status as "to", event, person as "by", on_day as "on",
            deed::text, reason
     from document_event
       join life_step using (kind, from_status, to_status)
       join deed on deed.id = document_event.deed
     where kind = $1 and document = $2 order by n`,
    [kind, id],
  );
}

export async function insertCauses(
  tx: Db,
  pairs: readonly { readonly from: DocumentRef; readonly to: DocumentRef }[],
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into cause (from_kind, from_id, to_kind, to_id, deed)
     select from_kind, from_id, to_kind, to_id, $5::bigint
     from unnest($1::text[], $2::text[], $3::text[], $4::text[])
       as pair (from_kind, from_id, to_kind, to_id)
     on conflict do nothing`,
    [
      pairs.map(({ from }) => from.kind),
      pairs.map(({ from }) => from.id),
      pairs.map(({ to }) => to.kind),
      pairs.map(({ to }) => to.id),
      deed.toString(),
    ],
  );
}

/** An edge of the thread. */
export interface Cause {
  readonly fromKind: string;
  readonly fromId: string;
  readonly toKind: string;
  readonly toId: string;
  readonly deed: bigint;
}

/** Every edge on a way that ends at a document, or begins at it. */
export function listThread(
  db: Db,
  { kind, id }: DocumentRef,
  direction: 'back' | 'forth',
): Promise<Cause[]> {
  const [near, far] = direction === 'back' ? ['to', 'from'] : ['from', 'to'];
  return db.query<Cause>(
    `with recursive thread as (
       select from_kind, from_id, to_kind, to_id, deed from cause
       where ${near}_kind = $1 and ${near}_id = $2
       union
       select cause.from_kind, cause.from_id, cause.to_kind, cause.to_id, cause.deed
       from cause join thread
         on cause.${near}_kind = thread.${far}_kind and cause.${near}_id = thread.${far}_id
     )
     select from_kind as "fromKind", from_id as "fromId", to_kind as "toKind", to_id as "toId", deed
     from thread order by deed, from_kind, from_id, to_kind, to_id`,
    [kind, id],
  );
}

/** Who did the deeds, by their numbers. */
export async function findDeeds(db: Db, ids: readonly bigint[]) {
  const rows = await db.query<{ id: bigint; person: string; on: string }>(
    'select id, person, on_day as "on" from deed where id = any($1::bigint[])',
    [ids.map(String)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Where a document was first mentioned, of all kinds that have it. */
export async function findKinds(db: Db, id: string): Promise<string[]> {
  const rows = await db.query<{ kind: string }>(
    `select kind from document where id = $1
     union select from_kind from cause where from_id = $1
     union select to_kind from cause where to_id = $1 order by kind`,
    [id],
  );
  return rows.map(({ kind }) => kind);
}
