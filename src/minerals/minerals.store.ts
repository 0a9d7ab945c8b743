import type { Db } from '../platform/db.ts';

/** A state of the reference tables that results were computed from. */
export interface StoredDataVersion {
  readonly version: string; // '2026.1'
  readonly digest: string;
  readonly madeBy: string;
}

/** Keeps a data version; the first record of it stays. */
export async function saveDataVersion(tx: Db, data: StoredDataVersion): Promise<void> {
  await tx.query(
    `insert into data_version (version, digest, made_by)
     values ($1, $2, $3)
     on conflict (digest, version) do nothing`,
    [data.version, data.digest, data.madeBy],
  );
}

/** Every state of the data that was used, in the order of its first use. */
export function listDataVersions(db: Db): Promise<StoredDataVersion[]> {
  return db.query<StoredDataVersion>(
    `select version, digest, made_by as "madeBy"
     from data_version
     order by recorded_at, digest, version`,
  );
}
