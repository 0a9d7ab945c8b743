import type { Db } from '../platform/db.ts';
import type { Result } from './certificate.ts';
import { RESULT_ARRAYS, RESULT_COLUMNS, RESULT_FIELDS, resultArrays } from './quality.store.ts';

export async function insertAssay(
  tx: Db,
  assay: {
    id: string;
    lot: string;
    commitBy: string;
    revealBy: string;
    splitting: ReadonlyMap<string, bigint>;
  },
  deed: bigint,
): Promise<void> {
  await tx.query(
    'insert into assay (id, lot, commit_by, reveal_by, deed) values ($1, $2, $3, $4, $5)',
    [assay.id, assay.lot, assay.commitBy, assay.revealBy, deed],
  );
  await tx.query(
    `insert into assay_splitting (assay, analyte, limit_ppb)
     select $1, * from unnest($2::text[], $3::bigint[])`,
    [assay.id, [...assay.splitting.keys()], [...assay.splitting.values()].map(String)],
  );
}

export async function insertSample(
  tx: Db,
  sample: { assay: string; laboratory: string; seal: string; isUmpire: boolean },
  deed: bigint,
): Promise<void> {
  await tx.query(
    `insert into assay_sample (assay, laboratory, seal, is_umpire, deed)
     values ($1, $2, $3, $4, $5)`,
    [sample.assay, sample.laboratory, sample.seal, sample.isUmpire, deed],
  );
}

/** @returns false where the laboratory has sealed something before */
export async function insertCommitment(
  tx: Db,
  { assay, laboratory, commitment }: { assay: string; laboratory: string; commitment: string },
  deed: bigint,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into assay_commitment (assay, laboratory, commitment, deed) values ($1, $2, $3, $4)
     on conflict do nothing returning 1`,
    [assay, laboratory, commitment, deed],
  );
  return rows.length > 0;
}

/** @returns false where the laboratory has revealed before */
export async function insertReveal(
  tx: Db,
  { assay, laboratory, sealed }: { assay: string; laboratory: string; sealed: string },
  results: readonly Result[],
  deed: bigint,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into assay_reveal (assay, laboratory, sealed, deed) values ($1, $2, $3, $4)
     on conflict do nothing returning 1`,
    [assay, laboratory, sealed, deed],
  );
  if (rows.length === 0) return false;
  await tx.query(
    `insert into assay_result (assay, laboratory, ${RESULT_COLUMNS})
     select $1, $2, * from unnest(${RESULT_ARRAYS})`,
    [assay, laboratory, ...resultArrays(results)],
  );
  return true;
}

export interface AssayRow {
  readonly id: string;
  readonly lot: string;
  readonly commitBy: string;
  readonly revealBy: string;
  /** Requested since the lot was last sampled. */
  readonly isCurrent: boolean;
}

const ASSAY_FIELDS = `id, lot, commit_by as "commitBy", reveal_by as "revealBy",
  coalesce(deed >= lot_sampled_in(lot), false) as "isCurrent"`;

export async function findAssay(db: Db, id: string): Promise<AssayRow | undefined> {
  const [row] = await db.query<AssayRow>(`select ${ASSAY_FIELDS} from assay where id = $1`, [id]);
  return row;
}

export function listAssays(db: Db, lot: string): Promise<AssayRow[]> {
  return db.query<AssayRow>(`select ${ASSAY_FIELDS} from assay where lot = $1 order by deed, id`, [
    lot,
  ]);
}

export async function readSplitting(db: Db, assay: string): Promise<Map<string, bigint>> {
  const rows = await db.query<{ analyte: string; limit: bigint }>(
    'select analyte, limit_ppb as "limit" from assay_splitting where assay = $1 order by analyte',
    [assay],
  );
  return new Map(rows.map(({ analyte, limit }) => [analyte, limit]));
}

/** A laboratory's part in an exchange. */
export interface AssayPart {
  readonly laboratory: string;
  readonly seal: string;
  readonly isUmpire: boolean;
  readonly hasCommitted: boolean;
  readonly hasRevealed: boolean;
}

export function listParts(db: Db, assay: string): Promise<AssayPart[]> {
  return db.query<AssayPart>(
    `select laboratory, seal, is_umpire as "isUmpire", commitment is not null as "hasCommitted",
            sealed is not null as "hasRevealed"
     from assay_sample left join assay_commitment using (assay, laboratory)
       left join assay_reveal using (assay, laboratory)
     where assay = $1 order by is_umpire, laboratory`,
    [assay],
  );
}

export function listAssayResults(db: Db, assay: string, laboratory: string): Promise<Result[]> {
  return db.query<Result>(
    `select ${RESULT_FIELDS} from assay_result where (assay, laboratory) = ($1, $2)
     order by analyte`,
    [assay, laboratory],
  );
}
