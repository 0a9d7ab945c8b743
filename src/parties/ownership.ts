import { assert } from '../base/assert.ts';
import {
  add,
  compare,
  type Fraction,
  fraction,
  minus,
  over,
  times,
  ZERO,
} from '../base/fraction.ts';

/*
 * How much of a party belongs, directly and through others, to a set of owners. Shares are exact
 * fractions, and cross-holdings are solved, not cut off.
 */

export const HOLDING_KINDS = ['equity', 'votes', 'seats'] as const;
export type HoldingKind = (typeof HOLDING_KINDS)[number];

/** A share that an owner holds in another party on the day that is looked at. */
export interface Holding {
  readonly seq: number; // of the row that says so
  readonly owner: string;
  readonly owned: string;
  readonly kind: HoldingKind;
  readonly share: Fraction; // above 0, at most 1
}

/** What an owner brings into a party: its own exposure times its share. */
export interface Link extends Holding {
  readonly ownerExposure: Fraction;
  readonly contribution: Fraction;
}

/** How much of a party belongs to the owners looked for. */
export interface Exposure {
  readonly share: Fraction; // 0 to 1
  readonly kind: HoldingKind | null; // by which it is largest; null where it is 0
  /** Every share that carries some of it, in the party itself and further up. */
  readonly links: readonly Link[];
}

const ONE = fraction(1n);

/**
 * The share of a party that belongs to `sources`, multiplied along chains and added up over them.
 *
 * A party's exposure x is the largest over the kinds of holding of the sum of share times the
 * owner's x; a source has 1. Kinds are not added to each other: who holds a tenth of the equity and
 * of the votes holds a tenth. Taking the largest kind anew at each party leaves no way around by
 * holding votes here and equity there. Circles give equations with these x on both sides; they are
 * solved exactly, the smallest solution, which is the sum over all chains however long. The largest
 * kind is found by strategy iteration: solve for a choice of kinds, take better ones, until none is.
 *
 * @source Brioschi, Buzzacchi and Colombo (1989) for integrated ownership as a linear system
 */
export function exposureOf(
  target: string,
  holdings: readonly Holding[],
  sources: ReadonlySet<string>,
): Exposure {
  if (sources.has(target)) return { share: ONE, kind: null, links: [] };
  const above = holdingsAbove(target, holdings, sources);
  const choice = new Map<string, HoldingKind>();
  for (const { owned, kind } of above) if (!choice.has(owned)) choice.set(owned, kind);
  for (;;) {
    const exposures = solve(above, choice, sources);
    if (!improve(above, choice, exposures, sources)) {
      return exposureFrom(target, above, choice, exposures, sources);
    }
  }
}

/** The holdings in the target, in its owners, and so on up; in an order of their own. */
export function holdingsAbove(
  target: string,
  holdings: readonly Holding[],
  sources: ReadonlySet<string> = new Set(),
): readonly Holding[] {
  const byOwned = groupBy(holdings, ({ owned }) => owned);
  const seen = new Set([target]);
  const found: Holding[] = [];
  for (const party of seen) {
    if (sources.has(party)) continue; // whoever owns a source adds nothing to it
    for (const holding of byOwned.get(party) ?? []) {
      found.push(holding);
      seen.add(holding.owner); // a set hands out what is added while it is walked
    }
  }
  return found.sort((a, b) => a.seq - b.seq);
}

/** Takes the best kind of each party. @returns whether any was better than the one before */
function improve(
  holdings: readonly Holding[],
  choice: Map<string, HoldingKind>,
  exposures: ReadonlyMap<string, Fraction>,
  sources: ReadonlySet<string>,
): boolean {
  let better = false;
  for (const [owned, rows] of groupBy(holdings, (each) => each.owned)) {
    let best = exposures.get(owned) ?? ZERO;
    for (const kind of HOLDING_KINDS) {
      const sum = rows
        .filter((row) => row.kind === kind)
        .map((row) => times(row.share, exposureAt(row.owner, exposures, sources)))
        .reduce(add, ZERO);
      if (compare(sum, best) <= 0) continue;
      best = sum;
      choice.set(owned, kind);
      better = true;
    }
  }
  return better;
}

type Row = { readonly terms: Map<string, Fraction>; constant: Fraction };

/** Exposures for one choice of kinds: x = S x + b, by elimination. */
function solve(
  holdings: readonly Holding[],
  choice: ReadonlyMap<string, HoldingKind>,
  sources: ReadonlySet<string>,
): ReadonlyMap<string, Fraction> {
  const chosen = holdings.filter(({ owned, kind }) => choice.get(owned) === kind);
  const reached = reachedFrom(sources, chosen);
  const rows = new Map<string, Row>();
  for (const { owner, owned, share } of chosen) {
    if (!reached.has(owned)) continue; // nothing flows in: its smallest solution is 0
    const row = rows.get(owned) ?? { terms: new Map(), constant: ZERO };
    rows.set(owned, row);
    if (sources.has(owner)) row.constant = add(row.constant, share);
    else if (reached.has(owner)) addTerm(row.terms, owner, share);
  }
  const order = [...rows.keys()].sort();
  for (const [i, name] of order.entries()) {
    const row = rows.get(name)!; // the keys are of the same map
    settleOwn(name, row);
    for (const later of order.slice(i + 1)) substitute(rows.get(later)!, name, row);
  }
  const exposures = new Map<string, Fraction>();
  for (const name of order.toReversed()) {
    const { terms, constant } = rows.get(name)!;
    const value = [...terms].reduce(
      (sum, [other, factor]) => add(sum, times(factor, exposures.get(other)!)),
      constant,
    );
    exposures.set(name, value);
  }
  return exposures;
}

/** Brings a party's share in itself, by a circle, to the other side. */
function settleOwn(name: string, row: Row): void {
  const own = row.terms.get(name);
  if (own === undefined) return;
  row.terms.delete(name);
  const rest = minus(ONE, own);
  // Something flows in from a source, and no kind of share exceeds the whole: the circle leaks.
  assert(rest.top > 0n, 'a circle that a source reaches does not own itself whole');
  row.constant = over(row.constant, rest);
  for (const [other, factor] of row.terms) row.terms.set(other, over(factor, rest));
}

function substitute(row: Row, name: string, by: Row): void {
  const factor = row.terms.get(name);
  if (factor === undefined) return;
  row.terms.delete(name);
  row.constant = add(row.constant, times(factor, by.constant));
  for (const [other, term] of by.terms) addTerm(row.terms, other, times(factor, term));
}

function addTerm(terms: Map<string, Fraction>, name: string, value: Fraction): void {
  terms.set(name, add(terms.get(name) ?? ZERO, value));
}

/** The parties into which something flows from a source. */
function reachedFrom(
  sources: ReadonlySet<string>,
  holdings: readonly Holding[],
): ReadonlySet<string> {
  const byOwner = groupBy(holdings, ({ owner }) => owner);
  const reached = new Set(sources);
  for (const owner of reached) {
    for (const { owned } of byOwner.get(owner) ?? []) reached.add(owned);
  }
  return reached;
}

function exposureFrom(
  target: string,
  holdings: readonly Holding[],
  choice: ReadonlyMap<string, HoldingKind>,
  exposures: ReadonlyMap<string, Fraction>,
  sources: ReadonlySet<string>,
): Exposure {
  const share = exposures.get(target) ?? ZERO;
  if (share.top === 0n) return { share, kind: null, links: [] };
  const links = holdings
    .filter(({ owned, kind }) => choice.get(owned) === kind)
    .map((holding) => {
      const ownerExposure = exposureAt(holding.owner, exposures, sources);
      return { ...holding, ownerExposure, contribution: times(holding.share, ownerExposure) };
    })
    .filter(({ ownerExposure }) => ownerExposure.top > 0n);
  return { share, kind: choice.get(target)!, links };
}

const exposureAt = (
  party: string,
  exposures: ReadonlyMap<string, Fraction>,
  sources: ReadonlySet<string>,
): Fraction => (sources.has(party) ? ONE : (exposures.get(party) ?? ZERO));

function groupBy<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}
