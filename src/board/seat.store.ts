import type { Db } from '../platform/db.ts';
import type { Conflict, Office, Term } from './board.ts';

/** How long a term may be, and by which rule. */
export interface Length {
  readonly mostYears: number;
  readonly source: string;
}

const TERM_COLUMNS = `board_term.id, seat, board_term.person, person.name, office,
  board_term.begins_on as "beginsOn", board_term.ends_on as "endsOn",
  status_of('term', board_term.id) as "status", vice_chair.ends_on as "viceChairUntil",
  board_term.rule_source as "source"`;

/** Every term there ever was, by seat and in the order of nomination. */
export function listTerms(db: Db, id?: string): Promise<Term[]> {
  return db.query<Term>(
    `select ${TERM_COLUMNS}
     from board_term join person on person.id = board_term.person
       left join vice_chair on vice_chair.term = board_term.id
     where $1::text is null or board_term.id = $1
     order by seat, board_term.deed`,
    [id ?? null],
  );
}

export async function countTerms(db: Db, seat: number): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    'select count(*)::int as n from board_term where seat = $1',
    [seat],
  );
  return row!.n;
}

export async function insertTerm(
  tx: Db,
  term: { id: string; seat: number; person: string; office: Office } & Days,
  length: Length,
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into board_term
       (id, seat, person, office, begins_on, ends_on, most_years, rule_source, deed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[term.id, term.seat, term.person, term.office, term.beginsOn, term.endsOn],
      ...[length.mostYears, length.source, deed],
    ],
  );
}

interface Days {
  readonly beginsOn: string;
  readonly endsOn: string;
}

export async function insertViceChair(
  tx: Db,
  term: string,
  { beginsOn, endsOn }: Days,
  length: Length,
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into vice_chair (term, begins_on, ends_on, most_years, rule_source, deed)
     values ($1, $2, $3, $4, $5, $6)`,
    [term, beginsOn, endsOn, length.mostYears, length.source, deed],
  );
}

/** Whether a day lies no further from another than so many years. */
export async function isWithinYears(db: Db, { beginsOn, endsOn }: Days, years: number) {
  const [row] = await db.query<{ fits: boolean }>(
    'select $2::date <= $1::date + make_interval(years => $3::int) as fits',
    [beginsOn, endsOn, years],
  );
  return row!.fits;
}

export function listConflicts(db: Db, person?: string): Promise<Conflict[]> {
  return db.query<Conflict>(
    `select id::text, person, kind, about, begins_on as "beginsOn", ends_on as "endsOn", reason
     from conflict_declaration left join conflict_end on conflict = conflict_declaration.id
     where $1::text is null or person = $1
     order by conflict_declaration.id`,
    [person ?? null],
  );
}

export async function insertConflict(
  tx: Db,
  conflict: Omit<Conflict, 'id' | 'endsOn'>,
  deed: bigint,
): Promise<string> {
  const { person, kind, about, beginsOn, reason } = conflict;
  const [row] = await tx.query<{ id: string }>(
    `insert into conflict_declaration (person, kind, about, begins_on, reason, deed)
     values ($1, $2, $3, $4, $5, $6) returning id::text`,
    [person, kind, about, beginsOn, reason, deed],
  );
  return row!.id;
}

export async function insertConflictEnd(tx: Db, conflict: string, endsOn: string, deed: bigint) {
  const rows = await tx.query(
    `insert into conflict_end (conflict, ends_on, deed) values ($1, $2, $3)
     on conflict do nothing returning 1`,
    [conflict, endsOn, deed],
  );
  return rows.length > 0;
}
