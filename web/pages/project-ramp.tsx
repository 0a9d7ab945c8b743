import type { ForecastReport } from '../../src/projects/outlook.ts';
import type { MineralReport } from '../../src/projects/project-report.ts';
import type { DeliveryCheck } from '../../src/projects/ramp.ts';
import { RampChart } from '../charts/ramp-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, mineralName, percent, twoDigits } from '../parts/format.ts';
import { shortNumber } from './profile-text.ts';

interface RampProps {
  readonly name: string;
  readonly forecast: ForecastReport | null;
  readonly edition: string;
}

const RANGE =
  'band: from a late start (P90) and a slow ramp to a start without delay and a fast one; line: start at P50 and the middle ramp';

/** What is owed under a contract, against what can be made in the same years. */
export function DeliveryFigure(props: RampProps & { readonly delivery: DeliveryCheck }) {
  const { name, delivery, edition } = props;
  const { contractedTonnes, fullRateTonnes, rampedTonnes, shortTonnes, years } = delivery;
  const part = rampedTonnes.mid / contractedTonnes;
  const short = shortTonnes > 0 ? `, ${grouped(shortTonnes, 0)} t too little` : '';
  return (
    <Figure
      id="delivery"
      title={
        part < 1
          ? `It can make ${percent(part)} percent of what it is said to owe`
          : 'It can make what it is said to owe'
      }
      measure={`Tonnes by year of the contract, said to be owed and able to be made; ${RANGE}; if it comes about`}
      evidence="model"
      summary={`${grouped(contractedTonnes, 0)} t are said to be owed over ${years.length} years. At full rate from the first day it would make ${grouped(fullRateTonnes, 0)} t${short}; with its start and ramp ${twoDigits(rampedTonnes.mid)} t (${twoDigits(rampedTonnes.low)} to ${twoDigits(rampedTonnes.high)} t).`}
      draw={(widthPx) => (
        <RampChart
          years={years.map(({ year, low, mid, high, contractedTonnes: due }) => {
            return { year, low, middle: mid, high, due };
          })}
          dueLabel="said to owe"
          widthPx={widthPx}
          label={`What ${name} is said to owe, and can make`}
          source={sourceOf(edition)}
          format={shortNumber}
        />
      )}
      table={{
        columns: [
          { label: 'Year of the contract' },
          { label: 'Said to be owed, t', isNumber: true },
          { label: 'At full rate, t', isNumber: true },
          { label: 'Late and slow, t', isNumber: true },
          { label: 'Middle, t', isNumber: true },
          { label: 'Early and fast, t', isNumber: true },
        ],
        rows: years.map((row) => [
          String(row.year),
          ...[row.contractedTonnes, row.fullRateTonnes, row.low, row.mid, row.high].map(tonnesText),
        ]),
      }}
    />
  );
}

/** What it can make of a mineral, year by year of the calendar. */
export function OutputFigure(props: RampProps & { readonly report: MineralReport }) {
  const { name, report, edition } = props;
  const { mineral, output } = report;
  if (output === null) return null;
  const { basis, years } = output;
  const [last] = years.slice(-1);
  const rate =
    basis === 'credited'
      ? 'the output that is credited'
      : 'the capacity that is claimed, which feeds no model';
  return (
    <Figure
      id={`output-${mineral}`}
      title={
        last === undefined
          ? `Nothing says what it makes of ${mineralName(mineral)}`
          : `It may make ${twoDigits(last.mid)} t of ${mineralName(mineral)} in ${last.year}, if it comes about`
      }
      measure={`Output, t of ${mineralName(mineral)} a year, climbing to ${rate}; ${RANGE}`}
      evidence="model"
      summary={outputSummary(props, rate)}
      draw={(widthPx) => (
        <RampChart
          years={years.map(({ year, low, mid, high }) => {
            return { year, low, middle: mid, high, due: null };
          })}
          dueLabel=""
          widthPx={widthPx}
          label={`What ${name} can make of ${mineralName(mineral)} a year`}
          source={sourceOf(edition)}
          format={shortNumber}
        />
      )}
      table={{
        columns: [
          { label: 'Year' },
          { label: 'Late and slow, t', isNumber: true },
          { label: 'Middle, t', isNumber: true },
          { label: 'Early and fast, t', isNumber: true },
        ],
        rows: years.map(({ year, low, mid, high }) => [
          String(year),
          ...[low, mid, high].map(tonnesText),
        ]),
      }}
    />
  );
}

function outputSummary({ forecast }: RampProps, rate: string): string {
  if (forecast === null) return `It climbs to ${rate}.`;
  const { p50, p90, failureProbability } = forecast;
  return `It climbs to ${rate}. Delivery begins by ${p50} in half of the futures and by ${p90} in nine of ten, if it comes about; ${percent(failureProbability)} percent of projects at its stage are assumed never to.`;
}

const tonnesText = (tonnes: number): string => grouped(tonnes, tonnes < 10 ? 1 : 0);

const sourceOf = (edition: string) =>
  `the public record; delays and ramp: assumptions of assumption.csv; Lodestock model; data ${edition}`;
