import type { Settlement } from '../../src/instruments/statement.ts';
import type { InstrumentValue, PriceLawSummary } from '../../src/instruments/value.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Evidence, EvidenceKey } from '../parts/evidence.tsx';
import { grouped, sentenceCase } from '../parts/format.ts';
import { KeyFigure } from '../parts/key-figure.tsx';
import { Sources } from '../parts/sources.tsx';
import { PlainTable } from '../parts/table.tsx';
import { ExposureFigure, PayoutFigure } from './instrument-figures.tsx';
import {
  kindText,
  musd,
  pricedText,
  priceText,
  priceUnitOf,
  termsOf,
  usdWords,
} from './instrument-text.ts';

export interface InstrumentProps {
  readonly value: InstrumentValue;
  readonly examples: Settlement | null; // of a price floor: three periods, settled exactly
  readonly data: DataEdition;
}

/** One instrument: what it is worth, what it may cost, when it triggers, and on what terms. */
export function InstrumentPage(props: InstrumentProps) {
  const { value, examples } = props;
  const { instrument, price } = value;
  const isMadeUp = instrument.standing === 'illustrative';
  return (
    <>
      <p className="trail">
        <a href="/projects">Projects</a> / <a href="/instruments">Instruments</a> /{' '}
        {instrument.title}
      </p>
      <section className="answer">
        <h1>{headline(value)}</h1>
        <p className="lead">
          {`${sentenceCase(kindText(instrument.kind))}: ${instrument.title}, ${instrument.start} to ${instrument.end}.`}{' '}
          {isMadeUp && (
            <>
              <Evidence kind="illustrative" />: no contract, made up to show how such an instrument
              works.
            </>
          )}
        </p>
        <KeyFigures value={value} />
        <EvidenceKey />
      </section>
      <section className="profile" aria-labelledby="worth">
        <h2 id="worth">What it pays, and what it may cost</h2>
        <div className="figures halves">
          {price !== null && <PayoutFigure value={value} price={price} />}
          <ExposureFigure value={value} />
        </div>
      </section>
      {price !== null && <PriceLaw price={price} />}
      <Sensitivities value={value} />
      {examples !== null && <Triggers examples={examples} price={price} />}
      <Terms value={value} />
      <Proof value={value} />
    </>
  );
}

function headline({ fairValue, instrument, maximumExposure }: InstrumentValue): string {
  const worth = fairValue.usd < 0 ? 'costs the Reserve' : 'is worth';
  const most =
    maximumExposure.usd === null
      ? 'its cost has no limit'
      : `it can cost at most ${usdWords(maximumExposure.usd)}`;
  return `${instrument.title} ${worth} ${usdWords(fairValue.usd)} in expectation; ${most}`;
}

function KeyFigures({ value }: Pick<InstrumentProps, 'value'>) {
  const { fairValue, closedForm, cost, maximumExposure, months } = value;
  const error = musd(fairValue.standardErrorUsd);
  return (
    <dl className="key-figures">
      <KeyFigure
        term="Fair value to the Reserve, $M"
        kind="model"
        value={musd(fairValue.usd)}
        note={`± ${error} standard error, of the draws alone; negative is a cost; ${months} months to the end of the term`}
      />
      <KeyFigure
        term="Cost, expected and worst twentieth, $M"
        kind="model"
        value={`${musd(cost.expectedUsd)} and ${musd(cost.tailUsd)}`}
        note={`present value; one future in twenty costs more than ${musd(cost.p95Usd)}`}
      />
      <KeyFigure
        term="Most it can cost, $M"
        kind="model"
        value={maximumExposure.usd === null ? 'unlimited' : musd(maximumExposure.usd)}
        note={maximumExposure.sentence}
      />
      <KeyFigure
        term="Check by formula, $M"
        kind="model"
        value={closedForm === null ? 'none' : musd(closedForm.usd)}
        note={
          closedForm === null
            ? `no formula is known; ${fairValue.control === null ? 'simulated as it is' : `noise is taken away with ${fairValue.control}`}`
            : `${closedForm.method}; the simulation lies ${grouped(Math.abs(closedForm.inStandardErrors), 1)} standard errors from it`
        }
      />
    </dl>
  );
}

/** The law that prices were drawn from, and how well it fits. */
function PriceLaw({ price }: { readonly price: PriceLawSummary }) {
  const unit = priceUnitOf(price);
  const { fit } = price;
  return (
    <section className="profile" aria-labelledby="law">
      <h2 id="law">Where the prices come from</h2>
      <p>{`${sentenceCase(price.sentence)}.`}</p>
      <PlainTable
        caption="The law of the price"
        rows={{
          columns: [
            { label: 'Number' },
            { label: 'Value', isNumber: true },
            { label: 'Standard error', isNumber: true },
            { label: 'Basis' },
          ],
          rows: [
            [
              `Price of ${pricedText(price)}, ${price.asOf}, ${unit.unit}`,
              priceText(price.spotUsdPerTonne, unit),
              '–',
              price.basis,
            ],
            [
              `Mean in the long run, without jumps, ${unit.unit}`,
              priceText(price.longRunUsdPerTonne, unit),
              '–',
              price.basis,
            ],
            [
              'Pull to the long run, a year',
              grouped(price.reversionPerYear, 3),
              errorText(fit?.reversionPerYear.standardError),
              price.basis,
            ],
            [
              'Volatility, per square root of a year',
              grouped(price.volatility, 3),
              errorText(fit?.volatility.standardError),
              price.basis,
            ],
            ['Jumps a year', grouped(price.jumpsPerYear, 2), '–', price.basis],
            ['Deviation of a jump, ln', grouped(price.jumpDeviationLog, 2), '–', price.basis],
            ['Discount rate, a year', grouped(price.ratePerYear, 3), '–', 'assumed'],
          ],
        }}
      />
      {fit === null ? (
        <p>
          No fit can be shown: the law is {price.basis}, and every number of it is varied below.
        </p>
      ) : (
        <p>
          {`Fitted to ${fit.months} months, ${fit.from} to ${fit.to}: half of a distance from the level is gone after ${grouped(fit.halfLifeYears, 1)} years. Log-likelihood ${grouped(fit.logLikelihood, 1)} without jumps and ${grouped(fit.jumps.logLikelihood, 1)} with the jumps of ${fit.jumps.months} months. Whether residuals remember (Ljung-Box, 13 lags): p = ${grouped(fit.ljungBox.pValue, 3)}${fit.ljungBox.pValue < 0.05 ? ', so they do: the law is too simple there' : ''}.`}
        </p>
      )}
    </section>
  );
}

const errorText = (standardError: number | undefined): string =>
  standardError === undefined ? '–' : grouped(standardError, 3);

/** How the fair value moves with each input, and at both ends of what nobody knows for sure. */
function Sensitivities({ value }: Pick<InstrumentProps, 'value'>) {
  const { sensitivities, ranges, measures } = value;
  return (
    <section className="profile" aria-labelledby="moves">
      <h2 id="moves">What moves its value</h2>
      <PlainTable
        caption="Change of the fair value"
        rows={{
          columns: [
            { label: 'If this rises' },
            { label: 'The fair value changes by, $M', isNumber: true },
          ],
          rows: sensitivities.map(({ bump, changeUsd }) => [sentenceCase(bump), musd(changeUsd)]),
        }}
      />
      {ranges.length > 0 && (
        <PlainTable
          caption="Fair value at both ends of each assumption and estimate"
          rows={{
            columns: [
              { label: 'Assumption or estimate' },
              { label: 'From', isNumber: true },
              { label: 'Middle', isNumber: true },
              { label: 'To', isNumber: true },
              { label: 'Unit' },
              { label: 'Fair value at from, $M', isNumber: true },
              { label: 'Fair value at to, $M', isNumber: true },
            ],
            rows: ranges.map((range) => [
              `${sentenceCase(range.id.replaceAll('_', ' '))} (${range.kind})`,
              ...[range.low, range.mid, range.high].map((x) => grouped(x, x < 10 ? 3 : 0)),
              range.unit,
              musd(range.lowUsd),
              musd(range.highUsd),
            ]),
          }}
        />
      )}
      {measures.length > 0 && (
        <PlainTable
          caption="Further results"
          rows={{
            columns: [
              { label: 'Measure' },
              { label: 'Value', isNumber: true },
              { label: 'Unit' },
              { label: 'Formula' },
            ],
            rows: measures.map(({ id, value: amount, unit, formula }) => [
              sentenceCase(id.replaceAll('-', ' ')),
              unit === 'USD' ? grouped(amount, 0) : grouped(amount, 4),
              unit,
              formula,
            ]),
          }}
        />
      )}
    </section>
  );
}

/** Periods and what triggered in each, to the cent. */
function Triggers(props: {
  readonly examples: Settlement;
  readonly price: PriceLawSummary | null;
}) {
  const { examples, price } = props;
  const unit = price === null ? { unit: '$/t', perTonne: 1 } : priceUnitOf(price);
  return (
    <section className="profile" aria-labelledby="triggers">
      <h2 id="triggers">When it triggers</h2>
      <p>
        No statement of a settled period is on record, so none is shown as one.{' '}
        <Evidence kind="illustrative">Illustrative</Evidence>: three periods in a row, each with one
        price, settled exactly as the contract would be.
      </p>
      <PlainTable
        caption="Settled periods"
        rows={{
          columns: [
            { label: 'Period' },
            { label: 'Trigger' },
            { label: `Reference price, ${unit.unit}`, isNumber: true },
            { label: 'Mass, kg', isNumber: true },
            { label: 'To the Reserve, $', isNumber: true },
            { label: 'Paid to date, $', isNumber: true },
          ],
          rows: examples.periods.map((period) => [
            period.period,
            TRIGGER_WORD[period.trigger],
            priceText(Number(period.referenceUsdPerTonne), unit),
            grouped(Number(period.massG) / 1000, 0),
            centsText(period.amountCents),
            centsText(period.paidToDateCents),
          ]),
        }}
      />
      <p className="hint">
        A statement of your own:{' '}
        <code>{`npx lodestock instrument settle ${examples.instrument} --statement FILE`}</code>
      </p>
    </section>
  );
}

const TRIGGER_WORD = {
  floor: '▼ floor: the Reserve pays',
  upside: '▲ upside: the Reserve receives',
  none: '– none',
} as const satisfies Record<Settlement['periods'][number]['trigger'], string>;

/** Whole cents as dollars, exactly: '−30,000,000.00'. */
function centsText(cents: string): string {
  const isNegative = cents.startsWith('-');
  const digits = cents.replace('-', '').padStart(3, '0');
  const dollars = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${isNegative ? '−' : ''}${dollars}.${digits.slice(-2)}`;
}

/** The terms as they are written, with what is on record and what is assumed. */
function Terms({ value }: Pick<InstrumentProps, 'value'>) {
  const { instrument, notes } = value;
  return (
    <section className="profile" aria-labelledby="terms">
      <h2 id="terms">Its terms</h2>
      <PlainTable
        caption="Terms"
        rows={{
          columns: [{ label: 'Term' }, { label: 'As written' }],
          rows: termsOf(instrument).map(([term, text]) => [sentenceCase(term), text]),
        }}
      />
      <ul className="plain-list">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p className="source-line">
        Source of the terms: <Sources source={instrument.source} />
      </p>
    </section>
  );
}

function Proof({ value }: Pick<InstrumentProps, 'value'>) {
  const { instrument, draws, seed, digest, dataVersion, modelVersion } = value;
  return (
    <section className="profile" aria-labelledby="elsewhere">
      <h2 id="elsewhere">The same elsewhere</h2>
      <dl className="proof">
        <div>
          <dt>In a terminal</dt>
          <dd>
            <code>{`npx lodestock instrument value ${instrument.id} --draws ${draws} --seed ${seed}`}</code>
          </dd>
        </div>
        <div>
          <dt>Digest of the value</dt>
          <dd>
            <code data-testid="value-digest">{digest}</code>
          </dd>
        </div>
        <div>
          <dt>Made from</dt>
          <dd>{`${grouped(draws, 0)} futures, seed ${seed}; data ${dataVersion}; model ${modelVersion}`}</dd>
        </div>
      </dl>
    </section>
  );
}
