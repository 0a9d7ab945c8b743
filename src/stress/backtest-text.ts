import { tableLines } from '../base/text-table.ts';
import type { Backtest, BacktestEvent, BacktestVerdict } from './backtest.ts';
import { pairsOf } from './backtest-order.ts';

/** The backtest for a person: misses as plainly as hits. */
export function backtestLines({ events, verdict }: Backtest): string[] {
  return [
    ...tableLines(
      [
        'event',
        'prices of',
        'model, median',
        'model, 5-95%',
        'actual',
        'inside',
        'direction',
        'place, model and actual',
        'pairs right',
      ],
      events.map(eventCells),
    ),
    ...verdictLines(verdict),
    '',
    ...tableLines(
      ['larger move', 'smaller move', 'medians agree', 'draws in that order'],
      pairsOf(events).map(({ larger, mineral, isRight, drawShare }) => [
        larger,
        mineral,
        isRight ? 'yes' : 'NO',
        drawShare === null ? 'NA' : `${(100 * drawShare).toFixed(0)}%`,
      ]),
    ),
    'The same draw has the same hazards of countries and the same strictness of controls in all events.',
    'Figures of 2023 went in. The model knows who controlled what, not how strictly. A yearly mean is held',
    'against the mean of the quarters of that year, over the price at rest.',
  ];
}

const times = (ratio: number) => `x${ratio.toFixed(2)}`;

function eventCells(event: BacktestEvent): string[] {
  const { mineral, control, modelRatio, actualRatio, order } = event;
  return [
    `${mineral}${control === null ? ' (no control)' : ''}`,
    `${event.beforePeriod}, ${event.afterPeriod}${event.priceKind === 'year_mean' ? ' (means)' : ''}`,
    modelRatio === null ? 'NA' : times(modelRatio.p50),
    modelRatio === null ? 'NA' : `${times(modelRatio.p05)} - ${times(modelRatio.p95)}`,
    times(actualRatio),
    event.inside90 ? 'yes' : 'NO',
    event.rightDirection ? 'right' : 'WRONG',
    order === null ? '' : `${order.modelPlace}, ${order.actualPlace}`,
    order === null ? '' : `${order.rightPairs} of ${order.pairs.length}`,
  ];
}

function verdictLines(verdict: BacktestVerdict): string[] {
  const { controlled, pairs, rightPairs, kendallTau } = verdict;
  return [
    `Of ${controlled} events with an export control: ${verdict.rightDirection} in the right direction, ` +
      `${verdict.inside90} inside the 90 percent band, ${verdict.exactPlace} in the exact place, ` +
      `${verdict.rightRank} at a right rank.`,
    `Direction, rank and band all right: ${verdict.allRight} of ${controlled}; with the exact place for the rank: ${verdict.allRightByPlace} of ${controlled}.`,
    `${rightPairs} of ${pairs} pairs stand as they happened (Kendall's tau ${kendallTau === null ? 'NA' : kendallTau.toFixed(2)}); ` +
      `of all orders ${(100 * verdict.luck).toFixed(0)}% have as many right by luck.`,
    verdict.rankRule,
  ];
}
