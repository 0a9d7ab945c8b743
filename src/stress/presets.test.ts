import { expect, test } from 'vitest';
import { cutPresetId, findPreset, isPreset, PRESETS } from './presets.ts';

test('the cut of any country is a preset, in the shape of the one that cuts China', () => {
  const china = PRESETS.find(({ id }) => id === 'china-full-stop')!;
  const cut = findPreset(cutPresetId('CHN'));
  expect(cut.shocks).toEqual(china.shocks);
  expect(findPreset('cut-idn')).toMatchObject({
    id: 'cut-idn',
    title: 'Indonesia stops all mineral exports',
  });
});

test('a cut of what is no country is unknown, and the refusal says how to write one', () => {
  expect(isPreset('cut-xyz')).toBe(false);
  expect(isPreset('cut-IDN')).toBe(false);
  expect(() => findPreset('cut-xyz')).toThrow("there is no preset 'cut-xyz'");
  expect(PRESETS.every(({ id }) => isPreset(id))).toBe(true);
});
