/** A group of a design tokens file: its type and the tokens in it. */
export type TokenGroup = Readonly<Record<string, string | { readonly $value: string }>>;

export interface Tokens {
  readonly light: TokenGroup;
  readonly dark: TokenGroup;
  readonly space: TokenGroup;
  readonly font: TokenGroup;
  readonly type: TokenGroup;
  readonly time: TokenGroup;
}

/** Names and values of a group, in the order of the file. */
export function tokenValues(group: TokenGroup): readonly (readonly [string, string])[] {
  return Object.entries(group).flatMap(([name, token]) =>
    typeof token === 'string' ? [] : [[name, token.$value] as const],
  );
}

/**
 * The tokens as custom properties: web/style/tokens.css, which a test keeps equal to this.
 *
 * The dark palette holds where the system asks for it, unless the reader chose a theme. Paper is
 * white, so print is always light.
 */
export function tokensCss({ light, dark, space, font, type, time }: Tokens): string {
  const fixed = [space, font, type, time].flatMap(tokenValues);
  const lightRules = ['color-scheme: light;', ...rules(tokenValues(light))];
  const darkRules = ['color-scheme: dark;', ...rules(tokenValues(dark))];
  return [
    '/* Made from web/tokens.json by `npm run golden`. Change it there. */',
    block(':root', [...lightRules, ...rules(fixed)]),
    inMedia('screen and (prefers-color-scheme: dark)', block(':root', darkRules)),
    inMedia('screen', block(':root[data-theme="light"]', lightRules)),
    inMedia('screen', block(':root[data-theme="dark"]', darkRules)),
  ]
    .join('\n\n')
    .concat('\n');
}

const rules = (values: readonly (readonly [string, string])[]) =>
  values.map(
    ([name, value]) => `--${name}: ${value.startsWith('#') ? value.toLowerCase() : value};`,
  );

const block = (selector: string, lines: readonly string[]) =>
  `${selector} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}`;

const inMedia = (query: string, inner: string) =>
  `@media ${query} {\n${inner.replaceAll(/^/gm, '  ')}\n}`;

/**
 * Contrast of two colours such as '#0B4FA8', from 1 to 21.
 *
 * @source WCAG 2.2, definitions of contrast ratio and relative luminance
 */
export function contrastRatio(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

/** Relative luminance of a colour such as '#0B4FA8', from 0 (black) to 1 (white). */
export function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const level = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
