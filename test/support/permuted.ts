import { type GapSample, QUARTER_BITS, QUARTER_MASK } from '../../src/stress/gaps.ts';

/** The same gaps with mineral m standing where `placeOf[m]` says. */
export function permutedSample(sample: GapSample, placeOf: readonly number[]): GapSample {
  const keyOf = (key: number): number =>
    (placeOf[key >> QUARTER_BITS]! << QUARTER_BITS) | (key & QUARTER_MASK);
  const order: number[] = [];
  for (let s = 0; s < sample.draws; s++) {
    const own: number[] = [];
    for (let e = sample.start[s]!; e < sample.start[s + 1]!; e++) own.push(e);
    order.push(...own.sort((a, b) => keyOf(sample.key[a]!) - keyOf(sample.key[b]!)));
  }
  return {
    ...sample,
    key: Uint16Array.from(order, (e) => keyOf(sample.key[e]!)),
    gapTonnes: Float32Array.from(order, (e) => sample.gapTonnes[e]!),
  };
}

/** A list in the order that `placeOf` gives it. */
export const permutedList = <T>(list: readonly T[], placeOf: readonly number[]): T[] =>
  list.map((_, place) => list[placeOf.indexOf(place)]!);
