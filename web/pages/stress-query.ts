import { reaches } from '../../src/stress/idle-shocks.ts';
import {
  LEVER_DEFAULTS,
  LEVERS,
  type Lever,
  type LeverId,
  type LeverValues,
  perLever,
} from '../../src/stress/levers.ts';
import { isCut } from '../../src/stress/shock.ts';
import type { Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { FIRST_LEVER, fromShown, shownUnit, toShown } from './lever-words.ts';

/** What the levers of the stress lab say. The address of the page carries it whole. */
export interface LabState {
  readonly preset: string;
  readonly mineral: string;
  readonly stockTonnes: number;
  readonly levers: LeverValues;
}

export type LabQuery = Readonly<
  Partial<Record<'preset' | 'mineral' | 'stock' | LeverId, string | undefined>>
>;

/** What the lab offers, and where it starts. */
export interface LabChoices {
  readonly presets: readonly string[];
  readonly minerals: readonly string[];
}

const FIRST_PRESET = 'china-ban-ga-ge-sb';
const FIRST_MINERAL = 'gallium';
export const MOST_TONNES = 1e9;

/** The levers before anybody moved one. */
export function startingState({ presets, minerals }: LabChoices): LabState {
  return {
    preset: presets.includes(FIRST_PRESET) ? FIRST_PRESET : (presets[0] ?? 'base'),
    mineral: minerals.includes(FIRST_MINERAL) ? FIRST_MINERAL : (minerals[0] ?? ''),
    stockTonnes: 0,
    levers: LEVER_DEFAULTS,
  };
}

/** An address that was read, and a sentence for each part that had to be put right. */
export interface LabReading {
  readonly state: LabState;
  readonly corrections: readonly string[];
}

/** Reads the levers from an address; what is out of range goes to the nearest allowed value. */
export function readLabQuery(query: LabQuery, choices: LabChoices): LabReading {
  const start = startingState(choices);
  const corrections: string[] = [];
  const choose = (
    what: string,
    given: string | undefined,
    all: readonly string[],
    first: string,
  ) => {
    if (given === undefined || all.includes(given)) return given ?? first;
    corrections.push(`There is no ${what} '${given}' here; '${first}' is used.`);
    return first;
  };
  const number = (given: string | undefined, first: number, limits: NumberLimits) => {
    const { value, correction } = nearestAllowed(given, first, limits);
    if (correction !== null) corrections.push(correction);
    return value;
  };
  const tonnes = { name: 'Reserve stock', least: 0, most: MOST_TONNES, unit: 'tonnes' };
  const state = {
    preset: choose('shock', query.preset, choices.presets, start.preset),
    mineral: choose('mineral', query.mineral, choices.minerals, start.mineral),
    stockTonnes: number(query.stock, start.stockTonnes, tonnes),
    levers: perLever((lever) =>
      fromShown(lever, number(query[lever.id], toShown(lever, lever.default), shownLimits(lever))),
    ),
  };
  return { state, corrections };
}

export interface NumberLimits {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

/** The range of a lever as the page shows it. */
export const shownLimits = (lever: Lever): NumberLimits => ({
  name: lever.label,
  least: toShown(lever, lever.min),
  most: toShown(lever, lever.max),
  unit: shownUnit(lever),
});

function nearestAllowed(
  text: string | undefined,
  first: number,
  limits: NumberLimits,
): { readonly value: number; readonly correction: string | null } {
  const { least, most } = limits;
  if (text === undefined || text.trim() === '') return { value: first, correction: null };
  const given = Number(text);
  if (given >= least && given <= most) return { value: given, correction: null };
  const value = Number.isNaN(given) ? first : Math.min(most, Math.max(least, given));
  return { value, correction: `${outsideSentence(text, limits)}; ${value} is used.` };
}

/** 'Severity of the shock cannot be 140: it goes from 0 to 100 percent' */
export const outsideSentence = (text: string, { name, least, most, unit }: NumberLimits): string =>
  `${name} cannot be ${text}: it goes from ${least} to ${most} ${unit}`;

/** The address that brings the levers back: '?preset=...&mineral=...&stock=...&severity=...'. */
export function labAddress({ preset, mineral, stockTonnes, levers }: LabState): string {
  const severity = toShown(FIRST_LEVER, levers.severity);
  const more = LEVERS.filter(({ id }) => id !== FIRST_LEVER.id)
    .filter((lever) => levers[lever.id] !== lever.default)
    .map((lever) => `&${lever.id}=${toShown(lever, levers[lever.id])}`);
  return `?preset=${preset}&mineral=${mineral}&stock=${stockTonnes}&severity=${severity}${more.join('')}`;
}

/** A preset under other levers. */
export function withLevers(scenario: Scenario, levers: LeverValues): Scenario {
  return { ...scenario, levers };
}

/** Why a lever would do nothing here; null where it works. */
export function whyIdle(
  { needs }: Pick<Lever, 'needs'>,
  model: StressModel,
  {
    scenario,
    mineral,
    stockTonnes,
  }: Pick<LabState, 'mineral' | 'stockTonnes'> & {
    readonly scenario: Pick<Scenario, 'shocks'>;
  },
): string | null {
  if (needs === 'nothing') return null;
  if (needs === 'stock') {
    return stockTonnes > 0 ? null : 'The reserve holds nothing that it could release.';
  }
  const { shocks } = scenario;
  if (shocks.length === 0) return 'This preset names no shock, so there is nothing to scale.';
  const naming = shocks.filter(({ minerals }) => minerals === 'all' || minerals.includes(mineral));
  if (naming.length === 0) return 'The shocks of this preset do not name this mineral.';
  const reaching = naming.filter((shock) => reaches(model, shock, mineral));
  if (reaching.length === 0) return 'No country of this shock supplies this mineral in the data.';
  if (needs === 'shock' || reaching.some(isCut)) return null;
  return 'Nothing that this preset does to this mineral is a cut of exports.';
}

export interface StockLever {
  readonly mostTonnes: number;
  readonly stepTonnes: number;
}

/** A slider for the stock: up to two years of consumption, rounded up, in a hundred steps. */
export function stockLever(demandTonnesPerQuarter: number): StockLever {
  const wanted = Math.max(8 * demandTonnesPerQuarter, 1e-3);
  const decade = 10 ** Math.floor(Math.log10(wanted));
  const mostTonnes = [1, 2, 5, 10].map((times) => times * decade).find((most) => most >= wanted);
  const most = Number((mostTonnes ?? 10 * decade).toPrecision(2));
  return { mostTonnes: most, stepTonnes: Number((most / 100).toPrecision(2)) };
}
