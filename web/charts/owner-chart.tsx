import { clipped, Drawing } from './drawing.tsx';
import type { OwnerChartProps, OwnerEdge, OwnerNode } from './owner-graph.ts';
import { OwnerLadder } from './owner-ladder.tsx';

const BOX_PX = 26;
const ROW_PX = 54;
const EDGE_PX = 84; // between columns: room for '≈ 33.33%'
const LEAST_BOX_PX = 110; // narrower boxes hold no name
const MOST_BOX_PX = 200;
const CHARACTER_PX = 6.9;
const TEXT_PX = 12;

interface Place {
  readonly x: number;
  readonly y: number; // of its middle
}

/**
 * Who owns whom: owners left of what they own, with their share on the line. Where a share leads
 * back or aside, as in a circle, or names have no room, owners stand under what they own instead.
 */
export function OwnerChart(props: OwnerChartProps) {
  const { nodes, edges, widthPx, label, source } = props;
  const columns = Math.max(...nodes.map(({ stepsUp }) => stepsUp)) + 1;
  const boxPx = Math.min(MOST_BOX_PX, (widthPx - (columns - 1) * EDGE_PX) / columns - 1);
  if (boxPx < LEAST_BOX_PX || !isOrdered(props)) return <OwnerLadder {...props} />;
  const heightPx = Math.max(...columnSizes(nodes, columns)) * ROW_PX;
  const places = placesOf(nodes, { columns, columnPx: boxPx + EDGE_PX, heightPx });
  const ends = edges.map((edge) => ({
    ...{ edge, from: places.get(edge.owner)!, to: places.get(edge.owned)!, boxPx },
  }));
  return (
    <Drawing widthPx={widthPx} heightPx={heightPx} label={label} source={source}>
      {ends.map((each) => (
        <Line key={each.edge.title} {...each} />
      ))}
      {nodes.map((node) => (
        <Box key={node.id} node={node} place={places.get(node.id)!} boxPx={boxPx} />
      ))}
      {ends.map((each) => (
        <Shares key={each.edge.title} {...each} />
      ))}
    </Drawing>
  );
}

/** Whether every share leads one column on. */
function isOrdered({ nodes, edges }: OwnerChartProps): boolean {
  const stepsUp = new Map(nodes.map((node) => [node.id, node.stepsUp]));
  return edges.every(({ owner, owned }) => stepsUp.get(owner)! > stepsUp.get(owned)!);
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

interface Ends {
  readonly edge: OwnerEdge;
  readonly from: Place;
  readonly to: Place;
  readonly boxPx: number;
}

const at = (value: number) => value.toFixed(1);

/** The dot is at what is owned. */
function Line({ edge, from, to, boxPx }: Ends) {
  const left = from.x + boxPx;
  const middle = at((left + to.x) / 2);
  return (
    <g>
      <title>{edge.title}</title>
      <path
        className="owner-line"
        d={`M${at(left)},${at(from.y)}C${middle},${at(from.y)} ${middle},${at(to.y)} ${at(to.x)},${at(to.y)}`}
      />
      <circle className="owner-end" cx={at(to.x)} cy={at(to.y)} r={3} />
    </g>
  );
}

/** What is held, in the middle of its line. */
function Shares({ edge, from, to, boxPx }: Ends) {
  const y = (from.y + to.y) / 2 + 4 - ((edge.texts.length - 1) * TEXT_PX) / 2;
  return edge.texts.map((text, i) => (
    <text
      key={text}
      className="tick owner-share"
      x={at((from.x + boxPx + to.x) / 2)}
      y={at(y + i * TEXT_PX)}
      textAnchor="middle"
    >
      {text}
    </text>
  ));
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
