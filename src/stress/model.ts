import { exp, log } from '../base/elementary.ts';
import { assume, type Range } from '../dependency/assumptions.ts';
import type { NamedShare } from '../dependency/concentration.ts';
import { type Exposure, exposureOf, isExposure, LATEST_YEAR } from '../dependency/exposure.ts';
import {
  BLOCS,
  blocOf,
  controlEscalation,
  generalDisruption,
  tightestControl,
} from '../dependency/hazard.ts';
import { knownRisk } from '../dependency/known-risk.ts';
import type { ExportControl, Plant, ReferenceData } from '../minerals/reference-data.ts';
import { courseOf, outputOf } from '../projects/pipeline.ts';
import { projectOf } from '../projects/project-change.ts';
import { feedSlack, ORES, type Ore, oreOf, oreShares } from './ores.ts';
import type {
  ChainMineral,
  ChainSettings,
  Hazard,
  PipelineProject,
  PlantShare,
  StressModel,
  SupplyLink,
} from './supply-chain.ts';

/** Changes with every change of the equations, so that a result says which it came from. */
export const MODEL_VERSION = 'stress-2';

/** The hazards found so far, each once; their order is the order in which they were first needed. */
interface HazardList {
  readonly data: ReferenceData;
  readonly hazards: Hazard[];
  readonly indexOf: Map<string, number>;
}

/**
 * The simulation's model of all listed minerals that the data allow, from the reference tables.
 *
 * @param year - of the figures; a backtest takes one from before the event
 * @source docs/models/stress.md, section 2
 */
export function buildStressModel(data: ReferenceData, year: number = LATEST_YEAR): StressModel {
  const found = data.minerals
    .filter(({ onList2025 }) => onList2025)
    .map((mineral) => exposureOf(data, mineral, year));
  const exposures = found.filter(isExposure);
  const list: HazardList = { data, hazards: [], indexOf: new Map() };
  const ores = oresOf(exposures);
  const minerals = exposures.map((exposure) => chainMineral(data, exposure, ores, year));
  const links = [
    ...exposures.flatMap((exposure, m) => importLinks(list, exposure, m)),
    ...exposures.flatMap((exposure, m) => homeLinks(list, exposure, m)),
    ...ores.flatMap((ore, f) => feedLinks(list, oreShares(data, ore, year), ore, f)),
  ];
  return {
    version: MODEL_VERSION,
    dataVersion: data.version,
    dataDigest: data.digest,
    minerals,
    hazards: list.hazards,
    feeds: ores.map(({ id, name, mineral }) => ({ id, name, mineral })),
    links,
    pipeline: pipelineOf(data, minerals, year + 1),
    settings: settingsOf(data),
    countries: [...new Set(data.countries.map(({ iso3 }) => iso3))].sort((a, b) =>
      a < b ? -1 : 1,
    ),
    plants: plantsOf(data),
    notModelled: found.flatMap((each) =>
      isExposure(each)
        ? []
        : [
            {
              mineral: each.mineral.id,
              reason: each.reason,
              risk: knownRisk(data, each.mineral),
            },
          ],
    ),
  };
}

/** The ores that the modelled minerals come from, in the order of the table. */
function oresOf(exposures: readonly Exposure[]): readonly Ore[] {
  const needed = new Set(exposures.map(({ mineral }) => oreOf(mineral.id)));
  return ORES.filter((ore) => needed.has(ore));
}

function chainMineral(
  data: ReferenceData,
  exposure: Exposure,
  ores: readonly Ore[],
  year: number,
): ChainMineral {
  const { mineral, consumptionTonnes, worldTonnes, priceUsdPerTonne, hasBulkPrice } = exposure;
  const ore = oreOf(mineral.id);
  return {
    mineral: mineral.id,
    name: mineral.name,
    demandTonnesPerYear: consumptionTonnes.mid,
    worldTonnesPerYear: worldTonnes,
    priceUsdPerTonne,
    hasBulkPrice,
    importShare: exposure.importShare,
    demandElasticity: exposure.demandElasticity,
    supplyElasticity: exposure.supplyElasticity,
    spareShare: exposure.spareShare,
    stakeMusdPerYear: exposure.stakeMusd,
    recycledShare: recycledShare(data, exposure, year),
    uses: exposure.uses,
    feed: ore === null ? -1 : ores.indexOf(ore),
    feedSlack: feedSlack(data, mineral.id),
  };
}

const OLD_SCRAP = /secondary.*old scrap|old \(post-consumer\) scrap|secondary(?!.*new scrap)/i;

/** Share of consumption that comes from old scrap at home, as published; 0 where nothing is. */
function recycledShare(
  data: ReferenceData,
  { mineral, consumptionTonnes, importShare }: Exposure,
  year: number,
): number {
  const rows = data.observations.filter(
    (row) =>
      row.mineral === mineral.id &&
      row.stat === 'production' &&
      row.country === 'USA' &&
      row.period === String(Math.max(year, EARLIEST_SECONDARY)) &&
      row.valueT !== null &&
      OLD_SCRAP.test(row.detail),
  );
  const tonnes = rows.find(({ detail }) => /old/i.test(detail))?.valueT ?? rows[0]?.valueT ?? 0;
  return Math.min(1 - importShare.mid, tonnes / consumptionTonnes.mid);
}

const EARLIEST_SECONDARY = 2020; // in which the tables of the edition begin

/** The links of a mineral's imports. */
function importLinks(list: HazardList, exposure: Exposure, mineral: number): SupplyLink[] {
  const { data } = list;
  return exposure.suppliers
    .filter(({ country }) => country !== 'other' && country !== 'USA')
    .map(({ country, share }) => {
      const control = tightestControl(data, exposure.controls, country);
      return {
        flow: 'imports',
        of: mineral,
        iso3: country,
        share,
        general: generalHazard(list, country),
        control: control === null ? -1 : controlHazard(list, control),
        plants: plantShares(list, exposure.mineral.id, country),
      };
    });
}

/** The link of a mineral's output at home, where there may be any, and the plants that give it. */
function homeLinks(
  list: HazardList,
  { mineral, importShare }: Exposure,
  index: number,
): SupplyLink[] {
  const plants = plantShares(list, mineral.id, 'USA');
  if (importShare.low >= 1 && plants.length === 0) return [];
  const none = { general: -1, control: -1 };
  return [{ flow: 'home', of: index, iso3: 'USA', share: 1, ...none, plants }];
}

/** The links of an ore: whoever mines it, wherever the metal is made. */
function feedLinks(
  list: HazardList,
  shares: readonly NamedShare[],
  { mineral }: Ore,
  feed: number,
): SupplyLink[] {
  return shares
    .filter(({ country, share }) => /^[A-Z]{3}$/.test(country) && share > 0)
    .map(({ country, share }) => ({
      flow: 'feed',
      of: feed,
      iso3: country,
      share,
      general: country === 'USA' ? -1 : generalHazard(list, country),
      control: -1,
      plants: plantShares(list, mineral, country),
    }));
}

function generalHazard(list: HazardList, iso3: string): number {
  const { data } = list;
  return hazardIndex(list, { id: `${iso3}:general`, kind: 'general', iso3 }, () => ({
    perYear: generalDisruption(data, iso3),
    depth: assume(data.assumptions, 'disruption_depth'),
    quarters: assume(data.assumptions, 'disruption_quarters'),
  }));
}

function controlHazard(list: HazardList, control: ExportControl): number {
  const { data } = list;
  const { iso3 } = control;
  return hazardIndex(list, { id: controlId(control), kind: 'control', iso3 }, () => ({
    perYear: controlEscalation(data, control.control),
    depth: assume(data.assumptions, 'control_depth', [`control:${control.control}`]),
    quarters: assume(data.assumptions, 'disruption_quarters'),
  }));
}

/** The named plants of a country that give a mineral, each with a hazard of its own. */
function plantShares(list: HazardList, mineral: string, iso3: string): PlantShare[] {
  const { data } = list;
  return data.plants
    .filter((plant) => plant.mineral === mineral && plant.iso3 === iso3 && isRunning(plant))
    .map((plant) => ({
      hazard: hazardIndex(list, { id: plantHazard(plant), kind: 'plant', iso3 }, () => ({
        perYear: assume(data.assumptions, 'plant_outage'),
        depth: assume(data.assumptions, 'plant_outage_depth'),
        quarters: assume(data.assumptions, 'plant_outage_quarters'),
      })),
      share: plant.shareMid,
    }));
}

const isRunning = ({ status }: Plant) => status === 'operating' || status === 'reduced';

/** The hazard of a plant, the same for all that it gives. */
const plantHazard = ({ id }: Pick<Plant, 'id'>) => `plant:${id}`;

function plantsOf({ plants }: ReferenceData): { id: string; name: string }[] {
  const names = new Map(plants.filter(isRunning).map(({ id, name }) => [id, name]));
  return [...names].map(([id, name]) => ({ id, name }));
}

/** Projects at home that may deliver by themselves; those credited with nothing may be supposed to. */
function pipelineOf(
  { projects, assumptions }: ReferenceData,
  minerals: readonly ChainMineral[],
  firstYear: number,
): PipelineProject[] {
  return projects.flatMap((fact) => {
    const mineral = minerals.findIndex((each) => each.mineral === fact.mineral);
    const course = courseOf(fact, firstYear, assumptions);
    if (mineral < 0 || !fact.place.startsWith('US') || 'reason' in course) return [];
    const output = outputOf(fact, assumptions);
    const { startQuarter, delayQuarters, failureProbability } = course;
    return [
      {
        id: fact.id,
        project: projectOf(fact.id, fact.mineral),
        mineral,
        ...('reason' in output
          ? { tonnesPerYear: 0, whyNone: output.reason }
          : { tonnesPerYear: output.tonnesPerYear, whyNone: null }),
        startQuarter,
        delayQuarters,
        failureProbability,
      },
    ];
  });
}

/** Controls that came together, as a country and a year name them, tighten together. */
const controlId = ({ iso3, control, yearInForce }: ExportControl) =>
  `${iso3}:${control}:${yearInForce ?? 'undated'}`;

/** What a hazard is like, beside who and what it is. */
interface HazardShape {
  readonly perYear: Range; // probability of onset
  readonly depth: Range; // share lost or held back; its ends count
  readonly quarters: Range; // mean length
}

/** The place of a hazard in the list, where it is put when it is new. */
function hazardIndex(
  { hazards, indexOf }: HazardList,
  { id, kind, iso3 }: Pick<Hazard, 'id' | 'kind' | 'iso3'>,
  shapeOf: () => HazardShape,
): number {
  const found = indexOf.get(id);
  if (found !== undefined) return found;
  const { perYear, depth, quarters } = shapeOf();
  hazards.push({
    id,
    kind,
    iso3,
    bloc: kind === 'plant' ? -1 : blocOf(iso3),
    onsetPerQuarter: perQuarter(perYear.mid),
    recoveryPerQuarter: 1 / quarters.mid,
    depthLow: depth.low,
    depthHigh: depth.high,
  });
  indexOf.set(id, hazards.length - 1);
  return hazards.length - 1;
}

/** The probability of a quarter that gives a probability of a year. */
function perQuarter(perYear: number): number {
  return perYear >= 1 ? 1 : 1 - exp(log(1 - perYear) / 4);
}

const DAYS_PER_QUARTER = 365 / 4;
const RAMP_QUARTERS = 4; // from first delivery to full output; a convention

function settingsOf({ assumptions }: ReferenceData): ChainSettings {
  const middle = (id: string) => assume(assumptions, id).mid;
  return {
    blocs: BLOCS.length,
    blocCorrelation: middle('bloc_correlation'),
    blocPersistence: middle('bloc_persistence'),
    demandDeviation: middle('demand_deviation'),
    demandPersistence: middle('demand_persistence'),
    priceDeviation: middle('price_deviation'),
    priceAdjustment: middle('price_adjustment'),
    priceForesight: middle('price_foresight'),
    priceCapRatio: middle('price_cap_ratio'),
    spareRamp: middle('spare_ramp'),
    industryStockQuarters: middle('industry_stock_days') / DAYS_PER_QUARTER,
    restockShare: middle('restock_share'),
    exposureDeviation: middle('exposure_deviation'),
    dumpingExitShare: middle('dumping_exit_share'),
    firstAnswer: assume(assumptions, 'first_quarter_answer'),
    lastingAnswer: assume(assumptions, 'lasting_answer'),
    adaptationShare: middle('adaptation_share'),
    rerouteShare: assume(assumptions, 'reroute_share'),
    rerouteRamp: middle('reroute_ramp'),
    recyclingBoost: middle('recycling_boost'),
    warFollowers: middle('war_followers'),
    sanctionSwap: middle('sanction_swap'),
    rampQuarters: RAMP_QUARTERS,
  };
}
