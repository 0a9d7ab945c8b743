import { exp, log } from '../base/elementary.ts';
import type { Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { assume, type Range } from './assumptions.ts';

/*
 * How much GDP stops if a mineral does not come for a year. The input-output table knows 71
 * industries and no minerals, so this is a rule of thumb by kind of use, the same for every mineral
 * of a kind.
 */

/** Kinds of use, the most valuable first: a mineral counts by the most valuable one it has. */
export const USE_WORDS: readonly { readonly use: string; readonly words: readonly string[] }[] = [
  {
    use: 'electronics',
    words: [
      ...['semiconductor', 'integrated circuit', 'computer chip', 'fiber optic', 'display'],
      ...['data storage', 'electronics', 'electronic component', 'capacitor', 'solid state'],
      ...['night vision', 'optical device', 'electrical circuit'],
    ],
  },
  { use: 'aerospace-defence', words: ['aerospace', 'defense', 'superalloy', 'super alloy', 'jet'] },
  { use: 'magnets', words: ['permanent magnet', 'laser'] },
  { use: 'catalysts', words: ['catalyst', 'catalytic', 'electrochemical', 'industrial chemicals'] },
  { use: 'medical-nuclear', words: ['medical', 'nuclear', 'cancer', 'x-ray'] },
  { use: 'batteries', words: ['batter', 'fuel cell'] },
  { use: 'agriculture', words: ['fertilizer', 'pesticide'] },
  { use: 'energy-infrastructure', words: ['wiring', 'solar', 'drilling'] },
  { use: 'metallurgy', words: ['metallurg', 'steel', 'alloy'] },
  {
    use: 'materials',
    words: ['ceramic', 'glass', 'pigment', 'cement', 'coating', 'flame', 'phosphor', 'ammunition'],
  },
  { use: 'research', words: ['research', 'clock'] },
];

/** Words of end uses that the lists of applications do not have. */
const END_USE_WORDS: typeof USE_WORDS = [
  { use: 'electronics', words: ['electronic'] },
  { use: 'energy-infrastructure', words: ['photovoltaic', 'electrical', 'energy'] },
  {
    use: 'metallurgy',
    words: ['carbide', 'casting', 'machinery', 'transportation', 'metal', 'tinplate', 'brass'],
  },
  { use: 'agriculture', words: ['herbicide', 'fertilizer'] },
  { use: 'catalysts', words: ['chemical'] },
  { use: 'materials', words: ['packaging', 'building', 'construction', 'consumer', 'jewelry'] },
];

/** The kind of use of a mineral, read from the applications that USGS lists for it. */
export function classOfUse({ applications }: Mineral): string {
  return kindIn(USE_WORDS, applications ?? '') ?? 'materials';
}

/** The kind of one end use by its wording, or null where no word tells. */
export function kindOfWords(use: string): string | null {
  return kindIn(USE_WORDS, use) ?? kindIn(END_USE_WORDS, use);
}

function kindIn(kinds: typeof USE_WORDS, wording: string): string | null {
  const text = wording.toLowerCase();
  return kinds.find(({ words }) => words.some((word) => text.includes(word)))?.use ?? null;
}

/** GDP that stops per dollar of mineral, for a kind of use and a bill of the reference size. */
export function multiplierOf(data: ReferenceData, kind: string): Range {
  return assume(data.assumptions, 'stake_multiplier', [`use:${kind}`]);
}

/**
 * GDP that stops if nothing of a mineral arrives for a year.
 *
 *   stake = multiplier · reference^(1 − k) · bill^k
 *
 * With k below 1 a small bill carries more GDP per dollar than a large one. The multiplier is the
 * mean over the uses of the mineral.
 *
 * @param uses - with shares that sum to 1
 * @param billMusd - what the country spends on the mineral in a year [million USD]
 * @returns [million USD per year]
 * @source docs/models/dependency.md, equation 5
 */
export function stakeMusd(
  data: ReferenceData,
  uses: readonly { readonly kind: string; readonly share: number }[],
  billMusd: number,
): Range {
  if (billMusd <= 0) return { low: 0, mid: 0, high: 0 };
  const multiplier = { low: 0, mid: 0, high: 0 };
  for (const { kind, share } of uses) {
    const each = multiplierOf(data, kind);
    multiplier.low += share * each.low;
    multiplier.mid += share * each.mid;
    multiplier.high += share * each.high;
  }
  const reference = assume(data.assumptions, 'stake_reference').mid;
  const exponent = assume(data.assumptions, 'stake_exponent').mid;
  const scale = reference * exp(exponent * log(billMusd / reference));
  return {
    low: multiplier.low * scale,
    mid: multiplier.mid * scale,
    high: multiplier.high * scale,
  };
}
