import { centsText } from '../base/booked.ts';
import type { Db } from '../platform/db.ts';
import { listUnauthorizedOutlays } from './contracts.store.ts';

/**
 * A sentence for each payment that no path of causes leads to from a resolution that was effective
 * when the money was obligated.
 *
 * @source docs/models/ledger.md, F4
 */
export async function auditOutlays(db: Db): Promise<string[]> {
  const found = await listUnauthorizedOutlays(db);
  return found.map(
    ({ entry, fund, cents, on }) =>
      `${centsText(cents)} left fund ${fund} on ${on} by entry ${entry}, and no path of causes leads to it from a resolution that was effective when the money was obligated`,
  );
}
