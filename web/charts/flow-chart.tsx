import { type SankeyLink, type SankeyNode, sankey } from 'd3-sankey';
import { clipped, Drawing } from './drawing.tsx';
import { stripes } from './part-bars.tsx';

export interface FlowNode {
  readonly id: string;
  readonly column: number; // 0 the first
  readonly label: string; // '' where the heading of its column says it
  readonly valueText: string;
  readonly tone: 'first' | 'plain' | 'rest' | 'whole';
  readonly isHatched: boolean;
}

export interface FlowLink {
  readonly source: string;
  readonly target: string;
  readonly value: number;
  readonly isOpen: boolean; // nobody publishes this crossing: it is outlined, not filled
  readonly title: string;
}

export interface FlowHeading {
  readonly label: string;
  readonly note: string;
}

export interface FlowChartProps {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
  readonly headings: readonly FlowHeading[]; // one a column
  readonly legs: readonly (readonly [number, number])[]; // first and last column of each part
  readonly widthPx: number;
  readonly label: string;
  readonly source: string;
}

const NODE_PX = 12;
const GAP_PX = 15; // between nodes: a line of text each
const VALUES_PX = 190; // what the gaps leave for the flows
const HEADING_PX = 38;
const LEG_GAP_PX = 18;
const LEAST_COLUMN_PX = 112; // below it the parts stand under each other
const CHARACTER_PX = 6.1;
const LEAST_LINK_PX = 1;

/**
 * What flows from column to column, wider where it is more. Where columns would stand too close,
 * each leg is a drawing of its own, under the one before.
 */
export function FlowChart(props: FlowChartProps) {
  const { headings, legs, widthPx } = props;
  const isWhole = (widthPx - NODE_PX) / Math.max(1, headings.length - 1) >= LEAST_COLUMN_PX;
  const parts = isWhole ? [[0, headings.length - 1] as const] : legs;
  const sheets = parts.map((part) => layout(props, part));
  const tops = sheets.map((_, i) =>
    sheets.slice(0, i).reduce((sum, { heightPx }) => sum + heightPx + LEG_GAP_PX, 0),
  );
  const heightPx = (tops.at(-1) ?? 0) + (sheets.at(-1)?.heightPx ?? 0);
  return (
    <Drawing widthPx={widthPx} heightPx={heightPx + 6} label={props.label} source={props.source}>
      {sheets.map((sheet, i) => (
        <g key={sheet.columns[0]} transform={`translate(0,${tops[i]})`}>
          <Sheet sheet={sheet} headings={headings} widthPx={widthPx} />
        </g>
      ))}
    </Drawing>
  );
}

type Node = SankeyNode<FlowNode, FlowLink>;
type Link = SankeyLink<FlowNode, FlowLink>;

interface SheetLayout {
  readonly columns: readonly number[];
  readonly columnPx: number; // from one column to the next
  readonly heightPx: number;
  readonly nodes: readonly Node[];
  readonly links: readonly Link[];
}

function layout(
  { nodes, links, widthPx }: FlowChartProps,
  [first, last]: readonly [number, number],
): SheetLayout {
  const columns = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const own = nodes.filter(({ column }) => column >= first && column <= last);
  const ids = new Set(own.map(({ id }) => id));
  const within = links.filter(({ source, target }) => ids.has(source) && ids.has(target));
  const most = Math.max(...columns.map((c) => own.filter(({ column }) => column === c).length));
  const heightPx = HEADING_PX + VALUES_PX + most * GAP_PX;
  const columnPx = (widthPx - NODE_PX) / Math.max(1, columns.length - 1);
  const graph = sankey<FlowNode, FlowLink>()
    .nodeId(({ id }) => id)
    .nodeAlign(({ column }) => column - first)
    .nodeSort(null) // the order is ours: the largest first, the rest last
    .linkSort(null)
    .nodeWidth(NODE_PX)
    .nodePadding(GAP_PX)
    .extent([
      [0, HEADING_PX],
      [widthPx, heightPx],
    ])({
    // The layout writes into what it is given.
    nodes: own.map((node) => ({ ...node })),
    links: within.map((link) => ({ ...link })),
  });
  return { columns, columnPx, heightPx, nodes: graph.nodes, links: graph.links };
}

function Sheet(props: {
  readonly sheet: SheetLayout;
  readonly headings: readonly FlowHeading[];
  readonly widthPx: number;
}) {
  const { sheet, headings, widthPx } = props;
  const { columns, columnPx, nodes, links } = sheet;
  const most = Math.floor((columnPx - NODE_PX - 6) / CHARACTER_PX);
  return (
    <>
      {columns.map((column, i) => {
        const isLast = i === columns.length - 1;
        const end = isLast ? ' end' : '';
        const x = isLast ? widthPx : i * columnPx;
        return (
          <g key={column} transform={`translate(${x.toFixed(1)},0)`}>
            <text className={`flow-heading${end}`} y={11}>
              {clipped(headings[column]!.label, most + 2)}
            </text>
            <text className={`tick${end}`} y={25}>
              {clipped(headings[column]!.note, most + 3)}
            </text>
          </g>
        );
      })}
      {links.map((link) => (
        <Ribbon key={link.title} link={link} />
      ))}
      {nodes.map((node) => (
        <Block key={node.id} node={node} isLast={node.column === columns.at(-1)} most={most} />
      ))}
    </>
  );
}

const at = (value: number | undefined) => (value ?? 0).toFixed(1); // the layout sets every place

/** A band between two nodes, at its true width; the thinnest are drawn one pixel wide. */
function Ribbon({ link }: { readonly link: Link }) {
  const { source, target, y0 = 0, y1 = 0, width = 0, isOpen, title } = link;
  const [from, to] = [source as Node, target as Node]; // ids before the layout, nodes after it
  const half = Math.max(LEAST_LINK_PX, width) / 2;
  const [left, right] = [from.x1 ?? 0, to.x0 ?? 0];
  const middle = (left + right) / 2;
  const edge = (side: 1 | -1) =>
    `${at(left)},${at(y0 + side * half)}C${at(middle)},${at(y0 + side * half)} ${at(middle)},${at(y1 + side * half)} ${at(right)},${at(y1 + side * half)}`;
  const back = `${at(right)},${at(y1 + half)}C${at(middle)},${at(y1 + half)} ${at(middle)},${at(y0 + half)} ${at(left)},${at(y0 + half)}`;
  const tone = from.tone === 'first' || to.tone === 'first' ? 'first' : 'plain';
  return (
    <path className={isOpen ? 'flow-link open' : `flow-link ${tone}`} d={`M${edge(-1)}L${back}Z`}>
      <title>{title}</title>
    </path>
  );
}

function Block(props: { readonly node: Node; readonly isLast: boolean; readonly most: number }) {
  const { node, isLast, most } = props;
  const { x0 = 0, y0 = 0, y1 = 0, label, valueText, tone, isHatched } = node;
  const heightPx = Math.max(LEAST_LINK_PX, y1 - y0);
  const text = label === '' ? '' : `${clipped(label, most - valueText.length - 1)} ${valueText}`;
  return (
    <g transform={`translate(${at(x0)},${at(y0)})`}>
      <title>{`${label === '' ? '' : `${label}: `}${valueText}`}</title>
      <rect className={`part ${tone}`} width={NODE_PX} height={heightPx.toFixed(1)} />
      {isHatched && <path className="hatch" d={stripes(NODE_PX, heightPx)} />}
      {text !== '' && (
        <text
          className={isLast ? 'flow-label end' : 'flow-label'}
          x={isLast ? -5 : NODE_PX + 5}
          y={(heightPx / 2 + 4).toFixed(1)}
        >
          {text}
        </text>
      )}
    </g>
  );
}
