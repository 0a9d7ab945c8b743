import { useState } from 'react';
import type { FrontierPoint, Plan } from '../../src/allocation/allocation.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { grouped, massText, musdText, sentenceCase, twoDigits, usdText } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { BudgetForm } from './budget-form.tsx';
import { Decisions } from './plan-decisions.tsx';
import { FrontierFigure, LossFigure, PortfolioFigure } from './plan-figures.tsx';
import { type Against, Proposal } from './plan-proposal.tsx';
import { limitFlags, type PlanAsk } from './plan-query.ts';
import { ruleFlags } from './plan-rule-query.ts';
import { Rules } from './plan-rules.tsx';
import { budgetText, itemLabel } from './plan-text.ts';
import { usePreparation } from './use-preparation.ts';

export interface PlanProps {
  readonly plan: Plan;
  readonly frontier: readonly FrontierPoint[]; // by rising budget, without any limit
  readonly ask: PlanAsk;
  readonly kept: string | null; // the name under which this plan is kept
  readonly against: Against | null;
}

/** What a budget should buy, why, and what the next dollar would buy. */
export function PlanPage({ plan, frontier, ask, kept, against }: PlanProps) {
  const { preparation, start, cancel } = usePreparation();
  const [draggedUsd, setDragged] = useState<number | null>(null);
  const averted = plan.expectedLossMusd.without - plan.expectedLossMusd.with;
  return (
    <>
      <section className="answer">
        <h1>
          {usdText(plan.spentUsd)} averts {musdText(averted)} of expected loss
        </h1>
        <p className="lead">
          Without the reserve the expected loss is {musdText(plan.expectedLossMusd.without)}, with
          it {musdText(plan.expectedLossMusd.with)}. In the worst 5 percent of futures the mean loss
          falls from {musdText(plan.cvar95LossMusd.without)} to {musdText(plan.cvar95LossMusd.with)}
          .
        </p>
        <BudgetForm
          budgetUsd={plan.budgetUsd}
          {...{ ask, frontier, preparation, start, cancel }}
          onDrag={setDragged}
        />
        <EvidenceKey />
      </section>
      <div className="figures even">
        <PortfolioFigure plan={plan} />
        <div className="stack">
          <LossFigure plan={plan} />
          <NextDollar plan={plan} />
        </div>
      </div>
      <Decisions plan={plan} ask={ask} open={start} />
      <Rules plan={plan} ask={ask} open={start} />
      <Proposal plan={plan} ask={ask} kept={kept} against={against} />
      <Purchases plan={plan} />
      <div className="figures even">
        <FrontierFigure plan={plan} frontier={frontier} shownUsd={draggedUsd ?? plan.budgetUsd} />
        <Limits plan={plan} />
      </div>
      <Proof plan={plan} ask={ask} />
    </>
  );
}

function NextDollar({ plan }: { readonly plan: Plan }) {
  return (
    <section aria-labelledby="next-dollar">
      <h2 id="next-dollar">What the next dollar buys</h2>
      {plan.nextDollar.length === 0 ? (
        <p>Nothing that is known would avert more.</p>
      ) : (
        <Sentences texts={plan.nextDollar.map(({ sentence }) => sentence)} />
      )}
    </section>
  );
}

const SHOWN_SENTENCES = 6;

/** The first sentences, and the rest on demand. */
function Sentences({ texts }: { readonly texts: readonly string[] }) {
  const rest = texts.slice(SHOWN_SENTENCES);
  return (
    <>
      <SentenceList texts={texts.slice(0, SHOWN_SENTENCES)} />
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <SentenceList texts={rest} />
        </details>
      )}
    </>
  );
}

function SentenceList({ texts }: { readonly texts: readonly string[] }) {
  return (
    <ul className="sentences">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function Purchases({ plan }: { readonly plan: Plan }) {
  const items = [...plan.items].sort((a, b) => b.amountUsd - a.amountUsd);
  return (
    <section aria-labelledby="purchases">
      <h2 id="purchases">Every purchase and its terms</h2>
      <PlainTable
        caption="Purchases of the plan"
        rows={{
          columns: [
            { label: 'Purchase' },
            { label: 'Cost, $M', isNumber: true },
            { label: 'Quantity, or output a year', isNumber: true },
            { label: 'Mean price, $ per t', isNumber: true },
            { label: 'Premium for market impact, $M', isNumber: true },
            { label: 'Storage, $M', isNumber: true },
            { label: 'Cover, days of use', isNumber: true },
            { label: 'Weighted loss averted by the last dollar, $', isNumber: true },
            { label: 'Years' },
          ],
          rows: items.map((item) => [
            sentenceCase(itemLabel(item)),
            grouped(item.amountUsd / 1e6, 1),
            massText(item.mineral, item.quantityTonnes),
            item.averagePriceUsdPerTonne === null ? '–' : twoDigits(item.averagePriceUsdPerTonne),
            grouped(item.premiumUsd / 1e6, 1),
            grouped(item.storageUsd / 1e6, 1),
            item.coverDays === null ? '–' : twoDigits(item.coverDays),
            twoDigits(item.lossAvertedPerUsd),
            yearsText(item.years),
          ]),
        }}
      />
      <details>
        <summary>The purchases in sentences</summary>
        <ul className="sentences">
          {items.map(({ id, sentence, assumed }) => (
            <li key={id}>
              {sentence}
              {assumed.length > 0 && ` Assumed, for no source gives it: ${assumed.join('; ')}.`}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

/** '2027' or '2027–2029'. */
function yearsText(years: readonly number[]): string {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined) return '–';
  return first === last ? String(first) : `${first}–${last}`;
}

function Limits({ plan }: { readonly plan: Plan }) {
  return (
    <section aria-labelledby="limits">
      <h2 id="limits">Why this plan and no better one</h2>
      <Sentences texts={plan.binding.map(({ sentence }) => sentence)} />
      <h2>What the model does not see</h2>
      <Sentences texts={plan.notSeen} />
    </section>
  );
}

function Proof({ plan, ask }: { readonly plan: Plan; readonly ask: PlanAsk }) {
  return (
    <section aria-labelledby="proof">
      <h2 id="proof">How sure the answer is</h2>
      <p>
        {plan.status === 'optimal' ? 'Solved' : 'Stopped early; best plan so far'}: no plan of this
        problem is better by more than {twoDigits(100 * plan.optimalityGap)} percent. Objective{' '}
        {musdText(plan.objective)}, proven bound {musdText(plan.lowerBound)}. Weight of the worst{' '}
        {grouped(100 * (1 - plan.tailShare), 0)} percent: {grouped(plan.riskWeight, 2)}.{' '}
        {grouped(plan.draws, 0)} draws, seed {plan.seed}, scenario {plan.scenario.id}.
      </p>
      <p>{plan.method}</p>
      <p>{plan.scaleCheck}</p>
      <p className="command">
        Digest of the plan: <code>{plan.digest}</code>
      </p>
      <p className="command">
        In a terminal:{' '}
        <code>
          npx lodestock plan solve --budget {budgetText(plan.budgetUsd)} --draws {plan.draws} --seed{' '}
          {plan.seed}
          {[...limitFlags(ask.limits), ...ruleFlags(ask.rules)].map((flag) => ` ${flag}`)}
        </code>
      </p>
    </section>
  );
}
