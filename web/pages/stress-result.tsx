import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Receipt } from '../../src/base/receipt.ts';
import type { ReceiptName } from '../../src/stress/path-receipts.ts';
import { grouped, massText, musdText, percent, twoDigits } from '../parts/format.ts';
import { ReceiptFigure } from '../parts/key-figure.tsx';
import type { FigureReceipt } from '../parts/receipt.tsx';
import { FuturesFigure, PriceFigure, SupplyFigure } from './lab-figures.tsx';
import type { LabView } from './lab-state.ts';
import { ClassesFigure, ClosingFigure, shortageReceipts, UsesFigure } from './shortage-figures.tsx';
import { labSentences, shortFutures } from './stress-text.ts';
import type { LabResult } from './use-laboratory.ts';

export type LabReceipts = Readonly<Record<ReceiptName, Receipt>>;

export interface StressResultProps {
  readonly result: LabResult;
  readonly edition: string;
  readonly receipts: LabReceipts;
  readonly view: LabView;
  readonly tools: ReactNode; // to take back, to share
  readonly warnings: ReactNode;
  readonly comparison: ReactNode;
}

const STATE_WORD = { computing: 'computing', settled: 'settled', error: 'stopped' } as const;

/** The result of the lab. It stays while the next one is computed, and says which it is. */
export function StressResult(props: StressResultProps) {
  const { result, receipts, tools, warnings, comparison } = props;
  const { path, state, runId, digest, medians } = result;
  const [first, ...rest] = labSentences(path);
  return (
    <section
      className="result"
      aria-label="Result"
      aria-busy={state === 'computing'}
      data-testid="stress-result"
      data-state={state}
      data-run-id={runId}
      data-median-id={medians?.sequence ?? runId}
      data-digest={digest}
    >
      <StateLine result={result} />
      <Announcement isSettled={state === 'settled' && runId > 1} sentence={first ?? ''} />
      {tools}
      <h2>{first}</h2>
      <p>{rest.join(' ')}</p>
      <p className="sobriety">
        An exploration, not a forecast: it shows what follows from the assumptions.{' '}
        <a href="/validation">Where the model was right, and where it was not</a>
      </p>
      <KeyFigures result={result} receipts={receipts} />
      {warnings}
      <Figures {...props} />
      {comparison}
    </section>
  );
}

function StateLine({ result }: { readonly result: LabResult }) {
  const { state, elapsedMs, place, fault } = result;
  return (
    <>
      <p className="state">
        <span className="shape" aria-hidden="true">
          {state === 'error' ? '■' : '●'}
        </span>{' '}
        {STATE_WORD[state]}
        {fault !== null && `: ${fault}`}
        {elapsedMs !== null && state === 'settled' && (
          <span className="elapsed">{` · ${grouped(elapsedMs, 0)} ms`}</span>
        )}
      </p>
      {place === 'server' && (
        <p className="correction" data-testid="fallback">
          The computing part of this page stopped, so the server computes: the numbers are the same,
          the answers take longer. Reload the page to begin anew.
        </p>
      )}
    </>
  );
}

/** The numbers to remember, each with what stands behind it. */
function KeyFigures(props: { readonly result: LabResult; readonly receipts: LabReceipts }) {
  const { path } = props.result;
  const { unmet, short, price, loss, cover, cost, use } = props.receipts;
  const mass = (tonnes: number) => massText(path.mineral, tonnes);
  return (
    <dl className="key-figures">
      <ReceiptFigure
        term="Left unmet over the horizon"
        value={mass(unmet.value)}
        note={`middle future; 90% of futures: ${mass(unmet.low ?? 0)} to ${mass(unmet.high ?? 0)}; use in a year ${mass(use.value)}`}
        receipt={unmet}
      />
      <ReceiptFigure
        term="Futures that run short"
        value={shortFutures(path)}
        note={`${percent(short.value)}% of ${grouped(path.draws, 0)} futures`}
        receipt={short}
      />
      <ReceiptFigure
        term="Highest price"
        value={`${twoDigits(price.value)} times today's`}
        note={`middle future; one in twenty goes beyond ${twoDigits(price.high ?? 0)} times`}
        receipt={price}
      />
      <ReceiptFigure
        term="GDP lost"
        value={musdText(loss.value)}
        note={`mean; one future in twenty loses more than ${musdText(loss.high ?? 0)}`}
        receipt={loss}
      />
      {cost.value > 0 && (
        <>
          <ReceiptFigure
            term="What the stock costs"
            value={musdText(cost.value)}
            note={cost.caveat ?? ''}
            receipt={cost}
          />
          <ReceiptFigure
            term="What the stock covers"
            value={`${twoDigits(cover.value)} days of use`}
            note="with no other supply"
            receipt={cover}
          />
        </>
      )}
    </dl>
  );
}

/** The figures are drawn anew when their numbers change, not at every move of a hand. */
function Figures({ result, receipts, edition, view }: StressResultProps) {
  const { question, path, baseline, pins, medians } = result;
  const figures = useMemo(() => ({ path, baseline, pins }), [path, baseline, pins]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: receipts are made from the path
  const behind = useMemo(() => figureReceipts(receipts), [path]);
  const { title } = question.scenario;
  const source = `Lodestock model, "${title}", ${grouped(path.draws, 0)} draws, seed ${path.seed}, data ${edition}`;
  const common = { result: figures, source };
  return (
    <>
      <FuturesFigure {...common} receipt={behind.futures} />
      <div className="pair">
        <SupplyFigure
          {...common}
          receipt={behind.supply}
          medians={medians?.supplyTonnes}
          view={view}
        />
        <PriceFigure {...common} receipt={behind.price} medians={medians?.priceRatio} view={view} />
      </div>
      <h2 className="part">Who goes short, and how the gap closed</h2>
      <div className="pair">
        <ClosingFigure {...common} receipt={behind.closing} />
        <div className="stack">
          <ClassesFigure {...common} receipt={behind.classes} />
          {path.uses.length > 1 && <UsesFigure {...common} receipt={behind.uses} />}
        </div>
      </div>
    </>
  );
}

/** What stands behind the tables of the figures. */
function figureReceipts({ short, unmet, price }: LabReceipts) {
  const whole = ({ value: _, low: __, high: ___, ...rest }: Receipt): FigureReceipt => rest;
  return {
    futures: whole(short),
    supply: {
      ...whole(unmet),
      what: 'Supply and unmet use of each quarter; bands over the futures',
      unit: 't a quarter',
      field: 'supplyTonnes, unmetTonnes',
      command: unmet.command,
    },
    price: {
      ...whole(price),
      what: "Price of each quarter over today's; bands over the futures",
      field: 'priceRatio',
    },
    ...shortageReceipts(whole(unmet)),
  };
}

const QUIET_MS = 1000;

/**
 * Says the result to those who cannot see it, at most once a second: at once when it has been
 * quiet, else when the second is over.
 */
function Announcement(props: { readonly isSettled: boolean; readonly sentence: string }) {
  const { isSettled, sentence } = props;
  const [said, setSaid] = useState('');
  const saidMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (!isSettled) return;
    const say = () => {
      saidMs.current = performance.now();
      setSaid(sentence);
    };
    const waitMs = Math.max(0, saidMs.current + QUIET_MS - performance.now());
    const timer = setTimeout(say, waitMs);
    return () => clearTimeout(timer);
  }, [isSettled, sentence]);
  return (
    <p role="status" className="unseen">
      {said}
    </p>
  );
}
