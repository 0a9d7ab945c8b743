import type { OwnerShare } from '../../src/parties/party-view.ts';

/* Who owns whom, in columns: the party in the last, its owners before it, and so on up. */

export interface OwnerColumnNode {
  readonly id: string;
  readonly stepsUp: number; // the fewest shares between it and the party
}

export interface OwnerTree {
  readonly id: string;
  readonly shares: readonly OwnerShare[]; // in what stands below it
  readonly isRepeated: boolean; // told further up already: a circle, or an owner by two ways
  readonly owners: readonly OwnerTree[];
}

/** Each party of the graph once, the nearest first. */
export function nodesOf(party: string, shares: readonly OwnerShare[]): OwnerColumnNode[] {
  const steps = new Map([[party, 0]]);
  for (const [owned, stepsUp] of steps) {
    for (const share of shares) {
      // A map hands out what is added while it is walked.
      if (share.owned === owned && !steps.has(share.owner)) steps.set(share.owner, stepsUp + 1);
    }
  }
  return [...steps].map(([id, stepsUp]) => ({ id, stepsUp }));
}

/** The owners of a party as a tree for a nested list; each party unfolds once. */
export function ownerTree(
  party: string,
  shares: readonly OwnerShare[],
  told: Set<string> = new Set([party]),
): OwnerTree[] {
  const owners = [
    ...new Set(shares.filter(({ owned }) => owned === party).map((each) => each.owner)),
  ];
  return owners.map((id) => {
    const isRepeated = told.has(id);
    told.add(id);
    return {
      ...{ id, isRepeated },
      shares: shares.filter(({ owned, owner }) => owned === party && owner === id),
      owners: isRepeated ? [] : ownerTree(id, shares, told),
    };
  });
}
