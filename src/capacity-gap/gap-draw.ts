import { drawFrom } from '../dependency/assumptions.ts';
import type { DemandCase } from '../minerals/reference-data.ts';
import { firstQuarterOf, logStayOf, projectVariableOf } from '../projects/pipeline.ts';
import {
  type CreditedProject,
  FUNDING_STATUSES,
  type FundingStatus,
  isCommitted,
  outputShare,
} from './credited-supply.ts';
import {
  type DemandDraw,
  drawDemand,
  latestTonnes,
  MIDDLE_DEMAND,
  type PairedDraw,
  uniforms,
} from './demand.ts';
import type { GapMineral } from './gap-model.ts';
import { FIRST_YEAR } from './years.ts';

/*
 * One draw of the gap: demand, supply and what building capacity costs, all from uniform numbers
 * that are keyed by seed, draw and name. A case or a year changes no number, so more demand never
 * gives a smaller gap by chance.
 */

/** Everything one draw needs, beside the ranges. */
export interface GapDraw {
  readonly demand: DemandDraw;
  readonly reliance: number; // uniform
  readonly capital: number; // uniform
  readonly weight: Readonly<Record<FundingStatus, number>>; // uniform, of all projects of a status
  readonly firstQuarter: readonly number[]; // of each project of the mineral
}

/** Supply of one year in one draw [t]. */
export interface SupplyYear {
  readonly inPlace: number;
  readonly committed: number; // credited to projects at home
  readonly probable: number;
  readonly partners: number; // shipped by partner countries, their credited projects included
}

/**
 * How far demand exceeds supply, as a share of supply: 0.25 where it is a quarter larger.
 *
 * Without supply there is no share: infinite where something is needed, 0 where nothing is.
 *
 * @source requirement R14.01; docs/models/capacity-gap.md, equation 1
 */
export function gapShare(demand: number, supply: number): number {
  if (supply > 0) return demand / supply - 1;
  return demand > 0 ? Infinity : 0;
}

/** Supply at home that is in place or can be financed. */
export const homeTonnes = ({ inPlace, committed, probable }: SupplyYear): number =>
  inPlace + committed + probable;

/** What is in place at home and what partners ship [t a year]: as it was, in every year. */
export function presentSupply(mineral: GapMineral, draw: GapDraw): PresentSupply {
  const used = latestTonnes(mineral.demand, draw.demand);
  const imported = used * importShareOf(mineral, draw);
  return { inPlace: used - imported, partners: imported * (mineral.partnerShare ?? 0) };
}

type PresentSupply = Pick<SupplyYear, 'inPlace' | 'partners'>;

/** Supply of a year: what is there stays, projects come with their weight and their ramp. */
export function supplyOf(
  { projects }: GapMineral,
  year: number,
  draw: GapDraw,
  present: PresentSupply,
): SupplyYear {
  let [committed, probable, partners] = [0, 0, present.partners];
  projects.forEach((project, i) => {
    const tonnes = creditedTonnes(project, draw.firstQuarter[i]!, year, draw);
    if (project.side === 'partner') partners += tonnes;
    else if (isCommitted(project.status)) committed += tonnes;
    else probable += tonnes;
  });
  return { inPlace: present.inPlace, committed, probable, partners };
}

/**
 * Share of use that is imported.
 *
 * Where consumption is assumed from imports and a bound of reliance, the two hang together: the
 * larger the consumption, the smaller the share that those imports are.
 */
function importShareOf({ importShare, demand }: GapMineral, draw: GapDraw): number {
  const u = demand.isAssumed ? 1 - draw.demand.level : draw.reliance;
  return drawFrom(importShare, u);
}

/** What is counted of a project in a year [t]. */
export function creditedTonnes(
  project: Pick<CreditedProject, 'tonnesPerYear' | 'weight' | 'status'>,
  firstQuarter: number,
  year: number,
  { weight }: Pick<GapDraw, 'weight'>,
): number {
  if (year <= FIRST_YEAR) return 0;
  const counted = drawFrom(project.weight, weight[project.status]);
  return project.tonnesPerYear * counted * outputShare(firstQuarter, year - FIRST_YEAR - 1);
}

/** What building a tonne of yearly output costs in one draw [USD]; null where nothing tells. */
export function capitalUsd({ capital }: GapMineral, draw: GapDraw): number | null {
  return capital === null ? null : drawFrom(capital.usdPerAnnualTonne, draw.capital);
}

/**
 * The numbers of one draw.
 *
 * Draws come in pairs: the second mirrors the first, so that as many lie above every middle as
 * below. Only the delays of projects are not mirrored: they are those of a plan or a stress run.
 */
export function drawOf(
  mineral: GapMineral,
  { method }: Pick<DemandCase, 'method'>,
  seed: number,
  draw: number,
): GapDraw {
  const block = new Int32Array(2);
  const line = method === 'trend' ? mineral.demand.line : null;
  const of = pairOf(seed, draw);
  const supply = uniforms(`gap supply ${mineral.mineral}`, of, block);
  return {
    demand: drawDemand(mineral.mineral, (line?.count ?? 2) - 2, of),
    reliance: supply(0),
    capital: supply(1),
    weight: mineral.projects.length === 0 ? MIDDLE_WEIGHTS : drawWeights(of, block),
    firstQuarter: mineral.projects.map((project) => firstOf(project, seed, draw, block)),
  };
}

/** A weight is too high or too low for all projects of its status together. */
function drawWeights(of: PairedDraw, block: Int32Array): GapDraw['weight'] {
  const weights = uniforms('gap weights', of, block);
  const entries = FUNDING_STATUSES.map((status, i) => [status, weights(i)]);
  return Object.fromEntries(entries); // one entry a status, as the type asks
}

const MIDDLE_WEIGHTS: GapDraw['weight'] = {
  committed: 0.5,
  conditional: 0.5,
  letter: 0.5,
  announced: 0.5,
  idle: 0.5,
};

const pairOf = (seed: number, draw: number): PairedDraw => ({
  seed,
  pair: draw >> 1,
  isMirrored: draw % 2 === 1,
});

function firstOf(project: CreditedProject, seed: number, draw: number, block: Int32Array): number {
  const { id, startQuarter, delayQuarters } = project;
  const u = uniforms(`gap start ${id}`, pairOf(seed, draw), block)(0);
  const start = Math.floor(drawFrom(startQuarter, u) + 0.5);
  // Whether it fails at all is in the weight.
  const timing = { id, startQuarter: start, delayQuarters, failureProbability: 0 };
  const projectVariable = projectVariableOf(timing);
  const logStay = logStayOf(timing);
  return firstQuarterOf(timing, { seed, draw, logStay, projectVariable, block });
}

/** The draw in which every number stands at its middle and every project is late by its mean. */
export function middleDraw(mineral: GapMineral): GapDraw {
  return {
    demand: MIDDLE_DEMAND,
    reliance: 0.5,
    capital: 0.5,
    weight: MIDDLE_WEIGHTS,
    firstQuarter: mineral.projects.map(({ startQuarter, delayQuarters }) =>
      Math.floor(startQuarter.mid + delayQuarters + 0.5),
    ),
  };
}
