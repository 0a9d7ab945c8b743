import type { Comparison } from '../../src/dependency/comparison.ts';
import type { BacktestEvent } from '../../src/stress/backtest.ts';
import { BandChart } from '../charts/band-chart.tsx';
import { PlaceChart } from '../charts/place-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, mineralName, sentenceCase } from '../parts/format.ts';
import { mineralHref } from './profile-text.ts';

const times = (ratio: number) => `${grouped(ratio, 1)}×`;
const exact = (ratio: number) => grouped(ratio, 2);

/** Where the price went, in terms of the model's band. */
function verdictOf({ modelRatio, actualRatio, inside90 }: BacktestEvent): string {
  if (modelRatio === null) return 'no model';
  if (inside90) return 'inside';
  return actualRatio > modelRatio.p95 ? 'above' : 'below';
}

/** Of which months, or of which years the means, the two prices are. */
const periodsOf = ({ priceKind, beforePeriod, afterPeriod }: BacktestEvent) =>
  priceKind === 'month'
    ? `${beforePeriod} and ${afterPeriod}`
    : `means of ${beforePeriod} and ${afterPeriod}`;

/** Each dated price move, the model's band and what the price did. */
export function BacktestFigure(props: {
  readonly events: readonly BacktestEvent[];
  readonly draws: number;
  readonly seed: number;
  readonly data: { readonly version: string };
}) {
  const { events, draws, seed, data } = props;
  const inside = events.filter(({ inside90 }) => inside90);
  const missed = events.filter(({ inside90 }) => !inside90);
  const namesOf = (those: readonly BacktestEvent[]) =>
    those.map(({ mineral }) => mineralName(mineral)).join(', ');
  return (
    <Figure
      id="backtest"
      title={`${inside.length} of ${events.length} price moves lie inside the band, ${missed.length} outside`}
      measure="Price after over price before; band: 5 to 95 percent of the model's draws, line: its median; diamond: what happened, filled inside the band and hollow outside; dashed: no change"
      evidence="model"
      summary={`Inside: ${namesOf(inside) || 'none'}. Outside: ${namesOf(missed) || 'none'}.`}
      draw={(widthPx) => (
        <BandChart
          rows={events.map((event) => ({
            label: sentenceCase(mineralName(event.mineral)),
            note: event.control ?? 'no control',
            band: event.modelRatio && {
              low: event.modelRatio.p05,
              middle: event.modelRatio.p50,
              high: event.modelRatio.p95,
            },
            actual: event.actualRatio,
            isInside: event.inside90,
            verdict: verdictOf(event),
          }))}
          reference={1}
          widthPx={widthPx}
          label="Price moves: the model's band and what happened"
          source={`prices as USGS states them; Lodestock model, figures of 2023, ${grouped(draws, 0)} draws, seed ${seed}, data ${data.version}`}
          format={times}
        />
      )}
      table={{
        columns: [
          { label: 'Mineral' },
          { label: 'Event' },
          { label: 'Prices of' },
          { label: 'Model, median', isNumber: true },
          { label: 'Model, 5 to 95 percent', isNumber: true },
          { label: 'Actual', isNumber: true },
          { label: 'Verdict' },
          { label: 'Direction' },
          { label: 'Place of the move, model and actual' },
          { label: 'Pairs in the right order' },
        ],
        rows: events.map((event) => [
          { text: sentenceCase(mineralName(event.mineral)), href: mineralHref(event.mineral) },
          event.event,
          periodsOf(event),
          event.modelRatio === null ? '–' : exact(event.modelRatio.p50),
          event.modelRatio === null
            ? '–'
            : `${exact(event.modelRatio.p05)}–${exact(event.modelRatio.p95)}`,
          exact(event.actualRatio),
          verdictOf(event),
          event.rightDirection ? 'right' : 'wrong',
          event.order === null
            ? 'not ranked'
            : `${event.order.modelPlace} and ${event.order.actualPlace}`,
          event.order === null
            ? 'not ranked'
            : `${event.order.rightPairs} of ${event.order.pairs.length}`,
        ]),
      }}
    />
  );
}

/** Every mineral by its place here and its place there. */
export function RankingFigure(props: {
  readonly id: string;
  readonly ours: string; // by what ours is ordered
  readonly comparison: Comparison;
  readonly basis: string;
  readonly edition: string;
}) {
  const { id, ours, comparison, basis, edition } = props;
  const { places, largestDisagreements, spearman, minerals, source, oursOnly } = comparison;
  const marked = new Set(largestDisagreements.map(({ mineral }) => mineral));
  return (
    <Figure
      id={id}
      title={`The two orders agree in part: correlation ${grouped(spearman, 2)}`}
      measure={`Place among the ${minerals} minerals that both rank, 1 the most dangerous; ours by ${ours}, theirs by ${basis}; named: the ${marked.size} largest differences`}
      evidence="model"
      summary={`On the dashed line both agree; above it the published order is more alarmed than ours, below it less. ${oursOnly.length} minerals are in our ranking only.`}
      draw={(widthPx) => (
        <PlaceChart
          points={places.map(({ mineral, ourPlace, publishedPlace }) => ({
            label: sentenceCase(mineralName(mineral)),
            across: ourPlace,
            up: publishedPlace,
            isMarked: marked.has(mineral),
          }))}
          acrossLabel="place in our ranking"
          upLabel="place in the published ranking"
          widthPx={widthPx}
          label="Places of minerals in two rankings"
          source={`${source}; Lodestock model, data ${edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Mineral' },
          { label: 'Our place', isNumber: true },
          { label: 'Published place', isNumber: true },
          { label: 'Difference', isNumber: true },
        ],
        rows: places.map(({ mineral, ourPlace, publishedPlace }) => [
          { text: sentenceCase(mineralName(mineral)), href: mineralHref(mineral) },
          String(ourPlace),
          String(publishedPlace),
          String(Math.abs(ourPlace - publishedPlace)),
        ]),
      }}
    />
  );
}

/** The largest differences of two orders, each with what the two figures behind it say. */
export function Disagreements({ comparison }: { readonly comparison: Comparison }) {
  return (
    <div className="facts">
      <h3>Where the two differ most, and why</h3>
      {comparison.largestDisagreements.map(({ mineral, ourPlace, publishedPlace, reasons }) => (
        <div key={mineral}>
          <p>
            <a href={mineralHref(mineral)}>{sentenceCase(mineralName(mineral))}</a>
            {`: place ${ourPlace} here, place ${publishedPlace} there.`}
          </p>
          <p className="measure">{`${sentenceCase(reasons.join('; '))}.`}</p>
        </div>
      ))}
    </div>
  );
}
