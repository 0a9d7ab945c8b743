import type { Db } from '../platform/db.ts';
import type { MovedGrams, TreeLot } from './lot-tree.ts';

/** Dry grams of every movement that touched one of these lots, with all lots that it names. */
export function listMovedGrams(db: Db, lots: readonly string[]): Promise<MovedGrams[]> {
  return db.query<MovedGrams>(
    `select movement::text, kind, lot, sum(dry_g)::bigint as "dryG"
     from lot_line join lot_movement on id = movement
     where movement in (select movement from lot_line where lot = any($1::text[]))
     group by movement, kind, lot order by lot_line.movement, lot`,
    [lots],
  );
}

/** What these lots are and hold now. */
export function listTreeLots(db: Db, lots: readonly string[]): Promise<TreeLot[]> {
  return db.query<TreeLot>(
    `select id, lot_status(id) as "status",
            (select coalesce(sum(dry_g), 0)::bigint from lot_balance where lot = lot.id) as "nowG"
     from lot where id = any($1::text[]) order by id`,
    [lots],
  );
}

/** The newest certificate of each lot or of what it was made of. */
export function listLastCertified(db: Db): Promise<{ lot: string; on: string }[]> {
  return db.query<{ lot: string; on: string }>(
    `with recursive origin as (
       select id as lot, id as source from lot
       union
       select lot, parent from origin join lot_parent on child = source
     )
     select origin.lot, max(issued_on)::text as "on"
     from origin join certificate on certificate.lot = source
     group by origin.lot order by origin.lot`,
  );
}
