import type { ReactNode } from 'react';
import { SIZES } from '../charts/drawing.tsx';

export interface SvgButtonProps {
  readonly figureId: string;
  readonly draw: (widthPx: number) => ReactNode;
}

const [, , LARGEST] = SIZES;

/** Gives the drawing of a figure as a file; the script for it is fetched when it is wanted. */
export function SvgButton({ figureId, draw }: SvgButtonProps) {
  const save = async () => {
    const { saveDrawing } = await import('./save-drawing.tsx');
    saveDrawing(draw(LARGEST.widthPx), `${figureId}.svg`);
  };
  return (
    <p className="figure-actions js-only">
      <button type="button" onClick={() => void save()}>
        Download SVG
      </button>
    </p>
  );
}
