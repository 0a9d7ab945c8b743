import { type FormEvent, useRef } from 'react';
import { sentenceCase } from '../parts/format.ts';
import { budgetText, progressText } from './plan-text.ts';
import { type Preparation, usePreparation } from './use-preparation.ts';

/**
 * Asks for the plan of another budget.
 *
 * Without a script the browser waits for the page. With one the page is prepared first, in sight
 * and until it is cancelled, and then opened.
 */
export function BudgetForm({ budgetUsd }: { readonly budgetUsd: number }) {
  const { preparation, start, cancel } = usePreparation();
  const input = useRef<HTMLInputElement>(null);
  const isRefused = preparation.state === 'refused';
  const isBusy = preparation.state === 'preparing';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBusy) start(input.current!.value); // a second Enter does not begin again
  };
  const stop = () => {
    cancel();
    input.current!.focus(); // the button that had it goes away
  };
  return (
    <form className="budget-form" method="get" action="/plan" onSubmit={submit}>
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
      <Outcome preparation={preparation} stop={stop} />
    </form>
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
