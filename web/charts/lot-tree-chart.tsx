import { clipped, Drawing } from './drawing.tsx';

export interface TreeNode {
  readonly id: string;
  readonly column: number; // 0 the first
  readonly massText: string;
  readonly statusText: string;
  readonly tone: 'here' | 'kin' | 'sibling';
  readonly isFaulty: boolean;
  readonly href: string;
}

export interface TreeEdge {
  readonly from: string;
  readonly to: string;
  readonly massText: string;
}

export interface LotTreeChartProps {
  readonly nodes: readonly TreeNode[]; // column by column
  readonly edges: readonly TreeEdge[];
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const BOX_PX = 48;
const ROW_PX = 64;
const LEAST_COLUMN_PX = 220; // a box and the words of an edge
const EDGE_PX = 104;
const MOST_BOX_PX = 190;
const INDENT_PX = 22;
const CHARACTER_PX = 7;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * Which lots became which, from left to right, each with its mass and each way with what went along
 * it. Where columns would stand too close, lots stand one under the other, indented.
 */
export function LotTreeChart(props: LotTreeChartProps) {
  const { nodes, edges, widthPx, label, source } = props;
  const columns = Math.max(...nodes.map(({ column }) => column)) + 1;
  const isWide = columns === 1 || widthPx / columns >= LEAST_COLUMN_PX;
  const places = isWide ? besideEachOther(nodes, columns, widthPx) : indented(nodes, widthPx);
  const heightPx = Math.max(...[...places.values()].map(({ y }) => y)) + BOX_PX + 6;
  return (
    <Drawing widthPx={widthPx} heightPx={heightPx} label={label} source={source} hasLinks>
      {edges.map((edge) => (
        <Way
          key={`${edge.from} ${edge.to}`}
          edge={edge}
          from={places.get(edge.from)!}
          to={places.get(edge.to)!}
          isWide={isWide}
        />
      ))}
      {nodes.map((node) => (
        <Box key={node.id} node={node} place={places.get(node.id)!} />
      ))}
    </Drawing>
  );
}

function besideEachOther(nodes: readonly TreeNode[], columns: number, widthPx: number) {
  const step = (widthPx - MOST_BOX_PX) / Math.max(1, columns - 1);
  const width = columns === 1 ? MOST_BOX_PX : Math.min(MOST_BOX_PX, step - EDGE_PX);
  const far = columns === 1 ? 0 : (widthPx - width) / (columns - 1);
  const most = Math.max(...nodes.map(({ column }) => inColumn(nodes, column).length));
  return new Map(
    nodes.map((node): [string, Place] => {
      const own = inColumn(nodes, node.column);
      const top = ((most - own.length) * ROW_PX) / 2;
      return [node.id, { x: node.column * far, y: top + own.indexOf(node) * ROW_PX + 2, width }];
    }),
  );
}

const inColumn = (nodes: readonly TreeNode[], column: number) =>
  nodes.filter((node) => node.column === column);

function indented(nodes: readonly TreeNode[], widthPx: number) {
  return new Map(
    nodes.map((node, k): [string, Place] => {
      const x = node.column * INDENT_PX + 1;
      const width = Math.min(MOST_BOX_PX, widthPx - x - 2);
      return [node.id, { x, y: k * ROW_PX + 2, width }];
    }),
  );
}

function Way(props: {
  readonly edge: TreeEdge;
  readonly from: Place;
  readonly to: Place;
  readonly isWide: boolean;
}) {
  const { edge, from, to, isWide } = props;
  const title = <title>{`${edge.from} to ${edge.to}: ${edge.massText}`}</title>;
  if (!isWide) {
    const x = from.x + INDENT_PX / 2;
    const y = to.y + BOX_PX / 2;
    return (
      <g className="lot-way">
        {title}
        <path d={`M${x},${from.y + BOX_PX}V${y}H${to.x}`} />
        <text x={to.x + to.width + 6} y={y + 4}>
          {to.x + to.width + 6 + edge.massText.length * CHARACTER_PX > 300 ? '' : edge.massText}
        </text>
      </g>
    );
  }
  const [x1, y1] = [from.x + from.width, from.y + BOX_PX / 2];
  const [x2, y2] = [to.x, to.y + BOX_PX / 2];
  const middle = (x1 + x2) / 2;
  // A long way passes other lots: its mass stands where it begins.
  const isLong = x2 - x1 > 2 * EDGE_PX + from.width / 2;
  const [labelX, labelY] = isLong ? [x1 + EDGE_PX / 2, y1] : [middle, (y1 + y2) / 2];
  return (
    <g className="lot-way">
      {title}
      <path
        d={`M${at(x1)},${at(y1)}C${at(middle)},${at(y1)} ${at(middle)},${at(y2)} ${at(x2)},${at(y2)}`}
      />
      <text className="middle" x={at(labelX)} y={at(labelY - 5)}>
        {edge.massText}
      </text>
    </g>
  );
}

const at = (px: number) => px.toFixed(1);

function Box({ node, place }: { readonly node: TreeNode; readonly place: Place }) {
  const { id, massText, statusText, tone, isFaulty, href } = node;
  const most = Math.floor((place.width - 16) / CHARACTER_PX);
  return (
    <g transform={`translate(${at(place.x)},${at(place.y)})`}>
      <a href={href}>
        <title>{`Lot ${id}: ${massText}, ${statusText}${isFaulty ? '; its grams do not add up' : ''}`}</title>
        <rect className={`lot-box ${tone}`} width={at(place.width)} height={BOX_PX} />
        <text className="strong" x={8} y={19}>
          {clipped(isFaulty ? `■ ${id}` : id, most)}
        </text>
        <text x={8} y={37}>
          {clipped(`${massText}, ${statusText}`, most)}
        </text>
      </a>
    </g>
  );
}
