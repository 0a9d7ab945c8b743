import type { GapProps } from '../../web/pages/gap-page.tsx';
import { parseWholeNumber } from '../base/whole-number.ts';
import {
  type GapQuestion,
  type GapReport,
  USUAL_CASE,
  USUAL_YEAR,
} from '../capacity-gap/capacity-gap.ts';
import { FIRST_YEAR, LAST_YEAR } from '../capacity-gap/years.ts';
import { findMineral } from '../minerals/minerals.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import { readBudget } from './plan-pages.ts';

/** Answers a question about the gap. */
export type AskGap = (
  question: Pick<GapQuestion, 'caseId' | 'year' | 'budgetUsd'>,
) => Promise<GapReport>;

/** An address of the page, as the browser sends it. */
export type GapQuery = Partial<
  Readonly<Record<'case' | 'year' | 'mineral' | 'budget' | 'show', string>>
>;

/**
 * What the page of the gap shows, from its address.
 *
 * @throws Refusal `gap.unknown_case`, `number.out_of_limits`, `mineral.not_found`, `quantity.invalid_money`
 */
export async function gapProps(
  data: ReferenceData,
  askGap: AskGap,
  query: GapQuery,
): Promise<GapProps> {
  const caseId = query.case ?? USUAL_CASE;
  const limits = { least: FIRST_YEAR, most: LAST_YEAR, usual: USUAL_YEAR };
  const year = parseWholeNumber(query.year || undefined, 'the year', limits);
  const budgetUsd = readBudget(query.budget);
  const report = await askGap({ caseId, year, budgetUsd });
  const asked = query.mineral;
  const mineral =
    asked === undefined || asked === '' ? leading(report) : findMineral(data, asked).id;
  const { version, digest } = data;
  return {
    report,
    address: { caseId, year, mineral, budgetUsd, showsAll: query.show === 'all' },
    cases: data.demandCases,
    data: { version, digest },
  };
}

/** The mineral with the widest gap that has a percentage. */
function leading({ minerals, year }: GapReport): string {
  const found = minerals.find(
    ({ years }) => years.find((row) => row.year === year)!.gapAtHome.p50 !== null,
  );
  return (found ?? minerals[0])?.mineral ?? '';
}
