import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InstrumentPage } from '../../web/pages/instrument-page.tsx';
import { musd, priceText, termsOf } from '../../web/pages/instrument-text.ts';
import { InstrumentsPage } from '../../web/pages/instruments-page.tsx';
import { runValuation } from '../instruments/instruments.service.ts';
import { PRESETS } from '../instruments/presets.ts';
import type { InstrumentValue } from '../instruments/value.ts';
import { openWorkshop } from './workshop.ts';

const data = { version: 'test', digest: 'sha256-0' };
let values: readonly InstrumentValue[];
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
  close = opened.close;
  const found: InstrumentValue[] = [];
  for (const instrument of PRESETS) {
    found.push(await runValuation(opened.tools, { instrument, draws: 1000, seed: 7 }));
  }
  values = found;
}, 120_000);
afterAll(() => close());

const pageOf = (value: InstrumentValue) =>
  renderToStaticMarkup(<InstrumentPage value={value} examples={null} data={data} />);

test('every instrument that ships has a page with its command, digest and source', () => {
  for (const value of values) {
    const page = pageOf(value);
    expect(page).toContain(`npx lodestock instrument value ${value.instrument.id} --draws 1000`);
    expect(page).toContain(value.digest);
    expect(page).toContain('Source of the terms');
    expect(page).not.toMatch(/NaN|undefined|Infinity|style=|\[object/);
  }
});

test('an illustrative instrument says so, and one on record does not', () => {
  const [recorded, made] = [
    values.find(({ instrument }) => instrument.standing === 'recorded')!,
    values.find(({ instrument }) => instrument.standing === 'illustrative')!,
  ];
  expect(pageOf(made)).toContain('no contract, made up');
  expect(pageOf(recorded)).not.toContain('no contract, made up');
});

test('the floor of MP Materials costs money below its price and shares what is above', () => {
  const value = values.find(({ instrument }) => instrument.id === 'mp-ndpr-floor')!;
  const page = pageOf(value);
  expect(page).toMatch(/Below about 11\d \$\/kg it costs the Reserve money/); // floor of 110 USD/kg
  expect(page).toContain('<td>110 USD/kg</td>');
  expect(page).toContain('unlimited');
});

test('the list links every instrument and marks what is made up', () => {
  const page = renderToStaticMarkup(<InstrumentsPage instruments={PRESETS} data={data} />);
  for (const { id } of PRESETS) expect(page).toContain(`href="/instruments/${id}"`);
  expect(page.match(/class="evidence illustrative"/g)).toHaveLength(
    PRESETS.filter(({ standing }) => standing === 'illustrative').length,
  );
});

test('money has a sign and a unit, and prices the unit of their mineral', () => {
  expect([-1_397_200_000, 4_960_000, 0].map(musd)).toEqual(['−1,397.2', '4.96', '0.00']);
  expect(priceText(110_000, { unit: '$/kg', perTonne: 1000 })).toBe('110');
  expect(priceText(2860, { unit: '$/t', perTonne: 1 })).toBe('2,860');
});

test('terms are read out in words', () => {
  const floor = PRESETS.find(({ id }) => id === 'mp-ndpr-floor')!;
  expect(termsOf(floor)).toContainEqual(['upside', 'share 0.3']);
});
