import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { FrontierPoint } from '../../src/allocation/allocation.ts';
import { musdText, sentenceCase } from '../parts/format.ts';
import { fieldsOf, type PlanAsk } from './plan-query.ts';
import { budgetText, lossAt, progressText } from './plan-text.ts';
import type { Preparation } from './use-preparation.ts';

interface BudgetFormProps {
  readonly budgetUsd: number;
  readonly ask: PlanAsk;
  readonly frontier: readonly FrontierPoint[];
  readonly preparation: Preparation;
  readonly start: (ask: PlanAsk) => void;
  readonly cancel: () => void;
  /** Hears where the hand is while it drags the budget [USD]. */
  readonly onDrag: (budgetUsd: number | null) => void;
}

/**
 * Asks for the plan of another budget.
 *
 * Without a script the browser waits for the page. With one the page is prepared first, in sight
 * and until it is cancelled, and then opened; and the budget can be dragged along the frontier.
 */
export function BudgetForm(props: BudgetFormProps) {
  const { budgetUsd, ask, preparation, start, cancel } = props;
  const input = useRef<HTMLInputElement>(null);
  const isRefused = preparation.state === 'refused';
  const isBusy = preparation.state === 'preparing';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A second Enter does not begin again.
    if (!isBusy) start({ ...ask, budget: input.current!.value });
  };
  const stop = () => {
    cancel();
    input.current!.focus(); // the button that had it goes away
  };
  return (
    <form className="budget-form" method="get" action="/plan" onSubmit={submit}>
      {fieldsOf({ ...ask, budget: '' }).map(([key, value]) => (
        <input key={`${key}=${value}`} type="hidden" name={key} value={value} />
      ))}
      <label htmlFor="budget">Budget, USD</label>
      <input
        ref={input}
        id="budget"
        name="budget"
        defaultValue={budgetText(budgetUsd)}
        aria-describedby={isRefused ? 'budget-problem budget-hint' : 'budget-hint'}
        aria-invalid={isRefused || undefined}
        readOnly={isBusy}
        autoComplete="off"
      />
      <button type="submit" aria-disabled={isBusy || undefined}>
        Plan
      </button>
      <span className="hint" id="budget-hint">
        such as 750M or 2.5B
      </span>
      <BudgetSlider {...props} typed={input} />
      <Outcome preparation={preparation} stop={stop} />
    </form>
  );
}

const STEP_USD = 25e6;

/** The budget as a slider; what it leaves of the loss is read off the frontier until it is solved. */
function BudgetSlider({
  budgetUsd,
  ask,
  frontier,
  preparation,
  start,
  onDrag,
  typed,
}: BudgetFormProps & { readonly typed: { readonly current: HTMLInputElement | null } }) {
  const [usd, setUsd] = useState(budgetUsd);
  const [isLive, setLive] = useState(false);
  useEffect(() => setLive(true), []); // without a script it could not be moved to any effect
  const most = frontier.at(-1)?.budgetUsd ?? 0;
  if (!isLive || most <= 0) return null;
  const isBusy = preparation.state === 'preparing';
  const drag = (next: number) => {
    setUsd(next);
    onDrag(next);
    if (typed.current !== null) typed.current.value = budgetText(next);
  };
  const settle = () => {
    if (!isBusy && usd !== budgetUsd && usd > 0) start({ ...ask, budget: budgetText(usd) });
  };
  const loss = lossAt(frontier, usd);
  const text =
    usd === budgetUsd || loss === null
      ? `$${budgetText(usd)}`
      : `$${budgetText(usd)}: about ${musdText(loss)} of expected loss left, read off the frontier`;
  return (
    <span className="budget-slider">
      <label htmlFor="budget-slider" className="unseen">
        Budget, from nothing to ${budgetText(most)}
      </label>
      <input
        id="budget-slider"
        type="range"
        min={0}
        max={most}
        step={STEP_USD}
        value={usd}
        disabled={isBusy}
        aria-valuetext={text}
        onChange={(event) => drag(Number(event.target.value))}
        onPointerUp={settle}
        onKeyUp={(event) => event.key === 'Enter' && settle()}
      />
      <output htmlFor="budget-slider">{text}</output>
    </span>
  );
}

/** What has become of the request; its places are there from the start, so that both are heard. */
function Outcome(props: { readonly preparation: Preparation; readonly stop: () => void }) {
  const { preparation, stop } = props;
  const job = preparation.state === 'preparing' ? preparation.job : null;
  const problem = preparation.state === 'refused' ? preparation : null;
  const isKnown = job !== null && job.total > 0; // else the bar only shows that work goes on
  return (
    <div className="outcome">
      <span id="budget-problem" role="alert">
        {problem && sentenceCase(`${problem.sentence}${problem.hint ? ` – ${problem.hint}` : ''}`)}
      </span>
      {job && (
        <progress
          aria-label="Preparing the plan"
          {...(isKnown ? { max: job.total, value: job.done } : {})}
        />
      )}
      <span role="status">{job && progressText(job)}</span>
      {job && (
        <button type="button" onClick={stop}>
          Cancel
        </button>
      )}
    </div>
  );
}
