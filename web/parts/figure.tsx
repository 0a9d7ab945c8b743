import { type ReactNode, useRef } from 'react';
import { SIZES, WIDEST } from '../charts/drawing.tsx';
import { Evidence, type EvidenceClass } from './evidence.tsx';
import { type FigureReceipt, ReceiptNote } from './receipt.tsx';
import { SvgButton } from './svg-button.tsx';
import { PlainTable, type Rows } from './table.tsx';
import { useShownSize } from './use-shown-size.ts';
import { useUnfolding } from './use-unfolding.ts';

/** What every chart must come with: the grammar of charts as a type. */
export interface FigureProps {
  readonly id: string;
  readonly title: string; // states the finding, as a sentence without its full stop
  readonly measure: string; // measure, unit, basis and population
  readonly evidence: EvidenceClass;
  readonly summary: string; // the chart in one or two sentences
  readonly draw: (widthPx: number) => ReactNode; // the source stands inside the drawing
  readonly table: Rows;
  readonly isTableOpen?: boolean;
  readonly isWide?: boolean; // has much to say beside each other, where there is room
  readonly receipt?: FigureReceipt; // what stands behind every number of the figure
}

/** A chart with its finding, its measure, its summary in words and the numbers behind it. */
export function Figure(props: FigureProps) {
  const { id, title, measure, evidence, summary, draw, table, isWide, receipt } = props;
  return (
    <figure id={id} className="figure" aria-labelledby={`${id}-title`}>
      <figcaption>
        <h3 id={`${id}-title`}>{title}</h3>
        <p className="measure">
          <Evidence kind={evidence} />. {measure}
        </p>
      </figcaption>
      <Drawings draw={draw} isWide={isWide === true} />
      <p className="summary">{summary}</p>
      <TableTwin caption={`${title}. ${measure}`} rows={table} startsOpen={props.isTableOpen} />
      {receipt !== undefined && (
        <>
          <ReceiptNote receipt={receipt}>Receipt of these numbers</ReceiptNote>
          <SvgButton figureId={id} draw={draw} />
        </>
      )}
    </figure>
  );
}

interface DrawingsProps extends Pick<FigureProps, 'draw'> {
  readonly isWide: boolean;
}

/** The drawing for the place it stands in; all of them until that is known. */
function Drawings({ draw, isWide }: DrawingsProps) {
  const place = useRef<HTMLDivElement>(null);
  const sizes = isWide ? ALL_SIZES : SIZES;
  const shown = useShownSize(place, sizes);
  return (
    <div className={isWide ? 'drawing wide' : 'drawing'} ref={place}>
      {shown === null ? (
        sizes.map(({ className, widthPx }) => (
          <div key={className} className={className}>
            {draw(widthPx)}
          </div>
        ))
      ) : (
        <div className={shown === WIDEST ? 'broad' : undefined}>{draw(shown.widthPx)}</div>
      )}
    </div>
  );
}

const ALL_SIZES = [...SIZES, WIDEST];

interface TableTwinProps {
  readonly caption: string;
  readonly rows: Rows;
  readonly startsOpen: boolean | undefined;
}

/** The numbers of a figure. */
function TableTwin({ caption, rows, startsOpen = false }: TableTwinProps) {
  const { isFilled, onToggle } = useUnfolding(startsOpen);
  return (
    <details open={startsOpen} onToggle={onToggle}>
      <summary>Table</summary>
      {isFilled && <PlainTable caption={caption} rows={rows} />}
    </details>
  );
}
