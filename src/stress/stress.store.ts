import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';

/** A stress run as it is kept: what came out, and all that is needed to make it again. */
export interface StoredRun {
  readonly id: string;
  readonly scenario: string;
  readonly seed: number;
  readonly draws: number;
  readonly inputsDigest: string;
  readonly resultDigest: string;
  readonly codeVersion: string;
  readonly dataVersion: string;
  readonly result: string; // JSON; the digest is of its bytes
  readonly madeBy: string;
}

/** `serial` is the order of storing; `seed` arrives as bigint. */
type Row = Omit<StoredRun, 'seed'> & { readonly seed: bigint };

const COLUMNS = `
  id, scenario, seed, draws, inputs_digest as "inputsDigest", result_digest as "resultDigest",
  code_version as "codeVersion", data_version as "dataVersion", result, made_by as "madeBy"`;

/**
 * Keeps a run. When its result is there already, the first run stays and is returned.
 *
 * @returns the run that is kept
 */
export async function saveRun(tx: Db, run: StoredRun): Promise<StoredRun> {
  await tx.query(
    `insert into stress_run (
       id, scenario, seed, draws, inputs_digest, result_digest, code_version, data_version, result,
       made_by
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (result_digest) do nothing`,
    [
      run.id,
      run.scenario,
      run.seed,
      run.draws,
      run.inputsDigest,
      run.resultDigest,
      run.codeVersion,
      run.dataVersion,
      run.result,
      run.madeBy,
    ],
  );
  const [kept] = await tx.query<Row>(
    `select ${COLUMNS} from stress_run where result_digest = $1 for update`,
    [run.resultDigest],
  );
  return toRun(kept!);
}

/** @throws Refusal `stress.run_not_found` */
export async function findRun(db: Db, id: string): Promise<StoredRun> {
  const [row] = await db.query<Row>(`select ${COLUMNS} from stress_run where id = $1`, [id]);
  if (row) return toRun(row);
  throw new Refusal('not_found', 'stress.run_not_found', `there is no stress run ${id}`);
}

/** The runs stored last, newest first. */
export async function listRuns(db: Db, limit: number): Promise<StoredRun[]> {
  const rows = await db.query<Row>(
    `select ${COLUMNS} from stress_run order by serial desc limit $1`,
    [limit],
  );
  return rows.map(toRun);
}

const toRun = (row: Row): StoredRun => ({ ...row, seed: Number(row.seed) });
