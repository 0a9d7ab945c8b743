import { exp, log } from '../base/elementary.ts';
import { assume, type Range } from '../dependency/assumptions.ts';
import { type Exposure, exposureOf, isExposure, LATEST_YEAR } from '../dependency/exposure.ts';
import {
  BLOCS,
  blocOf,
  controlEscalation,
  generalDisruption,
  tightestControl,
} from '../dependency/hazard.ts';
import type { ExportControl, ReferenceData } from '../minerals/reference-data.ts';
import type {
  ChainMineral,
  ChainSettings,
  Hazard,
  StressModel,
  SupplyLink,
} from './supply-chain.ts';

/** Changes with every change of the equations, so that a result says which it came from. */
export const MODEL_VERSION = 'stress-1';

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
  const hazards: Hazard[] = [];
  const links = exposures.flatMap((exposure, m) => linksOf(data, exposure, m, hazards));
  return {
    version: MODEL_VERSION,
    dataVersion: data.version,
    dataDigest: data.digest,
    minerals: exposures.map(chainMineral),
    hazards,
    links,
    settings: settingsOf(data),
    countries: [...new Set(data.countries.map(({ iso3 }) => iso3))].sort((a, b) =>
      a < b ? -1 : 1,
    ),
    notModelled: found.flatMap((each) =>
      isExposure(each) ? [] : [{ mineral: each.mineral.id, reason: each.reason }],
    ),
  };
}

function chainMineral(exposure: Exposure): ChainMineral {
  const { mineral, consumptionTonnes, worldTonnes, priceUsdPerTonne, hasBulkPrice } = exposure;
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
  };
}

/** The links of one mineral; hazards that they need and that are not there yet are added. */
function linksOf(
  data: ReferenceData,
  exposure: Exposure,
  mineral: number,
  hazards: Hazard[],
): SupplyLink[] {
  return exposure.suppliers
    .filter(({ country }) => country !== 'other' && country !== 'USA')
    .map(({ country, share }) => {
      const control = tightestControl(data, exposure.controls, country);
      return {
        mineral,
        iso3: country,
        share,
        general: indexOfHazard(hazards, `${country}:general`, () =>
          hazard(data, `${country}:general`, country, generalDisruption(data, country)),
        ),
        control:
          control === null
            ? -1
            : indexOfHazard(hazards, controlId(control), () =>
                hazard(data, controlId(control), country, controlEscalation(data, control.control)),
              ),
      };
    });
}

/** Controls that came together, as a country and a year name them, tighten together. */
const controlId = ({ iso3, control, yearInForce }: ExportControl) =>
  `${iso3}:${control}:${yearInForce ?? 'undated'}`;

function indexOfHazard(hazards: Hazard[], id: string, make: () => Hazard): number {
  const found = hazards.findIndex((each) => each.id === id);
  if (found >= 0) return found;
  hazards.push(make());
  return hazards.length - 1;
}

function hazard(data: ReferenceData, id: string, iso3: string, perYear: Range): Hazard {
  const depth = assume(data.assumptions, 'disruption_depth');
  const quarters = assume(data.assumptions, 'disruption_quarters').mid;
  return {
    id,
    iso3,
    bloc: blocOf(iso3),
    onsetPerQuarter: perQuarter(perYear.mid),
    recoveryPerQuarter: 1 / quarters,
    depthLow: depth.low,
    depthHigh: depth.high,
  };
}

/** The probability of a quarter that gives a probability of a year. */
function perQuarter(perYear: number): number {
  return perYear >= 1 ? 1 : 1 - exp(log(1 - perYear) / 4);
}

const DAYS_PER_QUARTER = 365 / 4;

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
  };
}
