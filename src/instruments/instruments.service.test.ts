import { afterAll, beforeAll, expect, test } from 'vitest';
import { REFERENCE_MARKET } from '../../test/support/instruments.ts';
import { schemaFaults } from '../../test/support/json-schemas.ts';
import { type OpenWorkshop, openWorkshop } from '../main/workshop.ts';
import type { CommandInput } from '../platform/command.ts';
import { createJobs } from '../platform/jobs-memory.ts';
import { instrumentCommands } from './instruments.commands.ts';
import { instrumentRoutes } from './instruments.routes.ts';
import { findPreset, PRESETS } from './presets.ts';

let opened: OpenWorkshop;
beforeAll(async () => {
  opened = await openWorkshop({ dataFolder: 'unused', databaseUrl: undefined, threads: 1 });
});
afterAll(() => opened.close());

const ACT = { by: 'test', on: '2026-01-02' } as const;

/** Runs a command with `--json`, with files that are texts of the test. */
async function run(
  name: string,
  param: string,
  flags: Readonly<Record<string, readonly string[]>> = {},
  files: Readonly<Record<string, unknown>> = {},
) {
  const lines: string[] = [];
  const input: CommandInput = {
    params: [param],
    flag: (flag) => flags[flag]?.[0],
    flags: (flag) => flags[flag] ?? [],
    has: (flag) => flag in flags,
  };
  await instrumentCommands
    .find((command) => command.name === name)!
    .run(
      {
        ...opened.tools,
        act: ACT,
        print: (line) => lines.push(line),
        note: () => {},
        json: true,
        onProgress: () => {},
        signal: new AbortController().signal,
        readFile: async (path) => JSON.stringify(files[path]),
      },
      input,
    );
  return JSON.parse(lines.join('\n'));
}

function routes() {
  return instrumentRoutes({
    ...opened.tools,
    jobs: createJobs({ clockMs: opened.tools.clockMs }),
    actOf: () => ACT,
  });
}

const post = (path: string, body: unknown) =>
  routes().request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('the command and the route give the same value, which its schema describes', async () => {
  const id = 'illustrative-nickel-offtake';
  const told = await run('instrument value', id, { draws: ['2000'], seed: ['3'] });
  const response = await post('/values', { preset: id, draws: 2000, seed: 3 });
  const served = await response.json();
  expect(served.digest).toBe(told.digest);
  expect(schemaFaults('instrument-value', told)).toEqual([]);
  expect(told.price).toMatchObject({ basis: 'fitted', mineral: 'nickel', asOf: '2026-02' });
});

test('every instrument of the program is valued, and costs no more than its terms allow', async () => {
  for (const { id } of PRESETS) {
    const { maximumExposure, years, ranges, price } = await run('instrument value', id, {
      draws: ['1000'],
    });
    const paidUsd = years.reduce(
      (sum: number, year: { expectedPaidUsd: number }) => sum + year.expectedPaidUsd,
      0,
    );
    if (maximumExposure.usd !== null) expect(paidUsd).toBeLessThanOrEqual(maximumExposure.usd);
    if (price !== null) expect(ranges.length).toBeGreaterThanOrEqual(5);
  }
}, 60_000);

test('a file with a market of its own is valued by it', async () => {
  const file = {
    ...findPreset('mp-ndpr-floor'),
    settlement: 'month',
    rampMonths: 0,
    start: '2026-01',
    upside: undefined,
    market: REFERENCE_MARKET,
  };
  const told = await run('instrument value', 'own.json', { draws: ['1000'] }, { 'own.json': file });
  // 3908.3441783357 × 500,000 kg, to the cent: QuantLib's strip (docs/models/instruments.md)
  expect(told.closedForm.usd).toBeCloseTo(-1_954_172_089.17, 1);
  expect(told.price.basis).toBe('stated');
  expect(told.ranges).toEqual([]);
});

test('an unknown mineral is refused, also where the file states a market', async () => {
  const file = { ...findPreset('mp-ndpr-floor'), mineral: 'neodymum', market: REFERENCE_MARKET };
  await expect(run('instrument value', 'own.json', {}, { 'own.json': file })).rejects.toThrow(
    "there is no mineral 'neodymum'",
  );
});

test('a period is settled from flags and from a statement alike', async () => {
  const flags = {
    period: ['2025-Q4'],
    mass: ['sold=400000kg', 'stockpiled=200t'],
    price: ['60 USD/kg'],
  };
  const quick = await run('instrument settle', 'mp-ndpr-floor', flags);
  expect(quick).toMatchObject({ totalCents: '-3000000000', totalUsd: -30_000_000 });
  expect(schemaFaults('settlement', quick)).toEqual([]);
  const { series } = findPreset('mp-ndpr-floor') as { series: string }; // a price floor
  const statement = {
    version: 1,
    instrument: 'mp-ndpr-floor',
    standing: 'illustrative',
    quotes: ['2025-10', '2025-11', '2025-12'].map((month) => ({
      series,
      month,
      price: '60 USD/kg',
    })),
    periods: [{ period: '2025-Q4', deliveries: [{ lot: 'A', use: 'sold', mass: '600 t' }] }],
  };
  expect(schemaFaults('settlement-statement', statement)).toEqual([]);
  const whole = await run(
    'instrument settle',
    'mp-ndpr-floor',
    { statement: ['s.json'] },
    { 's.json': statement },
  );
  expect(whole.totalCents).toBe(quick.totalCents);
  const served = await (await post('/settlements', { preset: 'mp-ndpr-floor', statement })).json();
  expect(served).toEqual(whole);
});

test('what cannot be settled is refused', async () => {
  const flags = { period: ['2026-Q2'], mass: ['1t'] };
  await expect(run('instrument settle', 'illustrative-fluorspar-stock', flags)).rejects.toThrow(
    'it is of kind storage',
  );
  await expect(run('instrument settle', 'mp-ndpr-floor', { period: ['2025-Q4'] })).rejects.toThrow(
    'the flags do not say what is to be settled',
  );
  await expect(
    run('instrument settle', 'mp-ndpr-floor', { ...flags, mass: ['lost=1t'] }),
  ).rejects.toThrow("'lost' is no use of the mass");
});

test('laws of all monthly prices are listed with their fit and every pair once', async () => {
  const told = await run('instrument prices', '');
  expect(told.laws).toHaveLength(10);
  expect(told.correlations).toHaveLength(45); // 10 × 9 / 2
  expect(schemaFaults('instrument-prices', told)).toEqual([]);
  expect(await (await routes().request('/prices')).json()).toEqual(told);
});

test('the instruments of the program are listed, and follow the schema for files', async () => {
  const listed = await (await routes().request('/')).json();
  expect(listed).toEqual(await run('instrument list', ''));
  for (const each of listed) expect(schemaFaults('instrument', each)).toEqual([]);
});
