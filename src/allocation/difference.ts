import * as z from 'zod';
import { usdText } from '../base/money-text.ts';
import type { Plan, PlanItem } from './allocation.ts';

/*
 * What two plans do differently, purchase by purchase.
 */

export const PlanDifference = z
  .object({
    from: z.string().describe('digest of the first plan'),
    to: z.string(),
    items: z.array(
      z.object({
        id: z.string(),
        sign: z.enum(['+', '−', '~']).describe('bought anew, no longer bought, or another amount'),
        fromUsd: z.number(),
        toUsd: z.number(),
        fromTonnes: z.number(),
        toTonnes: z.number(),
      }),
    ),
    same: z.int().describe('purchases that are the same to a dollar'),
    terms: z.array(z.string()).describe('what was asked differently'),
    spentUsd: z.number().describe('of the second less the first'),
    expectedLossMusd: z.number().describe('likewise'),
    cvar95LossMusd: z.number().describe('likewise'),
  })
  .meta({ id: 'PlanDifference' });
export type PlanDifference = z.infer<typeof PlanDifference>;

/** What the second plan does that the first does not; the largest change first. */
export function planDifference(from: Plan, to: Plan): PlanDifference {
  const ids = [...new Set([...from.items, ...to.items].map(({ id }) => id))];
  const of = (items: readonly PlanItem[], wanted: string) => items.find(({ id }) => id === wanted);
  const changes = ids.map((id) => {
    const [before, after] = [of(from.items, id), of(to.items, id)];
    const [fromUsd, toUsd] = [before?.amountUsd ?? 0, after?.amountUsd ?? 0];
    const sign = before === undefined ? '+' : after === undefined ? '−' : '~';
    return {
      id,
      sign: sign as '+' | '−' | '~',
      fromUsd,
      toUsd,
      fromTonnes: before?.quantityTonnes ?? 0,
      toTonnes: after?.quantityTonnes ?? 0,
    };
  });
  const items = changes
    .filter(({ fromUsd, toUsd }) => Math.abs(toUsd - fromUsd) >= 1)
    .sort((a, b) => byChange(a, b) || (a.id < b.id ? -1 : 1));
  return {
    from: from.digest,
    to: to.digest,
    items,
    same: changes.length - items.length,
    terms: termsThatDiffer(from, to),
    spentUsd: to.spentUsd - from.spentUsd,
    expectedLossMusd: to.expectedLossMusd.with - from.expectedLossMusd.with,
    cvar95LossMusd: to.cvar95LossMusd.with - from.cvar95LossMusd.with,
  };
}

interface Change {
  readonly fromUsd: number;
  readonly toUsd: number;
}

const byChange = (a: Change, b: Change): number =>
  Math.abs(b.toUsd - b.fromUsd) - Math.abs(a.toUsd - a.fromUsd);

function termsThatDiffer(from: Plan, to: Plan): string[] {
  const facts = (plan: Plan): readonly (readonly [string, string])[] => [
    ['budget', usdText(plan.budgetUsd)],
    ['scenario', JSON.stringify(plan.scenario)],
    ['limits', JSON.stringify(plan.limits ?? null)],
    ['rules', JSON.stringify(plan.rules ?? null)],
    ['tail', String(plan.tailShare)],
    ['risk weight', String(plan.riskWeight)],
    ['draws', String(plan.draws)],
    ['seed', String(plan.seed)],
    ['years', String(plan.years)],
    ['data', plan.dataDigest],
    ['model', plan.modelVersion],
  ];
  const after = new Map(facts(to));
  return facts(from).flatMap(([name, value]) => {
    const other = after.get(name)!;
    if (value === other) return [];
    const isShort = value.length + other.length < 60;
    return [isShort ? `${name}: ${value} → ${other}` : `${name} differs`];
  });
}
