import { type RefObject, useEffect, useState } from 'react';
import type { SIZES, WIDEST } from '../charts/drawing.tsx';

/** From which width of its place a drawing is the right one; as the style says before scripts run. */
const FROM_PX = { small: 0, medium: 350, large: 490, widest: 820 } as const;

export type DrawingSize = (typeof SIZES)[number] | typeof WIDEST;

/**
 * The one size that fits where a figure stands, or null while nobody has measured it: the server
 * draws all, and the style shows one. Later the others need not be drawn at all.
 */
export function useShownSize(
  place: RefObject<HTMLElement | null>,
  sizes: readonly DrawingSize[],
): DrawingSize | null {
  const [shown, setShown] = useState<DrawingSize | null>(null);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const widthPx = entry?.contentRect.width ?? 0;
      if (widthPx > 0) setShown(sizes.findLast(({ className }) => widthPx >= FROM_PX[className])!);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place, sizes]);
  return shown;
}
