import { tableLines } from '../base/text-table.ts';
import { type PartnerStanding, ROUTE_NAME } from './partner.ts';

const MARK = { true: 'holds  ', false: 'closed ', null: 'unknown' } as const;

/** A country route by route, each with its source. */
export const partnerLines = (standing: PartnerStanding): string[] => [
  standing.sentence,
  ...standing.routes.map(
    ({ route, holds, since, confidence, finding, source }) =>
      `  ${MARK[`${holds}`]} ${ROUTE_NAME[route]}${since === null ? '' : ` since ${since} (${confidence})`}: ${finding}${source === null ? '' : `; ${source}`}`,
  ),
  `rule set ${standing.ruleSet}${standing.unverifiedRules.length === 0 ? '' : `; unverified rules: ${standing.unverifiedRules.join(', ')}`}`,
];

/** Every country with a route on record. */
export const partnerListLines = (standings: readonly PartnerStanding[]): string[] =>
  tableLines(
    ['country', 'name', 'outcome', 'by'],
    standings.map(({ country, name, outcome, routes }) => [
      ...[country, name, outcome],
      routes
        .filter(({ holds }) => holds === true)
        .map(({ route, since }) => `${ROUTE_NAME[route]} since ${since}`)
        .join('; '),
    ]),
  );
