import { isLimited, NO_LIMITS, type PlanLimits } from '../../src/allocation/plan-limits.ts';
import { isRuled, NO_RULES, type PlanRules } from '../../src/allocation/plan-rules.ts';
import { Refusal } from '../../src/base/refusal.ts';
import { readRuleFields, ruleFields } from './plan-rule-query.ts';

/*
 * The page of a plan by its address: the budget, what the reader decided himself, and a plan to
 * hold it against. The same limits as flags give the same plan on the command line.
 */

/** What the page of a plan is asked. */
export interface PlanAsk {
  readonly budget: string; // as a person types it; empty: that of the main question
  readonly limits: PlanLimits;
  readonly rules: PlanRules;
  readonly against: string | null; // a plan that is kept
}

export const PLAIN_ASK: PlanAsk = {
  budget: '',
  limits: NO_LIMITS,
  rules: NO_RULES,
  against: null,
};

/** Limits and rules as a request has them: left out where nothing is limited or ruled. */
export const questionPart = ({ limits, rules }: PlanAsk): Partial<PlanAsk> => ({
  ...(isLimited(limits) ? { limits } : {}),
  ...(isRuled(rules) ? { rules } : {}),
});

/** What has been decided about a purchase. */
export type Decision = 'free' | 'locked' | 'forbidden';

/**
 * Reads an address.
 *
 * @throws Refusal `plan.bad_limit` naming the part that cannot be read
 */
export function readPlanAsk(query: URLSearchParams): PlanAsk {
  const mostUsd: Record<string, number> = {};
  const leastUsd: Record<string, number> = {};
  for (const text of query.getAll('most')) assign(mostUsd, text);
  for (const text of query.getAll('least')) assign(leastUsd, text);
  for (const text of query.getAll('lock')) {
    assign(mostUsd, text);
    assign(leastUsd, text);
  }
  for (const name of query.getAll('forbid')) mostUsd[name] = 0;
  const share = query.get('share');
  const lent = query.get('lent');
  return {
    budget: query.get('budget') ?? '',
    limits: {
      mostUsd,
      leastUsd,
      ...(share === null || share === '' ? {} : { mineralShare: shareOf(share) }),
      ...(lent === null || lent === '' ? {} : { mostLentUsd: lentUsdOf(lent) }),
      wholeProjects: query.get('whole') === '1',
      ...(query.get('concern') === 'none' ? { noConcern: true } : {}),
      ...(query.get('eligible') === 'only' ? { eligibleOnly: true } : {}),
    },
    rules: readRuleFields(query),
    against: query.get('against'),
  };
}

function assign(amounts: Record<string, number>, text: string): void {
  const [, name, digits] = /^([a-z0-9-]+):(\d{1,15})$/.exec(text) ?? [];
  if (name === undefined) throw badLimit(text);
  amounts[name] = Number(digits);
}

function lentUsdOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw badLimit(`lent=${text}`);
}

function shareOf(text: string): number {
  const percent = Number(text);
  if (percent > 0 && percent <= 100) return percent / 100;
  throw badLimit(`share=${text}`);
}

const badLimit = (text: string): Refusal =>
  new Refusal(
    'invalid',
    'plan.bad_limit',
    `cannot read '${text}' as a limit of a plan`,
    'write a name, a colon and whole dollars, such as lock=gallium-stock:20000000; share in percent',
  );

/** The address that asks the same: '/plan?budget=2.5B&lock=gallium-stock:20000000'. */
export function planAddress(ask: PlanAsk): string {
  const query = new URLSearchParams(fieldsOf(ask).map(([key, value]) => [key, value])).toString();
  return query === '' ? '/plan' : `/plan?${query.replaceAll('%3A', ':')}`;
}

/** The parts of an address, in their order. */
export function fieldsOf({ budget, limits, rules, against }: PlanAsk): readonly [string, string][] {
  const { mostUsd, leastUsd, mineralShare, mostLentUsd, wholeProjects } = limits;
  const { noConcern, eligibleOnly } = limits;
  const limited = Object.entries(mostUsd).map(([name, usd]): [string, string] => {
    if (usd === 0) return ['forbid', name];
    return [leastUsd[name] === usd ? 'lock' : 'most', `${name}:${usd}`];
  });
  const demanded = Object.entries(leastUsd).flatMap(([name, usd]): [string, string][] =>
    mostUsd[name] === usd ? [] : [['least', `${name}:${usd}`]],
  );
  return [
    ...(budget === '' ? [] : [['budget', budget] as [string, string]]),
    ...limited,
    ...demanded,
    ...(mineralShare === undefined
      ? []
      : [['share', String(percentOf(mineralShare))] as [string, string]]),
    ...(mostLentUsd === undefined ? [] : [['lent', String(mostLentUsd)] as [string, string]]),
    ...(wholeProjects ? [['whole', '1'] as [string, string]] : []),
    ...(noConcern ? [['concern', 'none'] as [string, string]] : []),
    ...(eligibleOnly ? [['eligible', 'only'] as [string, string]] : []),
    ...ruleFields(rules),
    ...(against === null ? [] : [['against', against] as [string, string]]),
  ];
}

const percentOf = (share: number): number => Math.round(share * 1e6) / 1e4;

/** The same limits as flags of `plan solve`. */
export function limitFlags({
  mostUsd,
  leastUsd,
  mineralShare,
  mostLentUsd,
  wholeProjects,
  noConcern,
  eligibleOnly,
}: PlanLimits): string[] {
  return [
    ...Object.entries(mostUsd).map(([name, usd]) => {
      if (usd === 0) return `--forbid ${name}`;
      return `--${leastUsd[name] === usd ? 'lock' : 'most'} ${name}=${usd}`;
    }),
    ...Object.entries(leastUsd).flatMap(([name, usd]) =>
      mostUsd[name] === usd ? [] : [`--least ${name}=${usd}`],
    ),
    ...(mineralShare === undefined ? [] : [`--mineral-share ${mineralShare}`]),
    ...(mostLentUsd === undefined ? [] : [`--most-lent ${mostLentUsd}`]),
    ...(wholeProjects ? ['--whole-projects'] : []),
    ...(noConcern ? ['--no-concern'] : []),
    ...(eligibleOnly ? ['--eligible-only'] : []),
  ];
}

export function decisionOf({ mostUsd, leastUsd }: PlanLimits, id: string): Decision {
  if (mostUsd[id] === 0) return 'forbidden';
  return mostUsd[id] !== undefined && mostUsd[id] === leastUsd[id] ? 'locked' : 'free';
}

/** The question with another decision about one purchase. */
export function decided(ask: PlanAsk, id: string, decision: Decision, amountUsd: number): PlanAsk {
  const { [id]: _most, ...mostUsd } = ask.limits.mostUsd;
  const { [id]: _least, ...leastUsd } = ask.limits.leastUsd;
  const limits = { ...ask.limits, mostUsd, leastUsd };
  if (decision === 'free') return { ...ask, limits };
  const usd = decision === 'forbidden' ? 0 : amountUsd;
  return {
    ...ask,
    limits: {
      ...limits,
      mostUsd: { ...mostUsd, [id]: usd },
      leastUsd: decision === 'locked' ? { ...leastUsd, [id]: usd } : leastUsd,
    },
  };
}
