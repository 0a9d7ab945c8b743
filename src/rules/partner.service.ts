import type { IsoDate } from '../base/act.ts';
import { COUNTRY_CODES } from '../base/country-codes.ts';
import { asRefusal, Refusal } from '../base/refusal.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import type { Workshop } from '../platform/command.ts';
import { type PartnerStanding, partnerOf } from './partner.ts';
import { loadRuleSet } from './rules.service.ts';

type Tools = Pick<Workshop, 'tables' | 'digestOf'>;

/**
 * The routes by which a country is a partner on a day.
 *
 * @throws Refusal `partner.no_country`, `rule.*`
 */
export async function judgePartner(
  tools: Tools,
  country: string,
  on: IsoDate,
): Promise<PartnerStanding> {
  if (!COUNTRY_CODES.has(country)) {
    const sentence = `'${country}' is no code of a country`;
    throw new Refusal('invalid', 'partner.no_country', sentence, 'write three letters, as in CAN');
  }
  const { partnerFacts } = await loadReferenceData(tools.tables);
  return partnerOf(partnerFacts, await loadRuleSet(tools, on), country, on);
}

/** Every country of which a route is on record, by its code. @throws Refusal `rule.*` */
export async function listPartners(tools: Tools, on: IsoDate): Promise<PartnerStanding[]> {
  const { partnerFacts } = await loadReferenceData(tools.tables);
  const rules = await loadRuleSet(tools, on);
  const countries = [...new Set(partnerFacts.map(({ iso3 }) => iso3))].sort();
  return countries.map((country) => partnerOf(partnerFacts, rules, country, on));
}

/** The same, or undefined by rules that have no such test: whoever shows it says so. */
export async function findPartner(
  tools: Tools,
  country: string,
  on: IsoDate,
): Promise<PartnerStanding | undefined> {
  try {
    return await judgePartner(tools, country, on);
  } catch (error) {
    if (asRefusal(error)?.code.startsWith('rule.')) return undefined;
    throw error;
  }
}
