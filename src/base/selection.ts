import { assert } from './assert.ts';

/**
 * The value at a rank of the ascending order, without sorting all: on average a few runs through
 * the values (Hoare's quickselect). The same number as `sort()[rank]`.
 *
 * @param rank - from 0 for the least
 */
export function valueAtRank(values: Float64Array, rank: number): number {
  assert(rank >= 0 && rank < values.length, 'the rank is one of the values');
  const rest = values.slice();
  let from = 0;
  let to = rest.length - 1;
  while (from < to) {
    const pivot = middleOf(rest[from]!, rest[(from + to) >> 1]!, rest[to]!);
    let low = from;
    let high = to;
    while (low <= high) {
      while (rest[low]! < pivot) low++;
      while (rest[high]! > pivot) high--;
      if (low > high) break;
      const value = rest[low]!;
      rest[low++] = rest[high]!;
      rest[high--] = value;
    }
    if (rank <= high) to = high;
    else if (rank >= low) from = low;
    else return rest[rank]!;
  }
  return rest[rank]!;
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
