import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Workshop } from '../platform/command.ts';
import type { UsdRates } from './finance-stack.ts';
import { type ProjectFinance, projectFinance } from './project-finance.ts';

/**
 * How a project is financed, by the public record.
 *
 * @throws Refusal `project.no_finance` for a project of which no instrument is known
 */
export async function showProjectFinance(
  { tables }: Pick<Workshop, 'tables'>,
  project: string,
  rates: UsdRates,
): Promise<ProjectFinance> {
  const data = await loadReferenceData(tables);
  const known = [...new Set(data.finance.map((row) => row.project))];
  if (known.includes(project)) return projectFinance(data, project, rates);
  throw new Refusal(
    'not_found',
    'project.no_finance',
    `no instrument of a project called '${project}' is on record`,
    `those on record are ${known.join(', ')}; the nearest is ${nearest(project, known)[0] ?? 'none'}`,
  );
}

/**
 * Reads exchange rates, as in `CAD=0.72`.
 *
 * @throws Refusal `finance.bad_rate`
 */
export function parseUsdRates(texts: readonly string[]): UsdRates {
  return Object.fromEntries(
    texts.map((text) => {
      const [, currency, rate] = /^([A-Z]{3})=(\d+(?:[.]\d+)?)$/.exec(text.trim()) ?? [];
      if (currency !== undefined && Number(rate) > 0) return [currency, Number(rate)];
      throw new Refusal(
        'invalid',
        'finance.bad_rate',
        `--rate cannot be '${text}': it is no exchange rate`,
        'write a currency and what one of it is in dollars, such as CAD=0.72',
      );
    }),
  );
}
