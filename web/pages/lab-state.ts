import { PATH_DRAWS } from '../../src/stress/laboratory.ts';
import { LEVER_DEFAULTS, type LeverValues } from '../../src/stress/levers.ts';
import type { Shock } from '../../src/stress/shock.ts';
import { HORIZON_YEARS, type Scenario, SEED } from '../../src/stress/stress.ts';

/** What can be held against something else: a shock under its levers, and a stock. */
export interface LabSetting {
  readonly preset: string; // where `own` is set, what comes back without it
  readonly own: Scenario | null; // a scenario that the reader brought
  readonly stockTonnes: number;
  readonly levers: LeverValues;
}

/** Lines over each other, or what lies between them. */
export type LabView = 'overlay' | 'difference';

/** What the stress lab says. The address of the page carries it whole. */
export interface LabState extends LabSetting {
  readonly mineral: string;
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly pins: readonly LabSetting[]; // B, C and D
  readonly view: LabView;
}

/** The names of pinned settings; the one that the levers move is A. */
export const PIN_NAMES = ['B', 'C', 'D'] as const;
export type PinName = (typeof PIN_NAMES)[number];

/** One mineral at a time is quick: so many draws cost some ten milliseconds. */
export const LAB_DRAWS = { ...PATH_DRAWS, usual: 2000 } as const;

export type LabScenario = Pick<Scenario, 'id' | 'shocks'>;

/** What the lab offers. */
export interface LabChoices {
  readonly presets: readonly LabScenario[];
  readonly minerals: readonly string[];
}

const FIRST_PRESET = 'china-ban-ga-ge-sb';
const FIRST_MINERAL = 'gallium';

/** The levers before anybody moved one. */
export function startingState({ presets, minerals }: LabChoices): LabState {
  const preset = presets.find(({ id }) => id === FIRST_PRESET) ?? presets[0];
  return {
    preset: preset?.id ?? 'base',
    own: null,
    mineral: mineralOf(preset, minerals),
    stockTonnes: 0,
    levers: LEVER_DEFAULTS,
    draws: LAB_DRAWS.usual,
    seed: SEED.usual,
    years: HORIZON_YEARS.usual,
    pins: [],
    view: 'overlay',
  };
}

/** The mineral to show when nobody named one: the first that the shocks name, or gallium. */
export function mineralOf(
  scenario: { readonly shocks: readonly Pick<Shock, 'minerals'>[] } | undefined,
  minerals: readonly string[],
): string {
  const named = scenario?.shocks.flatMap((shock) =>
    shock.minerals === 'all' ? [] : shock.minerals,
  );
  const known = named?.find((mineral) => minerals.includes(mineral));
  if (known !== undefined) return known;
  return minerals.includes(FIRST_MINERAL) ? FIRST_MINERAL : (minerals[0] ?? '');
}

/** A scenario under other levers. */
export function withLevers(scenario: Scenario, levers: LeverValues): Scenario {
  return { ...scenario, levers };
}

/** The scenario that a setting chose, before any lever. */
export function chosenScenario(
  { preset, own }: Pick<LabSetting, 'preset' | 'own'>,
  presets: readonly Scenario[],
): Scenario {
  const found = own ?? presets.find(({ id }) => id === preset) ?? presets[0];
  if (found === undefined) throw new Error('the lab has no presets');
  return found;
}

/** The scenario that a setting asks the model about. */
export const scenarioOf = (setting: LabSetting, presets: readonly Scenario[]): Scenario =>
  withLevers(chosenScenario(setting, presets), setting.levers);

/** The setting that the levers show, without what is common to all that is compared. */
export const settingOf = ({ preset, own, stockTonnes, levers }: LabSetting): LabSetting => ({
  preset,
  own,
  stockTonnes,
  levers,
});
