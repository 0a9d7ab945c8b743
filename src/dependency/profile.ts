import * as z from 'zod';
import { assert } from '../base/assert.ts';
import {
  exportControlsOn,
  findMineral,
  importShares,
  productionByCountry,
} from '../minerals/minerals.ts';
import {
  Assumption,
  EndUse,
  ExportControl,
  Mineral,
  Plant,
  type ReferenceData,
  ShockEvent,
} from '../minerals/reference-data.ts';
import { assume } from './assumptions.ts';
import { Dependency } from './dependency.ts';
import { LATEST_YEAR } from './exposure.ts';
import { Production, productionOf } from './profile-figures.ts';
import { Quality, qualityOf } from './profile-quality.ts';
import { History, historyOf, Stage, stagesOf } from './profile-series.ts';
import { classOfUse } from './stake.ts';
import { usesOf } from './uses.ts';

/*
 * Everything that the tables say of one mineral, in the order in which a reader asks: where it
 * comes from, how that changed, what it is for, what a stop would do, and what is not known.
 */

const Imports = z
  .object({
    form: z.string(),
    period: z.string(),
    group: z.string().nullable(),
    rows: z
      .array(z.object({ country: z.string(), share: z.number(), evidence: z.string() }))
      .describe('the largest first; countries that the source does not name are other'),
  })
  .meta({ id: 'ImportSources' });

const UseSubstitution = z
  .object({
    use: z.string(),
    kind: z.string(),
    share: z.number().describe('of consumption'),
    source: z.string().nullable().describe('of the share; null where it is assumed'),
    low: z.number().describe('readiness beside the average use, which has 1'),
    mid: z.number(),
    high: z.number(),
  })
  .meta({ id: 'UseSubstitution' });

export const MineralProfile = z
  .object({
    mineral: Mineral,
    dependency: Dependency,
    production: Production.describe('at the stage that concentration is measured at'),
    stages: z.array(Stage).describe('at every stage that is counted, from the mine onwards'),
    imports: Imports.nullable().describe('null where no source gives them'),
    history: History,
    exportControls: z.array(ExportControl),
    shockEvents: z.array(ShockEvent).describe('dated moves of its price'),
    quality: Quality,
    plants: z.array(Plant).describe('named mines and plants'),
    useClass: z.string().describe('the kind of use that the GDP at stake is taken from'),
    endUses: z.array(EndUse),
    substitution: z
      .array(UseSubstitution)
      .describe('how readily each use gives way; assumed by its kind, no source lists substitutes'),
    assumptions: z.array(Assumption).describe('those that speak of this mineral or its use'),
  })
  .meta({ id: 'MineralProfile' });
export type MineralProfile = z.infer<typeof MineralProfile>;

/**
 * One mineral, as its page shows it.
 *
 * @param dependencies - as `assessDependencies` ranks them
 * @throws Refusal `mineral.not_found`
 */
export function profileOf(
  data: ReferenceData,
  mineralId: string,
  dependencies: readonly Dependency[],
): MineralProfile {
  const mineral = findMineral(data, mineralId);
  const dependency = dependencies.find((each) => each.mineral === mineral.id);
  assert(dependency !== undefined, 'every mineral of the tables is assessed');
  const useClass = classOfUse(mineral);
  const scopes = [`mineral:${mineral.id}`, `use:${useClass}`];
  return {
    mineral,
    dependency,
    production: productionOf(productionByCountry(data, mineral.id), LATEST_YEAR),
    stages: [...stagesOf(data, mineral.id, mineral.name)],
    imports: importsOf(data, mineral.id),
    history: historyOf(data, mineral.id),
    exportControls: [...exportControlsOn(data, mineral.id)],
    shockEvents: data.shockEvents.filter((event) => event.mineral === mineral.id),
    quality: qualityOf(data, mineral.id),
    plants: data.plants.filter((plant) => plant.mineral === mineral.id),
    useClass,
    endUses: data.endUses
      .filter((use) => use.mineral === mineral.id)
      .sort((a, b) => (b.sharePct ?? -1) - (a.sharePct ?? -1)),
    substitution: usesOf(data, mineral).map(({ use, kind, share, source }) => ({
      ...{ use, kind, share, source },
      ...assume(data.assumptions, 'substitution', [`use:${kind}`]),
    })),
    assumptions: data.assumptions.filter(({ scope }) => scopes.includes(scope)),
  };
}

function importsOf(data: ReferenceData, mineralId: string): MineralProfile['imports'] {
  const shares = importShares(data, mineralId);
  const [first] = shares;
  if (first === undefined) return null;
  const { form, period, group } = first;
  const isOther = (country: string) => Number(country === 'other');
  const rows = shares
    .map(({ country, share, evidence: rowId }) => ({ country, share, evidence: rowId }))
    .sort((a, b) => isOther(a.country) - isOther(b.country) || b.share - a.share);
  return { form, period, group, rows };
}
