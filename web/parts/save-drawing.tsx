import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import marks from '../style/marks.css?raw';
import { tokenValues } from '../style/tokens.ts';
import tokens from '../tokens.json' with { type: 'json' };

/*
 * A drawing as a file of its own, in the light palette whatever the page shows: the same numbers
 * give the same bytes on every screen.
 */

/** Saves a drawing as SVG. */
export function saveDrawing(drawing: ReactNode, name: string): void {
  const place = document.createElement('div');
  const root = createRoot(place);
  flushSync(() => root.render(drawing));
  const svg = place.querySelector('svg');
  if (svg === null) throw new Error(`there is no drawing for ${name}`);
  const url = URL.createObjectURL(new Blob([svgText(svg)], { type: 'image/svg+xml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  root.unmount();
}

const VALUES = new Map(
  [...tokenValues(tokens.light), ...tokenValues(tokens.font)].map(([name, value]) => [
    `--${name}`,
    value,
  ]),
);

/** A drawing with its size and its style in it, on paper. */
function svgText(svg: SVGSVGElement): string {
  const { width, height } = svg.viewBox.baseVal;
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  const style = document.createElementNS(svg.namespaceURI, 'style');
  style.textContent = `svg{background:${VALUES.get('--bg')}}${plainStyle(marks)}`;
  svg.prepend(style);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;
}

/** The style with values in the place of custom properties. */
const plainStyle = (css: string): string =>
  css.replaceAll(/var\((--[\w-]+)\)/g, (whole, name: string) => VALUES.get(name) ?? whole);
