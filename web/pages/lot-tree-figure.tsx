import { bookedMassText } from '../../src/base/booked.ts';
import type { LotTree } from '../../src/inventory/lot-tree.ts';
import { LotTreeChart, type TreeNode } from '../charts/lot-tree-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import type { Rows } from '../parts/table.tsx';
import { statusText } from './book-text.ts';
import { lotCell, lotHref } from './stock-text.ts';

type Node = LotTree['nodes'][number];

/** Of what a lot was made and what was made of it: a drawing, and the same as a nested list. */
export function LotTreeFigure({ tree, on }: { readonly tree: LotTree; readonly on: string }) {
  const faults = faultsOf(tree);
  return (
    <section aria-labelledby="tree">
      <h2 id="tree">Of what it was made, and what became of it</h2>
      <Figure
        id="lot-tree"
        title={titleOf(tree, faults)}
        measure="Dry mass with which each lot began; on each way the dry mass that went along it; broken outlines: lots that came of the same deed and are no kin"
        evidence="input"
        summary={
          tree.edges.length === 0
            ? 'It came whole and is whole.'
            : `${tree.edges.map(wayText).join('; ')}.`
        }
        draw={(widthPx) => (
          <LotTreeChart
            nodes={tree.nodes.map((node) => nodeOf(tree, node))}
            edges={tree.edges.map(({ dryG, ...edge }) => ({ ...edge, massText: massOf(dryG) }))}
            widthPx={widthPx}
            label={`Genealogy of lot ${tree.of}`}
            source={`movements of lots in the books of this reserve on ${on}`}
          />
        )}
        table={treeRows(tree)}
        isWide
      />
      {faults.length > 0 && (
        <aside className="warning-banner" aria-label="Imbalance">
          <p>
            <strong>■ Grams do not add up.</strong> {faults.join('; ')}.
          </p>
        </aside>
      )}
      <h3>As a list</h3>
      <ul className="outline">
        {tree.nodes
          .filter(({ id }) => !tree.edges.some(({ to }) => to === id))
          .map((node) => (
            <Branch
              key={node.id}
              tree={tree}
              node={node}
              massText={bookedMassText(BigInt(node.inG))}
            />
          ))}
      </ul>
    </section>
  );
}

const faultsOf = ({ nodes, faults }: LotTree) => [
  ...faults,
  ...nodes.flatMap(({ fault }) => (fault === null ? [] : [fault])),
];

function titleOf({ of, nodes, edges }: LotTree, faults: readonly string[]): string {
  if (faults.length > 0) return `The genealogy of lot ${of} does not balance`;
  if (edges.length === 0) return `Lot ${of} was made of no other, and no other was made of it`;
  return `${nodes.length} lots stand together, and no gram was lost between them`;
}

/** A mass, or what is said where many lots became many. */
const massOf = (dryG: string | null) => (dryG === null ? 'shared' : bookedMassText(BigInt(dryG)));

const wayText = ({ from, to, dryG }: LotTree['edges'][number]) =>
  `${from} to ${to}: ${massOf(dryG)}`;

function nodeOf({ of }: LotTree, { id, column, inG, status, isKin, fault }: Node): TreeNode {
  return {
    ...{ id, column, statusText: statusText(status), isFaulty: fault !== null },
    massText: bookedMassText(BigInt(inG)),
    tone: id === of ? 'here' : isKin ? 'kin' : 'sibling',
    href: lotHref(id),
  };
}

/** A lot with those made of it. One that was blended of several stands below each of them. */
function Branch(props: { readonly tree: LotTree; readonly node: Node; readonly massText: string }) {
  const { tree, node, massText } = props;
  const { id, status, nowG } = node;
  const below = tree.edges.filter(({ from }) => from === id);
  return (
    <li>
      {id === tree.of ? <strong>{id}</strong> : <a href={lotHref(id)}>{id}</a>}
      {`: ${massText}; ${statusText(status)}, holds ${bookedMassText(BigInt(nowG))}`}
      {below.length > 0 && (
        <ul className="outline">
          {below.map(({ to, dryG }) => (
            <Branch
              key={to}
              tree={tree}
              node={tree.nodes.find((each) => each.id === to)!}
              massText={`got ${massOf(dryG)} of it`}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

const treeRows = ({ nodes, edges }: LotTree): Rows => ({
  columns: [
    { label: 'Lot' },
    { label: 'Made of' },
    { label: 'Began with, dry', isNumber: true },
    { label: 'Holds, dry', isNumber: true },
    { label: 'Status' },
    { label: 'Balance' },
  ],
  rows: nodes.map(({ id, inG, nowG, status, fault }) => [
    lotCell(id),
    edges
      .filter(({ to }) => to === id)
      .map(({ from, dryG }) => `${from} (${massOf(dryG)})`)
      .join(', '),
    bookedMassText(BigInt(inG)),
    bookedMassText(BigInt(nowG)),
    statusText(status),
    fault ?? 'adds up',
  ]),
});
