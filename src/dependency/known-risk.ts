import {
  exportControlsOn,
  importShares,
  productionByCountry,
  relianceInYear,
} from '../minerals/minerals.ts';
import type { Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { largest, sharesOf } from './concentration.ts';
import { LATEST_YEAR } from './exposure.ts';

/**
 * What is known of the risk of a mineral that cannot be modelled, so that leaving it out of a run
 * does not leave it out of sight: reliance on imports, who makes it, who ships it, who controls it.
 *
 * @returns one sentence part without a full stop
 * @source requirement R3.11, after GAO-24-106959
 */
export function knownRisk(data: ReferenceData, { id }: Mineral): string {
  const found = [reliance(data, id), producer(data, id), shipper(data, id), controls(data, id)];
  const known = found.filter((words) => words !== null);
  return known.length > 0
    ? known.join('; ')
    : 'no published figure says who supplies it or how much is imported';
}

function reliance(data: ReferenceData, id: string): string | null {
  for (const year of [LATEST_YEAR, LATEST_YEAR - 1]) {
    const figure = relianceInYear(data, id, year);
    if (figure === null) continue;
    if (figure.value !== null)
      return `${figure.value} percent of use imported on balance (${year})`;
    if (figure.qualifier === 'E') return `exported on balance (${year})`;
    if (figure.low !== null && figure.high !== null) {
      return `${figure.low} to ${figure.high} percent of use imported on balance (${year})`;
    }
  }
  return null;
}

function producer(data: ReferenceData, id: string): string | null {
  const made = sharesOf(
    productionByCountry(data, id)
      .filter(({ country }) => country !== 'world')
      .map(({ country, tonnes }) => ({ country, amount: tonnes })),
  );
  const top = largest(made);
  return top === null ? null : `${percent(top.share)} of output in ${top.iso3}`;
}

function shipper(data: ReferenceData, id: string): string | null {
  const top = largest(importShares(data, id));
  return top === null ? null : `${percent(top.share)} of imports from ${top.iso3}`;
}

function controls(data: ReferenceData, id: string): string | null {
  const named = exportControlsOn(data, id).map(({ iso3, control, yearInForce }) =>
    yearInForce === null ? `${iso3} ${control}` : `${iso3} ${control} ${yearInForce}`,
  );
  return named.length === 0 ? null : `export controls: ${[...new Set(named)].join(', ')}`;
}

const percent = (share: number) => `${Math.round(100 * share)} percent`;
