import { memo } from 'react';
import { IntervalChart } from '../charts/interval-chart.tsx';
import { WaterfallChart } from '../charts/waterfall-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, massText, massUnit, mineralName } from '../parts/format.ts';
import type { FigureReceipt } from '../parts/receipt.tsx';
import type { LabFigureProps } from './lab-figures.tsx';
import {
  classFinding,
  classRows,
  classShortages,
  closingFinding,
  closingParts,
  closingRows,
  closingSummary,
  type Shortage,
  useFinding,
  useRows,
  useShortages,
} from './shortage-text.ts';

/** How the gap closed: from what was missing down to what stays unmet. */
export const ClosingFigure = memo(({ result, source, receipt }: LabFigureProps) => {
  const { path } = result;
  const { closing, mineral } = path;
  const part = (label: string, tonnes: number) => ({
    label,
    value: tonnes,
    valueText: massText(mineral, tonnes),
  });
  return (
    <Figure
      id="closing"
      title={closingFinding(path)}
      measure={`How the gap closed, ${massUnit(mineral).unit} over the horizon, mean of all futures`}
      evidence="model"
      summary={closingSummary(path)}
      draw={(widthPx) => (
        <WaterfallChart
          whole={part('Missing', closing.missing)}
          parts={closingParts(path).map(({ label, tonnes }) => part(label, tonnes))}
          rest={part('Unmet', closing.unmet)}
          widthPx={widthPx}
          label={`How the gap of ${mineralName(mineral)} closed`}
          source={source}
        />
      )}
      table={closingRows(path)}
      receipt={receipt}
    />
  );
});

/** Who goes short: defence, what life depends on, and all others. */
export const ClassesFigure = memo(({ result, source, receipt }: LabFigureProps) => {
  const { path } = result;
  const shortages = classShortages(path);
  return (
    <Figure
      id="classes"
      title={classFinding(path)}
      measure="Unmet part of the demand of each class over the horizon, percent; dot: mean, line: 90 percent of the futures"
      evidence="model"
      summary={shortages.map(inWords).join(' ')}
      draw={(widthPx) => (
        <IntervalChart
          rows={shortages.map((each) => ({ ...asRow(each), label: each.label.split(' ')[0]! }))}
          widthPx={widthPx}
          label="Unmet part of the demand of each class"
          source={source}
          format={(value) => `${grouped(value, value > 0 && value < 1 ? 1 : 0)}%`}
          axis="linear"
        />
      )}
      table={classRows(path)}
      receipt={receipt}
    />
  );
});

const asRow = ({ label, mean, low, high }: Shortage) => ({ label, value: mean, low, high });

const inWords = ({ label, mean, low, high }: Shortage): string =>
  `${label}: ${grouped(mean, 1)} percent (${grouped(low, 1)} to ${grouped(high, 1)}).`;

/** The same by use, where the source names them. */
export const UsesFigure = memo(({ result, source, receipt }: LabFigureProps) => {
  const { path } = result;
  const shortages = useShortages(path);
  const { unit } = massUnit(path.mineral);
  const decimals = Math.max(0, ...shortages.map(({ high }) => high)) < 5 ? 2 : 0;
  const text = (value: number) => grouped(value, decimals);
  return (
    <Figure
      id="uses"
      title={useFinding(path)}
      measure={`Unmet demand of each use over the horizon, ${unit}; dot: mean, line: 90 percent of the futures`}
      evidence="model"
      summary={shortages
        .map(
          ({ label, mean, low, high }) =>
            `${label}: ${text(mean)} ${unit} (${text(low)} to ${text(high)}).`,
        )
        .join(' ')}
      draw={(widthPx) => (
        <IntervalChart
          rows={shortages.map(asRow)}
          widthPx={widthPx}
          label={`Unmet demand of each use of ${mineralName(path.mineral)}`}
          source={source}
          format={text}
          axis="linear"
        />
      )}
      table={useRows(path)}
      receipt={receipt}
    />
  );
});

/** What stands behind the figures of this page part, from what stands behind the unmet demand. */
export function shortageReceipts(unmet: FigureReceipt) {
  return {
    closing: {
      ...unmet,
      what: 'What closed the gap over the horizon, mean of all futures',
      field: 'closing',
    },
    classes: {
      ...unmet,
      what: 'Unmet demand of each class over the horizon',
      basis: `unmet demand shared out among the uses, and the uses among the classes; ${unmet.basis}`,
      caveat: 'What part of a use serves defence or essential needs is an assumption.',
      field: 'classes',
    },
    uses: {
      ...unmet,
      what: 'Unmet demand of each use over the horizon',
      basis: `unmet demand shared out among the uses, ready ones first; ${unmet.basis}`,
      field: 'uses',
    },
  };
}
