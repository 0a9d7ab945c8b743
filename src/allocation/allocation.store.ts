import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';

/** A plan as it is kept: what came out, and all that is needed to make it again. */
export interface StoredPlan {
  readonly id: string;
  readonly scenario: string;
  readonly seed: number;
  readonly draws: number;
  readonly budgetUsd: number;
  readonly spentUsd: number;
  readonly inputsDigest: string;
  readonly resultDigest: string;
  readonly codeVersion: string;
  readonly dataVersion: string;
  readonly result: string; // JSON; the digest is of its bytes
  readonly madeBy: string;
}

/** Wide numbers arrive as bigint and text. */
type Row = Omit<StoredPlan, 'seed' | 'budgetUsd' | 'spentUsd'> & {
  readonly seed: bigint;
  readonly budgetUsd: string;
  readonly spentUsd: string;
};

const COLUMNS = `
  id, scenario, seed, draws, budget_usd as "budgetUsd", spent_usd as "spentUsd",
  inputs_digest as "inputsDigest", result_digest as "resultDigest", code_version as "codeVersion",
  data_version as "dataVersion", result, made_by as "madeBy"`;

/**
 * Keeps a plan. When its result is there already, the first plan stays and is returned.
 *
 * @returns the plan that is kept
 */
export async function savePlan(tx: Db, plan: StoredPlan): Promise<StoredPlan> {
  await tx.query(
    `insert into plan (
       id, scenario, seed, draws, budget_usd, spent_usd, inputs_digest, result_digest, code_version,
       data_version, result, made_by
     )
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (result_digest) do nothing`,
    [
      plan.id,
      plan.scenario,
      plan.seed,
      plan.draws,
      plan.budgetUsd,
      plan.spentUsd,
      plan.inputsDigest,
      plan.resultDigest,
      plan.codeVersion,
      plan.dataVersion,
      plan.result,
      plan.madeBy,
    ],
  );
  const [kept] = await tx.query<Row>(
    `select ${COLUMNS} from plan where result_digest = $1 for update`,
    [plan.resultDigest],
  );
  return toPlan(kept!);
}

/** @throws Refusal `plan.not_found` */
export async function findPlan(db: Db, id: string): Promise<StoredPlan> {
  const [row] = await db.query<Row>(`select ${COLUMNS} from plan where id = $1`, [id]);
  if (row) return toPlan(row);
  throw new Refusal('not_found', 'plan.not_found', `there is no plan ${id}`);
}

/** The plan with this result, when there is one. */
export async function findPlanByDigest(
  db: Db,
  resultDigest: string,
): Promise<StoredPlan | undefined> {
  const [row] = await db.query<Row>(`select ${COLUMNS} from plan where result_digest = $1`, [
    resultDigest,
  ]);
  return row && toPlan(row);
}

/** The plans stored last, newest first. */
export async function listPlans(db: Db, limit: number): Promise<StoredPlan[]> {
  const rows = await db.query<Row>(`select ${COLUMNS} from plan order by serial desc limit $1`, [
    limit,
  ]);
  return rows.map(toPlan);
}

const toPlan = (row: Row): StoredPlan => ({
  ...row,
  seed: Number(row.seed),
  budgetUsd: Number(row.budgetUsd),
  spentUsd: Number(row.spentUsd),
});
