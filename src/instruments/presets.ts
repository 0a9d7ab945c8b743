import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import { CREDIT_PRESET_FILES } from './credit-presets.ts';
import { type Instrument, readInstrument } from './instruments.ts';

/*
 * Instruments that ship with the program: deals on the public record, and illustrative ones on
 * minerals with a fitted price. What the record does not say is an assumption, and noted as one.
 */

const MP_SOURCE =
  'MP Materials and Department of Defense, agreement of July 2025 as reported in quarterly filings ' +
  '(form 10-Q, 2025) and by Project Blue, July 2025; rows mp_floor and mp_offtake of ' +
  'data/instrument_precedent.csv';

const ILLUSTRATION = 'No contract: made up to show how such an instrument works.';

const illustrative = (id: string, title: string, mineral: string) => ({
  version: 1,
  id,
  title: `Illustrative: ${title}`,
  standing: 'illustrative',
  source: ILLUSTRATION,
  mineral,
});

const PRESET_FILES: readonly object[] = [
  {
    version: 1,
    id: 'mp-ndpr-floor',
    title: 'MP Materials: price floor on neodymium-praseodymium',
    standing: 'recorded',
    source: MP_SOURCE,
    notes: [
      'On record: 110 USD/kg NdPr on material sold or stockpiled, by the quarter, October 2025 to December 2035; 30 percent of the excess once full output is reached.',
      'Assumed: 6,000 t NdPr a year at full output, reached after 24 months.',
      'The index and what stands for a missing quote are not public: settlement stops at a gap.',
      'The tables have the price of neodymium oxide, which stands for that of NdPr oxide.',
    ],
    kind: 'price-floor',
    form: 'one-sided',
    mineral: 'neodymium',
    start: '2025-10',
    end: '2035-12',
    floor: '110 USD/kg',
    upside: { share: 0.3 },
    quantity: '500 t/month',
    quantityIs: 'expected',
    rampMonths: 24,
    settlement: 'quarter',
    series: 'NdPr oxide (index not public)',
  },
  {
    ...illustrative(
      'mp-magnet-offtake',
      'earnings guarantee of the MP magnet offtake',
      'neodymium',
    ),
    source: MP_SOURCE,
    notes: [
      'On record: ten years, all output, cost plus with EBITDA of 140 million USD a year guaranteed and growing by 2 percent a year; 10,000 t of magnets a year.',
      'Illustrative: the term; earnings measured on NdPr contained in the magnets, 30 percent of their mass, at a cost of 60 USD/kg; no share of a surplus. Neither costs nor the price of magnets are public.',
    ],
    kind: 'offtake',
    start: '2028-01',
    end: '2037-12',
    price: {
      rule: 'cost-plus',
      unitCost: '60 USD/kg',
      guaranteedEbitda: '140M USD',
      growthPerYear: 0.02,
    },
    quantity: '250 t/month',
    quantityIs: 'limit',
    resaleDiscount: 0,
  },
  {
    ...illustrative('illustrative-tin-collar', 'tin between a floor and a cap', 'tin'),
    kind: 'price-floor',
    form: 'cap-and-floor',
    start: '2026-07',
    end: '2031-06',
    floor: '30000 USD/t',
    cap: '50000 USD/t',
    upside: { share: 0.5 },
    quantity: '300 t/month',
    quantityIs: 'limit',
    settlement: 'month',
    series: 'Tin (World Bank Pink Sheet)',
    missingQuote: { rule: 'previous-quote' },
  },
  {
    ...illustrative('illustrative-zinc-two-sided', 'zinc at a fixed price for both sides', 'zinc'),
    kind: 'price-floor',
    form: 'two-sided',
    start: '2026-04',
    end: '2031-03',
    floor: '2800 USD/t',
    quantity: '2000 t/month',
    quantityIs: 'limit',
    settlement: 'quarter',
    series: 'Zinc (World Bank Pink Sheet)',
    missingQuote: { rule: 'remaining-quotes' },
  },
  {
    ...illustrative('illustrative-antimony-volume', 'guaranteed sale of antimony', 'antimony'),
    kind: 'price-floor',
    form: 'volume-guarantee',
    start: '2027-01',
    end: '2031-12',
    floor: '25 USD/kg',
    quantity: '100 t/month',
    quantityIs: 'limit',
    resaleDiscount: 0.1,
    paymentCap: '100M USD',
    settlement: 'quarter',
    series: 'antimony metal',
  },
  {
    ...illustrative(
      'illustrative-nickel-offtake',
      'nickel below the market, taken or paid',
      'nickel',
    ),
    kind: 'offtake',
    start: '2026-04',
    end: '2031-03',
    price: { rule: 'indexed', referenceShare: 0.9, premium: '500 USD/t' },
    quantity: '400 t/month',
    quantityIs: 'limit',
    takeOrPayShare: 0.7,
    resaleDiscount: 0.02,
  },
  {
    ...illustrative('illustrative-fluorspar-stock', 'a stock of acid-grade fluorspar', 'fluorspar'),
    kind: 'storage',
    start: '2026-01',
    end: '2030-12',
    mass: '50000 st',
    isBought: true,
    costPerYear: '12 USD/t',
    shrinkagePerYear: 0.002,
    resaleDiscount: 0.05,
  },
];

/** Instruments by their ids, read by the same rules as a file. */
export const PRESETS: readonly Instrument[] = [...PRESET_FILES, ...CREDIT_PRESET_FILES].map(
  (file) => readInstrument(file, 'of the program'),
);

/** @throws Refusal `instrument.not_found` */
export function findPreset(id: string): Instrument {
  const found = PRESETS.find((preset) => preset.id === id);
  if (found !== undefined) return found;
  throw new Refusal(
    'not_found',
    'instrument.not_found',
    `there is no instrument '${id}'`,
    `the nearest are ${nearest(
      id,
      PRESETS.map((preset) => preset.id),
    ).join(', ')}; a file needs its ending .json`,
  );
}
