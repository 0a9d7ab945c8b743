/* Who owns whom: in columns, and as a tree. */

/** A share, or several of one owner in one party. */
export interface OwnerLink {
  readonly owner: string;
  readonly owned: string;
}

export interface OwnerPlace {
  readonly id: string;
  readonly stepsUp: number; // the fewest shares between it and the party, which has 0
}

export interface OwnerNode extends OwnerPlace {
  readonly label: string;
}

/** All that one owner holds of one party. */
export interface OwnerEdge extends OwnerLink {
  readonly texts: readonly string[]; // '25.01%', '70% votes'
  readonly title: string;
}

export interface OwnerChartProps {
  readonly nodes: readonly OwnerNode[];
  readonly edges: readonly OwnerEdge[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

export interface OwnerTree<Link extends OwnerLink> {
  readonly id: string;
  readonly links: readonly Link[]; // to what stands below it
  readonly isRepeated: boolean; // told further up already: a circle, or an owner by two ways
  readonly owners: readonly OwnerTree<Link>[];
}

/** Each party of the graph once, the nearest first. */
export function placesAbove(party: string, links: readonly OwnerLink[]): OwnerPlace[] {
  const steps = new Map([[party, 0]]);
  for (const [owned, stepsUp] of steps) {
    for (const link of links) {
      // A map hands out what is added while it is walked.
      if (link.owned === owned && !steps.has(link.owner)) steps.set(link.owner, stepsUp + 1);
    }
  }
  return [...steps].map(([id, stepsUp]) => ({ id, stepsUp }));
}

/** The owners of a party as a tree; each party unfolds once. */
export function ownerTree<Link extends OwnerLink>(
  party: string,
  links: readonly Link[],
  told: Set<string> = new Set([party]),
): OwnerTree<Link>[] {
  const owners = [
    ...new Set(links.filter(({ owned }) => owned === party).map((each) => each.owner)),
  ];
  return owners.map((id) => {
    const isRepeated = told.has(id);
    told.add(id);
    return {
      ...{ id, isRepeated },
      links: links.filter(({ owned, owner }) => owned === party && owner === id),
      owners: isRepeated ? [] : ownerTree(id, links, told),
    };
  });
}
