import type { ReactNode } from 'react';
import { SIZES, WIDEST } from '../charts/drawing.tsx';
import { Evidence, type EvidenceClass } from './evidence.tsx';
import { PlainTable, type Rows } from './table.tsx';

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
}

/** A chart with its finding, its measure, its summary in words and the numbers behind it. */
export function Figure(props: FigureProps) {
  const { id, title, measure, evidence, summary, draw, table, isWide } = props;
  const sizes = isWide ? [...SIZES, WIDEST] : SIZES;
  return (
    <figure id={id} className="figure" aria-labelledby={`${id}-title`}>
      <figcaption>
        <h3 id={`${id}-title`}>{title}</h3>
        <p className="measure">
          <Evidence kind={evidence} />. {measure}
        </p>
      </figcaption>
      <div className={isWide ? 'drawing wide' : 'drawing'}>
        {sizes.map(({ className, widthPx }) => (
          <div key={className} className={className}>
            {draw(widthPx)}
          </div>
        ))}
      </div>
      <p className="summary">{summary}</p>
      <details open={props.isTableOpen === true}>
        <summary>Table</summary>
        <PlainTable caption={`${title}. ${measure}`} rows={table} />
      </details>
    </figure>
  );
}
