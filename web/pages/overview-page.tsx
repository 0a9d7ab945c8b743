import type { Plan } from '../../src/allocation/allocation.ts';
import type { Dependency } from '../../src/dependency/dependency.ts';
import { type SortOrder, USUAL_ORDER } from '../../src/dependency/sorting.ts';
import type { StressRun } from '../../src/stress/stress.ts';
import { DependencyTable } from '../parts/dependency-table.tsx';
import { EvidenceKey } from '../parts/evidence.tsx';
import { musdText, sentencesOf, usdText } from '../parts/format.ts';
import { KeyFigure } from '../parts/key-figure.tsx';
import { GdpAtRiskFigure, PurchasesFigure, StressTotalFigure } from './overview-figures.tsx';

export interface OverviewProps {
  readonly dependency: readonly Dependency[]; // by rank
  readonly stress: StressRun; // base ensemble
  readonly plan: Plan;
  readonly answer: string;
  readonly data: { readonly version: string; readonly digest: string };
  readonly fullyReliant: { readonly count: number; readonly minerals: readonly string[] };
  readonly sort?: SortOrder; // what the address asks for
}

/** Which dependencies are most dangerous, what a shock would do, what to buy first. */
export function OverviewPage(props: OverviewProps) {
  const { dependency, stress, plan, answer, fullyReliant } = props;
  const [headline, ...rest] = sentencesOf(answer);
  return (
    <>
      <section className="answer">
        <h1>{headline}</h1>
        <p className="lead">{rest.join(' ')}</p>
        <dl className="key-figures">
          <KeyFigure
            term="Imported in full"
            kind="public"
            value={`${fullyReliant.count} of ${dependency.length}`}
            note="listed minerals with net import reliance of 100 percent"
          />
          <KeyFigure
            term="Loss over five years"
            kind="model"
            value={musdText(stress.total.lossMusd.mean)}
            note={`mean of ${stress.draws.toLocaleString('en-US')} futures; one in twenty loses ${musdText(stress.total.lossMusd.p95)} or more`}
          />
          <KeyFigure
            term={`With ${usdText(plan.budgetUsd)}`}
            kind="model"
            value={musdText(plan.expectedLossMusd.without - plan.expectedLossMusd.with)}
            note={`of expected loss averted over five years; ${spentText(plan)}`}
          />
        </dl>
        <EvidenceKey />
      </section>
      <div className="figures">
        <GdpAtRiskFigure dependency={dependency} edition={props.data.version} />
        <div className="stack">
          <StressTotalFigure stress={stress} />
          <PurchasesFigure plan={plan} />
        </div>
      </div>
      <DependencyTable rows={dependency} initialOrder={props.sort ?? USUAL_ORDER} />
    </>
  );
}

/** Whether the plan found a use for every dollar, as far as three digits tell. */
function spentText({ spentUsd, budgetUsd }: Plan): string {
  const spent = usdText(spentUsd);
  return spent === usdText(budgetUsd) ? 'all of it spent' : `${spent} of it spent`;
}
