import type { GapReport, MineralGap, ShareBand } from '../../src/capacity-gap/capacity-gap.ts';
import { shareText } from '../../src/capacity-gap/gap-sentence.ts';
import type { GapSpan } from '../charts/gap-chart.tsx';
import { budgetText } from './plan-text.ts';

/*
 * Addresses and words of the page of the gap.
 */

/** What the page is asked, as its address says it. */
export interface GapAddress {
  readonly caseId: string;
  readonly year: number;
  readonly mineral: string;
  readonly budgetUsd: number;
  readonly showsAll: boolean; // every mineral in the charts, not only the first of them
}

const queryOf = (address: GapAddress, isPage: boolean): string => {
  const { caseId, year, mineral, budgetUsd, showsAll } = address;
  return [
    `case=${encodeURIComponent(caseId)}`,
    `year=${year}`,
    ...(isPage ? [`mineral=${encodeURIComponent(mineral)}`] : []),
    `budget=${budgetText(budgetUsd)}`,
    ...(isPage && showsAll ? ['show=all'] : []),
  ].join('&');
};

/** The page with one choice changed, at the place where the change shows; other choices stay. */
export const gapHref = (
  address: GapAddress,
  change: Partial<GapAddress>,
  place: 'chosen' | 'ranges' = 'chosen',
): string => `/gap?${queryOf({ ...address, ...change }, true)}#${place}`;

/** All numbers of the page, for other programs. */
export const gapDataHref = (address: GapAddress, kind: 'json' | 'csv'): string =>
  `/api/v1/gap${kind === 'csv' ? '/table.csv' : ''}?${queryOf(address, false)}`;

/** The same on a command line. */
export const gapCommand = ({ caseId, year, budgetUsd }: GapAddress, mineral?: string): string =>
  `npx lodestock gap --case ${caseId} --year ${year} --budget ${budgetText(budgetUsd)}${mineral === undefined ? '' : ` --mineral ${mineral}`}`;

/** A range as a chart takes it: without supply a gap has no end. */
export const spanOf = ({ p05, p50, p95 }: ShareBand): GapSpan => ({
  low: p05 ?? Infinity,
  middle: p50 ?? Infinity,
  high: p95 ?? Infinity,
});

/** A gap in whole percent, as an axis and a title write it. */
export const gapText = (share: number): string =>
  shareText(Math.abs(share) < 0.0995 ? share : Math.round(100 * share) / 100).replace('.0%', '%');

/** What the answer says in one line, as a sentence without its full stop. */
export function gapHeadline({ counts, year, minerals }: GapReport): string {
  const { open, noSupply } = counts.atHome;
  return `In ${year} demand exceeds supply at home for ${open} of ${minerals.length} minerals; ${noSupply} of them have none at all`;
}

/** On what the demand of a mineral rests. */
export const DEMAND_BASIS: Readonly<Record<MineralGap['demandBasis'], string>> = {
  published: 'published',
  group: 'of group',
  assumed: 'assumed',
};
