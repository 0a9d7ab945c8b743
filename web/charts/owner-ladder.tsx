import { clipped, Drawing } from './drawing.tsx';
import { type OwnerChartProps, type OwnerEdge, type OwnerTree, ownerTree } from './owner-graph.ts';

const ROW_PX = 24;
const STEP_PX = 16;
const CHARACTER_PX = 6.9;
const LEAST_NAME = 4; // characters, however deep a chain is

interface Rung {
  readonly key: string;
  readonly shares: string;
  readonly name: string;
  readonly mark: string;
  readonly title: string;
  readonly stepsUp: number;
  readonly below: number; // the row of what it owns
}

/** Who owns whom line by line: owners under what they own, one step further in. */
export function OwnerLadder({ nodes, edges, widthPx, label, source }: OwnerChartProps) {
  const nameOf = (id: string) => nodes.find((node) => node.id === id)!.label;
  const party = nodes.find(({ stepsUp }) => stepsUp === 0)!;
  const rungs: Rung[] = [
    {
      key: party.id,
      shares: '',
      name: party.label,
      mark: '',
      title: party.label,
      stepsUp: 0,
      below: 0,
    },
  ];
  const climb = (owners: readonly OwnerTree<OwnerEdge>[], stepsUp: number, below: number) => {
    for (const { id, links, isRepeated, owners: above } of owners) {
      const rung = {
        shares: `${links.flatMap(({ texts }) => texts).join(', ')}: `,
        ...{ name: nameOf(id), mark: isRepeated ? ' (above)' : '' },
        title: links.map((link) => link.title).join('; '),
      };
      const row = rungs.push({ key: `${below} ${id}`, ...rung, stepsUp, below }) - 1;
      climb(above, stepsUp + 1, row);
    }
  };
  climb(ownerTree(party.id, edges), 1, 0);
  return (
    <Drawing widthPx={widthPx} heightPx={rungs.length * ROW_PX} label={label} source={source}>
      {rungs.map((rung, row) => (
        <Row key={rung.key} rung={rung} row={row} widthPx={widthPx} />
      ))}
    </Drawing>
  );
}

function Row(props: { readonly rung: Rung; readonly row: number; readonly widthPx: number }) {
  const { rung, row, widthPx } = props;
  const { stepsUp, below, shares, name, mark, title } = rung;
  const x = stepsUp * STEP_PX;
  const y = (row + 0.5) * ROW_PX;
  const room = Math.floor((widthPx - x) / CHARACTER_PX) - shares.length - mark.length;
  return (
    <g>
      <title>{title}</title>
      {stepsUp > 0 && (
        <path className="owner-line" d={`M${x - 10},${(below + 0.5) * ROW_PX + 7}V${y}H${x - 3}`} />
      )}
      <text className={stepsUp === 0 ? 'owner-here' : undefined} x={x} y={y + 4}>
        {`${shares}${clipped(name, Math.max(LEAST_NAME, room))}${mark}`}
      </text>
    </g>
  );
}
