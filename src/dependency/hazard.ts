import { exp } from '../base/elementary.ts';
import type { ExportControl, ReferenceData } from '../minerals/reference-data.ts';
import { assume, mapRange, type Range } from './assumptions.ts';

/*
 * How likely it is that a country stops its exports within a year: by its political stability,
 * and by the export controls that it has in force.
 */

/** Countries that tend to act, and to be struck, together. Our reading of alliances; unverified. */
export const BLOCS = ['eurasia', 'africa', 'latin-america', 'asia', 'west'] as const;

const BLOC_MEMBERS: Readonly<Record<(typeof BLOCS)[number], readonly string[]>> = {
  eurasia: ['CHN', 'HKG', 'MAC', 'RUS', 'BLR', 'IRN', 'PRK', 'KAZ', 'KGZ', 'TJK', 'UZB', 'TKM'],
  africa: [
    ...['COD', 'COG', 'ZAF', 'ZWE', 'ZMB', 'NAM', 'GAB', 'GHA', 'GIN', 'GNB', 'MDG', 'MOZ', 'TZA'],
    ...['RWA', 'BDI', 'UGA', 'ETH', 'NGA', 'SLE', 'MLI', 'BFA', 'CIV', 'SEN', 'TGO', 'KEN', 'AGO'],
    ...['MAR', 'DZA', 'TUN', 'EGY', 'BWA', 'MRT', 'SDN', 'CMR', 'LBY', 'ERI', 'NER', 'MWI', 'LBR'],
  ],
  'latin-america': [
    ...['BRA', 'CHL', 'PER', 'BOL', 'ARG', 'MEX', 'VEN', 'COL', 'ECU', 'CUB', 'JAM', 'GUY', 'SUR'],
    ...['DOM', 'GTM', 'HND', 'NIC', 'PAN', 'URY', 'PRY'],
  ],
  asia: [
    ...['IND', 'IDN', 'MYS', 'THA', 'VNM', 'MMR', 'LAO', 'PHL', 'PAK', 'MNG', 'PNG', 'NCL', 'LKA'],
    ...['BGD', 'KHM', 'NPL', 'AFG', 'SAU', 'ARE', 'BHR', 'OMN', 'JOR', 'TUR', 'IRQ', 'QAT', 'KWT'],
  ],
  west: [],
};

/** The bloc of a country, as an index; countries that no list names are of the last. */
export function blocOf(iso3: string): number {
  const found = BLOCS.findIndex((bloc) => BLOC_MEMBERS[bloc].includes(iso3));
  return found < 0 ? BLOCS.length - 1 : found;
}

/**
 * Probability that a country's exports stop within a year, controls left aside.
 *
 *   p = base · e^(−slope · stability), stability the WGI index of political stability
 *
 * A country that the index does not rate counts as middling.
 *
 * @source docs/models/dependency.md, equation 3
 */
export function generalDisruption(data: ReferenceData, iso3: string): Range {
  const base = assume(data.assumptions, 'disruption_base');
  const slope = assume(data.assumptions, 'disruption_slope').mid;
  const stability = politicalStability(data, iso3) ?? 0;
  return mapRange(base, (p) => Math.min(1, p * exp(-slope * stability)));
}

/** The latest WGI index of political stability, −2.5 (weak) to 2.5 (strong), or null. */
export function politicalStability(data: ReferenceData, iso3: string): number | null {
  let latest: { year: number; value: number } | null = null;
  for (const { iso3: country, index, year, value } of data.countryScores) {
    if (country !== iso3 || index !== 'wgi-pv' || value === null) continue;
    if (latest === null || year > latest.year) latest = { year, value };
  }
  return latest?.value ?? null;
}

/** Probability that a control in force stops what the United States buys within a year. */
export function controlEscalation(data: ReferenceData, control: ExportControl['control']): Range {
  return assume(data.assumptions, 'control_escalation', [`control:${control}`]);
}

/** The control of a country on a mineral that is most likely to bite, or null. */
export function tightestControl(
  data: ReferenceData,
  controls: readonly ExportControl[],
  iso3: string,
): ExportControl | null {
  const own = controls.filter((control) => control.iso3 === iso3);
  if (own.length === 0) return null;
  return own.reduce((tightest, control) =>
    controlEscalation(data, control.control).mid > controlEscalation(data, tightest.control).mid
      ? control
      : tightest,
  );
}

/**
 * Probability that a country stops its exports within a year, for its own reasons or by a control.
 *
 * @source docs/models/dependency.md, equation 3
 */
export function stopProbability(
  data: ReferenceData,
  controls: readonly ExportControl[],
  country: string,
): Range {
  const general = generalDisruption(data, country);
  const control = tightestControl(data, controls, country);
  if (control === null) return general;
  const escalation = controlEscalation(data, control.control);
  const either = (end: keyof Range) => 1 - (1 - general[end]) * (1 - escalation[end]);
  return { low: either('low'), mid: either('mid'), high: either('high') };
}
