import { useEffect, useState } from 'react';
import { DotRow } from '../charts/dot-row.tsx';
import { FanChart } from '../charts/fan-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import {
  grouped,
  massUnit,
  mineralName,
  ofTwenty,
  sentenceCase,
  twoDigits,
} from '../parts/format.ts';
import {
  labSentences,
  priceFinding,
  priceRows,
  shortFutures,
  supplyFinding,
  supplyRows,
} from './stress-text.ts';
import type { LabResult } from './use-laboratory.ts';

export interface StressResultProps {
  readonly result: LabResult;
  readonly presetTitle: string;
  readonly edition: string;
}

const STATE_WORD = {
  computing: 'computing',
  settled: 'settled',
  error: 'stopped: the worker failed; send the form to compute on the server',
} as const;

/** The result of the lab. It stays while the next one is computed, and says which it is. */
export function StressResult({ result, presetTitle, edition }: StressResultProps) {
  const { path, state, runId, digest, elapsedMs } = result;
  const [first, ...rest] = labSentences(path);
  const source = `Lodestock model, "${presetTitle}", ${grouped(path.draws, 0)} draws, seed ${path.seed}, data ${edition}`;
  return (
    <section
      className="result"
      aria-label="Result"
      aria-busy={state === 'computing'}
      data-testid="stress-result"
      data-state={state}
      data-run-id={runId}
      data-digest={digest}
    >
      <p className="state">
        <span className="shape" aria-hidden="true">
          {state === 'error' ? '■' : '●'}
        </span>{' '}
        {STATE_WORD[state]}
        {elapsedMs !== null && state === 'settled' && (
          <span className="elapsed">{` · ${grouped(elapsedMs, 0)} ms`}</span>
        )}
      </p>
      <Announcement isSettled={state === 'settled' && runId > 1} sentence={first ?? ''} />
      <h2>{first}</h2>
      <div className="dot-row">
        <DotRow
          count={ofTwenty(path.shortDraws, path.draws)}
          of={20}
          label={`Futures that run short: ${shortFutures(path)}`}
        />
        <span>
          {shortFutures(path)} ({grouped((100 * path.shortDraws) / path.draws, 0)}%)
        </span>
      </div>
      <p>{rest.join(' ')}</p>
      <p className="sobriety">
        An exploration, not a forecast: it shows what follows from the assumptions.
      </p>
      <div className="pair">
        <SupplyFigure result={result} source={source} />
        <PriceFigure result={result} source={source} />
      </div>
    </section>
  );
}

const BANDS =
  'bands hold 50 and 90 percent of the futures; dashed: no named shock, nothing in reserve';

function SupplyFigure({ result, source }: { readonly result: LabResult; readonly source: string }) {
  const { path, baseline } = result;
  const { unit, perTonne } = massUnit(path.mineral);
  return (
    <Figure
      id="supply"
      title={supplyFinding(path)}
      measure={`Supply with the reserve's releases against use, ${unit} per quarter; ${BANDS}`}
      evidence="model"
      summary={`${sentenceCase(mineralName(path.mineral))}: use today ${twoDigits(path.demandTonnesPerQuarter * perTonne)} ${unit} a quarter. ${labSentences(path)[1]}`}
      draw={(widthPx) => (
        <FanChart
          fan={path.supplyTonnes}
          baseline={baseline.supplyTonnes.p50}
          reference={{ label: 'use', value: path.demandTonnesPerQuarter }}
          widthPx={widthPx}
          label={`Supply of ${mineralName(path.mineral)} over time, against use`}
          source={source}
          format={(tonnes) =>
            grouped(tonnes * perTonne, decimals(path.demandTonnesPerQuarter * perTonne))
          }
        />
      )}
      table={supplyRows(path)}
    />
  );
}

/** Ticks need a decimal only where the numbers are small. */
const decimals = (size: number): number => (size < 0.5 ? 2 : size < 5 ? 1 : 0);

function PriceFigure({ result, source }: { readonly result: LabResult; readonly source: string }) {
  const { path, baseline } = result;
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
          baseline={baseline.priceRatio.p50}
          reference={{ label: 'today', value: 1 }}
          widthPx={widthPx}
          label={`Price of ${mineralName(path.mineral)} over time, over today's`}
          source={source}
          format={(ratio) => `${Number(ratio.toFixed(2))}×`}
        />
      )}
      table={priceRows(path)}
    />
  );
}

const QUIET_MS = 800;

/** Says the result to those who cannot see it, once the levers rest. */
function Announcement(props: { readonly isSettled: boolean; readonly sentence: string }) {
  const { isSettled, sentence } = props;
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!isSettled) return;
    const timer = setTimeout(() => setSaid(sentence), QUIET_MS);
    return () => clearTimeout(timer);
  }, [isSettled, sentence]);
  return (
    <p role="status" className="unseen">
      {said}
    </p>
  );
}
