import * as z from 'zod';
import { BookedAmount } from '../base/booked.ts';

/* Of which lots a lot was made, and what was made of it: with the mass that went from one to another. */

const Node = z.object({
  id: z.string(),
  column: z.int().describe('0 is the first; a lot stands right of all it was made of'),
  status: z.string(),
  inG: BookedAmount.describe('dry grams with which it began'),
  nowG: BookedAmount.describe('dry grams that it has now'),
  isKin: z
    .boolean()
    .describe('the lot, what it was made of or what was made of it; else a sibling'),
  fault: z.string().nullable().describe('where its grams do not add up'),
});

/** The genealogy of a lot. */
export const LotTree = z
  .object({
    of: z.string(),
    nodes: z.array(Node),
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        dryG: BookedAmount.nullable().describe('null where many lots became many'),
      }),
    ),
    faults: z.array(z.string()).describe('splits and blends that lost or found grams'),
  })
  .meta({ id: 'LotTree' });
export type LotTree = z.infer<typeof LotTree>;

/** Dry grams that one movement took from a lot or gave to it. */
export interface MovedGrams {
  readonly movement: string;
  readonly kind: string; // 'restack'
  readonly lot: string;
  readonly dryG: bigint;
}

/** What is known of a lot of the tree. */
export interface TreeLot {
  readonly id: string;
  readonly status: string;
  readonly nowG: bigint;
}

/**
 * Draws the genealogy up from what moved.
 *
 * @param of - the lot that is asked about
 * @param kin - it, what it was made of and what was made of it
 * @param lots - all lots that a movement of these names
 * @param moved - movements of kin, first to last
 */
export function lotTree(
  of: string,
  kin: ReadonlySet<string>,
  lots: readonly TreeLot[],
  moved: readonly MovedGrams[],
): LotTree {
  const restacks = [...groupBy(moved.filter(({ kind }) => kind === 'restack'))];
  const edges = restacks.flatMap(([, lines]) => edgesOf(lines));
  const columns = columnsOf(lots, edges);
  const nodes = lots.map(({ id, status, nowG }) => {
    const own = moved.filter(({ lot }) => lot === id);
    const inG = own.find(({ dryG }) => dryG > 0n)?.dryG ?? 0n;
    const isKin = kin.has(id);
    return {
      ...{ id, status, column: columns.get(id)!, inG: `${inG}`, nowG: `${nowG}`, isKin },
      fault: isKin ? nodeFault(id, nowG, sum(own)) : null,
    };
  });
  return {
    of,
    nodes: nodes.sort((a, b) => a.column - b.column || (a.id < b.id ? -1 : 1)),
    edges,
    faults: restacks.flatMap(([, lines]) => stepFault(lines)),
  };
}

function groupBy(moved: readonly MovedGrams[]): Map<string, MovedGrams[]> {
  const groups = new Map<string, MovedGrams[]>();
  for (const line of moved) groups.set(line.movement, [...(groups.get(line.movement) ?? []), line]);
  return groups;
}

function sum(lines: readonly MovedGrams[]): bigint {
  let total = 0n;
  for (const { dryG } of lines) total += dryG;
  return total;
}

/** Where one lot became many or many became one, each edge has the mass of its other end. */
function edgesOf(lines: readonly MovedGrams[]): LotTree['edges'] {
  const from = lines.filter(({ dryG }) => dryG < 0n);
  const to = lines.filter(({ dryG }) => dryG > 0n);
  return from.flatMap((parent) =>
    to.map((child) => {
      const dryG = from.length === 1 ? child.dryG : to.length === 1 ? -parent.dryG : null;
      return { from: parent.lot, to: child.lot, dryG: dryG === null ? null : `${dryG}` };
    }),
  );
}

/** The longest way from a lot that was made of nothing. */
function columnsOf(lots: readonly TreeLot[], edges: LotTree['edges']): ReadonlyMap<string, number> {
  const columns = new Map(lots.map(({ id }) => [id, 0]));
  for (const _ of lots) {
    for (const { from, to } of edges) {
      columns.set(to, Math.max(columns.get(to) ?? 0, (columns.get(from) ?? 0) + 1));
    }
  }
  return columns;
}

const nodeFault = (id: string, nowG: bigint, movedG: bigint): string | null =>
  nowG === movedG ? null : `lot ${id} holds ${nowG} g, and its movements leave ${movedG} g`;

function stepFault(lines: readonly MovedGrams[]): string[] {
  const lostG = -sum(lines);
  if (lostG === 0n) return [];
  const lots = lines.map(({ lot }) => lot).join(', ');
  return [`between ${lots} ${lostG > 0n ? `${lostG} g were lost` : `${-lostG} g were found`}`];
}
