import { expect, test } from 'vitest';
import { floorOf, offtakeOf, storageOf } from '../../test/support/instruments.ts';
import { canonicalJson } from '../base/canonical.ts';
import { fraction } from '../base/fraction.ts';
import { readInstrument, readInstrumentText } from './instruments.ts';
import { findPreset, PRESETS } from './presets.ts';
import { centsPerGramOf, gramsOf, gramsPerMonthOf, usdOf, usdPerTonneOf } from './terms.ts';

test('every instrument of the program is read back from its own JSON', () => {
  for (const preset of PRESETS) {
    expect(readInstrument(JSON.parse(canonicalJson(preset)), preset.id)).toEqual(preset);
  }
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
});

test('what is not on record is illustrative and says so, what is on record has a source', () => {
  for (const { standing, title, source } of PRESETS) {
    if (standing === 'illustrative') expect(title).toMatch(/illustrative/i);
    else expect(source).toContain('data/instrument_precedent.csv');
  }
  expect(() => floorOf({ title: 'A deal' })).toThrow('does not say so');
});

test('the floor of the record is that of R7.14', () => {
  expect(findPreset('mp-ndpr-floor')).toMatchObject({
    floor: '110 USD/kg',
    upside: { share: 0.3 },
    settlement: 'quarter',
    start: '2025-10',
    end: '2035-12',
  });
  expect(() => findPreset('mp-ndpr-flor')).toThrow("there is no instrument 'mp-ndpr-flor'");
});

test('units are read exactly', () => {
  expect(gramsOf('600,000 kg')).toEqual({ top: 600_000_000n, bottom: 1n });
  expect(gramsOf('1 st')).toEqual(fraction(90_718_474n, 100n));
  expect(gramsPerMonthOf('1 t/quarter')).toEqual({ top: 1_000_000n, bottom: 3n });
  expect(centsPerGramOf('110 USD/kg')).toEqual({ top: 11n, bottom: 1n });
  expect(usdPerTonneOf('110 USD/kg')).toBe(110_000);
  expect(usdOf('150M USD')).toBe(150e6);
});

// Each is told by its field and what would be right.
test.each([
  ['negative quantity', { quantity: '-500 t/month' }, "quantity: '-500 t/month' is negative"],
  [
    'missing unit',
    { quantity: '500' },
    "quantity: '500' is no mass of a period: write a number with its unit",
  ],
  ['mass without a period', { quantity: '500 t' }, "'500 t' is no mass of a period"],
  [
    'price without a unit',
    { floor: '110' },
    "floor: '110' is no price: write a number with its unit",
  ],
  ['unknown unit', { floor: '110 USD/oz' }, "'110 USD/oz' is no price"],
  [
    'floor above cap',
    { form: 'cap-and-floor', cap: '90 USD/kg' },
    'the floor of 110 USD/kg is above the cap of 90 USD/kg',
  ],
  ['no cap', { form: 'cap-and-floor' }, 'cap-and-floor needs a cap'],
  ['cap of another form', { cap: '120 USD/kg' }, 'one-sided has no cap'],
  [
    'upside of two sides',
    { form: 'two-sided', upside: { share: 0.3 } },
    'two-sided shares no upside',
  ],
  ['share above 1', { upside: { share: 30 } }, 'upside.share'],
  ['unknown field', { celing: '120 USD/kg' }, 'celing'],
  ['end before start', { start: '2036-01' }, 'ends in 2035-12, before it starts in 2036-01'],
  ['month that is none', { start: '2026-13' }, "'2026-13' is no month"],
  [
    'fallback without its series',
    { missingQuote: { rule: 'second-series' } },
    'missingQuote.series',
  ],
  ['fallback that is not known', { missingQuote: { rule: 'guess' } }, 'missingQuote.rule'],
])('%s is refused in words', (_, changed, sentence) => {
  expect(() => floorOf(changed)).toThrow(sentence);
});

test('versions and kinds that are not known are refused by name', () => {
  expect(() => floorOf({ version: 2 })).toThrow('is of version 2, and this program reads 1');
  expect(() => floorOf({ version: undefined })).toThrow('does not say its version');
  expect(() => floorOf({ kind: 'price-flor' })).toThrow(
    'is of kind "price-flor", and there is no such kind',
  );
  expect(() => readInstrument([], 'x')).toThrow('does not say its version');
  expect(() => readInstrumentText('{', 'x.json')).toThrow('instrument x.json is not JSON');
});

test('other kinds refuse what they cannot mean', () => {
  expect(() => offtakeOf({ takeOrPayShare: -0.1 })).toThrow('takeOrPayShare');
  expect(() => offtakeOf({ price: { rule: 'cheap' } })).toThrow('price.rule');
  expect(() => storageOf({ mass: '-1 t' })).toThrow("'-1 t' is negative");
});
