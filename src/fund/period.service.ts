import { requireRole } from '../access/access.service.ts';
import { advanceDocument, beginDocument, findStatus, perform } from '../audit/audit.service.ts';
import type { Act } from '../base/act.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import { listOpenPeriodsBefore, listPeriods } from './fund.store.ts';
import { Period, type PeriodEvent } from './fund.ts';

/**
 * Closes a month softly, opens it again, or closes it for good, in the order of the calendar.
 *
 * @throws Refusal `period.wrong_status`, `period.earlier_open`
 */
export function changePeriod(
  db: Db,
  act: Act,
  request: { period: string; event: PeriodEvent; reason: string },
  key?: string,
): Promise<{ period: string; status: string }> {
  const { event, reason } = request;
  const period = Period.shape.period.parse(request.period);
  return perform(db, act, { name: `period ${event}`, request, key }, async (tx, deed) => {
    await requireRole(tx, act, 'budget-officer');
    const ref = { kind: 'period', id: period } as const;
    if (event === 'soft-close' && (await findStatus(tx, ref)) === undefined)
      await beginDocument(tx, deed, ref, 'begin');
    const status = await advanceDocument(tx, deed, ref, event, reason);
    if (event === 'close') await refuseEarlierOpen(tx, period);
    return { period, status };
  });
}

async function refuseEarlierOpen(tx: Db, period: string): Promise<void> {
  const [first] = await listOpenPeriodsBefore(tx, period);
  if (first === undefined) return;
  throw new Refusal(
    'conflict',
    'period.earlier_open',
    `cannot close ${period}: ${first} has entries and is not closed`,
    `close ${first} first`,
  );
}

/** Every month in which something was booked or that was ever closed. */
export const readPeriods = (db: Db): Promise<Period[]> => listPeriods(db);
