import { expect, test } from 'vitest';
import { COUNTRY_CODES } from '../../src/base/country-codes.ts';
import { referenceData } from '../../test/support/reference.ts';
import {
  atlasName,
  NUMERIC_CODES,
  relativePath,
  worldOutline,
} from '../../test/support/world-outline.ts';
import world from './world-outline.json' with { type: 'json' };

const { countries } = await referenceData();

test('world-outline.json says what the atlas says', async () => {
  const json = JSON.stringify(worldOutline(), null, 2);
  const text = `${json.replaceAll(/\[\s+(\d+),\s+(\d+)\s+\]/g, '[$1, $2]')}\n`;
  await expect(text).toMatchFileSnapshot('world-outline.json');
});

test('every country of the tables has its place, inside the drawing', () => {
  const places = new Map(Object.entries(world.places));
  expect(countries.filter(({ iso3 }) => !places.has(iso3)).map(({ iso3 }) => iso3)).toEqual([]);
  for (const [x, y] of places.values()) {
    expect(x! >= 0 && x! <= world.width && y! >= 0 && y! <= world.height).toBe(true);
  }
});

test('a code leads to the country of that name in the atlas', () => {
  // The atlas shortens some names and writes others as their country does.
  const OTHERWISE: Readonly<Record<string, string>> = {
    COD: 'Dem. Rep. Congo',
    USA: 'United States of America',
    TUR: 'Turkey',
    CIV: "Côte d'Ivoire",
    CZE: 'Czechia',
  };
  const differing = countries.filter(({ iso3, name }) => {
    const known = atlasName(NUMERIC_CODES.get(iso3) ?? '');
    return known !== (OTHERWISE[iso3] ?? name);
  });
  expect(differing.map(({ iso3, name }) => `${iso3} ${name}`)).toEqual([]);
});

test('China, Hong Kong, Macau and Taiwan are four places', () => {
  const places = ['CHN', 'HKG', 'MAC', 'TWN'].map((iso3) => atlasName(NUMERIC_CODES.get(iso3)!));
  expect(places).toEqual(['China', 'Hong Kong', 'Macao', 'Taiwan']);
});

test('every code of ISO 3166-1 has a number of its own', () => {
  expect([...NUMERIC_CODES.keys()].sort()).toEqual([...COUNTRY_CODES].sort());
  expect(new Set(NUMERIC_CODES.values()).size).toBe(NUMERIC_CODES.size);
});

test('steps that the grid swallows are left out, and what they leave too small is no shape', () => {
  expect(relativePath('M10,10L10,10L12,9L12,12L10,10Z')).toBe('M10 10l2-1 0 3-2-2z');
  expect(relativePath('M5,5L5,5L6,5L5,5Z')).toBe('');
  expect(relativePath('M1,2L3,4')).toBe('M1 2l2 2');
});
