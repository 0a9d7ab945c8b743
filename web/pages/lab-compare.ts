import { LEVERS } from '../../src/stress/levers.ts';
import type { MineralPath, Scenario } from '../../src/stress/stress.ts';
import type { Rows } from '../parts/table.tsx';
import {
  chosenScenario,
  type LabSetting,
  type LabState,
  PIN_NAMES,
  settingOf,
} from './lab-state.ts';
import { shownUnit, toShown } from './lever-words.ts';

/** One of the settings that are compared; A is the one that the levers move. */
export interface Compared {
  readonly name: string;
  readonly setting: LabSetting;
  readonly title: string; // of its scenario
}

/** A and what is pinned. */
export const comparedOf = (state: LabState, presets: readonly Scenario[]): readonly Compared[] =>
  [settingOf(state), ...state.pins].map((setting, i) => ({
    name: i === 0 ? 'A' : PIN_NAMES[i - 1]!,
    setting,
    title: chosenScenario(setting, presets).title,
  }));

/** A row for each lever that differs between the settings, and for no other. */
export function differingRows(compared: readonly Compared[]): Rows {
  const all: readonly (readonly [string, (each: Compared) => string])[] = [
    ['Shock', ({ title }) => title],
    ['Reserve stock, t', ({ setting }) => String(setting.stockTonnes)],
    ...LEVERS.map((lever): [string, (each: Compared) => string] => [
      `${lever.label}, ${shownUnit(lever)}`,
      ({ setting }) => String(toShown(lever, setting.levers[lever.id])),
    ]),
  ];
  const rows = all
    .map(([label, textOf]) => [label, ...compared.map(textOf)])
    .filter(([, ...texts]) => new Set(texts).size > 1);
  return {
    columns: [{ label: 'Setting' }, ...compared.map(({ name }) => ({ label: name }))],
    rows,
  };
}

/** How far A lies above each pinned setting in the middle future, quarter by quarter. */
export function differences(
  path: MineralPath,
  pins: readonly MineralPath[],
  valuesOf: (path: MineralPath) => readonly number[],
): readonly { readonly name: string; readonly values: readonly number[] }[] {
  const own = valuesOf(path);
  return pins.map((pin, i) => ({
    name: PIN_NAMES[i]!,
    values: own.map((value, quarter) => value - valuesOf(pin)[quarter]!),
  }));
}
