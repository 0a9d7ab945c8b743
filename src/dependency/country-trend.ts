import * as z from 'zod';
import { productionByCountry } from '../minerals/minerals.ts';
import type { Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { LATEST_YEAR } from './exposure.ts';
import { evidence, productionOf } from './profile-figures.ts';
import { revisionsOf } from './profile-quality.ts';

/*
 * A country's share of world output then and now. Two editions are compared, and the newer one
 * moves the past: what of a change lies within such a revision is said beside it.
 */

const THEN_YEAR = 2023; // the earliest with output by country
const share = z.number().min(0).max(1);

export const ShareTrend = z
  .object({
    mineral: z.string(),
    name: z.string(),
    stage: z.enum(['mine', 'smelter', 'refinery']).nullable(),
    group: z.string().nullable().describe('the group, where figures are of a whole group'),
    thenYear: z.int(),
    nowYear: z.int(),
    thenShare: share.describe('of world output'),
    nowShare: share,
    revisedBy: z
      .number()
      .nullable()
      .describe('how far the later edition moved the share of the year between; null if unknown'),
    isWithinRevision: z.boolean().describe('whether the change is no larger than that'),
    evidence,
  })
  .meta({ id: 'ShareTrend' });
export type ShareTrend = z.infer<typeof ShareTrend>;

/** A country's share of the world's output of a mineral in the first and the last year, or null. */
export function shareTrendOf(
  data: ReferenceData,
  { id, name }: Mineral,
  iso3: string,
): ShareTrend | null {
  const [before, after] = [THEN_YEAR, LATEST_YEAR].map((year) => {
    const { stage, group, rows } = productionOf(productionByCountry(data, id, year), year);
    return { stage, group, row: rows.find(({ country }) => country === iso3) };
  });
  const [thenShare, nowShare] = [before?.row?.share, after?.row?.share];
  if (thenShare == null || nowShare == null || Math.max(thenShare, nowShare) === 0) return null;
  const revisedBy = revisionOfShare(data, id, iso3);
  return {
    mineral: id,
    name,
    stage: after!.stage,
    group: after!.group,
    thenYear: THEN_YEAR,
    nowYear: LATEST_YEAR,
    thenShare,
    nowShare,
    revisedBy,
    isWithinRevision: revisedBy !== null && Math.abs(nowShare - thenShare) <= Math.abs(revisedBy),
    evidence: [...before!.row!.evidence, ...after!.row!.evidence],
  };
}

/** How far the share of the year between moved from one edition to the next. */
function revisionOfShare(data: ReferenceData, mineralId: string, iso3: string): number | null {
  const revisions = revisionsOf(data, mineralId);
  const own = revisions.find(({ country }) => country === iso3);
  const world = revisions.find(({ country }) => country === 'world');
  if (own === undefined || world === undefined) return null;
  if (world.firstTonnes <= 0 || world.revisedTonnes <= 0) return null;
  const [first, revised] = [
    own.firstTonnes / world.firstTonnes,
    own.revisedTonnes / world.revisedTonnes,
  ];
  return Math.min(1, revised) - Math.min(1, first);
}
