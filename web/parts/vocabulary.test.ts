import { expect, test } from 'vitest';
import { chip, figureCell, numberCell, symbolOf, VOCABULARY } from './vocabulary.tsx';

const write = (value: number) => value.toFixed(0);
const none = { value: null, low: null, high: null, qualifier: null };

test('a symbol of the source stays a symbol', () => {
  expect(symbolOf({ ...none, qualifier: 'W' }, write)).toBe('W');
  expect(symbolOf({ ...none, qualifier: 'NA' }, write)).toBe('NA');
  expect(symbolOf({ ...none, low: 0, high: 0.5, qualifier: 's' }, write)).toBe('<½');
  expect(symbolOf({ ...none, low: 95, high: 100, qualifier: '>' }, write)).toBe('>95');
  expect(symbolOf({ ...none, low: 0, high: 25, qualifier: '<' }, write)).toBe('<25');
  expect(symbolOf(none, write)).toBe('NA'); // never a blank
});

test('zero is a dash, and a number is a number', () => {
  expect(symbolOf({ ...none, value: 0 }, write)).toBe('—');
  expect(figureCell({ ...none, value: 7 }, write)).toBe('7');
});

test('a range is written out, with its symbol where the figure itself is withheld', () => {
  const range = { ...none, low: 10, high: 20 };
  expect(figureCell({ ...range, qualifier: 'range' }, write)).toBe('10–20');
  expect(figureCell({ ...range, qualifier: 'W' }, write)).toBe('W (10–20)');
});

test('every chip has its meaning, bounds of any size among them', () => {
  for (const symbol of Object.keys(VOCABULARY)) {
    expect(chip(symbol)).toEqual({ text: symbol, meaning: VOCABULARY[symbol] });
  }
  expect(chip('>75')).toMatchObject({ meaning: VOCABULARY['>95'] });
  expect(chip('<½')).toMatchObject({ meaning: 'less than half of the unit' });
});

test('what does not apply says so', () => {
  expect(numberCell(null, write)).toMatchObject({ text: 'XX', meaning: 'not applicable' });
});
