import { drawFrom } from '../dependency/assumptions.ts';
import type { DemandCase } from '../minerals/reference-data.ts';
import { bandOf, type GapYear, type StageGap, shareBandOf } from './capacity-gap.ts';
import { projectCapitalMusd } from './capital.ts';
import { isCommitted } from './credited-supply.ts';
import { demandTonnes } from './demand.ts';
import {
  capitalUsd,
  drawOf,
  type GapDraw,
  gapShare,
  homeTonnes,
  middleDraw,
  presentSupply,
  supplyOf,
} from './gap-draw.ts';
import type { GapMineral } from './gap-model.ts';
import { YEARS } from './years.ts';

/*
 * Many draws of the gap, summed up as bands: year by year for each mineral, and for the money over
 * all minerals of one draw.
 */

export type Definition = 'atHome' | 'withPartners';

export interface SampleTerms {
  readonly demandCase: DemandCase;
  readonly year: number; // whose stages and investment are wanted
  readonly draws: number;
  readonly seed: number;
  readonly isMiddle: boolean; // one future without chance in place of draws
}

/** What the draws of one mineral say. */
export interface MineralSample {
  readonly years: readonly GapYear[];
  readonly stages: readonly StageGap[];
  /** To close the gap of the year asked for [million USD], by draw; null where nothing prices it. */
  readonly neededMusd: Readonly<Record<Definition, Float64Array>> | null;
  readonly fundableMusd: { readonly committed: Float64Array; readonly probable: Float64Array };
}

/** Draws a mineral's demand and supply; the same draws for every year. */
export function sampleMineral(mineral: GapMineral, terms: SampleTerms): MineralSample {
  const { demandCase, year: asked, draws, seed, isMiddle } = terms;
  const futures = isMiddle
    ? [middleDraw(mineral)]
    : Array.from({ length: draws }, (_, draw) => drawOf(mineral, demandCase, seed, draw));
  const present = futures.map((draw) => presentSupply(mineral, draw));
  return {
    years: YEARS.map((year) => yearOf(mineral, demandCase, year, { futures, present })),
    stages: stagesOf(mineral, demandCase, asked, futures),
    neededMusd: neededOf(mineral, demandCase, asked, { futures, present }),
    fundableMusd: fundableOf(mineral, futures),
  };
}

/** The draws, and what is there in each whatever the year. */
interface Futures {
  readonly futures: readonly GapDraw[];
  readonly present: readonly ReturnType<typeof presentSupply>[];
}

const SERIES = ['inPlace', 'committed', 'probable', 'partners'] as const;

function yearOf(
  mineral: GapMineral,
  demandCase: DemandCase,
  year: number,
  { futures, present }: Futures,
): GapYear {
  const series = () => new Float64Array(futures.length);
  const [demands, homes, atHome, withPartners] = [series(), series(), series(), series()];
  const parts = { inPlace: series(), committed: series(), probable: series(), partners: series() };
  futures.forEach((draw, d) => {
    const demand = demandTonnes(mineral.demand, demandCase, year, draw.demand);
    const supply = supplyOf(mineral, year, draw, present[d]!);
    const home = homeTonnes(supply);
    for (const part of SERIES) parts[part][d] = supply[part];
    demands[d] = demand;
    homes[d] = home;
    atHome[d] = gapShare(demand, home);
    withPartners[d] = gapShare(demand, home + supply.partners);
  });
  return {
    year,
    demandTonnes: bandOf(demands),
    homeTonnes: bandOf(homes),
    inPlaceTonnes: bandOf(parts.inPlace),
    committedTonnes: bandOf(parts.committed),
    probableTonnes: bandOf(parts.probable),
    partnerTonnes: bandOf(parts.partners),
    gapAtHome: shareBandOf(atHome),
    gapWithPartners: shareBandOf(withPartners),
  };
}

/** Where on the way from the mine the gap lies: demand against each stage and what is recycled. */
function stagesOf(
  { output, demand }: GapMineral,
  demandCase: DemandCase,
  year: number,
  futures: readonly GapDraw[],
): StageGap[] {
  if (output === null) return [];
  const recycledTonnes = output.recycled?.tonnes ?? 0;
  return output.stages.map((stage) => {
    const gaps = Float64Array.from(futures, (draw) =>
      gapShare(demandTonnes(demand, demandCase, year, draw.demand), stage.tonnes + recycledTonnes),
    );
    return { ...stage, recycledTonnes, gap: shareBandOf(gaps) };
  });
}

function neededOf(
  mineral: GapMineral,
  demandCase: DemandCase,
  year: number,
  { futures, present }: Futures,
): MineralSample['neededMusd'] {
  if (mineral.capital === null) return null;
  const needed = {
    atHome: new Float64Array(futures.length),
    withPartners: new Float64Array(futures.length),
  };
  futures.forEach((draw, d) => {
    const demand = demandTonnes(mineral.demand, demandCase, year, draw.demand);
    const supply = supplyOf(mineral, year, draw, present[d]!);
    const usd = capitalUsd(mineral, draw) ?? 0;
    const missing = demand - homeTonnes(supply);
    needed.atHome[d] = (Math.max(0, missing) * usd) / 1e6;
    needed.withPartners[d] = (Math.max(0, missing - supply.partners) * usd) / 1e6;
  });
  return needed;
}

/** Capital of the projects at home by status weight, as requirement R14.02 counts it. */
function fundableOf(mineral: GapMineral, futures: readonly GapDraw[]) {
  const committed = new Float64Array(futures.length);
  const probable = new Float64Array(futures.length);
  futures.forEach((draw, d) => {
    const usd = capitalUsd(mineral, draw);
    for (const project of mineral.projects) {
      if (project.side !== 'home' || (usd === null && project.capitalMusd === null)) continue;
      const weight = draw.weight[project.status];
      const into = isCommitted(project.status) ? committed : probable;
      into[d]! += drawFrom(project.weight, weight) * projectCapitalMusd(project, usd ?? 0);
    }
  });
  return { committed, probable };
}
