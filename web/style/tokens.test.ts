import { expect, test } from 'vitest';
import tokens from '../tokens.json' with { type: 'json' };
import { contrastRatio, tokensCss, tokenValues } from './tokens.ts';

const TEXT = ['ink', 'ink-2', 'link', 'danger', 'warn', 'ok'];
const GRAPHIC = ['line-strong', 'focus', ...[1, 2, 3, 4, 5, 6].map((role) => `series-${role}`)];

test('tokens.css says what tokens.json says', async () => {
  await expect(tokensCss(tokens)).toMatchFileSnapshot('tokens.css');
});

test('black on white has the largest contrast there is', () => {
  expect(contrastRatio('#000000', '#FFFFFF')).toBeCloseTo(21, 10);
  expect(contrastRatio('#FFFFFF', '#FFFFFF')).toBe(1);
});

for (const theme of ['light', 'dark'] as const) {
  const colours = new Map(tokenValues(tokens[theme]));
  const worst = (name: string) =>
    Math.min(
      ...['bg', 'panel'].map((ground) => contrastRatio(colours.get(name)!, colours.get(ground)!)),
    );

  // WCAG 2.2: 1.4.3 asks 4.5 of text, 1.4.11 asks 3 of graphics and controls.
  test(`text can be read on page and panel, ${theme}`, () => {
    expect(TEXT.filter((name) => worst(name) < 4.5)).toEqual([]);
  });

  test(`lines and marks can be seen on page and panel, ${theme}`, () => {
    expect(GRAPHIC.filter((name) => worst(name) < 3)).toEqual([]);
  });
}

test('both themes name the same colours', () => {
  const names = (theme: 'light' | 'dark') => tokenValues(tokens[theme]).map(([name]) => name);
  expect(names('dark')).toEqual(names('light'));
});
