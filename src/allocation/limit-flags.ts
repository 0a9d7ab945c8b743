import { parseUsd } from '../base/quantity.ts';
import { Refusal } from '../base/refusal.ts';
import { isLimited, type PlanLimits } from './plan-limits.ts';

/** Limits on a plan as flags of a command. */
export const LIMIT_FLAGS = [
  {
    name: 'most',
    value: 'NAME=USD',
    many: true,
    summary: 'most to spend on a choice, a mineral, stocks or projects: gallium=20M',
  },
  {
    name: 'least',
    value: 'NAME=USD',
    many: true,
    summary: 'least to spend on a choice: gallium-stock=5M',
  },
  { name: 'lock', value: 'NAME=USD', many: true, summary: 'spend exactly that on a choice' },
  { name: 'forbid', value: 'NAME', many: true, summary: 'spend nothing on it' },
  {
    name: 'mineral-share',
    value: 'SHARE',
    summary: 'most of the budget for any one mineral, above 0 up to 1',
  },
  {
    name: 'most-lent',
    value: 'USD',
    summary: 'most to lend or guarantee in all, at face: 5B',
  },
  { name: 'whole-projects', summary: 'support a project whole or not at all' },
  {
    name: 'no-concern',
    summary:
      'no project whose record names an owner or processor of a covered country (10 U.S.C. 4872)',
  },
  {
    name: 'eligible-only',
    summary: 'only minerals that may be listed as eligible; see `rules eligible`',
  },
] as const;

/** What was written after a command. */
interface Flags {
  readonly flag: (name: string) => string | undefined;
  readonly flags: (name: string) => readonly string[];
  readonly has: (name: string) => boolean;
}

/**
 * The limits that flags set; undefined where none does, so that such a plan is as it ever was.
 *
 * @throws Refusal `plan.bad_limit`, `quantity.invalid_money`
 */
export function readLimits(input: Flags): PlanLimits | undefined {
  const locked = amountsOf(input.flags('lock'), '--lock');
  const forbidden = Object.fromEntries(input.flags('forbid').map((name) => [name.trim(), 0]));
  const limits = {
    mostUsd: { ...amountsOf(input.flags('most'), '--most'), ...locked, ...forbidden },
    leastUsd: { ...amountsOf(input.flags('least'), '--least'), ...locked },
    ...shareOf(input.flag('mineral-share')),
    ...lentOf(input.flag('most-lent')),
    wholeProjects: input.has('whole-projects'),
    ...(input.has('no-concern') ? { noConcern: true } : {}),
    ...(input.has('eligible-only') ? { eligibleOnly: true } : {}),
  };
  return isLimited(limits) ? limits : undefined;
}

function amountsOf(texts: readonly string[], flag: string): Record<string, number> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, amount] = /^\s*([a-z0-9-]+)\s*=\s*(\S.*)$/.exec(text) ?? [];
      if (name !== undefined && amount !== undefined) {
        return [name, limitUsd(amount, `${flag} ${text}`)];
      }
      throw new Refusal(
        'invalid',
        'plan.bad_limit',
        `cannot read '${text}' as a limit`,
        `write a name, an equals sign and dollars, such as ${flag} gallium-stock=20M`,
      );
    }),
  );
}

const lentOf = (text: string | undefined): { readonly mostLentUsd?: number } =>
  text === undefined ? {} : { mostLentUsd: limitUsd(text, `--most-lent ${text}`) };

/** @param said - the flag and all that stands after it */
function limitUsd(amount: string, said: string): number {
  const usd = parseUsd(amount);
  if (usd >= 0) return usd;
  throw new Refusal(
    'invalid',
    'plan.bad_limit',
    `${said} is below nothing, and no plan spends less`,
    'write 0 or more dollars; --forbid NAME spends nothing on it',
  );
}

function shareOf(text: string | undefined): { readonly mineralShare?: number } {
  if (text === undefined) return {};
  const share = text.trim() === '' ? Number.NaN : Number(text);
  if (share > 0 && share <= 1) return { mineralShare: share };
  throw new Refusal(
    'invalid',
    'plan.bad_limit',
    `--mineral-share ${text} is not a share above 0 and up to 1`,
    'write a number such as --mineral-share 0.5',
  );
}
