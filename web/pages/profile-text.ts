import type { Dependency } from '../../src/dependency/dependency.ts';
import type { MineralProfile } from '../../src/dependency/profile.ts';
import type { YearPoint } from '../../src/dependency/profile-figures.ts';
import type { Stage } from '../../src/dependency/profile-series.ts';
import type { TimePoint } from '../charts/time-chart.tsx';
import { countryName } from '../parts/countries.ts';
import { grouped, musdText, percent } from '../parts/format.ts';

/*
 * The words of the pages of a mineral and of a country, made from their numbers.
 */

/** The address of a mineral's page. */
export const mineralHref = (id: string): string => `/minerals/${id}`;

/** The address of a country's page. */
export const countryHref = (iso3: string): string => `/countries/${iso3}`;

/** A country, several under one figure, or those that the source does not name. */
export function placeName(country: string): string {
  if (country === 'other') return 'Other countries';
  if (!country.startsWith('(')) return countryName(country);
  return country.slice(1, -1).split('+').map(countryName).join(', ');
}

/** A place in a table; a single country leads to its page. */
export function placeCell(country: string) {
  const text = placeName(country);
  return /^[A-Z]{3}$/.test(country) ? { text, href: countryHref(country) } : text;
}

/** How far the country relies on imports, as a sentence without its full stop. */
export function relianceSentence(name: string, { netImportReliance }: Dependency): string {
  const { value, low, high, qualifier } = netImportReliance;
  const part = (share: string) => `The United States imports ${share} of the ${name} it uses`;
  if (qualifier === 'E') return `The United States exports more ${name} than it imports`;
  if (value !== null)
    return value >= 100
      ? `The United States imports all the ${name} it uses`
      : part(`${grouped(value, 0)} percent`);
  if (qualifier === '>' && low !== null) return part(`more than ${grouped(low, 0)} percent`);
  if (qualifier === '<' && high !== null) return part(`less than ${grouped(high, 0)} percent`);
  if (low !== null && high !== null)
    return part(`${grouped(low, 0)} to ${grouped(high, 0)} percent`);
  return `No source says how much of its ${name} the United States imports`;
}

const STAGE_VERB = { mine: 'mines', smelter: 'smelts', refinery: 'refines' } as const;

/** What a country does with a mineral at the stage that is counted: 'mines', 'refines'. */
export const stageVerb = (stage: MineralProfile['production']['stage']): string =>
  stage === null ? 'produces' : STAGE_VERB[stage];

/** Who makes most of it, as a sentence without its full stop. */
export function producerSentence({ dependency, production, mineral }: MineralProfile): string {
  const top = dependency.topProducer;
  if (top === null) return 'No source gives its production by country';
  const what =
    production.group === null ? mineral.name.toLowerCase() : `${groupText(production.group)}`;
  return `${countryName(top.iso3)} ${stageVerb(production.stage)} ${percent(top.share)} percent of the world's ${what}`;
}

/** The country that makes most at a stage, or undefined where no single one is known. */
export const topOf = ({ rows }: Stage) =>
  rows.find(({ country, share }) => /^[A-Z]{3}$/.test(country) && (share ?? 0) > 0);

/** The same of one of several stages, from its own rows. */
export function stageSentence(of: Stage): string {
  const { stage, what } = of;
  const top = topOf(of);
  if (top === undefined) return `No source gives the output of ${what} by country`;
  return `${countryName(top.country)} ${stageVerb(stage)} ${percent(top.share!)} percent of the world's ${what}`;
}

/** What a stop would cost, as a sentence. */
export function riskSentence({ gdpAtRiskMusd, gaps, rank }: Dependency, of: number): string {
  if (gdpAtRiskMusd === null) return `${gaps[0] ?? 'GDP at risk is not assessed'}.`;
  const { expected, low, high, worstYear, terms } = gdpAtRiskMusd;
  const worst = [...terms].sort((a, b) => b.lossMusd - a.lossMusd)[0];
  if (worst === undefined || worstYear === 0)
    return 'A stop of exports would cost it nothing that the model sees.';
  return (
    `Expected GDP at risk is ${musdText(expected)} a year (${musdText(low)} to ${musdText(high)}), place ${rank} of ${of}; ` +
    `a year in which ${countryName(worst.iso3)} stops would cost ${musdText(worstYear)}.`
  );
}

/** 'rare_earths' → 'rare earths'. */
export const groupText = (group: string): string => group.replaceAll('_', ' ');

/** A number short enough for an axis: 1,500,000 → '1.5M', 60,000 → '60k'. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  const plain = (x: number) => String(Number(x.toPrecision(3)));
  if (size >= 1e6) return `${plain(value / 1e6)}M`;
  if (size >= 1e4) return `${plain(value / 1e3)}k`;
  return plain(value).replace('-', '−');
}

/** A mass short enough for the end of a bar: 51,000 t → '51 kt', 0.2 t → '200 kg'. */
export function shortMass(tonnes: number): string {
  if (tonnes >= 1e6) return `${published(tonnes / 1e6)} Mt`;
  if (tonnes >= 1e4) return `${published(tonnes / 1e3)} kt`;
  return tonnes >= 1 || tonnes === 0 ? `${published(tonnes)} t` : `${published(tonnes * 1e3)} kg`;
}

/** A published figure in words and at marks: three digits, as many as sources give. */
export function published(value: number): string {
  const kept = Number(value.toPrecision(3));
  return grouped(kept, Math.min(6, String(kept).split('.')[1]?.length ?? 0));
}

/** A share at the end of a bar: '99%', or '<1%' where rounding would leave nothing. */
export const shareText = (share: number): string =>
  share > 0 && share < 0.01 ? '<1%' : `${percent(share)}%`;

/** Years as points of a chart, in a unit of so many to the figure's own. */
export const timePoints = (points: readonly YearPoint[], factor: number): TimePoint[] =>
  points.map(({ year, value, low, high, qualifier }) => {
    const times = (x: number | null) => (x === null ? null : x * factor);
    return { at: year, value: times(value), low: times(low), high: times(high), symbol: qualifier };
  });

/** From the first to the last number, in words; null where there are not two. */
export function trend(
  points: readonly YearPoint[],
  write: (value: number) => string,
): string | null {
  const known = points.filter(({ value }) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const [from, to] = [write(first.value!), write(last.value!)];
  if (from === to) return `${to} in ${first.year} and in ${last.year}`;
  return `from ${from} in ${first.year} to ${to} in ${last.year}`;
}
