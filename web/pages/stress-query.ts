import { reaches } from '../../src/stress/idle-shocks.ts';
import { LEVERS, type Lever, type LeverId, perLever } from '../../src/stress/levers.ts';
import { isCut } from '../../src/stress/shock.ts';
import { HORIZON_YEARS, type Scenario, SEED } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import {
  LAB_DRAWS,
  type LabChoices,
  type LabSetting,
  type LabState,
  mineralOf,
  PIN_NAMES,
  type PinName,
  startingState,
} from './lab-state.ts';
import { FIRST_LEVER, fromShown, shownUnit, toShown } from './lever-words.ts';
import { decodeOwn, encodeOwn } from './own-scenario.ts';

type SettingKey = 'preset' | 'own' | 'stock' | LeverId;
type LabKey = SettingKey | 'mineral' | 'draws' | 'seed' | 'years' | 'b' | 'c' | 'd' | 'view';

export type LabQuery = Readonly<Partial<Record<LabKey, string | undefined>>>;
type SettingQuery = Readonly<Partial<Record<SettingKey, string | undefined>>>;

export const MOST_TONNES = 1e9;

/** In the place of a preset's name: the scenario stands in the address itself. */
export const OWN = 'own';

/** What a server reads of an address at most, with room for the rest of the request. */
export const LONGEST_ADDRESS = 8000;

/** An address that was read, and a sentence for each part that had to be put right. */
export interface LabReading {
  readonly state: LabState;
  readonly corrections: readonly string[];
}

/** Reads the lab from an address; what is out of range goes to the nearest allowed value. */
export function readLabQuery(query: LabQuery, choices: LabChoices): LabReading {
  const corrections: string[] = [];
  const correct = (sentence: string) => void corrections.push(sentence);
  const start = startingState(choices);
  const setting = readSetting(query, start, choices, correct);
  const chosen = setting.own ?? choices.presets.find(({ id }) => id === setting.preset);
  const firstMineral = mineralOf(chosen, choices.minerals);
  const whole = (key: 'draws' | 'seed' | 'years', name: string, limits: WholeLimits) =>
    Math.round(numberOf(query[key], start[key], { name, ...limits, unit: UNITS[key] }, correct));
  const pins = PIN_NAMES.flatMap((name) => {
    const text = query[PIN_KEY[name]];
    if (text === undefined || text === '') return [];
    const own = Object.fromEntries(new URLSearchParams(text));
    return [readSetting(own, start, choices, (why) => correct(`Pinned as ${name}: ${why}`))];
  });
  const state = {
    ...setting,
    mineral: oneOf('mineral', query.mineral, choices.minerals, firstMineral, correct),
    draws: whole('draws', 'The number of futures', LAB_DRAWS),
    seed: whole('seed', 'The seed', SEED),
    years: whole('years', 'The horizon', HORIZON_YEARS),
    pins,
    view: query.view === 'difference' ? ('difference' as const) : ('overlay' as const),
  };
  return { state, corrections };
}

const PIN_KEY = { B: 'b', C: 'c', D: 'd' } as const satisfies Record<PinName, string>;
const UNITS = { draws: 'futures', seed: '', years: 'years' } as const;

interface WholeLimits {
  readonly least: number;
  readonly most: number;
}

type Correct = (sentence: string) => void;

/** Reads what a pin holds too: a shock, a stock and the levers. */
function readSetting(
  query: SettingQuery,
  start: LabSetting,
  { presets }: LabChoices,
  correct: Correct,
): LabSetting {
  const wantsOwn = query.preset === OWN;
  const own = wantsOwn ? decodeOwn(query.own ?? '') : null;
  if (wantsOwn && own === null) {
    correct(`The scenario in the address cannot be read; '${start.preset}' is used.`);
  }
  const ids = presets.map(({ id }) => id);
  const tonnes = { name: 'Reserve stock', least: 0, most: MOST_TONNES, unit: 'tonnes' };
  return {
    preset: wantsOwn ? start.preset : oneOf('shock', query.preset, ids, start.preset, correct),
    own,
    stockTonnes: numberOf(query.stock, start.stockTonnes, tonnes, correct),
    levers: perLever((lever) => {
      const usual = toShown(lever, lever.default);
      return fromShown(lever, numberOf(query[lever.id], usual, shownLimits(lever), correct));
    }),
  };
}

function oneOf(
  what: string,
  given: string | undefined,
  all: readonly string[],
  first: string,
  correct: Correct,
): string {
  if (given === undefined || all.includes(given)) return given ?? first;
  correct(`There is no ${what} '${given}' here; '${first}' is used.`);
  return first;
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

function numberOf(
  text: string | undefined,
  first: number,
  limits: NumberLimits,
  correct: Correct,
): number {
  const { least, most } = limits;
  if (text === undefined || text.trim() === '') return first;
  const given = Number(text);
  if (given >= least && given <= most) return given;
  const value = Number.isNaN(given) ? first : Math.min(most, Math.max(least, given));
  correct(`${outsideSentence(text, limits)}; ${value} is used.`);
  return value;
}

/** 'Severity of the shock cannot be 140: it goes from 0 to 100 percent' */
export const outsideSentence = (text: string, { name, least, most, unit }: NumberLimits): string =>
  `${name} cannot be ${text}: it goes from ${least} to ${most} ${unit}`.trimEnd();

/** Which data and which model an address means: the same link gives the same numbers or none. */
export interface DataPin {
  readonly data: string; // '2026.1-dc06e342bd42': the version, and how the digest begins
  readonly model: string;
}

const DIGEST_LETTERS = 12;

export const dataPinOf = ({
  dataVersion,
  dataDigest,
  version,
}: Pick<StressModel, 'dataVersion' | 'dataDigest' | 'version'>): DataPin => ({
  data: `${dataVersion}-${dataDigest.replace('sha256-', '').slice(0, DIGEST_LETTERS)}`,
  model: version,
});

/** The address that brings the lab back: '?preset=...&mineral=...&stock=...&severity=...'. */
export function labAddress(state: LabState, pin: DataPin): string {
  const { draws, seed, years, pins, view } = state;
  const entries: [string, string | number][] = [
    ...settingEntries(state, state.mineral),
    ...(draws === LAB_DRAWS.usual ? [] : [['draws', draws] as [string, number]]),
    ...(seed === SEED.usual ? [] : [['seed', seed] as [string, number]]),
    ...(years === HORIZON_YEARS.usual ? [] : [['years', years] as [string, number]]),
    ...pins.map((setting, i): [string, string] => [
      PIN_KEY[PIN_NAMES[i]!],
      queryText(settingEntries(setting)),
    ]),
    ...(view === 'overlay' ? [] : [['view', view] as [string, string]]),
    ['data', pin.data],
    ['model', pin.model],
  ];
  return `?${queryText(entries)}`;
}

/** The fields of a form that bring back what its controls do not show. */
export function unseenFields(state: LabState, pin: DataPin): readonly [string, string][] {
  const shown = new Set(['preset', 'mineral', 'stock', 'draws', 'seed', 'years']);
  return [...new URLSearchParams(labAddress(state, pin))].filter(
    ([key]) => !shown.has(key) && !LEVERS.some(({ id }) => id === key),
  );
}

function settingEntries(
  { preset, own, stockTonnes, levers }: LabSetting,
  mineral?: string,
): [string, string | number][] {
  return [
    ['preset', own === null ? preset : OWN],
    ...(mineral === undefined ? [] : [['mineral', mineral] as [string, string]]),
    ['stock', stockTonnes],
    ['severity', toShown(FIRST_LEVER, levers.severity)],
    ...LEVERS.filter(({ id }) => id !== FIRST_LEVER.id)
      .filter((lever) => levers[lever.id] !== lever.default)
      .map((lever): [string, number] => [lever.id, toShown(lever, levers[lever.id])]),
    ...(own === null ? [] : [['own', encodeOwn(own)] as [string, string]]),
  ];
}

const queryText = (entries: readonly (readonly [string, string | number])[]): string =>
  entries.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');

/** Why a lever would do nothing here; null where it works. */
export function whyIdle(
  { id, needs }: Pick<Lever, 'needs'> & { readonly id?: string },
  model: StressModel,
  {
    scenario,
    mineral,
    stockTonnes,
  }: Pick<LabState, 'mineral' | 'stockTonnes'> & {
    readonly scenario: Pick<Scenario, 'shocks'>;
  },
): string | null {
  if (id === 'pipelineShare' && !hasPipeline(model, mineral)) {
    return 'No mine or plant to come is known for this mineral.';
  }
  if (needs === 'nothing') return null;
  if (needs === 'stock') {
    return stockTonnes > 0 ? null : 'The reserve holds nothing that it could release.';
  }
  const { shocks } = scenario;
  if (shocks.length === 0) return 'This preset names no shock, so there is nothing to scale.';
  const reaching = shocks.filter((shock) => reaches(model, shock, mineral));
  if (reaching.length === 0) {
    return shocks.some(({ minerals }) => minerals === 'all' || minerals.includes(mineral))
      ? 'No country of this shock supplies this mineral in the data.'
      : 'The shocks of this preset do not name this mineral.';
  }
  if (needs === 'shock' || reaching.some(isCut)) return null;
  return 'Nothing that this preset does to this mineral is a cut of exports.';
}

const hasPipeline = ({ minerals, pipeline }: StressModel, mineral: string): boolean =>
  pipeline.some((project) => minerals[project.mineral]?.mineral === mineral);

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
