import * as z from 'zod';
import { countryName } from '../base/country-names.ts';
import { COVERED_COUNTRIES } from '../dependency/rates.ts';
import { type NamedCountry, namedCountries } from '../projects/named-countries.ts';
import type { ProjectRecord } from '../projects/projects.ts';
import { listText } from './wording.ts';

/*
 * What the records say of owners and processors of covered countries. It is no screening: shares are
 * not multiplied along chains, and a record that names no owner's country leaves the question open.
 */

export const OWNERSHIP_FINDINGS = ['covered', 'elsewhere', 'unknown'] as const;

/** What the record of a project says of its owners' and processors' countries. */
export const ProjectOwnership = z
  .object({
    choice: z.string().describe("of the plan: 'stibnite-antimony'"),
    title: z.string(),
    finding: z
      .enum(OWNERSHIP_FINDINGS)
      .describe('a covered country is named; owners of others are; no owner’s country is'),
    countries: z.array(z.string()).describe('ISO codes that the record names'),
    sentence: z.string(),
  })
  .meta({ id: 'ProjectOwnership' });
export type ProjectOwnership = z.infer<typeof ProjectOwnership>;

/**
 * What a record says of a choice.
 *
 * Any share in hands of a covered country counts, however small: stricter than the 25 percent of the
 * bill, for a record seldom tells all shares.
 *
 * @throws Refusal `data.bad_project`
 * @source 10 U.S.C. 4872(f)(2), covered nations
 */
export function ownershipOf(
  record: Pick<ProjectRecord, 'id' | 'details'>,
  { id, title }: { readonly id: string; readonly title: string },
): ProjectOwnership {
  const named = namedCountries(record);
  const covered = named.filter(({ iso3 }) => COVERED_COUNTRIES.includes(iso3));
  const owners = named.filter(({ role }) => role === 'owner');
  const countries = [...new Set(named.map(({ iso3 }) => iso3))];
  const head = { choice: id, title, countries };
  if (covered.length > 0) {
    const sentence = `The record of ${title} names ${listText(covered.map(namedText))}.`;
    return { ...head, finding: 'covered', sentence };
  }
  if (owners.length === 0) {
    const sentence = `The record of ${title} names no country of an owner: unknown, not passed.`;
    return { ...head, finding: 'unknown', sentence };
  }
  const sentence = `The record of ${title} names ${listText(owners.map(namedText))}; who owns these is not screened here.`;
  return { ...head, finding: 'elsewhere', sentence };
}

const namedText = ({ role, iso3, who, standing }: NamedCountry): string =>
  `${role === 'owner' ? 'an owner' : 'a processor'} of ${countryName(iso3)} (${who}; ${standing})`;
