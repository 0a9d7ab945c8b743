import * as z from 'zod';
import type { IsoDate } from '../base/act.ts';
import { countryName } from '../base/country-names.ts';
import { compare, type Fraction } from '../base/fraction.ts';
import type { RuleKey } from '../rules/rule-keys.ts';
import { type RuleSet, ruleAt } from '../rules/rules.ts';
import { type Exposure, exposureOf, HOLDING_KINDS, type Holding } from './ownership.ts';
import { type Fact, type FactLeg, fractionText, type Party, percentText } from './parties.ts';

/*
 * Whether a party is a foreign entity of concern: every leg of the test, each with what it rests on.
 * A pure computation, so that it can be made again from the same rows and gives the same bytes.
 */

export const SCREENING_LEGS = [
  'terrorist_list',
  'sdn_list',
  'attorney_general',
  'commerce_determination',
  'government',
  'jurisdiction',
  'ownership',
  'control',
  'direction',
  'finance',
  'influence',
  'agent',
] as const;
export type ScreeningLeg = (typeof SCREENING_LEGS)[number];

const LinkOut = z.object({
  owner: z.string(),
  ownerName: z.string(),
  owned: z.string(),
  ownedName: z.string(),
  kind: z.enum(HOLDING_KINDS),
  share: z.string().describe('an exact fraction'),
  ownerExposure: z.string().describe('how much of the owner belongs to covered governments'),
  contribution: z.string().describe('their product: what the owner brings into the owned'),
  seq: z.int().describe('row of ownership'),
});

/** What came out of a screening, and all that it rests on. */
export const ScreeningResult = z
  .object({
    party: z.string(),
    on: z.string().describe('day whose ownership and findings count'),
    knownBefore: z.int().describe('rows with a lower place in the order of knowledge count'),
    ruleSet: z.string(),
    ruleSetDigest: z.string(),
    inputsDigest: z.string(),
    outcome: z.enum(['cleared', 'entity of concern']),
    coveredNations: z.array(z.string()),
    legs: z.array(
      z.object({
        leg: z.enum(SCREENING_LEGS),
        fails: z.boolean(),
        finding: z.string(),
        section: z.string(),
        rows: z.array(z.int()).describe('rows of findings that it rests on'),
      }),
    ),
    ownership: z.object({
      share: z.string().describe('exact fraction, cumulatively over covered governments'),
      percent: z.string(),
      threshold: z.string(),
      kind: z.enum(HOLDING_KINDS).nullable(),
      byNation: z.array(z.object({ country: z.string(), share: z.string(), percent: z.string() })),
      links: z.array(LinkOut),
    }),
    unverifiedRules: z.array(z.string()).describe('parameters that nobody has confirmed'),
  })
  .meta({ id: 'ScreeningResult' });
export type ScreeningResult = z.infer<typeof ScreeningResult>;

/** All that is known, on one day, of everybody. */
export interface Knowledge {
  readonly on: IsoDate;
  readonly knownBefore: number;
  readonly parties: readonly Party[];
  readonly holdings: readonly Holding[];
  readonly facts: readonly Fact[];
}

type Leg = ScreeningResult['legs'][number];

const LISTS: Readonly<Partial<Record<ScreeningLeg, string>>> = {
  terrorist_list: 'the list of foreign terrorist organizations',
  sdn_list: 'the list of Specially Designated Nationals',
  attorney_general: 'the allegations of the Attorney General',
  commerce_determination: 'the determinations of the Secretary of Commerce',
};
const CONTROLS = ['control', 'direction', 'finance', 'influence'] as const;
const SEATS: readonly FactLeg[] = ['incorporation', 'headquarters', 'place_of_business'];
const USED: readonly RuleKey[] = [
  'feoc.covered_nations',
  'feoc.ownership_threshold',
  'feoc.threshold_itself_passes',
  'feoc.multiplies_chains',
  'feoc.controlled_counts_whole',
];

/**
 * Screens a party.
 *
 * More than the threshold in the hands of covered governments fails; the threshold itself passes
 * where the rule says so. Control fails at any share. Nobody may set a failed leg aside.
 *
 * @param party - an id that `knowledge` has
 * @source 42 U.S.C. 19237(2); H.R. 7126 (2026) §3(5), (8); 10 U.S.C. 4872 for agents
 */
export function screen(
  party: string,
  knowledge: Knowledge,
  rules: RuleSet,
  digestOf: (text: string) => string,
): ScreeningResult {
  const { on, knownBefore, facts } = knowledge;
  const nations = ruleAt(rules, 'feoc.covered_nations', on).value;
  const subject = knowledge.parties.find(({ id }) => id === party)!; // the caller looked it up
  const own = facts.filter((fact) => fact.party === party);
  const ownership = ownershipOf(party, knowledge, rules, nations);
  const legs = SCREENING_LEGS.map((leg): Leg => {
    if (leg === 'ownership') return ownershipLeg(ownership, rules, on);
    if (leg === 'government') return governmentLeg(subject, nations, rules, on);
    if (leg === 'jurisdiction') return jurisdictionLeg(subject, own, nations, rules, on);
    if (leg === 'agent' || isControl(leg)) return findingLeg(leg, own, nations, rules, on);
    return listLeg(leg, own, rules, on);
  });
  return {
    party,
    on,
    knownBefore,
    ruleSet: rules.id,
    ruleSetDigest: rules.digest,
    inputsDigest: digestOf(inputsText(subject, own, ownership, rules)),
    outcome: legs.some(({ fails }) => fails) ? 'entity of concern' : 'cleared',
    coveredNations: [...nations],
    legs,
    ownership: shownOwnership(ownership, knowledge, rules),
    unverifiedRules: USED.filter((key) => !ruleAt(rules, key, on).isVerified),
  };
}

interface Owned {
  readonly all: Exposure;
  readonly byNation: readonly { readonly country: string; readonly exposure: Exposure }[];
}

/** How much of a party belongs to covered governments, together and each by itself. */
function ownershipOf(
  party: string,
  { on, parties, holdings, facts }: Knowledge,
  rules: RuleSet,
  nations: readonly string[],
): Owned {
  const passesOn = ruleAt(rules, 'feoc.controlled_counts_whole', on).value;
  const sourcesOf = (countries: readonly string[]): ReadonlySet<string> =>
    new Set(
      parties
        .filter(
          ({ id, kind, country }) =>
            (isState(kind) && countries.includes(country)) ||
            (passesOn && id !== party && isControlledBy(id, facts, countries)),
        )
        .map(({ id }) => id),
    );
  const of = (countries: readonly string[]) => exposureOf(party, holdings, sourcesOf(countries));
  const byNation = nations
    .map((country) => ({ country, exposure: of([country]) }))
    .filter(({ exposure }) => exposure.share.top > 0n);
  return { all: of(nations), byNation };
}

const isState = (kind: Party['kind']): boolean => kind === 'government' || kind === 'state_body';

const isControlledBy = (
  party: string,
  facts: readonly Fact[],
  countries: readonly string[],
): boolean =>
  facts.some(
    (fact) =>
      fact.party === party && fact.leg === 'control' && countries.includes(fact.country ?? ''),
  );

/** Whether a share is too much. */
export function isAboveThreshold(
  share: Fraction,
  threshold: Fraction,
  itselfPasses: boolean,
): boolean {
  const order = compare(share, threshold);
  return itselfPasses ? order > 0 : order >= 0;
}

function ownershipLeg({ all }: Owned, rules: RuleSet, on: IsoDate): Leg {
  const threshold = ruleAt(rules, 'feoc.ownership_threshold', on);
  const itselfPasses = ruleAt(rules, 'feoc.threshold_itself_passes', on).value;
  const fails = isAboveThreshold(all.share, threshold.value, itselfPasses);
  const limit = percentText(threshold.value);
  const most = itselfPasses ? `at most ${limit} may` : `less than ${limit} may`;
  const by = all.kind === null ? '' : ` by ${all.kind}`;
  const finding = `covered governments hold ${percentText(all.share)}${by}, directly and through others; ${most}`;
  return { leg: 'ownership', fails, finding, section: threshold.section, rows: [] };
}

function governmentLeg(
  { kind, country }: Party,
  nations: readonly string[],
  rules: RuleSet,
  on: IsoDate,
): Leg {
  const fails = isState(kind) && nations.includes(country);
  const finding = fails
    ? `it is a government or a body of the state of ${countryName(country)}, a covered nation`
    : 'it is no government or state body of a covered nation';
  const { section } = ruleAt(rules, 'feoc.covered_nations', on);
  return { leg: 'government', fails, finding, section, rows: [] };
}

/** A recorded incorporation takes the place of the country that the party was registered with. */
function jurisdictionLeg(
  { country }: Party,
  own: readonly Fact[],
  nations: readonly string[],
  rules: RuleSet,
  on: IsoDate,
): Leg {
  const seats = own.filter(({ leg }) => SEATS.includes(leg));
  const registered = seats.some(({ leg }) => leg === 'incorporation') ? [] : [country];
  const countries = [...registered, ...seats.map((seat) => seat.country ?? '')];
  const covered = nations.filter((each) => countries.includes(each));
  const finding =
    covered.length > 0
      ? `it is subject to the jurisdiction of ${covered.map(countryName).join(' and ')}`
      : `its seats (${[...new Set(countries)].sort().map(countryName).join(', ')}) are in no covered nation`;
  const { section } = ruleAt(rules, 'feoc.covered_nations', on);
  const rows = seats.map(({ seq }) => seq);
  return { leg: 'jurisdiction', fails: covered.length > 0, finding, section, rows };
}

function findingLeg(
  leg: 'agent' | (typeof CONTROLS)[number],
  own: readonly Fact[],
  nations: readonly string[],
  rules: RuleSet,
  on: IsoDate,
): Leg {
  const found = own.filter((fact) => fact.leg === leg && nations.includes(fact.country ?? ''));
  const countries = [...new Set(found.map(({ country }) => countryName(country ?? '')))].sort();
  const word = leg === 'agent' ? 'a known broker or agent of' : `under the ${leg} of`;
  const finding =
    found.length > 0
      ? `it is ${word} ${countries.join(' and ')}: ${found.map(({ source }) => source).join('; ')}`
      : `nothing recorded says that it is ${word} a covered nation`;
  const { section } = ruleAt(rules, 'feoc.ownership_threshold', on);
  const law = leg === 'agent' ? '10 U.S.C. 4872' : section;
  return { leg, fails: found.length > 0, finding, section: law, rows: found.map(({ seq }) => seq) };
}

function listLeg(leg: ScreeningLeg, own: readonly Fact[], rules: RuleSet, on: IsoDate): Leg {
  const found = own.filter((fact) => fact.leg === leg);
  const list = LISTS[leg] ?? leg;
  const finding =
    found.length > 0
      ? `it is named in ${list}: ${found.map(({ source }) => source).join('; ')}`
      : `no row says that it is named in ${list}`;
  const { section } = ruleAt(rules, 'feoc.ownership_threshold', on);
  return { leg, fails: found.length > 0, finding, section, rows: found.map(({ seq }) => seq) };
}

const isControl = (leg: ScreeningLeg): leg is (typeof CONTROLS)[number] =>
  (CONTROLS as readonly string[]).includes(leg);

function shownOwnership(
  { all, byNation }: Owned,
  { on, parties }: Knowledge,
  rules: RuleSet,
): ScreeningResult['ownership'] {
  const names = new Map(parties.map(({ id, name }) => [id, name]));
  return {
    share: fractionText(all.share),
    percent: percentText(all.share),
    threshold: fractionText(ruleAt(rules, 'feoc.ownership_threshold', on).value),
    kind: all.kind,
    byNation: byNation.map(({ country, exposure }) => ({
      country,
      share: fractionText(exposure.share),
      percent: percentText(exposure.share),
    })),
    links: all.links.map((link) => ({
      owner: link.owner,
      ownerName: names.get(link.owner) ?? link.owner,
      owned: link.owned,
      ownedName: names.get(link.owned) ?? link.owned,
      kind: link.kind,
      share: fractionText(link.share),
      ownerExposure: fractionText(link.ownerExposure),
      contribution: fractionText(link.contribution),
      seq: link.seq,
    })),
  };
}

/** What the outcome rests on, as a text whose digest names it: the same rows give the same digest. */
function inputsText(
  { id, kind, country }: Party,
  own: readonly Fact[],
  { all }: Owned,
  rules: RuleSet,
): string {
  const facts = own.map(({ seq, leg, country: of, from }) => `${seq} ${leg} ${of ?? ''} ${from}`);
  const links = all.links.map(
    ({ seq, owner, owned, kind: by, share }) =>
      `${seq} ${owner} ${owned} ${by} ${fractionText(share)}`,
  );
  return [rules.digest, `${id} ${kind} ${country}`, ...facts, ...links].join('\n');
}
