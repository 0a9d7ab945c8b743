import { memo } from 'react';
import { DifferenceChart } from '../charts/difference-chart.tsx';
import { DotRow } from '../charts/dot-row.tsx';
import { FanChart, type NamedLine } from '../charts/fan-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import {
  grouped,
  massUnit,
  mineralName,
  ofTwenty,
  sentenceCase,
  twoDigits,
} from '../parts/format.ts';
import type { FigureReceipt } from '../parts/receipt.tsx';
import { differences } from './lab-compare.ts';
import { type LabView, PIN_NAMES } from './lab-state.ts';
import {
  differenceFinding,
  differenceRows,
  futuresRows,
  labSentences,
  priceFinding,
  priceRows,
  shortFutures,
  supplyFinding,
  supplyRows,
} from './stress-text.ts';
import type { LabResult } from './use-laboratory.ts';

/** What the figures of the lab are drawn from. */
export interface LabFigureProps {
  readonly result: Pick<LabResult, 'path' | 'baseline' | 'pins'>;
  readonly source: string;
  readonly receipt: FigureReceipt;
}

const BANDS =
  'bands hold 50 and 90 percent of the futures; dashed: no named shock, nothing in reserve';

/** So many of twenty futures, as dots. */
export const FuturesFigure = memo(({ result, source, receipt }: LabFigureProps) => {
  const { path } = result;
  const count = shortFutures(path);
  return (
    <Figure
      id="futures"
      title={`Futures that run short: ${count}`}
      measure={`Each dot is one future of twenty; filled: over 1 percent of a quarter's use of ${mineralName(path.mineral)} is missing at some time`}
      evidence="model"
      summary={`${sentenceCase(count)} (${grouped((100 * path.shortDraws) / path.draws, 0)} percent of ${grouped(path.draws, 0)} futures).`}
      draw={(widthPx) => (
        <DotRow
          count={ofTwenty(path.shortDraws, path.draws)}
          of={20}
          widthPx={widthPx}
          label={`Futures that run short: ${count}`}
          source={source}
        />
      )}
      table={futuresRows(path)}
      receipt={receipt}
    />
  );
});

interface FanFigureProps extends LabFigureProps {
  readonly medians: readonly number[] | undefined; // newer than the path
  readonly view: LabView;
}

/** Ticks need a decimal only where the numbers are small. */
const decimals = (size: number): number => (size < 0.5 ? 2 : size < 5 ? 1 : 0);

/** What arrives, quarter by quarter. */
export const SupplyFigure = memo(({ result, source, receipt, medians, view }: FanFigureProps) => {
  const { path, baseline, pins } = result;
  const { unit, perTonne } = massUnit(path.mineral);
  const name = mineralName(path.mineral);
  const format = (tonnes: number) =>
    grouped(tonnes * perTonne, decimals(path.demandTonnesPerQuarter * perTonne));
  if (view === 'difference' && pins.length > 0) {
    const lines = differences(path, pins, ({ supplyTonnes }) => supplyTonnes.p50);
    const measure = `Supply in the middle future of A less that of each other, ${unit} per quarter`;
    const finding = differenceFinding(lines, {
      what: `supply of ${name}`,
      text: (tonnes) => `${twoDigits(tonnes * perTonne)} ${unit} a quarter`,
    });
    return (
      <DifferenceFigure
        {...{ id: 'supply', source, receipt, lines, measure, finding, format }}
        cell={(tonnes) => twoDigits(tonnes * perTonne)}
        unit={unit}
      />
    );
  }
  return (
    <Figure
      id="supply"
      title={supplyFinding(path)}
      measure={`Supply with the reserve's releases against use, ${unit} per quarter; ${BANDS}`}
      evidence="model"
      summary={`${sentenceCase(name)}: use today ${twoDigits(path.demandTonnesPerQuarter * perTonne)} ${unit} a quarter. ${labSentences(path)[1]}`}
      draw={(widthPx) => (
        <FanChart
          fan={path.supplyTonnes}
          median={medians}
          others={pinLines(pins, ({ supplyTonnes }) => supplyTonnes.p50)}
          baseline={baseline.supplyTonnes.p50}
          reference={{ label: 'use', value: path.demandTonnesPerQuarter }}
          widthPx={widthPx}
          label={`Supply of ${name} over time, against use`}
          source={source}
          format={format}
        />
      )}
      table={supplyRows(path, pins)}
      receipt={receipt}
    />
  );
});

/** What a price does, quarter by quarter. */
export const PriceFigure = memo(({ result, source, receipt, medians, view }: FanFigureProps) => {
  const { path, baseline, pins } = result;
  const name = mineralName(path.mineral);
  const format = (ratio: number) => `${Number(ratio.toFixed(2))}×`;
  if (view === 'difference' && pins.length > 0) {
    const lines = differences(path, pins, ({ priceRatio }) => priceRatio.p50);
    const measure = "Price in the middle future of A less that of each other, times today's price";
    const finding = differenceFinding(lines, {
      what: `price of ${name}`,
      text: (ratio) => `${twoDigits(ratio)} times today's`,
    });
    return (
      <DifferenceFigure
        {...{ id: 'price', source, receipt, lines, measure, finding, format }}
        cell={twoDigits}
        unit="times today"
      />
    );
  }
  return (
    <Figure
      id="price"
      title={priceFinding(path)}
      measure={`Price over today's, times; ${BANDS}`}
      evidence="model"
      summary={labSentences(path)[2] ?? ''}
      draw={(widthPx) => (
        <FanChart
          fan={path.priceRatio}
          median={medians}
          others={pinLines(pins, ({ priceRatio }) => priceRatio.p50)}
          baseline={baseline.priceRatio.p50}
          reference={{ label: 'today', value: 1 }}
          widthPx={widthPx}
          label={`Price of ${name} over time, over today's`}
          source={source}
          format={format}
        />
      )}
      table={priceRows(path, pins)}
      receipt={receipt}
    />
  );
});

type Path = LabResult['path'];

const pinLines = (
  pins: readonly Path[],
  valuesOf: (path: Path) => readonly number[],
): readonly NamedLine[] => pins.map((pin, i) => ({ name: PIN_NAMES[i]!, values: valuesOf(pin) }));

interface DifferenceFigureProps extends Omit<LabFigureProps, 'result'> {
  readonly id: string;
  readonly lines: readonly NamedLine[];
  readonly finding: string;
  readonly measure: string;
  readonly format: (value: number) => string;
  readonly cell: (value: number) => string;
  readonly unit: string;
}

function DifferenceFigure(props: DifferenceFigureProps) {
  const { id, lines, finding, measure, source, format, cell, unit, receipt } = props;
  return (
    <Figure
      id={id}
      title={finding}
      measure={measure}
      evidence="model"
      summary={`${finding}. The same futures stand behind all of them, so that chance makes no difference between them.`}
      draw={(widthPx) => (
        <DifferenceChart {...{ lines, widthPx, source, format }} label={`${finding}: ${measure}`} />
      )}
      table={differenceRows(lines, unit, cell)}
      receipt={receipt}
    />
  );
}
