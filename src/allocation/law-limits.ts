import { assert } from '../base/assert.ts';
import type { Choice } from './choice.ts';
import type { MostLimit } from './limits.ts';
import type { Listing } from './listing.ts';
import type { ProjectOwnership } from './ownership.ts';
import type { PlanLimits } from './plan-limits.ts';

/*
 * What the law bars, where a plan is asked to keep it: rows that allow nothing, so their duals say
 * what keeping them costs.
 */

interface Barred {
  readonly choices: readonly Choice[];
  readonly minerals: readonly { readonly mineral: string }[];
  readonly ownership: readonly ProjectOwnership[];
  readonly listing: Listing | undefined;
}

/** No money for what is barred; no row where nothing that could be chosen is. */
export function lawLimits({ noConcern, eligibleOnly }: PlanLimits, barred: Barred): MostLimit[] {
  const rows = [
    ...(noConcern ? [concernLimit(barred)] : []),
    ...(eligibleOnly ? [eligibleLimit(barred)] : []),
  ];
  return rows.filter(({ choices }) => choices.length > 0);
}

function concernLimit({ choices, ownership }: Barred): MostLimit {
  const found = ownership.filter(({ finding }) => finding === 'covered');
  return {
    id: 'concern',
    title:
      'no money for projects whose record names an owner or processor of a covered country ' +
      '(10 U.S.C. 4872)',
    choices: [...choices.keys()].filter((c) =>
      found.some(({ choice }) => choice === choices[c]!.id),
    ),
    mostMusd: 0,
  };
}

function eligibleLimit({ choices, minerals, listing }: Barred): MostLimit {
  assert(listing !== undefined, 'who limits a plan to eligible minerals says which they are');
  const barred = new Set(listing.barred.map(({ mineral }) => mineral));
  return {
    id: 'eligible',
    title: `no money for minerals that may not be listed as eligible (${listing.ruleSet}, ${listing.on})`,
    choices: [...choices.keys()].filter((c) => barred.has(minerals[choices[c]!.mineral]!.mineral)),
    mostMusd: 0,
  };
}
