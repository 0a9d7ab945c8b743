import { countryName } from '../base/country-names.ts';
import { tableLines } from '../base/text-table.ts';
import { type IntermediaryStanding, intermediarySentence } from './intermediary.ts';
import { type Ownership, type Party, percentText, readShare } from './parties.ts';
import type { PartyView, Screening } from './party-view.ts';

const made = ({ isIllustrative }: Party): string => (isIllustrative ? ' (illustrative)' : '');

/** Every party as a line. */
export function partyListLines(parties: readonly Party[]): string[] {
  if (parties.length === 0) return ['no party is registered'];
  return tableLines(
    ['party', 'name', 'kind', 'country', 'identifiers'],
    parties.map((party) => [
      party.id,
      party.name + made(party),
      party.kind.replace('_', ' '),
      party.country,
      party.identifiers.map(({ scheme, value }) => `${scheme} ${value}`).join(', '),
    ]),
  );
}

/** A party with its owners, holdings, findings and screenings. */
export function partyLines(view: PartyView): string[] {
  const { party, owners, holdings, facts, screenings, currentOutcome } = view;
  return [
    `${party.id}: ${party.name}${made(party)}, ${party.kind.replace('_', ' ')}, ${countryName(party.country)}`,
    ...party.identifiers.map(({ scheme, value }) => `  ${scheme} ${value}`),
    `  source: ${party.source}`,
    `standing: ${currentOutcome}`,
    ...section(
      'owned by',
      owners.map((row) => shareLine(row, row.owner)),
    ),
    ...section(
      'holds',
      holdings.map((row) => shareLine(row, row.owned)),
    ),
    ...section(
      'findings',
      facts.map(
        ({ seq, leg, country, from, to, endedBy, source }) =>
          `${leg}${country === null ? '' : ` of ${countryName(country)}`}, ${days(from, to)}${endedBy === null ? '' : ` (${endedBy})`}; ${source} [row ${seq}]`,
      ),
    ),
    ...section(
      'screenings',
      screenings.map(
        ({ seq, on, purpose, outcome, madeBy, resultDigest }) =>
          `${on} for ${purpose}: ${outcome}, by ${madeBy}, ${resultDigest} [row ${seq}]`,
      ),
    ),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((each) => `  ${each}`)];

const days = (from: string, to: string | null): string =>
  to === null ? `from ${from}` : `${from} to the day before ${to}`;

const shareLine = ({ seq, kind, share, from, to, endedBy, source }: Ownership, other: string) =>
  `${percentText(readShare(share))} of the ${kind}, ${other}, ${days(from, to)}${endedBy === null ? '' : ` (${endedBy})`}; ${source} [row ${seq}]`;

/** A screening leg by leg, with the shares that carry what covered governments own. */
export function screeningLines({
  seq,
  party,
  on,
  purpose,
  outcome,
  result,
  resultDigest,
}: Screening) {
  const { legs, ownership, ruleSet, unverifiedRules } = result;
  return [
    `${party} on ${on} for ${purpose}: ${outcome}`,
    ...legs.map(
      ({ leg, fails, finding, section: law }) =>
        `  ${fails ? 'FAILS ' : 'passes'} ${leg}: ${finding} (${law})`,
    ),
    ...section(
      'shares that carry it',
      ownership.links.map(
        ({ owner, owned, kind, share, ownerExposure, contribution, seq: row }) =>
          `${owner} holds ${percentText(readShare(share))} of the ${kind} of ${owned}; ${percentText(readShare(ownerExposure))} of ${owner} counts, so it brings in ${percentText(readShare(contribution))} [row ${row}]`,
      ),
    ),
    `screening ${seq}, rule set ${ruleSet}, ${resultDigest}`,
    ...(unverifiedRules.length === 0 ? [] : [`unverified rules: ${unverifiedRules.join(', ')}`]),
  ];
}

const MARK = { true: 'holds  ', false: 'FAILS  ', null: 'unknown' } as const;

/** The six conditions of an intermediary, each with what it rests on. */
export const intermediaryLines = (standing: IntermediaryStanding): string[] => [
  `${standing.party} as an authorised intermediary on ${standing.on}: ${standing.outcome}; ${intermediarySentence(standing)}`,
  ...standing.legs.map(
    ({ leg, holds, since, finding, section: law, rows }) =>
      `  ${MARK[`${holds}`]} ${leg}${since === null ? '' : ` since ${since}`}: ${finding} (${law})${rows.length === 0 ? '' : ` [row ${rows.join(', ')}]`}`,
  ),
  `rule set ${standing.ruleSet}, ${standing.ruleSetDigest}`,
  ...(standing.unverifiedRules.length === 0
    ? []
    : [`unverified rules: ${standing.unverifiedRules.join(', ')}`]),
];
