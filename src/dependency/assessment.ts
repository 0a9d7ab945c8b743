import { hasStages } from '../minerals/forms.ts';
import {
  type Edition,
  importReliance,
  importRelianceByCommodity,
  importShares,
  type Reliance,
} from '../minerals/minerals.ts';
import type { ExportControl, Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { concentration, largest, sharesOf, topThreeShare } from './concentration.ts';
import type { Dependency, DependencyCount, NetImportReliance } from './dependency.ts';
import {
  exposureOf,
  importShareOf,
  isExposure,
  LATEST_YEAR,
  productionShares,
} from './exposure.ts';
import { gdpAtRisk } from './gdp-at-risk.ts';
import { dependenceRate, neutralRate, productionRate } from './rates.ts';
import { computedReliance, relianceOfForms } from './reliance-forms.ts';
import { dependenceTarget, productionTarget, TARGETS_OF_2024 } from './targets.ts';

const CURRENT_EDITION: Edition = 2026;
const UNKNOWN_SHARE = { low: 0, mid: 0.5, high: 1 };

/**
 * Minerals whose supply at home hangs on one producer.
 *
 * @source USGS Open-File Report 2025-1047: listed by the single-point-of-failure test
 */
const SOLE_PRODUCERS: readonly string[] = ['zirconium'];

/**
 * Every mineral of the 2025 list, the most dangerous dependency first.
 *
 * The order is by expected GDP at risk; minerals that cannot be assessed come last, by name.
 *
 * @source docs/models/dependency.md
 */
export function assessDependencies(data: ReferenceData): Dependency[] {
  const assessed = data.minerals
    .filter(({ onList2025 }) => onList2025)
    .map((mineral) => assess(data, mineral));
  const risk = ({ gdpAtRiskMusd }: Dependency) => gdpAtRiskMusd?.expected ?? -1;
  return assessed
    .sort((a, b) => risk(b) - risk(a) || (a.mineral < b.mineral ? -1 : 1))
    .map((dependency, i) => ({ ...dependency, rank: i + 1 }));
}

/** The dependency of one mineral, its rank still open. */
function assess(data: ReferenceData, mineral: Mineral): Dependency {
  const reliance = importReliance(data, mineral.id, CURRENT_EDITION);
  const imports = importShares(data, mineral.id);
  const production = productionShares(data, mineral);
  const importShare = importShareOf(data, mineral, reliance)?.share ?? UNKNOWN_SHARE;
  const named = sharesOf(imports.map(({ country, share }) => ({ country, amount: share })));
  const exposure = exposureOf(data, mineral);
  const dependence = dependenceRate(importShare, imports, production.shares);
  const home = productionRate(importShare);
  const productionConcentration = concentration(production.shares);
  const importConcentration = concentration(named);
  return {
    mineral: mineral.id,
    name: mineral.name,
    rank: 1,
    netImportReliance: publishedReliance(reliance),
    productionHhi: productionConcentration.otherAtomistic,
    importHhi: importConcentration.otherAtomistic,
    productionConcentration,
    importConcentration,
    productionStage: production.shares.length > 0 ? mineral.stage : null,
    topProducer: largest(production.shares),
    topThreeProducersShare: topThreeShare(production.shares),
    topImportSource: largest(named),
    dependenceRate: dependence,
    productionRate: home,
    neutralRate: neutralRate(importShare, dependence, home),
    productionTarget: productionTarget(home, TARGETS_OF_2024),
    dependenceTarget: dependenceTarget(dependence, TARGETS_OF_2024),
    relianceOfForms: relianceOfForms(data, mineral.id, LATEST_YEAR),
    computedReliance: computedReliance(data, mineral.id, LATEST_YEAR),
    soleDomesticProducer: SOLE_PRODUCERS.includes(mineral.id),
    exportControls: data.exportControls
      .filter((control) => control.mineral === mineral.id)
      .map(controlLabel),
    gdpAtRiskMusd: isExposure(exposure) ? gdpAtRisk(data, exposure) : null,
    figuresAreOf: mineral.dataLevel === 'group' ? mineral.group : null,
    gaps: gapsOf(mineral, exposure, {
      hasProduction: production.shares.length > 0,
      hasImports: imports.length > 0,
    }),
    evidence: [
      ...(reliance?.evidence ?? []),
      ...imports.map(({ evidence }) => evidence),
      ...production.evidence,
    ],
  };
}

function publishedReliance(reliance: Reliance | null): NetImportReliance {
  if (reliance === null) {
    return { value: null, low: null, high: null, qualifier: 'NA', year: null };
  }
  const { value, low, high, qualifier, year } = reliance;
  const known = ['W', 'NA', 'E', '>', '<', 'range'] as const;
  return {
    value: qualifier === null ? value : null,
    low,
    high,
    qualifier: known.find((each) => each === qualifier) ?? null,
    year,
  };
}

const controlLabel = ({ iso3, control, yearInForce }: ExportControl) =>
  [iso3, control, yearInForce].filter((part) => part !== null).join(' ');

/** What the sources leave open, in words. */
function gapsOf(
  mineral: Mineral,
  exposure: ReturnType<typeof exposureOf>,
  has: { hasProduction: boolean; hasImports: boolean },
): string[] {
  const gaps: string[] = [];
  if (!isExposure(exposure)) gaps.push(`GDP at risk is not assessed: ${exposure.reason}`);
  else gaps.push(...exposure.assumed.map((what) => `assumed: ${what}`));
  if (!has.hasProduction) gaps.push('no source gives production by country');
  if (!has.hasImports) gaps.push('no source gives U.S. imports by country');
  if (mineral.dataLevel === 'group') {
    gaps.push(`figures are those of the group: ${(mineral.group ?? '').replaceAll('_', ' ')}`);
  }
  if (mineral.stage === 'mine') {
    gaps.push(
      hasStages(mineral.id)
        ? 'concentration is of mining; refining is counted apart, on the page of the mineral'
        : 'concentration is of mining; refining is often more concentrated and not published',
    );
  }
  if (!SOLE_PRODUCERS.includes(mineral.id)) {
    gaps.push('no source here says how many domestic producers there are');
  }
  return gaps;
}

/** Where an aluminum smelter's dependence lies: in the ore. */
const COUNTED_BY_ORE: Readonly<Record<string, string>> = { aluminum: '(bauxite)' };

/**
 * How many minerals of a list are relied on imports for to at least a given percentage.
 *
 * Figures that are bounds count when the bound itself reaches it. Figures of a group are no
 * commodity's own; with `countsGroups` each mineral of the group counts by them, and aluminum by
 * bauxite.
 */
export function countAt(
  data: ReferenceData,
  at: number,
  edition: Edition,
  list: 2022 | 2025,
  countsGroups = false,
): DependencyCount {
  const reaches = ({ value, low, qualifier }: Reliance) =>
    (qualifier === null ? (value ?? -1) : (low ?? -1)) >= at;
  const commodities = importRelianceByCommodity(data, edition).filter(reaches);
  const reached = new Set(commodities.map(({ mineral }) => mineral));
  const counts = ({ id }: Mineral) => {
    if (reached.has(id)) return true;
    if (!countsGroups) return false;
    const own = importReliance(data, id, edition);
    return (own !== null && reaches(own)) || reached.has(COUNTED_BY_ORE[id] ?? id);
  };
  const minerals = data.minerals
    .filter((mineral) => (list === 2022 ? mineral.onList2022 : mineral.onList2025))
    .filter(counts)
    .map(({ id }) => id)
    .sort(byName);
  return {
    count: minerals.length,
    minerals,
    at,
    edition,
    list,
    commodities: [...commodities.map(({ mineral }) => mineral)].sort(byName),
  };
}

const byName = (a: string, b: string) => (a < b ? -1 : 1);
