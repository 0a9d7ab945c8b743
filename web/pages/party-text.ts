import { centsText } from '../../src/base/booked.ts';
import { countryName } from '../../src/base/country-names.ts';
import { decimalText, type Fraction, fraction, times } from '../../src/base/fraction.ts';
import type { Contract } from '../../src/contracts/contracts.ts';
import type { IntermediaryStanding } from '../../src/parties/intermediary.ts';
import {
  type Fact,
  type Ownership,
  type Party,
  percentText,
  readShare,
} from '../../src/parties/parties.ts';
import type { PartyView, Screening } from '../../src/parties/party-view.ts';
import { deedHref } from '../parts/deeds.tsx';
import type { Cell, Rows } from '../parts/table.tsx';
import { statusText } from './book-text.ts';
import { documentHref, partyHref } from './document-href.ts';
import { endPath } from './party-deeds.ts';

/* Parties in words and rows. */

/** The newest screening of a party, as the register tells it. */
export type LastScreening = Pick<Screening, 'party' | 'on' | 'purpose' | 'outcome'>;

export const kindText = ({ kind }: Pick<Party, 'kind'>) => statusText(kind);

export const identifierText = ({ identifiers }: Party): string =>
  identifiers.length === 0
    ? 'none recorded'
    : identifiers.map(({ scheme, value }) => `${scheme} ${value}`).join(', ');

export const partyRows = (parties: readonly Party[], last: readonly LastScreening[]): Rows => ({
  columns: [
    { label: 'Party' },
    { label: 'Kind' },
    { label: 'Country' },
    { label: 'Identifiers' },
    { label: 'Last screening' },
    { label: 'On', isUnbroken: true },
    { label: 'Record' },
  ],
  rows: parties.map((party) => {
    const screening = last.find((each) => each.party === party.id);
    return [
      { text: party.name, href: partyHref(party.id) },
      ...[kindText(party), countryName(party.country), identifierText(party)],
      screening === undefined ? 'never screened' : `${screening.outcome}, for ${screening.purpose}`,
      screening?.on ?? '',
      party.isIllustrative
        ? { text: 'Illustrative', meaning: `Made up for a trial: ${party.source}` }
        : 'on record',
    ];
  }),
});

const STANDING: Readonly<Record<PartyView['currentOutcome'], string>> = {
  cleared: 'Its last screening cleared it, and nothing became known since.',
  'entity of concern':
    'Its last screening found a foreign entity of concern: nothing may be awarded, ordered or paid to it.',
  'never screened': 'It was never screened.',
  'changed since':
    'Something about it or its owners became known after its last screening, which therefore no longer counts.',
};
export const standingText = ({ currentOutcome }: PartyView): string => STANDING[currentOutcome];

/** '2501/10000' and '25.01%': the exact share, and one to read. */
const shareCells = (share: string): readonly [string, string] => [
  share,
  percentText(readShareOrZero(share)),
];

/** What belongs to nobody looked for is zero, which is no share that a person may record. */
const readShareOrZero = (text: string): Fraction =>
  text === '0/1' ? fraction(0n) : readShare(text);

/** For a line of a drawing: '25.01%', '≈ 33.33%'. */
export function shortPercent(share: string): string {
  const exact = percentText(readShare(share));
  if (exact.length <= 7) return exact;
  return `≈ ${decimalText(times(readShare(share), fraction(100n)), 2)}%`;
}

export const dayText = (from: string, to: string | null): string =>
  to === null ? `from ${from}` : `${from} to the day before ${to}`;

/**
 * Shares in a party, or those that it holds.
 *
 * @param other - which end of a share is not the party itself
 */
export const ownershipRows = (
  rows: readonly Ownership[],
  other: 'owner' | 'owned',
  { names, back }: { readonly names: Readonly<Record<string, string>>; readonly back: string },
): Rows => ({
  columns: [
    { label: other === 'owner' ? 'Owner' : 'Holds a share of' },
    { label: 'Of the' },
    { label: 'Exact share', isNumber: true },
    { label: 'Percent', isNumber: true },
    { label: 'Days' },
    { label: 'Source' },
    { label: 'Row' },
  ],
  rows: rows.map(({ seq, kind, share, from, to, endedBy, source, ...ends }) => [
    { text: names[ends[other]] ?? ends[other], href: partyHref(ends[other]) },
    kind,
    ...shareCells(share),
    `${dayText(from, to)}${endedBy === null ? '' : ` (${endedBy})`}`,
    source,
    endCell('ownership', { seq, endedBy }, back),
  ]),
});

export const findingRows = (facts: readonly Fact[], back: string): Rows => ({
  columns: [
    { label: 'Finding' },
    { label: 'Days' },
    { label: 'Source' },
    { label: 'Note' },
    { label: 'By' },
    { label: 'Row' },
  ],
  rows: facts.map(({ seq, leg, country, from, to, endedBy, source, note, madeBy }) => [
    `${legText(leg)}${country === null ? '' : ` of ${countryName(country)}`}`,
    `${dayText(from, to)}${endedBy === null ? '' : ` (${endedBy})`}`,
    ...[source, note ?? '', madeBy],
    endCell('findings', { seq, endedBy }, back),
  ]),
});

const endCell = (
  of: 'ownership' | 'findings',
  { seq, endedBy }: Pick<Fact, 'seq' | 'endedBy'>,
  back: string,
): Cell =>
  endedBy === null
    ? { text: `End row ${seq}`, href: deedHref({ path: endPath(of, seq) }, back) }
    : `row ${seq}`;

const legText = (leg: string) => (leg === 'sdn_list' ? 'SDN list' : statusText(leg));

/** A screening leg by leg: what it found, by which rule, and on which rows it rests. */
export const legRows = ({ result: { legs } }: Screening): Rows => ({
  columns: [
    { label: 'Leg' },
    { label: 'Result' },
    { label: 'What was found' },
    { label: 'Rule' },
    { label: 'Rows of findings' },
  ],
  rows: legs.map(({ leg, fails, finding, section, rows }) => [
    ...[legText(leg), fails ? 'Fails' : 'Passes', finding, section],
    rows.length === 0 ? 'none' : rows.join(', '),
  ]),
});

const HOLDS = { true: 'Holds', false: 'Fails', null: 'Unknown' } as const;

/** The six conditions of an authorised intermediary. */
export const intermediaryRows = ({ legs }: IntermediaryStanding): Rows => ({
  columns: [
    { label: 'Condition' },
    { label: 'Result' },
    { label: 'Since', isUnbroken: true },
    { label: 'What was found' },
    { label: 'Rule' },
    { label: 'Rows of findings' },
  ],
  rows: legs.map(({ leg, holds, since, finding, section, rows }) => [
    ...[legText(leg), HOLDS[`${holds}`], since ?? '', finding, section],
    rows.length === 0 ? 'none' : rows.join(', '),
  ]),
});

/** The shares through which covered governments own the party. */
export const linkRows = ({ result: { ownership } }: Screening): Rows => ({
  columns: [
    { label: 'Owner' },
    { label: 'Of' },
    { label: 'Of the' },
    { label: 'Holds, exactly', isNumber: true },
    { label: 'Holds', isNumber: true },
    { label: 'Of the owner counts', isNumber: true },
    { label: 'So it brings in, exactly', isNumber: true },
    { label: 'So it brings in', isNumber: true },
    { label: 'Row' },
  ],
  rows: ownership.links.map((link) => [
    { text: link.ownerName, href: partyHref(link.owner) },
    { text: link.ownedName, href: partyHref(link.owned) },
    link.kind,
    ...shareCells(link.share),
    percentText(readShareOrZero(link.ownerExposure)),
    ...shareCells(link.contribution),
    `row ${link.seq}`,
  ]),
});

/** Every screening with its digests, and how to make it again. */
export const screeningRows = (screenings: readonly Screening[]): Rows => ({
  columns: [
    { label: 'Screening' },
    { label: 'On', isUnbroken: true },
    { label: 'Outcome' },
    { label: 'By' },
    { label: 'Rule set' },
    { label: 'Digest of the result' },
    { label: 'To make it again' },
  ],
  rows: screenings.map(({ seq, on, purpose, outcome, madeBy, resultDigest, result }) => [
    { text: `${seq}, for ${purpose}`, href: `/api/v1/parties/screenings/${seq}/rerun` },
    ...[on, outcome, madeBy, result.ruleSet, resultDigest, `lodestock party rerun ${seq}`],
  ]),
});

/** What a screening was computed from. */
export const computationRows = ({ seq, on, madeBy, result, resultDigest }: Screening): Rows => ({
  columns: [{ label: 'What' }, { label: 'Which' }],
  rows: [
    ['Computed by', madeBy],
    ['Day whose owners and findings count', on],
    ['What was known', `rows before ${result.knownBefore} in the order of knowledge`],
    ['Rule set', result.ruleSet],
    ['Digest of the rule set', result.ruleSetDigest],
    ['Digest of the inputs', result.inputsDigest],
    ['Digest of the result', resultDigest],
    [
      'Rules that nobody has verified',
      result.unverifiedRules.length === 0 ? 'none' : result.unverifiedRules.join(', '),
    ],
    ['To make it again', `lodestock party rerun ${seq}`],
  ],
});

export const contractRows = (contracts: readonly PartyContract[]): Rows => ({
  columns: [
    { label: 'Contract' },
    { label: 'Status' },
    { label: 'Ceiling, USD', isNumber: true },
    { label: 'Ordered and not delivered', isNumber: true },
    { label: 'Delivered', isNumber: true },
  ],
  rows: contracts.map(({ id, title, status, ceilingCents, orderedCents, deliveredCents }) => [
    { text: `${id}: ${title}`, href: documentHref({ kind: 'contract', id }) },
    statusText(status),
    ...[ceilingCents, orderedCents, deliveredCents].map((cents) => centsText(BigInt(cents))),
  ]),
});

/** A contract with a party, as far as its page tells. */
export type PartyContract = Pick<
  Contract,
  'id' | 'title' | 'status' | 'ceilingCents' | 'orderedCents' | 'deliveredCents'
>;
