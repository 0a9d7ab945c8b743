import { usdText } from '../base/money-text.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import { type Choice, choiceCostMusd, type ShareBounds, shareForMusd } from './choice.ts';
import type { PlanLimits } from './plan-limits.ts';
import type { LeftOut } from './projects.ts';

/*
 * What a plan may spend, and on what: limits that a person sets, or a rule.
 *
 * The most that some choices may cost together is a row of the program: whoever pays the least for
 * what he gets keeps it best. The least of a choice is a share of it instead: money could be spent
 * without buying anything, and a program that must spend would find out how.
 */

/** The most that some choices may cost together. */
export interface MostLimit {
  readonly id: string; // 'most:gallium'
  readonly title: string; // 'at most $20 million on gallium'
  readonly choices: readonly number[];
  readonly mostMusd: number; // under the budget that was asked for
  readonly budgetShare?: number | undefined; // where the limit is a share of the budget
  readonly counts?: 'lent' | undefined; // the face of loans, not what is charged
}

/** The least of a choice that must be bought. */
export interface LeastLimit {
  readonly id: string; // 'least:gallium-stock'
  readonly title: string;
  readonly choice: number;
  readonly leastMusd: number;
  readonly leastShare: number; // what that much money buys of the choice
}

interface Named {
  readonly choices: readonly Choice[];
  readonly minerals: readonly { readonly mineral: string }[];
  readonly budgetUsd: number;
  readonly leftOut?: readonly LeftOut[] | undefined; // what cannot be chosen, and why
}

/**
 * The most that is allowed, as rows over choices.
 *
 * @throws Refusal `plan.left_out` for a project that cannot be chosen, `plan.unknown_limit` for a name that is neither a choice nor a mineral
 */
export function mostLimits(
  { mostUsd, mineralShare, mostLentUsd }: PlanLimits,
  named: Named,
): MostLimit[] {
  return [
    ...Object.entries(mostUsd).map(([name, amountUsd]) => ({
      id: `most:${name}`,
      title: `at most ${usdText(amountUsd)} on ${name}`,
      choices: choicesNamed(name, named),
      mostMusd: amountUsd * 1e-6,
    })),
    ...(mineralShare === undefined ? [] : mineralLimits(mineralShare, named)),
    ...(mostLentUsd === undefined ? [] : [lendingLimit(mostLentUsd, named)]),
  ];
}

/**
 * The least that is demanded, choice by choice.
 *
 * @throws Refusal `plan.unknown_limit`, `plan.left_out`; `plan.least_too_large` where a choice cannot take so much
 */
export function leastLimits({ leastUsd }: PlanLimits, named: Named): LeastLimit[] {
  return Object.entries(leastUsd).map(([name, amountUsd]) => {
    const choice = named.choices.findIndex(({ id }) => id === name);
    const found = named.choices[choice];
    if (found === undefined) {
      const known = named.choices.map(({ id }) => id);
      throw unknownLimit(name, known, '', named);
    }
    const leastMusd = amountUsd * 1e-6;
    const wholeMusd = choiceCostMusd(found, 1);
    if (leastMusd > wholeMusd * (1 + 1e-9)) {
      throw new Refusal(
        'infeasible',
        'plan.least_too_large',
        `cannot spend ${usdText(amountUsd)} on ${name}: all of it costs ${usdText(wholeMusd * 1e6)}`,
        'demand less of it',
      );
    }
    return {
      id: `least:${name}`,
      title: `at least ${usdText(amountUsd)} on ${name}`,
      choice,
      leastMusd,
      leastShare: shareForMusd(found, leastMusd),
    };
  });
}

function choicesNamed(name: string, { choices, minerals, leftOut }: Named): number[] {
  const index = minerals.findIndex(({ mineral }) => mineral === name);
  const found = [...choices.keys()].filter((c) => {
    const { id, mineral, project } = choices[c]!;
    if (name === 'stocks') return project === null;
    if (name === 'projects') return project !== null;
    return id === name || mineral === index;
  });
  if (found.length > 0) return found;
  const known = [...choices.map(({ id }) => id), ...minerals.map(({ mineral }) => mineral)];
  throw unknownLimit(name, known, '; or stocks, or projects', { leftOut });
}

function unknownLimit(
  name: string,
  known: readonly string[],
  others: string,
  { leftOut = [] }: Partial<Named>,
): Refusal {
  const left = leftOut.find(({ id }) => id === name);
  if (left !== undefined) {
    return new Refusal(
      'not_found',
      'plan.left_out',
      `cannot limit '${name}': the plan leaves it out, because: ${left.reason}`,
      '`project show` tells what the record says; a scenario may suppose an output (`projects`)',
    );
  }
  return new Refusal(
    'not_found',
    'plan.unknown_limit',
    `cannot limit '${name}': the plan has no such choice`,
    `the nearest are ${nearest(name, known).join(', ')}${others}`,
  );
}

function mineralLimits(share: number, { choices, minerals, budgetUsd }: Named): MostLimit[] {
  return minerals.flatMap(({ mineral }, m) => {
    const own = [...choices.keys()].filter((c) => choices[c]!.mineral === m);
    if (own.length === 0) return [];
    return [
      {
        id: `share:${mineral}`,
        title: `at most ${Math.round(share * 1000) / 10} percent of the budget on ${mineral}`,
        choices: own,
        mostMusd: share * budgetUsd * 1e-6,
        budgetShare: share,
      },
    ];
  });
}

function lendingLimit(mostLentUsd: number, { choices }: Named): MostLimit {
  return {
    id: 'lending',
    title: `at most ${usdText(mostLentUsd)} lent or guaranteed`,
    choices: [...choices.keys()].filter((c) => (choices[c]!.lentMusd ?? 0) > 0),
    mostMusd: mostLentUsd * 1e-6,
    counts: 'lent',
  };
}

/** What a limit allows under a budget, which is not always the one asked for [million USD]. */
export const allowedMusd = (
  { mostMusd, budgetShare }: Pick<MostLimit, 'mostMusd' | 'budgetShare'>,
  budgetMusd: number,
): number => (budgetShare === undefined ? mostMusd : budgetShare * budgetMusd);

/** What a share of a choice takes of a limit [million USD]. */
export const limitedPartMusd = (
  { counts }: Pick<MostLimit, 'counts'>,
  choice: Choice,
  share: number,
): number => (counts === 'lent' ? share * (choice.lentMusd ?? 0) : choiceCostMusd(choice, share));

/** What the choices of a limit take of it together [million USD]. */
export function limitedCostMusd(
  limit: Pick<MostLimit, 'choices' | 'counts'>,
  choices: readonly Choice[],
  shares: Float64Array,
): number {
  let costMusd = 0;
  for (const c of limit.choices) costMusd += limitedPartMusd(limit, choices[c]!, shares[c]!);
  return costMusd;
}

const TOLERANCE = 1e-6; // relative; a solver keeps rows to 1e-7

/** Whether shares keep a limit under a budget, as exactly as a solver does. */
export function isKept(
  limit: MostLimit,
  choices: readonly Choice[],
  shares: Float64Array,
  budgetMusd: number,
): boolean {
  const costMusd = limitedCostMusd(limit, choices, shares);
  const mostMusd = allowedMusd(limit, budgetMusd);
  return costMusd <= mostMusd + TOLERANCE * Math.max(1, mostMusd);
}

/** Bounds on the shares: at least what is demanded, at most all. */
export function sharesAllowed({
  choices,
  least,
}: {
  readonly choices: readonly Choice[];
  readonly least: readonly LeastLimit[];
}): ShareBounds {
  const lower = new Float64Array(choices.length);
  for (const { choice, leastShare } of least) lower[choice] = Math.max(lower[choice]!, leastShare);
  return { lower, upper: new Float64Array(choices.length).fill(1) };
}
