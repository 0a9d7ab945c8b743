import {
  consumptionTonnes,
  exportControlsOn,
  importShares,
  priceUsdPerTonne,
  productionByCountry,
  type Reliance,
  relianceInYear,
} from '../minerals/minerals.ts';
import type { ExportControl, Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { assume, exactly, isAssumed, mapRange, type Range } from './assumptions.ts';
import { type NamedShare, sharesOf } from './concentration.ts';
import { stakeMusd } from './stake.ts';
import { type Use, usesOf } from './uses.ts';

/*
 * What a model must know of a mineral: how much the country uses, what it costs, how much of it
 * comes from abroad, on whom those imports hang, and how markets answer. Facts where a source
 * gives them, assumptions where none does; `assumed` names those.
 */

export interface Exposure {
  readonly mineral: Mineral;
  readonly consumptionTonnes: Range; // per year
  readonly worldTonnes: number | null; // per year
  readonly priceUsdPerTonne: number;
  readonly hasBulkPrice: boolean;
  readonly importShare: Range; // of consumption
  readonly suppliers: readonly Supplier[]; // of imports, direct or through third countries
  readonly controls: readonly ExportControl[];
  readonly demandElasticity: Range;
  readonly supplyElasticity: Range;
  readonly spareShare: Range;
  readonly stakeMusd: Range; // per year
  readonly uses: readonly Use[];
  readonly assumed: readonly string[];
  readonly evidence: readonly string[];
}

/** A share of imports that hangs on a country, and how much of it the country ships itself. */
export interface Supplier extends NamedShare {
  readonly directShare: number;
}

/** Why a mineral cannot be modelled. */
export interface NoExposure {
  readonly mineral: Mineral;
  readonly reason: string;
}

/** The last year that the tables cover. */
export const LATEST_YEAR = 2025;

/**
 * The exposure of a mineral, or the reason why the data do not allow one.
 *
 * @param year - of the figures; shares of imports are an average of 2021 to 2024 whichever it is
 * @source docs/models/dependency.md, section 3
 */
export function exposureOf(
  data: ReferenceData,
  mineral: Mineral,
  year: number = LATEST_YEAR,
): Exposure | NoExposure {
  const no = (reason: string): NoExposure => ({ mineral, reason });
  if (mineral.dataLevel === 'none') return no('USGS does not collect data on it');
  const price = priceUsdPerTonne(data, mineral.id, year);
  if (price?.value == null) return no('no price is published');
  const hasBulkPrice = !(price.basis ?? '').includes('retail');
  if (!hasBulkPrice) return no('only the price of a few grams is published');
  const reliance = relianceInYear(data, mineral.id, year);
  const imports = importShareOf(data, mineral, reliance);
  if (imports === null) return no('no net import reliance is published');
  const consumption = consumptionOf(data, mineral, year);
  if (consumption === null) return no('no consumption is published');
  const supply = suppliersOf(data, mineral, year);
  if (supply.shares.length === 0) return no('no source says where it comes from');
  const scopes = isAssumed(data.assumptions, 'byproduct_of_share', `mineral:${mineral.id}`)
    ? ['byproduct', 'all']
    : ['all'];
  const billMusd = (consumption.tonnes.mid * price.value) / 1e6;
  const uses = usesOf(data, mineral);
  return {
    mineral,
    consumptionTonnes: consumption.tonnes,
    worldTonnes: worldTonnesOf(data, mineral, year),
    priceUsdPerTonne: price.value,
    hasBulkPrice,
    importShare: imports.share,
    suppliers: supply.shares,
    controls: exportControlsOn(data, mineral.id).filter(
      ({ form, yearInForce }) =>
        (yearInForce === null || yearInForce <= year + 1) && reaches(form, supply.form),
    ),
    demandElasticity: assume(data.assumptions, 'demand_elasticity'),
    supplyElasticity: assume(data.assumptions, 'supply_elasticity', scopes),
    spareShare: assume(data.assumptions, 'spare_share', scopes),
    stakeMusd: stakeMusd(data, uses, billMusd),
    uses,
    assumed: [...imports.assumed, ...consumption.assumed, ...supply.assumed],
    evidence: [
      ...(reliance?.evidence ?? []),
      ...price.evidence,
      ...consumption.evidence,
      ...supply.evidence,
    ],
  };
}

export function isExposure(found: Exposure | NoExposure): found is Exposure {
  return !('reason' in found);
}

/** Net import reliance as a share of consumption; a net exporter imports nothing on balance. */
export function importShareOf(
  data: ReferenceData,
  mineral: Mineral,
  reliance: Reliance | null,
): { share: Range; assumed: string[] } | null {
  const scope = `mineral:${mineral.id}`;
  if (reliance !== null && reliance.value !== null && reliance.qualifier !== 'E') {
    return { share: exactly(clampShare(reliance.value / 100)), assumed: [] };
  }
  if (reliance?.qualifier === 'E') return { share: exactly(0), assumed: [] };
  if (reliance !== null && reliance.low !== null && reliance.high !== null) {
    const low = clampShare(reliance.low / 100);
    const high = clampShare(reliance.high / 100);
    return { share: { low, mid: (low + high) / 2, high }, assumed: [] };
  }
  if (!isAssumed(data.assumptions, 'import_share', scope)) return null;
  return { share: assume(data.assumptions, 'import_share', [scope]), assumed: ['import share'] };
}

const clampShare = (share: number) => Math.min(1, Math.max(0, share));

function consumptionOf(
  data: ReferenceData,
  mineral: Mineral,
  year: number,
): { tonnes: Range; assumed: string[]; evidence: readonly string[] } | null {
  const scope = `mineral:${mineral.id}`;
  if (isAssumed(data.assumptions, 'consumption_tonnes', scope)) {
    const tonnes = assume(data.assumptions, 'consumption_tonnes', [scope]);
    return { tonnes, assumed: ['consumption'], evidence: [] };
  }
  const found = consumptionTonnes(data, mineral.id, year);
  if (found?.value == null || found.value <= 0) return null;
  const { value, evidence } = found;
  if (found.group === null) return { tonnes: exactly(value), assumed: [], evidence };
  const share = elementShare(data, mineral);
  if (share === null) return null;
  const tonnes = mapRange(share, (each) => each * value);
  return { tonnes, assumed: ['share of the element in the rare-earth group'], evidence };
}

/** What part of its group a rare earth is, or null where the mineral has figures of its own. */
export function elementShare(data: ReferenceData, mineral: Mineral): Range | null {
  const scope = `mineral:${mineral.id}`;
  if (!isAssumed(data.assumptions, 'rare_earth_share', scope)) return null;
  return assume(data.assumptions, 'rare_earth_share', [scope]);
}

/** World output of a year [t], of the element where figures are of its group, or null. */
function worldTonnesOf(data: ReferenceData, mineral: Mineral, year: number): number | null {
  const rows = productionByCountry(data, mineral.id, year);
  const world = rows.find(({ country }) => country === 'world');
  const sum = rows
    .filter(({ country }) => country !== 'world')
    .reduce((total, { tonnes }) => total + (tonnes ?? 0), 0);
  const tonnes = world?.tonnes ?? (sum > 0 ? sum : null);
  if (tonnes === null) return null;
  if (world?.group == null && rows.every(({ group }) => group === null)) return tonnes;
  const share = elementShare(data, mineral);
  return share === null ? null : tonnes * share.mid;
}

/** World output by country as shares, of the mineral or of the one that stands in for it. */
export function productionShares(
  data: ReferenceData,
  mineral: Mineral,
  year: number = LATEST_YEAR,
): { shares: NamedShare[]; evidence: string[] } {
  const rows = productionByCountry(data, mineral.id, year).filter(
    ({ country, tonnes }) => country !== 'world' && tonnes !== null,
  );
  return {
    shares: sharesOf(
      rows.map(({ country, tonnes }) => ({
        country: nameOf(country),
        amount: tonnes,
      })),
    ),
    evidence: rows.flatMap(({ evidence }) => evidence),
  };
}

/**
 * On whom U.S. imports hang: half on the countries that ship, half on those that produce.
 *
 *   v_c = β q_c + (1 − β) w_c,   w_c ∝ output_c (1 − home use_c), the United States left out
 *
 * @source docs/models/dependency.md, equation 2
 */
function suppliersOf(
  data: ReferenceData,
  mineral: Mineral,
  year: number,
): { shares: Supplier[]; form: string | null; assumed: string[]; evidence: string[] } {
  const direct = importShares(data, mineral.id);
  const proxied = isAssumed(data.assumptions, 'production_proxy', `mineral:${mineral.id}`);
  const producer = proxied ? data.minerals.find(({ id }) => id === 'platinum')! : mineral;
  const production = productionShares(data, producer, year);
  const traded = sharesOf(
    production.shares
      .filter(({ country }) => country !== 'USA')
      .map(({ country, share }) => ({
        country,
        amount: share * (1 - assume(data.assumptions, 'home_use_share', homeScopes(country)).mid),
      })),
  );
  const weight = assume(data.assumptions, 'direct_share').mid;
  const q = direct.length === 0 ? 0 : traded.length === 0 ? 1 : weight;
  const shares = new Map<string, Supplier>();
  const add = (country: string, share: number, directShare: number) => {
    const before = shares.get(country) ?? { share: 0, directShare: 0 };
    shares.set(country, {
      country,
      share: before.share + share,
      directShare: before.directShare + directShare,
    });
  };
  const directTotal = direct.reduce((sum, { share }) => sum + share, 0);
  if (q > 0)
    for (const { country, share } of direct) {
      const shipped = (q * share) / directTotal;
      add(nameOf(country), shipped, shipped);
    }
  if (q < 1) for (const { country, share } of traded) add(country, (1 - q) * share, 0);
  return {
    shares: [...shares.values()].filter(isPositive),
    form: direct[0]?.form ?? null,
    assumed: proxied ? ['production by country, as that of platinum'] : [],
    evidence: [...direct.map(({ evidence }) => evidence), ...production.evidence],
  };
}

/** Several countries under one figure are nobody in particular. */
const nameOf = (country: string) => (country.startsWith('(') ? 'other' : country);
const RAW_FORM =
  /\b(ores?|concentrates?|raw|bauxite|cassiterite|columbite|chromite|apatite|scrap)\b/i;
const ANY_FORM = /\b(all|total|ores?|concentrates?)\b/i;

/**
 * Whether an export control can stop what the United States buys: a ban on ore does not stop
 * metal, but where imports are counted in all forms together it may.
 */
export function reaches(controlledForm: string, importedForm: string | null): boolean {
  return !RAW_FORM.test(controlledForm) || importedForm === null || ANY_FORM.test(importedForm);
}

const isPositive = ({ share }: NamedShare) => share > 0;
const homeScopes = (country: string) => [`country:${country}`, 'all'];
