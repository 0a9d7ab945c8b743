import type { Mineral, ReferenceData } from '../minerals/reference-data.ts';

/** An industry that uses a mineral, and for what. */
export interface IndustryShare {
  readonly industry: string; // a code of industry.csv
  readonly share: number; // of the mineral's use at home
  readonly uses: readonly string[]; // as the sources name them
}

/** Where a mineral is used, and how that is known. */
export interface MineralUse {
  readonly industries: readonly IndustryShare[]; // shares add up to 1
  readonly basis: 'shares of USGS' | 'applications of USGS, each an equal share';
  readonly worldShares: boolean; // the shares are of the world's use, not of ours
  readonly unplaced: readonly string[]; // uses that no industry stands for
}

/**
 * The industries that use a mineral, by its published end uses, else by its listed applications.
 *
 * Which industry stands for a use is our reading (use_industry.csv). Uses without one, and what the
 * source calls *other*, are spread over those with one.
 *
 * @source docs/models/trade-disruption.md, section 4
 */
export function mineralUse(data: ReferenceData, mineral: Mineral): MineralUse {
  const published = data.endUses.filter((each) => each.mineral === mineral.id);
  const isPublished = published.length > 0;
  const named = isPublished
    ? published.map(({ use, sharePct }) => ({ use, amount: sharePct ?? 0 }))
    : applicationsOf(mineral).map((use) => ({ use, amount: 1 }));
  const found = new Map<string, { amount: number; uses: string[] }>();
  const unplaced: string[] = [];
  let total = 0;
  for (const { use, amount } of named) {
    const places = industriesOf(data, use);
    if (places.length === 0) unplaced.push(use);
    for (const { industry, share } of places) {
      const before = found.get(industry) ?? { amount: 0, uses: [] };
      found.set(industry, {
        amount: before.amount + amount * share,
        uses: [...before.uses, use],
      });
      total += amount * share;
    }
  }
  return {
    industries: [...found]
      .map(([industry, { amount, uses }]) => ({ industry, share: amount / total, uses }))
      .sort((a, b) => b.share - a.share || (a.industry < b.industry ? -1 : 1)),
    basis: isPublished ? 'shares of USGS' : 'applications of USGS, each an equal share',
    worldShares: published.some(({ scope }) => /^world/i.test(scope)),
    unplaced,
  };
}

/** 'Flame retardants and lead-acid batteries.' as two applications. */
export function applicationsOf({ applications }: Mineral): string[] {
  return (applications ?? '')
    .replace(/\.$/, '')
    .split(/,| and /)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The rows of the first phrase that the name of a use holds. */
function industriesOf({ useIndustries }: ReferenceData, use: string) {
  const text = use.toLowerCase();
  const first = useIndustries.find(({ phrase }) => text.includes(phrase));
  return first === undefined ? [] : useIndustries.filter(({ phrase }) => phrase === first.phrase);
}
