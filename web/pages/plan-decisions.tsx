import type { Plan } from '../../src/allocation/allocation.ts';
import { lawSentences } from '../../src/allocation/limits-text.ts';
import { isLimited, type PlanLimits } from '../../src/allocation/plan-limits.ts';
import { usdText } from '../parts/format.ts';
import {
  type Decision,
  decided,
  decisionOf,
  PLAIN_ASK,
  type PlanAsk,
  planAddress,
} from './plan-query.ts';
import { itemLabel } from './plan-text.ts';

const WORD: Readonly<Record<Decision, string>> = {
  free: 'the model decides',
  locked: 'locked',
  forbidden: 'forbidden',
};

interface DecisionProps {
  readonly plan: Plan;
  readonly ask: PlanAsk;
  /** Solves another question in sight; without a script the link does it. */
  readonly open: (ask: PlanAsk) => void;
}

/** What the reader decides himself: every purchase can be locked, forbidden or set free. */
export function Decisions({ plan, ask, open }: DecisionProps) {
  const rows = rowsOf(plan, ask);
  const { mineralShare, wholeProjects } = ask.limits;
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">Decide yourself</h2>
      <p>
        Lock a purchase at its amount or forbid it, and the rest is planned anew around it.
        {mineralShare !== undefined &&
          ` No mineral gets more than ${Math.round(1000 * mineralShare) / 10} percent of the budget.`}
        {wholeProjects && ' Projects are supported whole or not at all.'}
        {isLimited(ask.limits) && (
          <>
            {' '}
            <PlanLink ask={{ ...PLAIN_ASK, budget: ask.budget }} open={open}>
              Set everything free
            </PlanLink>
          </>
        )}
      </p>
      <Switches ask={ask} open={open} />
      <LawKept plan={plan} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard */}
      <section className="scroller decisions" aria-label="Decisions on purchases" tabIndex={0}>
        <table className="table">
          <caption className="unseen">Decisions on purchases</caption>
          <thead>
            <tr>
              <th scope="col">Purchase</th>
              <th scope="col" className="number">
                Amount
              </th>
              <th scope="col">Decision</th>
              <th scope="col">Change it</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-decision={row.decision}>
                <th scope="row">{row.label}</th>
                <td className="number">{usdText(row.amountUsd)}</td>
                <td>{WORD[row.decision]}</td>
                <td>
                  <Choices row={row} ask={ask} open={open} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** Limits that are kept or not. */
function Switches({ ask, open }: Pick<DecisionProps, 'ask' | 'open'>) {
  const { wholeProjects, noConcern = false, eligibleOnly = false } = ask.limits;
  const switched = (limits: Partial<PlanLimits>) => ({
    ...ask,
    limits: { ...ask.limits, ...limits },
  });
  return (
    <ul className="sentences">
      <li>
        <PlanLink ask={switched({ wholeProjects: !wholeProjects })} open={open}>
          {wholeProjects
            ? 'Let projects be supported in part'
            : 'Support projects whole or not at all'}
        </PlanLink>
      </li>
      <li>
        <PlanLink ask={switched({ noConcern: !noConcern })} open={open}>
          {noConcern
            ? 'Let any project be supported, whoever owns it'
            : 'Bar projects whose record names an owner of a covered country'}
        </PlanLink>
      </li>
      <li>
        <PlanLink ask={switched({ eligibleOnly: !eligibleOnly })} open={open}>
          {eligibleOnly
            ? 'Let any mineral be bought, listed or not'
            : 'Buy only minerals that may be listed as eligible'}
        </PlanLink>
      </li>
    </ul>
  );
}

/** What the limits of the law barred, and what they leave open. */
function LawKept({ plan }: { readonly plan: Plan }) {
  const sentences = lawSentences(plan, plan.items);
  if (sentences.length === 0) return null;
  return (
    <ul className="sentences">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

interface DecisionRow {
  readonly id: string;
  readonly label: string;
  readonly amountUsd: number;
  readonly decision: Decision;
}

/** What the reader decided first, also what is forbidden and so not bought; then by amount. */
function rowsOf({ items }: Plan, { limits }: PlanAsk): DecisionRow[] {
  const bought = [...items]
    .sort((a, b) => b.amountUsd - a.amountUsd)
    .map((item) => ({
      id: item.id,
      label: itemLabel(item),
      amountUsd: item.amountUsd,
      decision: decisionOf(limits, item.id),
    }));
  const forbidden = Object.entries(limits.mostUsd)
    .filter(([id, usd]) => usd === 0 && bought.every((row) => row.id !== id))
    .map(([id]) => ({ id, label: id, amountUsd: 0, decision: 'forbidden' as const }));
  const isOpen = ({ decision }: DecisionRow) => decision === 'free';
  return [...forbidden, ...bought.filter((row) => !isOpen(row)), ...bought.filter(isOpen)];
}

function Choices(props: Pick<DecisionProps, 'ask' | 'open'> & { readonly row: DecisionRow }) {
  const { row, ask, open } = props;
  const others = (['locked', 'forbidden', 'free'] as const).filter(
    (decision) => decision !== row.decision && !(decision === 'locked' && row.amountUsd === 0),
  );
  const verb = { locked: 'Lock', forbidden: 'Forbid', free: 'Set free' } as const;
  return (
    <span className="choices">
      {others.map((decision) => (
        <PlanLink
          key={decision}
          ask={decided(ask, row.id, decision, row.amountUsd)}
          open={open}
          label={`${verb[decision]} ${row.label}`}
        >
          {verb[decision]}
        </PlanLink>
      ))}
    </span>
  );
}

interface PlanLinkProps {
  readonly ask: PlanAsk;
  readonly open: (ask: PlanAsk) => void;
  readonly label?: string;
  readonly children: string;
}

/** A link to another question; with a script it is solved in sight first. */
function PlanLink({ ask, open, label, children }: PlanLinkProps) {
  return (
    <a
      href={planAddress(ask)}
      aria-label={label}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return; // another tab or window
        event.preventDefault();
        open(ask);
      }}
    >
      {children}
    </a>
  );
}
