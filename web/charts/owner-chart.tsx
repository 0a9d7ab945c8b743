import { clipped, Drawing } from './drawing.tsx';

export interface OwnerNode {
  readonly id: string;
  readonly label: string;
  readonly stepsUp: number; // 0 is the party itself, which stands last
}

export interface OwnerEdge {
  readonly owner: string;
  readonly owned: string;
  readonly text: string; // '25.01%'
  readonly title: string;
}

export interface OwnerChartProps {
  readonly nodes: readonly OwnerNode[];
  readonly edges: readonly OwnerEdge[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const BOX_PX = 26;
const ROW_PX = 46;
const EDGE_PX = 62; // between columns: room for '≈ 33.33%'
const MOST_BOX_PX = 190;
const CHARACTER_PX = 6.6;
const TEXT_PX = 12;

interface Place {
  readonly x: number;
  readonly y: number; // of its middle
}

/** Who owns whom: owners left of what they own, with their share on the line. */
export function OwnerChart({ nodes, edges, widthPx, label, source }: OwnerChartProps) {
  const columns = Math.max(...nodes.map(({ stepsUp }) => stepsUp)) + 1;
  const most = Math.max(...columnSizes(nodes, columns));
  const boxPx = Math.min(MOST_BOX_PX, (widthPx - (columns - 1) * EDGE_PX) / columns);
  const heightPx = most * ROW_PX;
  const places = placesOf(nodes, { columns, columnPx: boxPx + EDGE_PX, heightPx });
  return (
    <Drawing widthPx={widthPx} heightPx={heightPx} label={label} source={source}>
      {edges.map((edge, i) => (
        <Line
          key={edge.title}
          edge={edge}
          from={places.get(edge.owner)!}
          to={places.get(edge.owned)!}
          boxPx={boxPx}
          line={edges.slice(0, i).filter(({ owner }) => owner === edge.owner).length}
        />
      ))}
      {nodes.map((node) => (
        <Box key={node.id} node={node} place={places.get(node.id)!} boxPx={boxPx} />
      ))}
    </Drawing>
  );
}

const columnSizes = (nodes: readonly OwnerNode[], columns: number): number[] =>
  Array.from({ length: columns }, (_, k) => nodes.filter(({ stepsUp }) => stepsUp === k).length);

/** Each column in the middle of the sheet. */
function placesOf(
  nodes: readonly OwnerNode[],
  sheet: { readonly columns: number; readonly columnPx: number; readonly heightPx: number },
): ReadonlyMap<string, Place> {
  const sizes = columnSizes(nodes, sheet.columns);
  const taken = sizes.map(() => 0);
  return new Map(
    nodes.map(({ id, stepsUp }) => {
      const row = taken[stepsUp]!++;
      const top = (sheet.heightPx - sizes[stepsUp]! * ROW_PX) / 2;
      const x = (sheet.columns - 1 - stepsUp) * sheet.columnPx;
      return [id, { x, y: top + (row + 0.5) * ROW_PX }];
    }),
  );
}

/** @param line - how many shares of the same owner were named before: their texts stand in lines */
function Line(props: {
  readonly edge: OwnerEdge;
  readonly from: Place;
  readonly to: Place;
  readonly boxPx: number;
  readonly line: number;
}) {
  const { edge, from, to, boxPx, line } = props;
  const left = from.x + boxPx;
  const middle = (left + to.x) / 2;
  const at = (value: number) => value.toFixed(1);
  return (
    <g>
      <title>{edge.title}</title>
      <path
        className="owner-line"
        d={`M${at(left)},${at(from.y)}C${at(middle)},${at(from.y)} ${at(middle)},${at(to.y)} ${at(to.x)},${at(to.y)}`}
      />
      <text
        className="tick"
        x={at(left + 4)}
        y={at(from.y - 5 + (line > 0 ? line * TEXT_PX + 4 : 0))}
      >
        {edge.text}
      </text>
    </g>
  );
}

function Box(props: { readonly node: OwnerNode; readonly place: Place; readonly boxPx: number }) {
  const { node, place, boxPx } = props;
  return (
    <g transform={`translate(${place.x.toFixed(1)},${(place.y - BOX_PX / 2).toFixed(1)})`}>
      <title>{node.label}</title>
      <rect
        className={node.stepsUp === 0 ? 'owner-box here' : 'owner-box'}
        width={boxPx.toFixed(1)}
        height={BOX_PX}
      />
      <text x={6} y={BOX_PX / 2 + 4}>
        {clipped(node.label, Math.floor((boxPx - 10) / CHARACTER_PX))}
      </text>
    </g>
  );
}
