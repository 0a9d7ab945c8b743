/*
 * Memory is handed out once, from the bottom up, and never given back: a new set of constants
 * begins anew. Every piece begins at a multiple of 64 and has 64 bytes to spare, for vectors read
 * whole.
 */

const PAGE: usize = 65536;
const LINE: usize = 64;

let top: usize = 0;

/** Begins anew. */
export function clearMemory(): void {
  top = (__heap_base + LINE - 1) & ~(LINE - 1);
}

/** The address of so many bytes, all zero. */
export function reserve(bytes: usize): usize {
  const address = top;
  top = (top + bytes + 2 * LINE - 1) & ~(LINE - 1);
  const pages = <i32>((top + PAGE - 1) / PAGE);
  const held = memory.size();
  if (pages > held) memory.grow(pages - held);
  memory.fill(address, 0, top - address);
  return address;
}

// @ts-ignore: decorator
@inline
export function f64At(array: usize, index: i32): f64 {
  return load<f64>(array + (<usize>index << 3));
}

// @ts-ignore: decorator
@inline
export function i32At(array: usize, index: i32): i32 {
  return load<i32>(array + (<usize>index << 2));
}

/** A number of an array, in both lanes. */
// @ts-ignore: decorator
@inline
export function pairAt(array: usize, index: i32): v128 {
  return v128.load64_splat(array + (<usize>index << 3));
}

/** One number in both lanes; of a constant, `term` is cheaper. */
// @ts-ignore: decorator
@inline
export function both(value: f64): v128 {
  return f64x2.splat(value);
}

/** Of each lane, the one or the other. */
// @ts-ignore: decorator
@inline
export function select(isFirst: v128, first: v128, second: v128): v128 {
  return v128.bitselect(first, second, isFirst);
}

/** Whether a comparison holds in any lane; cheaper than `v128.any_true`. */
// @ts-ignore: decorator
@inline
export function holds(comparison: v128): bool {
  return i64x2.bitmask(comparison) != 0;
}

/** Whether it holds in both. */
// @ts-ignore: decorator
@inline
export function holdsInBoth(comparison: v128): bool {
  return i64x2.bitmask(comparison) == 3;
}
