import { centsText } from '../base/booked.ts';
import { usdText } from '../base/money-text.ts';
import { grouped } from '../base/number-text.ts';
import { tableLines } from '../base/text-table.ts';
import type { Instrument } from './instruments.ts';
import type { PriceList } from './price-list.ts';
import type { Settlement } from './statement.ts';
import type { InstrumentValue, PriceLawSummary } from './value.ts';

const musd = (usd: number) => grouped(usd / 1e6, Math.abs(usd) < 1e8 ? 2 : 1);

/** A valuation for a terminal. */
export function valueLines(value: InstrumentValue): string[] {
  const { instrument, fairValue, closedForm, cost, maximumExposure, draws, seed, months } = value;
  return [
    `${instrument.title} (${instrument.kind}, ${instrument.standing}; ${instrument.start} to ${instrument.end})`,
    '',
    `Fair value to the reserve: ${musd(fairValue.usd)} million USD, standard error ${musd(fairValue.standardErrorUsd)}` +
      ` (${draws} draws, seed ${seed}, ${months} months; negative is a cost)`,
    ...(closedForm === null
      ? [
          'No formula: simulated' +
            (fairValue.control === null ? '' : `, with the ${fairValue.control} as control`),
        ]
      : [
          `By formula: ${musd(closedForm.usd)} million USD, ${closedForm.method}; ` +
            `the simulation differs by ${closedForm.inStandardErrors.toFixed(1)} standard errors`,
        ]),
    `Cost, present value: expected ${musd(cost.expectedUsd)}, worst 5 percent ${musd(cost.tailUsd)} million USD`,
    `Maximum exposure: ${maximumExposure.usd === null ? '' : `${usdText(maximumExposure.usd)}, `}${maximumExposure.sentence}`,
    ...(value.price === null ? [] : ['', ...lawLines(value.price)]),
    '',
    ...tableLines(
      ['year, million USD', 'expected cost', 'worst 5 percent', 'paid', 'received'],
      value.years.map((year) => [
        String(year.year),
        musd(year.expectedCostUsd),
        musd(year.tailCostUsd),
        musd(year.expectedPaidUsd),
        musd(year.expectedReceivedUsd),
      ]),
    ),
    '',
    ...tableLines(
      ['if this rises', 'the fair value changes by, million USD'],
      value.sensitivities.map(({ bump, changeUsd }) => [bump, musd(changeUsd)]),
    ),
    ...rangeLines(value),
    ...value.measures.map(
      ({ id, value: amount, unit, formula }) =>
        `${id}: ${measureText(amount, unit)} ${unit} (${formula})`,
    ),
    ...(value.notes.length === 0 ? [] : ['', ...value.notes.map((note) => `- ${note}`)]),
    ...(instrument.source === '' ? [] : ['', `Source of the terms: ${instrument.source}`]),
    `Data ${value.dataVersion}, model ${value.modelVersion}, digest ${value.digest}`,
  ];
}

/** Whole dollars and shares; what is smaller, to four decimals. */
const measureText = (amount: number, unit: string): string =>
  grouped(amount, unit === 'USD' || unit === 'shares' ? 0 : 4);

function rangeLines({ ranges }: InstrumentValue): string[] {
  if (ranges.length === 0) return [];
  const short = (each: number) => String(Number(each.toPrecision(3)));
  return [
    '',
    ...tableLines(
      ['assumption or estimate', 'from', 'to', 'unit', 'fair value at from', 'at to, million USD'],
      ranges.map(({ id, kind, low, high, unit, lowUsd, highUsd }) => [
        kind === 'estimate' ? `${id} (± 1 standard error)` : id,
        short(low),
        short(high),
        unit,
        musd(lowUsd),
        musd(highUsd),
      ]),
    ),
  ];
}

function lawLines(law: PriceLawSummary): string[] {
  const jumps =
    law.jumpsPerYear === 0
      ? 'no jumps'
      : `${law.jumpsPerYear.toFixed(2)} jumps a year of ${law.jumpMeanLog.toFixed(2)} ± ${law.jumpDeviationLog.toFixed(2)} [ln]`;
  return [
    `Price of ${law.mineral}${law.tonneOf === null ? '' : ` (${law.tonneOf})`}: ${grouped(law.spotUsdPerTonne, 0)} USD/t in ${law.asOf}, ` +
      `long run ${grouped(law.longRunUsdPerTonne, 0)} USD/t, reversion ${law.reversionPerYear.toFixed(2)} a year, ` +
      `volatility ${law.volatility.toFixed(2)} a root year, ${jumps}, discounted at ${law.ratePerYear} a year`,
    `The law of the price is ${law.sentence}`,
  ];
}

/** Fits of all monthly series for a terminal. */
export function priceLines({ laws, correlations, dataVersion }: PriceList): string[] {
  const fits = laws.flatMap((law) => (law.fit === null ? [] : [{ law, fit: law.fit }]));
  return [
    ...tableLines(
      [
        'mineral',
        'USD/t',
        'reversion',
        'half-life',
        'volatility',
        'jumps',
        'log L',
        'with jumps',
        'Q13 p',
      ],
      fits.map(({ law, fit }) => [
        law.mineral,
        grouped(law.spotUsdPerTonne, 0),
        `${fit.reversionPerYear.value.toFixed(2)} ± ${fit.reversionPerYear.standardError.toFixed(2)}`,
        `${fit.halfLifeYears.toFixed(1)} years`,
        `${fit.volatility.value.toFixed(3)} ± ${fit.volatility.standardError.toFixed(3)}`,
        String(fit.jumps.months),
        fit.logLikelihood.toFixed(1),
        fit.jumps.logLikelihood.toFixed(1),
        fit.ljungBox.pValue.toFixed(3),
      ]),
    ),
    '',
    'reversion a year and volatility a root year, with standard errors; jumps in months; Q13: Ljung-Box',
    '',
    ...tableLines(
      ['residuals of', 'and of', 'correlation'],
      correlations.map(({ first, second, correlation }) => [first, second, correlation.toFixed(2)]),
    ),
    '',
    `Fitted to the monthly prices of data ${dataVersion}; docs/models/instruments.md, section 2`,
  ];
}

/** Settlements for a terminal. */
export function settlementLines(settlement: Settlement): string[] {
  return [
    `${settlement.instrument} (${settlement.standing}); negative is paid by the reserve`,
    ...tableLines(
      ['period', 'reference USD/t', 'eligible kg', 'trigger', 'amount', 'interest'],
      settlement.periods.map((each) => [
        each.period,
        each.referenceUsdPerTonne,
        grouped(Number(each.massG) / 1000, 0),
        each.trigger,
        centsText(BigInt(each.amountCents)),
        centsText(BigInt(each.interestCents)),
      ]),
    ),
    ...settlement.periods.flatMap(({ period, sentences }) =>
      sentences.map((sentence) => `- ${period}: ${sentence}`),
    ),
    `Total ${centsText(BigInt(settlement.totalCents))}` +
      (settlement.capLeftCents === null
        ? ''
        : `; the cap of payments leaves ${centsText(BigInt(settlement.capLeftCents))}`),
  ];
}

/** The instruments that ship with the program, for a terminal. */
export function presetLines(presets: readonly Instrument[]): string[] {
  return presets.flatMap(({ id, title, kind, start, end, standing, source }) => [
    id,
    `  ${title} (${kind}, ${standing}; ${start} to ${end})`,
    `  Source: ${source}`,
  ]);
}
