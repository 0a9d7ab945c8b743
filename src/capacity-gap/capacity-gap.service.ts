import { canonicalJson } from '../base/canonical.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import { findMineral } from '../minerals/minerals.ts';
import type { DemandCase, ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import type { GapQuestion, GapReport } from './capacity-gap.ts';
import { gapContent } from './gap-report.ts';
import { FIRST_YEAR, LAST_YEAR } from './years.ts';

type GapTools = Pick<Workshop, 'tables' | 'digestOf'>;

// The same question of one state of the tables has one answer; a page is asked for again and again.
const answered = new WeakMap<ReferenceData, Map<string, GapReport>>();
const KEPT = 20; // questions; the oldest is forgotten

/**
 * Demand against the supply that is in place or can be financed, by mineral and year.
 *
 * @throws Refusal `gap.unknown_case`, `gap.bad_year`, `gap.bad_budget`, `mineral.not_found`
 * @source docs/models/capacity-gap.md
 */
export async function reportGap(workshop: GapTools, question: GapQuestion): Promise<GapReport> {
  const data = await loadReferenceData(workshop.tables);
  const demandCase = findCase(data.demandCases, question.caseId);
  requireYear(question.year);
  requireBudget(question.budgetUsd);
  const mineral = question.mineral === null ? null : findMineral(data, question.mineral).id;
  const known = answered.get(data) ?? new Map<string, GapReport>();
  answered.set(data, known);
  const key = canonicalJson({ ...question, mineral });
  const before = known.get(key);
  if (before !== undefined) return before;
  const content = gapContent(data, demandCase, { ...question, mineral });
  const report = { digest: workshop.digestOf(canonicalJson(content)), ...content };
  known.set(key, report);
  const [oldest] = known.keys();
  if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
  return report;
}

function findCase(cases: readonly DemandCase[], id: string): DemandCase {
  const found = cases.find((each) => each.id === id);
  if (found !== undefined) return found;
  const ids = cases.map((each) => each.id);
  throw new Refusal(
    'not_found',
    'gap.unknown_case',
    `there is no demand case '${id}'`,
    `the nearest is ${nearest(id, ids, 1)[0]}; there are ${ids.join(', ')}`,
  );
}

function requireYear(year: number): void {
  if (Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR) return;
  throw new Refusal(
    'invalid',
    'gap.bad_year',
    `the gap of ${year} cannot be shown: the cases run from ${FIRST_YEAR} to ${LAST_YEAR}`,
    `give a year from ${FIRST_YEAR} to ${LAST_YEAR}, such as 2030`,
  );
}

const MOST_USD = 1e12;

function requireBudget(budgetUsd: number): void {
  if (budgetUsd >= 0 && budgetUsd <= MOST_USD) return;
  throw new Refusal(
    'invalid',
    'gap.bad_budget',
    `the budget cannot be ${budgetUsd} dollars`,
    'write an amount from 0 to 1000B, such as 750M or 2.5B',
  );
}
