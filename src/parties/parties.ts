import * as z from 'zod';
import type { IsoDate } from '../base/act.ts';
import { COUNTRY_CODES } from '../base/country-codes.ts';
import { isIsoDate } from '../base/day-count.ts';
import {
  compare,
  decimalFraction,
  decimalText,
  type Fraction,
  fraction,
  over,
  times,
} from '../base/fraction.ts';
import { Refusal } from '../base/refusal.ts';
import { IDENTIFIER_SCHEMES } from './identifiers.ts';
import { HOLDING_KINDS } from './ownership.ts';

/*
 * Counterparties: who they are, who owns them, and what is found of them. Every statement has the
 * days on which it holds and its place in the order in which it became known.
 */

export const PARTY_KINDS = ['company', 'fund', 'person', 'government', 'state_body'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/** What may be found of a party; those with a country say so of that country. */
export const COUNTRY_LEGS = [
  'control', // holds it by a licence, a contract, a golden share or a majority of the board
  'direction',
  'finance',
  'influence',
  'agent', // known broker or agent of that country
  'incorporation',
  'headquarters',
  'place_of_business',
] as const;
export const PLAIN_LEGS = [
  'terrorist_list',
  'sdn_list',
  'attorney_general',
  'commerce_determination',
  'private',
  'expert_minerals', // in more than one mineral
  'expert_trading', // trading, market making, capital management or finance
  'no_barred_influence', // on its management, affiliates included
  'no_barred_ownership', // no more than may be is owned by entities of concern and their citizens
  'board_approval',
] as const;
export const FACT_LEGS = [...PLAIN_LEGS, ...COUNTRY_LEGS] as const;
export type FactLeg = (typeof FACT_LEGS)[number];

/** Why a party is screened. */
export const PURPOSES = [
  'review',
  'qualification',
  'award',
  'order',
  'drawdown',
  'payment',
  'sale',
  'release',
] as const;
export type Purpose = (typeof PURPOSES)[number];

const line = z.string().trim().min(1).max(500);
const Country = z
  .string()
  .refine(
    (code) => COUNTRY_CODES.has(code),
    'must be a country code of three letters, such as USA',
  );
export const Day = z
  .string()
  .refine((day): day is IsoDate => isIsoDate(day), 'must be a day, such as 2026-06-30');
const PartyId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,62}$/, 'must be small letters, digits and hyphens')
  .describe('short name by which records cite the party');

/** A party to register. */
export const NewParty = z
  .strictObject({
    id: PartyId,
    name: line,
    kind: z.enum(PARTY_KINDS),
    country: Country.describe('where it is incorporated, or which it is the government of'),
    identifiers: z
      .array(z.strictObject({ scheme: z.enum(IDENTIFIER_SCHEMES), value: line }))
      .default([]),
    isIllustrative: z.boolean().default(false).describe('made up for a trial'),
    source: line.describe('where this was read'),
  })
  .meta({ id: 'NewParty' });
export type NewParty = z.infer<typeof NewParty>;

/** A share to record. */
export const NewOwnership = z
  .strictObject({
    owner: PartyId,
    owned: PartyId,
    share: line.describe("as '25.01%', '1/3' or '0.2501': exact, above 0 and at most the whole"),
    kind: z.enum(HOLDING_KINDS),
    from: Day.describe('first day on which it is held'),
    to: Day.nullable().default(null).describe('first day on which it is held no longer'),
    source: line,
  })
  .meta({ id: 'NewOwnership' });
export type NewOwnership = z.infer<typeof NewOwnership>;

/** The end of a share or of a finding. */
export const NewEnd = z
  .strictObject({
    to: Day.describe('first day on which it holds no longer; its first day when it never did'),
    reason: line,
  })
  .meta({ id: 'NewEnd' });
export type NewEnd = z.infer<typeof NewEnd>;

/** Something found of a party. */
export const NewFact = z
  .strictObject({
    party: PartyId,
    leg: z.enum(FACT_LEGS),
    country: Country.nullable().default(null).describe('for control, seats and agents'),
    from: Day,
    to: Day.nullable().default(null),
    source: line,
    note: line.nullable().default(null),
  })
  .meta({ id: 'NewFact' });
export type NewFact = z.infer<typeof NewFact>;

export const Identifier = z.object({ scheme: z.enum(IDENTIFIER_SCHEMES), value: z.string() });

/** A party as it stands. */
export const Party = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(PARTY_KINDS),
    country: z.string(),
    identifiers: z.array(Identifier),
    isIllustrative: z.boolean(),
    source: z.string(),
    madeBy: z.string(),
    seq: z.int().describe('place in the order of knowledge'),
  })
  .meta({ id: 'Party' });
export type Party = z.infer<typeof Party>;

/** A share as it is recorded; `share` is an exact fraction. */
export const Ownership = z
  .object({
    seq: z.int().describe('names the row, and its place in the order of knowledge'),
    owner: z.string(),
    owned: z.string(),
    kind: z.enum(HOLDING_KINDS),
    share: z.string().describe("an exact fraction, as '2501/10000'"),
    from: z.string(),
    to: z.string().nullable(),
    endedBy: z.string().nullable().describe('why it ended'),
    source: z.string(),
    madeBy: z.string(),
  })
  .meta({ id: 'Ownership' });
export type Ownership = z.infer<typeof Ownership>;

/** Something found of a party, as it is recorded. */
export const Fact = z
  .object({
    seq: z.int(),
    party: z.string(),
    leg: z.enum(FACT_LEGS),
    country: z.string().nullable(),
    from: z.string(),
    to: z.string().nullable(),
    endedBy: z.string().nullable(),
    source: z.string(),
    note: z.string().nullable(),
    madeBy: z.string(),
  })
  .meta({ id: 'PartyFact' });
export type Fact = z.infer<typeof Fact>;

/** A country belongs to a leg that is of one, and to no other. */
export function checkFact({ leg, country }: Pick<NewFact, 'leg' | 'country'>): void {
  const needsCountry = (COUNTRY_LEGS as readonly string[]).includes(leg);
  if (needsCountry === (country !== null)) return;
  throw new Refusal(
    'invalid',
    'party.bad_fact',
    needsCountry ? `a finding of ${leg} needs a country` : `a finding of ${leg} has no country`,
    needsCountry ? 'say of which country it is' : 'leave the country out',
  );
}

/** @throws Refusal `party.bad_days` when the end is not after the beginning */
export function checkDays({
  from,
  to,
}: {
  readonly from: string;
  readonly to: string | null;
}): void {
  if (to === null || from < to) return;
  throw new Refusal(
    'invalid',
    'party.bad_days',
    `it would end on ${to}, before it begins on ${from}`,
    'the end is the first day on which it holds no longer',
  );
}

const ONE = fraction(1n);
const MOST = 2n ** 62n; // a column of the database holds it

/**
 * A share as a person writes it, exactly: '25.01%', '1/3' or '0.2501'.
 *
 * @throws Refusal `party.bad_share`
 */
export function readShare(text: string): Fraction {
  const share = shareOf(text.trim());
  const fits = share !== undefined && share.top > 0n && compare(share, ONE) <= 0;
  if (fits && share.bottom < MOST) return share;
  throw new Refusal(
    'invalid',
    'party.bad_share',
    `'${text}' is no share`,
    'write more than 0 and at most the whole, as in 25.01%, 1/3 or 0.2501',
  );
}

function shareOf(text: string): Fraction | undefined {
  const [, top, bottom] = /^(\d{1,18})\/(\d{1,18})$/.exec(text) ?? [];
  if (top !== undefined)
    return bottom === '0'.repeat(bottom!.length)
      ? undefined
      : fraction(BigInt(top), BigInt(bottom!));
  if (!text.endsWith('%')) return decimalFraction(text);
  const percent = decimalFraction(text.slice(0, -1).trimEnd());
  return percent && over(percent, fraction(100n));
}

/** '2501/10000': exact, in lowest terms. */
export const fractionText = ({ top, bottom }: Fraction): string => `${top}/${bottom}`;

/** '25.01%', with a sign where digits were left out. */
export function percentText(share: Fraction): string {
  const percent = times(share, fraction(100n));
  const text = decimalText(percent, 6);
  const exact = decimalFraction(text);
  return `${exact !== undefined && compare(exact, percent) === 0 ? '' : 'about '}${text}%`;
}
