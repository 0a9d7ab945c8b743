import type { Observation, ReferenceData } from '../minerals/reference-data.ts';
import type { RelianceOfForm } from './dependency.ts';

/*
 * Net import reliance beside the one figure that ranks: form by form, and computed anew.
 */

/** Chapters of their own that hold further forms of a listed mineral, as the tables name them. */
const FURTHER_FORMS: Readonly<Record<string, readonly string[]>> = {
  aluminum: ['(bauxite)', '(alumina)'],
  magnesium: ['(magnesium compounds)'],
  titanium: ['(titanium mineral concentrates)'],
};

/**
 * Every published reliance of a mineral for a year, with its form: metal and compounds, ore and
 * sponge may differ by as much as everything.
 */
export function relianceOfForms(
  data: ReferenceData,
  mineralId: string,
  year: number,
): RelianceOfForm[] {
  const ids = [mineralId, ...(FURTHER_FORMS[mineralId] ?? [])];
  return data.observations
    .filter(
      (row) =>
        row.stat === 'nir' &&
        ids.includes(row.mineral) &&
        row.period === String(year) &&
        row.source === `usgs-mcs-${year + 1}`,
    )
    .map(({ commodity, detail, value, low, high, bound, flag, raw, id }) => ({
      form: detail === commodity ? commodity : `${commodity}: ${detail}`,
      value: bound === '=' && flag === null ? value : null,
      low,
      high,
      published: raw,
      evidence: id,
    }));
}

/**
 * Net import reliance from its own terms: (imports − exports) / consumption, in percent.
 *
 * Only where the source has one row of imports, one of exports and a consumption in one unit, or
 * rows that it calls totals; changes of stocks are left out, which moves it by a few points.
 * Forms that may not be added, such as the fluorine compounds beside fluorspar, never are.
 *
 * @returns [percent], or null where the terms are not published
 * @source USGS Mineral Commodity Summaries 2026, definitions; requirement R2.08
 */
export function computedReliance(
  data: ReferenceData,
  mineralId: string,
  year: number,
): number | null {
  const rows = data.observations.filter(
    (row) =>
      row.mineral === mineralId &&
      row.period === String(year) &&
      row.source === 'usgs-mcs-2026' &&
      (row.country === 'USA' || row.country === 'United States'),
  );
  const imported = theOne(rows.filter(({ stat }) => stat === 'import'));
  const exported = theOne(rows.filter(({ stat }) => stat === 'export'));
  const consumed = rows.find(({ stat, primary }) => stat === 'consumption' && primary);
  if (imported === null || exported === null || consumed === undefined) return null;
  if (imported.unit !== consumed.unit || exported.unit !== consumed.unit) return null;
  const [i, e, c] = [imported, exported, consumed].map(({ value, bound }) =>
    bound === '=' ? value : null,
  ) as [number | null, number | null, number | null];
  if (i === null || e === null || c === null || c <= 0) return null;
  return (100 * (i - e)) / c;
}

/** The only row, or the only one that the source calls a total. */
function theOne(rows: readonly Observation[]): Observation | null {
  if (rows.length === 1) return rows[0]!;
  const totals = rows.filter(({ detail }) => /\btotal\b/i.test(detail));
  return totals.length === 1 ? totals[0]! : null;
}
