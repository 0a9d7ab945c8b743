import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Workshop } from '../platform/command.ts';
import { assessDependencies } from './assessment.ts';
import { type CountryProfile, countryProfileOf } from './country-profile.ts';
import { type MineralProfile, profileOf } from './profile.ts';

/** Everything that the tables and the model say of one mineral. @throws Refusal `mineral.not_found` */
export async function profileMineral(
  { tables }: Pick<Workshop, 'tables'>,
  mineralId: string,
): Promise<MineralProfile> {
  const data = await loadReferenceData(tables);
  return profileOf(data, mineralId, assessDependencies(data));
}

/** Everything that they say of one country as a supplier. @throws Refusal `country.not_found` */
export async function profileCountry(
  { tables }: Pick<Workshop, 'tables'>,
  code: string,
): Promise<CountryProfile> {
  const data = await loadReferenceData(tables);
  return countryProfileOf(data, code, assessDependencies(data));
}
