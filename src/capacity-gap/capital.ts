import { assume, type Range } from '../dependency/assumptions.ts';
import type { Assumption } from '../minerals/reference-data.ts';
import type { CreditedProject } from './credited-supply.ts';

/*
 * What it costs to build capacity: as projects of the mineral publish it, or as an assumption.
 */

export interface MineralCapital {
  readonly usdPerAnnualTonne: Range;
  readonly basis: 'published' | 'assumed';
  readonly sentence: string;
}

/** Capital for a tonne of yearly output; null where neither a project nor a price tells. */
export function capitalOf(
  projects: readonly CreditedProject[],
  priceUsd: number | null,
  assumptions: readonly Assumption[],
): MineralCapital | null {
  const published = projects
    .flatMap(({ capitalMusd, tonnesPerYear }) =>
      capitalMusd === null ? [] : [(capitalMusd * 1e6) / tonnesPerYear],
    )
    .sort((a, b) => a - b);
  const [least] = published;
  if (least !== undefined) {
    const mid = published[Math.floor(published.length / 2)]!;
    return {
      usdPerAnnualTonne: { low: least, mid, high: published.at(-1)! },
      basis: 'published',
      sentence: `as published for ${published.length === 1 ? 'its one project' : `${published.length} projects`}`,
    };
  }
  if (priceUsd === null) return null;
  const years = assume(assumptions, 'project_cost_years', ['stage:planned']);
  const times = (each: number) => each * priceUsd;
  return {
    usdPerAnnualTonne: { low: times(years.low), mid: times(years.mid), high: times(years.high) },
    basis: 'assumed',
    sentence: `assumed: ${years.low} to ${years.high} years of output at the price of 2025`,
  };
}

/** What a project costs [million USD]: its own published figure, or that of a tonne of its mineral. */
export function projectCapitalMusd(
  { capitalMusd, tonnesPerYear }: Pick<CreditedProject, 'capitalMusd' | 'tonnesPerYear'>,
  usdPerAnnualTonne: number,
): number {
  return capitalMusd ?? (tonnesPerYear * usdPerAnnualTonne) / 1e6;
}
