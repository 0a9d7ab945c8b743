import { observationsOf } from '../minerals/observations.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';

/*
 * What mines, smelters, refineries and recyclers at home give of a mineral, stage by stage, on the
 * basis on which its consumption is counted.
 *
 * The sum for the counted stage is a second way to the supply that net import reliance implies; it
 * tells how much of that is recycled, and where on the way from the mine the gap lies.
 */

export const OUTPUT_YEAR = 2025;
const EDITION = 'usgs-mcs-2026';

export type HomeStage = 'mine' | 'smelter' | 'refinery' | 'residues';

interface StageRow {
  readonly stage: HomeStage;
  readonly what: string;
  readonly detail: string; // as data/observation.csv labels it
}

interface HomeRows {
  readonly stages: readonly StageRow[];
  readonly counted: HomeStage | null; // meets consumption, beside what is recycled
  readonly recycled: string | null; // a detail, too
}

const row = (stage: HomeStage, what: string, detail: string): StageRow => ({ stage, what, detail });

/** Minerals whose output at home is published on the basis of their consumption. */
const HOME_ROWS: Readonly<Record<string, HomeRows>> = {
  aluminum: {
    stages: [row('smelter', 'primary aluminum', 'Production: Primary')],
    counted: 'smelter',
    recycled: 'Production: Secondary (from old scrap)',
  },
  antimony: {
    stages: [row('smelter', 'primary antimony', 'Production, Smelter: Primary')],
    counted: 'smelter',
    recycled: 'Production, Smelter: Secondary',
  },
  beryllium: {
    stages: [row('mine', 'mine shipments', 'Production, mine shipments')],
    counted: 'mine',
    recycled: null,
  },
  bismuth: {
    stages: [row('refinery', 'refined bismuth', 'Production: Refinery')],
    counted: 'refinery',
    recycled: 'Production: Secondary (scrap)',
  },
  chromium: {
    stages: [row('mine', 'chromite', 'Production: Mine')],
    counted: 'mine',
    recycled: 'Production: Secondary',
  },
  cobalt: {
    // Concentrate from mines leaves the country, so only what is recycled meets consumption.
    stages: [row('mine', 'cobalt in concentrates', 'Production: Mine')],
    counted: null,
    recycled: 'Production: Secondary',
  },
  copper: {
    stages: [
      row('mine', 'copper in concentrates', 'Production: Mine, recoverable'),
      row('refinery', 'refined copper', 'Production, Refinery: Primary (from ore)'),
    ],
    counted: 'refinery',
    recycled: 'Copper recovered from old (post-consumer) scrap',
  },
  graphite: {
    stages: [row('mine', 'natural graphite', 'Production, mine')],
    counted: 'mine',
    recycled: null,
  },
  lead: {
    stages: [
      row('mine', 'lead in concentrates', 'Production: Mine, recoverable lead'),
      row('refinery', 'primary lead', 'Production: Primary refinery'),
    ],
    counted: 'refinery',
    recycled: 'Production: Secondary refinery, old scrap',
  },
  manganese: {
    stages: [row('mine', 'manganese ore', 'Production, mine')],
    counted: 'mine',
    recycled: null,
  },
  nickel: {
    // Concentrate from the mine leaves the country, as cobalt's does.
    stages: [row('mine', 'nickel in concentrates', 'Production: Mine')],
    counted: null,
    recycled: 'Consumption: Reported, secondary, purchased scrap',
  },
  niobium: {
    stages: [row('mine', 'niobium ore', 'Production, mine')],
    counted: 'mine',
    recycled: null,
  },
  phosphate: {
    stages: [row('mine', 'marketable rock', 'Production, marketable')],
    counted: 'mine',
    recycled: null,
  },
  potash: {
    stages: [row('mine', 'marketable potash', 'Production, marketable')],
    counted: 'mine',
    recycled: null,
  },
  rhenium: {
    stages: [row('refinery', 'rhenium from molybdenum roasting', 'Production')],
    counted: 'refinery',
    recycled: null,
  },
  silver: {
    stages: [
      row('mine', 'silver in concentrates', 'Production: Mine'),
      row('refinery', 'primary silver', 'Production: Refinery: Primary'),
    ],
    counted: 'refinery',
    recycled: 'Production: Refinery: Secondary (new and old scrap)',
  },
  tin: {
    stages: [row('mine', 'tin in concentrates', 'Mine production')],
    counted: 'mine',
    recycled: 'Production, secondary: Old scrap',
  },
  titanium: {
    stages: [row('smelter', 'titanium sponge', 'Titanium sponge metal production')],
    counted: 'smelter',
    recycled: null,
  },
  vanadium: {
    stages: [
      row('mine', 'vanadium ore', 'Production from primary ore and concentrate'),
      row(
        'residues',
        'vanadium from ash and catalysts',
        'Production from ash, residues, and spent catalysts',
      ),
    ],
    counted: 'residues',
    recycled: null,
  },
  zinc: {
    stages: [
      row('mine', 'zinc in concentrates', 'Production: Mine, zinc in concentrates'),
      row('refinery', 'refined zinc', 'Production: Refined zinc,'),
    ],
    counted: 'refinery',
    recycled: null,
  },
};

export interface StageOutput {
  readonly stage: HomeStage;
  readonly what: string;
  readonly tonnes: number; // a year
  readonly evidence: string;
}

/** Output at home of the latest year, as published; a withheld figure is left out. */
export interface HomeOutput {
  readonly stages: readonly StageOutput[];
  readonly recycled: { readonly tonnes: number; readonly evidence: string } | null;
  readonly countedTonnes: number | null; // counted stage and recycled: should meet reliance
}

/** What is published of a mineral's output at home, or null where nothing fits its consumption. */
export function homeOutputOf(data: ReferenceData, mineralId: string): HomeOutput | null {
  const rows = HOME_ROWS[mineralId];
  if (rows === undefined) return null;
  const published = (detail: string) => publishedTonnes(data, mineralId, detail);
  const stages = rows.stages.flatMap(({ stage, what, detail }) => {
    const found = published(detail);
    return found === null ? [] : [{ stage, what, ...found }];
  });
  const recycled = rows.recycled === null ? null : published(rows.recycled);
  const counted = stages.find(({ stage }) => stage === rows.counted)?.tonnes;
  const lacksRecycled = rows.recycled !== null && recycled === null;
  const lacksStage = rows.counted !== null && counted === undefined;
  const countedTonnes =
    lacksRecycled || lacksStage ? null : (counted ?? 0) + (recycled?.tonnes ?? 0);
  return { stages, recycled, countedTonnes };
}

function publishedTonnes(data: ReferenceData, mineralId: string, detail: string) {
  const found = observationsOf(data, mineralId).find(
    (each) =>
      each.detail === detail &&
      each.country === 'USA' &&
      each.period === String(OUTPUT_YEAR) &&
      each.source === EDITION,
  );
  if (found?.valueT == null || found.bound !== '=') return null;
  return { tonnes: found.valueT, evidence: found.id };
}
