import { Refusal } from '../base/refusal.ts';
import type { ProjectRecord } from './projects.ts';

/*
 * The countries of which a record names an owner of a project, or who treats what it delivers. What
 * no row says is not known: a seat of a company is not the seat of those who own its shares.
 */

/** A country as a row of the record names it. */
export interface NamedCountry {
  readonly iso3: string;
  readonly who: string; // 'Graphite One Inc., Vancouver'
  readonly role: 'owner' | 'processor';
  readonly standing: ProjectRecord['standing'];
  readonly source: string;
}

const ROLE_OF_ITEM: Readonly<Record<string, NamedCountry['role']>> = {
  'owner country': 'owner',
  'processor country': 'processor',
};

/** @throws Refusal `data.bad_project` where a row does not begin with the code of a country */
export function namedCountries({
  id,
  details,
}: Pick<ProjectRecord, 'id' | 'details'>): readonly NamedCountry[] {
  return details.flatMap(({ item, value, standing, source }) => {
    const role = ROLE_OF_ITEM[item];
    if (role === undefined) return [];
    const [, iso3, who] = /^([A-Z]{3}): (.+)$/.exec(value) ?? [];
    if (iso3 !== undefined && who !== undefined) return [{ iso3, who, role, standing, source }];
    throw new Refusal(
      'invalid',
      'data.bad_project',
      `the ${item} of '${id}' is '${value}', which names no country`,
      "write the code of the country, a colon and who it is: 'CAN: Graphite One Inc., Vancouver'",
    );
  });
}
