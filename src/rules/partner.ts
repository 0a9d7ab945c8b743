import * as z from 'zod';
import type { IsoDate } from '../base/act.ts';
import { countryName } from '../base/country-names.ts';
import {
  PARTNER_ROUTES,
  type PartnerFact,
  type PartnerRoute,
  RULE_CONFIDENCES,
} from '../minerals/rule-rows.ts';
import { type RuleSet, ruleAt } from './rules.ts';

/*
 * Whether a country is a partner: one route is enough, and each is told with the days on which it
 * holds and where that was read. No row is not a no.
 */

const OWN_COUNTRY = 'USA';

export const PARTNER_OUTCOMES = [
  'partner', // by a route that somebody confirmed
  'partner, unverified', // only by routes that nobody confirmed
  'not established',
  'own country',
] as const;

/** The routes of a country on a day. */
export const PartnerStanding = z
  .object({
    country: z.string(),
    name: z.string(),
    on: z.string(),
    outcome: z.enum(PARTNER_OUTCOMES),
    sentence: z.string(),
    ruleSet: z.string(),
    ruleSetDigest: z.string(),
    routes: z.array(
      z.object({
        route: z.enum(PARTNER_ROUTES),
        holds: z.boolean().nullable().describe('false: closed to it; null: no row says so'),
        since: z.string().nullable(),
        until: z.string().nullable(),
        confidence: z.enum(RULE_CONFIDENCES),
        finding: z.string(),
        source: z.string().nullable(),
      }),
    ),
    unverifiedRules: z.array(z.string()),
  })
  .meta({ id: 'PartnerStanding' });
export type PartnerStanding = z.infer<typeof PartnerStanding>;

type Route = PartnerStanding['routes'][number];

export const ROUTE_NAME: Readonly<Record<PartnerRoute, string>> = {
  nato: 'member of NATO',
  major_non_nato_ally: 'major non-NATO ally',
  defence_treaty: 'defence treaty with the United States',
  strategic_partner: 'recognised strategic partner',
  trade_agreement: 'trade agreement with terms on minerals',
  usgs_memorandum: 'memorandum with USGS',
  active_project: 'active project with State, DFC, EXIM or USTDA',
};
const USED = ['partner.treaty_excludes', 'feoc.covered_nations'] as const;

/**
 * The routes by which a country is a partner on a day.
 *
 * A day that is known by its year or month only counts from the end of that time on: no route is
 * said to hold sooner than it surely did.
 *
 * @throws Refusal `rule.unknown_key` where the rule set knows no such test
 * @source H.R. 7126 and S. 3659 (2026) §3(9)
 */
export function partnerOf(
  facts: readonly PartnerFact[],
  rules: RuleSet,
  country: string,
  on: IsoDate,
): PartnerStanding {
  const closed: Readonly<Partial<Record<PartnerRoute, readonly string[]>>> = {
    defence_treaty: ruleAt(rules, 'partner.treaty_excludes', on).value,
    usgs_memorandum: ruleAt(rules, 'feoc.covered_nations', on).value,
  };
  const own = facts.filter(({ iso3 }) => iso3 === country);
  const routes = PARTNER_ROUTES.map((route) =>
    closed[route]?.includes(country) ? closedRoute(route, country) : routeOf(route, own, on),
  );
  const outcome = outcomeOf(country, routes);
  return {
    ...{ country, name: countryName(country), on, outcome, routes },
    sentence: sentenceOf(country, on, outcome, routes),
    ...{ ruleSet: rules.id, ruleSetDigest: rules.digest },
    unverifiedRules: USED.filter((key) => !ruleAt(rules, key, on).isVerified),
  };
}

const closedRoute = (route: PartnerRoute, country: string): Route => ({
  ...{ route, holds: false, since: null, until: null, confidence: 'verified', source: null },
  finding: `the law closes this route to ${countryName(country)}`,
});

function routeOf(route: PartnerRoute, own: readonly PartnerFact[], on: IsoDate): Route {
  const rows = own.filter((fact) => fact.route === route);
  const held = rows.filter(
    ({ since, until }) => lastDayOf(since) <= on && (until === null || on < until),
  );
  const found = held.find(({ confidence }) => confidence === 'verified') ?? held[0];
  if (found !== undefined) {
    const { since, until, confidence, source } = found;
    const finding = found.note ?? 'as its source says';
    return { route, holds: true, since, until, confidence, finding, source };
  }
  const other = rows.map(({ since, until }) => `${since} to ${until ?? 'no end'}`).join(', ');
  const finding =
    rows.length === 0 ? 'no row of partner_fact.csv says so' : `not surely on that day: ${other}`;
  const none = { since: null, until: null, confidence: 'unverified', source: null } as const;
  return { route, holds: null, ...none, finding };
}

/** The last day of '2009', '2009-04' or '2009-04-01', as a text that sorts behind every earlier day. */
const lastDayOf = (since: string): string =>
  since.length === 4 ? `${since}-12-31` : since.length === 7 ? `${since}-31` : since;

function outcomeOf(country: string, routes: readonly Route[]): PartnerStanding['outcome'] {
  if (country === OWN_COUNTRY) return 'own country';
  const held = routes.filter(({ holds }) => holds === true);
  if (held.some(({ confidence }) => confidence === 'verified')) return 'partner';
  return held.length > 0 ? 'partner, unverified' : 'not established';
}

function sentenceOf(
  country: string,
  on: string,
  outcome: PartnerStanding['outcome'],
  routes: readonly Route[],
): string {
  const name = countryName(country);
  if (outcome === 'own country') return `${name} is the country of the reserve itself`;
  const held = routes.filter(({ holds }) => holds === true);
  if (held.length === 0) return `no route is on record that makes ${name} a partner on ${on}`;
  const ways = held.map(
    ({ route, since, confidence }) =>
      `${ROUTE_NAME[route]} since ${since}${confidence === 'verified' ? '' : ' (unverified)'}`,
  );
  return `${name} is a partner country on ${on}: ${ways.join('; ')}`;
}
