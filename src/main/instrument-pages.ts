import { type Context, Hono } from 'hono';
import type { PageProps } from '../../web/pages/pages.ts';
import { monthAfter, monthNumber, quarterOf } from '../base/month.ts';
import { nearest } from '../base/nearest.ts';
import { runValuation, settleInstrument } from '../instruments/instruments.service.ts';
import { PRESETS } from '../instruments/presets.ts';
import type { PriceFloor } from '../instruments/price-floor.ts';
import { quickStatement } from '../instruments/quick-statement.ts';
import type { Settlement, Statement } from '../instruments/statement.ts';
import { type InstrumentValue, VALUE_SEED } from '../instruments/value.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import { shareWork } from './shared-work.ts';
import type { Render } from './stress-pages.ts';

const PAGE_DRAWS = 4000; // some seconds; the command line takes more

type Tools = Pick<Workshop, 'tables' | 'parallel' | 'digestOf' | 'clockMs'>;

/** The pages of the instruments that ship with the program. */
export function instrumentPageRoutes(data: ReferenceData, tools: Tools, render: Render): Hono {
  const values = shareWork(async (id: string): Promise<InstrumentValue> => {
    const instrument = PRESETS.find((preset) => preset.id === id)!; // the route has found it
    return runValuation(tools, { instrument, draws: PAGE_DRAWS, seed: VALUE_SEED.usual });
  }, PRESETS.length);
  const edition = { version: data.version, digest: data.digest };
  return new Hono()
    .get('/instruments', (c) =>
      c.html(render('instruments', { instruments: PRESETS, data: edition })),
    )
    .get('/instruments/:id', async (c) => {
      const instrument = PRESETS.find(({ id }) => id === c.req.param('id'));
      if (instrument === undefined) return missing(c, render, data);
      const value = await values(instrument.id, { signal: c.req.raw.signal });
      const examples =
        instrument.kind === 'price-floor' ? exampleSettlement(tools, instrument) : null;
      return c.html(render('instrument', { value, examples, data: edition }));
    });
}

const SHARES_OF_FLOOR = [6 / 11, 1, 15 / 11]; // 60, 110 and 150 for a floor of 110

/** Three periods after the ramp: below the floor, at it, and above. */
function exampleSettlement(tools: Tools, terms: PriceFloor): Settlement {
  const [, floor, unit] = /^([\d.,]+)\s*(.*)$/.exec(terms.floor)!; // as its schema has read it
  const mass = massOfPeriod(terms);
  const statements = periodsAfterRamp(terms).map((period, i): Statement => {
    const price = Number(floor!.replaceAll(',', '')) * SHARES_OF_FLOOR[i]!;
    const text = `${Number(price.toPrecision(12))} ${unit}`;
    return quickStatement(terms, { period, masses: [mass], price: text });
  });
  const [first] = statements;
  const statement = {
    ...first!,
    quotes: statements.flatMap(({ quotes }) => quotes),
    periods: statements.flatMap(({ periods }) =>
      periods.map((period) => ({
        ...period,
        deliveries: period.deliveries.map((each) => ({
          ...each,
          lot: `example of ${period.period}`,
        })),
      })),
    ),
  };
  return settleInstrument(tools, terms, statement);
}

/** What a period brings at full output, in tonnes: '1500 t' of '500 t/month' in a quarter. */
function massOfPeriod({ quantity, settlement }: PriceFloor): string {
  const [, amount, unit, per] = /^([\d.,]+)\s*(\w+)\s*\/\s*(\w+)$/.exec(quantity)!; // as read
  const months = { month: 1, quarter: 3, year: 12 }[per!] ?? 1;
  const period = settlement === 'quarter' ? 3 : 1;
  return `${(Number(amount!.replaceAll(',', '')) / months) * period} ${unit}`;
}

/** The first three whole periods after the ramp. */
function periodsAfterRamp({ start, rampMonths, settlement }: PriceFloor): readonly string[] {
  const full = monthAfter(start, rampMonths);
  if (settlement === 'month') return [0, 1, 2].map((i) => monthAfter(full, i));
  const wait = (3 - (monthNumber(full) % 3)) % 3;
  return [0, 1, 2].map((i) => quarterOf(monthAfter(full, wait + 3 * i)));
}

function missing(c: Context, render: Render, { version, digest }: ReferenceData) {
  const wanted = c.req.param('id') ?? '';
  const near = nearest(
    wanted,
    PRESETS.map(({ id }) => id),
  );
  const props: PageProps['missing'] = {
    sentence: `There is no instrument '${wanted}'`,
    near: near.map((id) => ({
      text: PRESETS.find((preset) => preset.id === id)?.title ?? id,
      href: `/instruments/${id}`,
    })),
    data: { version, digest },
  };
  return c.html(render('missing', props), 404);
}
