import type { Plan } from '../../src/allocation/allocation.ts';
import type { PlanDifference } from '../../src/allocation/difference.ts';
import { musdText, usdText } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { fieldsOf, type PlanAsk, planAddress } from './plan-query.ts';

/** The plan that this one is held against, and what differs. */
export interface Against {
  readonly id: string;
  readonly difference: PlanDifference;
}

interface ProposalProps {
  readonly plan: Plan;
  readonly ask: PlanAsk;
  readonly kept: string | null; // the name under which this plan is kept
  readonly against: Against | null;
}

/** Keeping a plan, and holding it against one that was kept before. */
export function Proposal({ plan, ask, kept, against }: ProposalProps) {
  const own = fieldsOf(ask);
  return (
    <section aria-labelledby="proposal">
      <h2 id="proposal">Keep it, and compare</h2>
      <form method="post" action="/plan/proposals" className="proposal">
        {own.map(([key, value]) => (
          <input key={`${key}=${value}`} type="hidden" name={key} value={value} />
        ))}
        <button type="submit">Save as a proposal</button>{' '}
        <a href={planAddress(ask).replace('/plan', '/plan/plan.json')} download>
          Download the plan file
        </a>
      </form>
      {kept !== null && (
        <p data-state="kept">
          Kept as <code>{kept}</code>.{' '}
          <a href={planAddress({ ...ask, against: kept })}>Compare other plans with it</a>: change
          the budget or a decision, and what differs stands here. In a terminal:{' '}
          <code>npx lodestock plan show {kept}</code>
        </p>
      )}
      {against !== null && <Difference plan={plan} against={against} ask={ask} />}
    </section>
  );
}

function Difference(props: {
  readonly plan: Plan;
  readonly against: Against;
  readonly ask: PlanAsk;
}) {
  const { against, ask } = props;
  const { difference, id } = against;
  const more = (musd: number) => `${musd < 0 ? '' : '+'}${musdText(musd)}`;
  return (
    <>
      <p data-state="compared">
        Against <code>{id}</code>: {usdText(Math.abs(difference.spentUsd))}{' '}
        {difference.spentUsd < 0 ? 'less' : 'more'} is spent; expected loss{' '}
        {more(difference.expectedLossMusd)}, worst 5 percent {more(difference.cvar95LossMusd)}.{' '}
        <a href={planAddress({ ...ask, against: null })}>Stop comparing</a>
      </p>
      {difference.items.length === 0 ? (
        <p>Both plans buy the same.</p>
      ) : (
        <PlainTable
          caption="What this plan buys otherwise"
          rows={{
            columns: [
              { label: 'Change' },
              { label: 'Purchase' },
              { label: 'There', isNumber: true },
              { label: 'Here', isNumber: true },
            ],
            rows: difference.items.map((item) => [
              item.sign,
              item.id,
              usdText(item.fromUsd),
              usdText(item.toUsd),
            ]),
          }}
        />
      )}
    </>
  );
}
