import type { FormEvent } from 'react';
import type { Plan } from '../../src/allocation/allocation.ts';
import {
  isRuled,
  LENDING,
  type Lending,
  MOST_CLASS_WEIGHT,
  NO_RULES,
  TIERS,
  type Tier,
} from '../../src/allocation/plan-rules.ts';
import { tierSentences } from '../../src/allocation/rules-text.ts';
import { DEMAND_CLASSES, type DemandClass } from '../../src/dependency/uses.ts';
import { musdText, usdText } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { fieldsOf, type PlanAsk, readPlanAsk } from './plan-query.ts';

const CLASS_WORD: Readonly<Record<DemandClass, string>> = {
  military: 'Armed forces',
  essential: 'Essential civilian needs',
  other: 'Everybody else',
};

const TIER_WORD: Readonly<Record<Tier, string>> = {
  domestic: 'A dollar that a domestic project averts',
  dependent: 'A dollar lost for a mineral of a dependence rate of 100 percent',
};

interface RulesProps {
  readonly plan: Plan;
  readonly ask: PlanAsk;
  readonly open: (ask: PlanAsk) => void;
}

/** What the form leaves as it is: all that it has no field for. */
const keptOf = (ask: PlanAsk): PlanAsk => {
  const { mostLentUsd: _, ...limits } = ask.limits;
  return { ...ask, limits, rules: NO_RULES };
};

/** How losses are weighed and means charged: a form that asks for another plan. */
export function Rules({ plan, ask, open }: RulesProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = [...new FormData(event.currentTarget)].flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value]] : [],
    );
    open(readPlanAsk(new URLSearchParams(fields)));
  };
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">Weigh and charge otherwise</h2>
      <details open={isRuled(ask.rules)}>
        <summary>
          Weights by who bears a loss and by what goes first, and how loans are charged
        </summary>
        <form method="get" action="/plan" className="rules-form" onSubmit={submit}>
          {fieldsOf(keptOf(ask)).map(([key, value]) => (
            <input key={`${key}=${value}`} type="hidden" name={key} value={value} />
          ))}
          {DEMAND_CLASSES.map((each) => (
            <p key={each}>
              <label htmlFor={`weight-${each}`}>{CLASS_WORD[each]}</label>{' '}
              <input
                id={`weight-${each}`}
                name={each}
                type="number"
                min={0}
                max={MOST_CLASS_WEIGHT}
                step="any"
                defaultValue={ask.rules.classWeights?.[each] ?? 1}
              />
            </p>
          ))}
          {TIERS.map((each) => (
            <p key={each}>
              <label htmlFor={`tier-${each}`}>{TIER_WORD[each]}</label>{' '}
              <input
                id={`tier-${each}`}
                name={each}
                type="number"
                min={1}
                max={MOST_CLASS_WEIGHT}
                step="any"
                defaultValue={ask.rules.tierWeights?.[each] ?? 1}
              />
            </p>
          ))}
          <LendingFields ask={ask} />
          <button type="submit">Plan by these rules</button>
        </form>
        <p>
          Which uses serve whom, and terms, defaults and recoveries of loans, are assumptions:
          unverified.
        </p>
      </details>
      {plan.tiers !== undefined && (
        <ul className="sentences">
          {tierSentences(plan.tiers).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {plan.publicMoney !== undefined && <PublicMoney money={plan.publicMoney} />}
      {plan.lossByClass !== undefined && <LossByClass rows={plan.lossByClass} />}
    </section>
  );
}

const LENDING_WORD: Readonly<Record<Lending, string>> = {
  face: 'at face',
  subsidy: 'at their credit-subsidy cost',
  guarantee: 'as private loans that are guaranteed',
};

function LendingFields({ ask: { rules, limits } }: { readonly ask: PlanAsk }) {
  return (
    <>
      <p>
        <label htmlFor="lending">Loans are charged</label>{' '}
        <select id="lending" name="lending" defaultValue={rules.lending ?? 'face'}>
          {LENDING.map((each) => (
            <option key={each} value={each}>
              {LENDING_WORD[each]}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label htmlFor="loan">Lent of a project's cost, percent</label>{' '}
        <input
          id="loan"
          name="loan"
          type="number"
          min={1}
          max={100}
          step="any"
          defaultValue={Math.round((rules.loanShare ?? 1) * 1e6) / 1e4}
        />
      </p>
      <p>
        <label htmlFor="lent">Most to lend in all, USD (empty: no limit)</label>{' '}
        <input
          id="lent"
          name="lent"
          inputMode="numeric"
          pattern="[0-9]{1,15}"
          defaultValue={limits.mostLentUsd ?? ''}
        />
      </p>
    </>
  );
}

/** What loans cost the taxpayer, and what private capital they bring. */
function PublicMoney({ money }: { readonly money: NonNullable<Plan['publicMoney']> }) {
  const { chargedUsd, faceUsd, fairValueUsd, expectedLossUsd, privateUsd } = money;
  const perDollar = money.privatePerPublicDollar;
  return (
    <PlainTable
      caption="Loans and guarantees of the plan (terms, defaults and recoveries of loans assumed)"
      rows={{
        columns: [{ label: 'Money' }, { label: 'Amount', isNumber: true }],
        rows: [
          ['Charged to the budget', usdText(chargedUsd)],
          ['Lent or guaranteed, at face', usdText(faceUsd)],
          ['Expected loss of taxpayers on it', usdText(expectedLossUsd)],
          ['Fair value of that risk', usdText(fairValueUsd)],
          ['Private capital supposed to join', usdText(privateUsd)],
          [
            'Private dollars per dollar charged',
            perDollar === null ? 'none' : perDollar.toFixed(2),
          ],
        ],
      }}
    />
  );
}

function LossByClass({ rows }: { readonly rows: NonNullable<Plan['lossByClass']> }) {
  return (
    <PlainTable
      caption="Who bears the expected loss, in dollars that are not weighed (shares of uses assumed)"
      rows={{
        columns: [
          { label: 'Class of demand' },
          { label: 'Weight of a dollar', isNumber: true },
          { label: 'Loss without the plan', isNumber: true },
          { label: 'Loss with it', isNumber: true },
        ],
        rows: rows.map(({ demandClass, weight, expectedLossMusd }) => [
          CLASS_WORD[demandClass],
          String(weight),
          musdText(expectedLossMusd.without),
          musdText(expectedLossMusd.with),
        ]),
      }}
    />
  );
}
