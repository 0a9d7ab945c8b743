import type { MineralProfile } from '../../src/dependency/profile.ts';
import type { Stage } from '../../src/dependency/profile-series.ts';
import { COVERED_COUNTRIES } from '../../src/dependency/rates.ts';
import type { FlowChartProps, FlowHeading, FlowLink, FlowNode } from '../charts/flow-chart.tsx';
import { grouped } from '../parts/format.ts';
import { placeName, shareText, shortMass, stageVerb } from './profile-text.ts';

/*
 * The way of a mineral to the United States, from tables that do not meet: who makes how much of
 * the world's output, and who ships how much of the imports. Whose metal a shipper sends stands in
 * neither, so that crossing is drawn open and carries no more than the shares on its two sides.
 */

export type FlowGraph = Pick<FlowChartProps, 'nodes' | 'links' | 'headings' | 'legs'> & {
  readonly scale: 'use' | 'imports' | null; // what the right half is percent of; null: none
};

const MOST_NAMED = 8; // countries of a column; what is beyond them is one node
const LEAST_REST = 0.5; // percent; less is rounding

/** Columns, nodes and links, or null where no table has a part of the way. */
export function flowGraph(profile: MineralProfile): FlowGraph | null {
  const stages = profile.stages.filter(({ rows }) => rows.some(({ tonnes }) => (tonnes ?? 0) > 0));
  const made = stages.map((stage, i) => stageColumns(stage, 2 * i));
  const start = 2 * stages.length;
  const bought = importColumns(profile, start);
  if (made.length === 0 && bought === null) return null;
  const whole = made.at(-1)?.whole ?? null;
  const crossings = [
    ...made.slice(1).flatMap(({ countries }, i) => crossing(made[i]!.whole, countries)),
    ...(whole === null || bought === null ? [] : crossing(whole, bought.countries)),
  ];
  const lastColumn = start + (bought?.headings.length ?? 0) - 1;
  return {
    nodes: [
      ...made.flatMap(({ countries, whole: all }) => [...countries, all]),
      ...(bought?.nodes ?? []),
    ],
    links: [...made.flatMap(({ links }) => links), ...crossings, ...(bought?.links ?? [])],
    headings: [...made.flatMap(({ headings }) => headings), ...(bought?.headings ?? [])],
    legs: [
      ...made.map((_, i) => [2 * i, 2 * i + 1] as const),
      ...(bought === null ? [] : [[start, lastColumn] as const]),
    ],
    scale: bought?.scale ?? null,
  };
}

/** A node that stands for a country, or for many, with its height in percent. */
interface Sized extends FlowNode {
  readonly percent: number;
}

interface Column {
  readonly countries: readonly Sized[];
  readonly links: readonly FlowLink[];
  readonly headings: readonly FlowHeading[];
}

/** The countries of a stage, and the world's output that they make up. */
function stageColumns(stage: Stage, column: number): Column & { readonly whole: Sized } {
  const { rows, worldTonnes, what, year } = stage;
  const shares = rows.flatMap(({ country, share }) =>
    share === null || share === 0 ? [] : [{ country, percent: 100 * share }],
  );
  const named = shares.reduce((sum, { percent }) => sum + percent, 0);
  const open = 100 - named; // what the source adds up to more than its rows
  const countries = topOf(
    open > LEAST_REST ? [...shares, { country: 'other', percent: open }] : shares,
    {
      column,
      prefix: `${what}:`,
      factor: 1,
    },
  );
  const verb = stageVerb(stage.stage);
  const whole: Sized = {
    id: `world:${what}`,
    column: column + 1,
    label: '',
    valueText: `World output of ${what}, ${year}: ${worldTonnes === null ? 'not known' : shortMass(worldTonnes)}`,
    tone: 'whole',
    isHatched: false,
    percent: 100,
  };
  const mass = worldTonnes === null ? '' : `, ${shortMass(worldTonnes)}`;
  return {
    countries,
    whole,
    links: countries.map((country) => ({
      source: country.id,
      target: whole.id,
      value: country.percent,
      isOpen: false,
      title: `${country.label} ${verb} ${country.valueText} of the world's ${what}`,
    })),
    headings: [
      { label: MADE_BY[stage.stage ?? 'mine'], note: what },
      { label: 'World output', note: `${year}${mass}` },
    ],
  };
}

const MADE_BY = { mine: 'Mined by', smelter: 'Smelted by', refinery: 'Refined by' } as const;

interface Placing {
  readonly column: number;
  readonly prefix: string;
  readonly factor: number; // from percent of the table to percent of the chart
}

/** The largest as nodes, the leader in colour; what is beyond them is one node. */
function topOf(
  shares: readonly { readonly country: string; readonly percent: number }[],
  { column, prefix, factor }: Placing,
): Sized[] {
  const named = shares
    .filter(({ country }) => country !== 'other')
    .sort((a, b) => b.percent - a.percent || (a.country < b.country ? -1 : 1));
  const kept = named.slice(0, MOST_NAMED);
  const rest = shares.filter((share) => !kept.includes(share));
  const restPercent = rest.reduce((sum, { percent }) => sum + percent, 0);
  const beyond = named.length - kept.length;
  const node = (country: string, percent: number, i: number): Sized => ({
    id: `${prefix}${country}`,
    column,
    label:
      country !== 'rest'
        ? placeName(country)
        : beyond > 0
          ? `Other (${beyond} named)`
          : 'Other countries',
    valueText: shareText(percent / 100),
    tone: country === 'rest' ? 'rest' : i === 0 ? 'first' : 'plain',
    isHatched: COVERED_COUNTRIES.includes(country),
    percent: percent * factor,
  });
  const nodes = kept.map(({ country, percent }, i) => node(country, percent, i));
  return restPercent > 0 ? [...nodes, node('rest', restPercent, nodes.length)] : nodes;
}

/** Between two tables: each country of the second takes from the whole of the first. */
const crossing = (whole: Sized, countries: readonly Sized[]): FlowLink[] =>
  countries.map((country) => ({
    source: whole.id,
    target: country.id,
    value: country.percent,
    isOpen: true,
    title: `Not published: whose output comes to ${country.label}`,
  }));

interface Bought extends Column {
  readonly nodes: readonly Sized[];
  readonly scale: FlowGraph['scale'];
}

/** Who ships, what is imported on balance, and what the country uses. */
function importColumns(profile: MineralProfile, column: number): Bought | null {
  const { imports } = profile;
  const supply = supplyOf(profile);
  if (imports === null) return null;
  const total = imports.rows.reduce((sum, { share }) => sum + share, 0);
  const shares = imports.rows.map(({ country, share }) => ({
    country,
    percent: (100 * share) / total,
  }));
  const imported = supply === null ? 100 : supply.imported;
  const countries = topOf(shares, { column, prefix: 'ships:', factor: imported / 100 });
  const shipping: FlowHeading = { label: 'Shipped by', note: `mean of ${imports.period}` };
  const bound = (value: number) =>
    supply?.open ? `at least ${percentText(value)}` : percentText(value);
  const whole = sized(
    'imports',
    column + 1,
    supply === null ? '' : 'Net imports',
    'whole',
    imported,
    {
      valueText: supply === null ? 'U.S. imports' : bound(imported),
    },
  );
  const inward = countries.map((country) => ({
    source: country.id,
    target: whole.id,
    value: country.percent,
    isOpen: false,
    title: `${country.label} ships ${country.valueText} of U.S. imports`,
  }));
  if (supply === null) {
    return {
      countries,
      nodes: [...countries, whole],
      links: inward,
      headings: [shipping, { label: 'U.S. imports', note: 'all forms of one' }],
      scale: 'imports',
    };
  }
  const home = sized('home', column + 1, 'Home, recycled', 'plain', supply.home, {
    valueText: bound(supply.home),
  });
  const open = sized('open', column + 1, 'One or the other', 'rest', supply.open, {
    valueText: percentText(supply.open),
  });
  const sources = [whole, home, open].filter(({ percent }) => percent > 0);
  const use = sized('use', column + 2, '', 'whole', 100, { valueText: 'U.S. use: 100%' });
  return {
    countries,
    nodes: [...countries, ...sources, use],
    links: [
      ...inward,
      ...sources.map(({ id, label, valueText, percent }) => ({
        source: id,
        target: use.id,
        value: percent,
        isOpen: id === 'open',
        title: `${label}: ${valueText} of U.S. use`,
      })),
    ],
    headings: [
      shipping,
      { label: 'U.S. supply', note: `${supply.year}` },
      { label: 'U.S. use', note: '100%' },
    ],
    scale: 'use',
  };
}

const percentText = (value: number) => `${grouped(value, value < 1 ? 1 : 0)}%`;

const sized = (
  id: string,
  column: number,
  label: string,
  tone: FlowNode['tone'],
  percent: number,
  { valueText }: { readonly valueText: string },
): Sized => ({ id, column, label, valueText, tone, isHatched: false, percent });

/**
 * What U.S. use is supplied from [percent]: net imports, home output, and what the bounds of the
 * source leave open between the two. Null where nothing is imported on balance, or nobody says.
 */
function supplyOf({ dependency }: MineralProfile) {
  const { value, low, high, qualifier, year } = dependency.netImportReliance;
  if (qualifier === 'E') return null;
  const least = value ?? low;
  const most = value ?? high;
  if (least === null || most === null || least <= 0) return null;
  return { imported: least, home: 100 - most, open: most - least, year };
}
