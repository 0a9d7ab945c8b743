import type { FrontierPoint, PlanItem } from '../../src/allocation/allocation.ts';
import type { Job } from '../../src/base/job.ts';
import { mineralName } from '../parts/format.ts';

const INSTRUMENT_WORD: Readonly<Record<PlanItem['instrument'], string>> = {
  stock: 'stock',
  offtake: 'offtake',
  'price-floor': 'price floor',
  loan: 'loan',
  'project-loan': 'project loan',
  equity: 'equity',
  recycling: 'recycling',
  storage: 'storage',
};

type Purchase = Pick<PlanItem, 'instrument' | 'mineral'> & Partial<Pick<PlanItem, 'project'>>;

/** A purchase in few words: 'gallium stock', 'antimony project loan (stibnite-idaho)'. */
export function itemLabel({ instrument, mineral, project }: Purchase): string {
  const what = `${mineralName(mineral)} ${INSTRUMENT_WORD[instrument]}`;
  return project ? `${what} (${project})` : what;
}

/** A budget as it is typed: 2_500_000_000 → '2.5B'. */
export function budgetText(usd: number): string {
  if (usd >= 1e9) return `${Number((usd / 1e9).toFixed(6))}B`;
  if (usd >= 1e6) return `${Number((usd / 1e6).toFixed(6))}M`;
  return String(usd);
}

/** Expected loss at a budget between the points of a frontier [million USD]; null beyond its ends. */
export function lossAt(frontier: readonly FrontierPoint[], budgetUsd: number): number | null {
  const next = frontier.findIndex((point) => point.budgetUsd >= budgetUsd);
  const [from, to] = [frontier[Math.max(0, next - 1)], frontier[next]];
  if (from === undefined || to === undefined) return null;
  if (to.budgetUsd === from.budgetUsd) return to.expectedLossMusd;
  const part = (budgetUsd - from.budgetUsd) / (to.budgetUsd - from.budgetUsd);
  return from.expectedLossMusd + part * (to.expectedLossMusd - from.expectedLossMusd);
}

/** How far work is: '45 percent, 6 seconds left – frontier'; only the note while it waits. */
export function progressText({
  done,
  total,
  note,
  etaSeconds,
}: Pick<Job, 'done' | 'total' | 'note' | 'etaSeconds'>): string {
  const percent = total > 0 ? `${Math.floor((100 * done) / total)} percent` : null;
  const seconds = etaSeconds === null ? null : Math.max(1, Math.ceil(etaSeconds));
  const left = seconds === null ? null : `${seconds} ${seconds === 1 ? 'second' : 'seconds'} left`;
  const counts = [percent, left].filter((each) => each !== null).join(', ');
  return [counts, note ?? ''].filter((each) => each !== '').join(' – ') || 'beginning';
}
