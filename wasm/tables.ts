/*
 * Tables of src/base, that the page outside fills once, and the constants of our arithmetic. They
 * stand at fixed addresses: a constant in memory costs one instruction, one in the code three.
 */

/** Roots of two, for `exp`. */
export const rootTable: usize = memory.data(64 * 8, 64);
/** The inverse of each cell's middle and its logarithm, side by side, for `log`. */
export const cellTable: usize = memory.data(1024 * 16, 64);
/** Four coefficients a segment, for `normal`. */
export const segmentTable: usize = memory.data(512 * 32, 64);
/** Levels of ordinary noise, 32 bits each. */
export const levelTable: usize = memory.data(4096 * 4, 64);
/** For `wordCut`. */
export const cutTable: usize = memory.data(321 * 4, 64);

const TERMS: usize = memory.data<f64>([
  0.5, // 0
  1.0, // 1
  0.3333333333333333, // 2: 1 / 3
  0.2, // 3: 1 / 5
  0.16666666666666666, // 4: 1 / 6
  0.14285714285714285, // 5: 1 / 7
  0.125, // 6
  0.25, // 7
  0.041666666666666664, // 8: 1 / 24
  0.008333333333333333, // 9: 1 / 120
  0.25, // 10: least number whose logarithm is tabled
  8.0, // 11: and the first that is not
  92.33248261689366, // 12: 64 / ln 2
  0.01083042469326756, // 13: ln 2 / 64, high part
  2.9815858269852933e-12, // 14: and low part
  6755399441055744.0, // 15: 1.5 * 2^52, which leaves whole numbers in the lowest bits
  0.25, // 16: quarters per year, to a stake
  700.0, // 17: beyond, e^x is nothing or infinite
  7.9999, // 18: in the last cell
  128.0, // 19: cells per unit
  1.000000000001, // 20: 1 + tolerance
  1e-9, // 21: least lack
  0.001, // 22: least spare
  0.005, // 23: least room
  1000000.0, // 24: no limit
  -0.8, // 25: least noise
  2.3283064365386963e-10, // 26: 2^-32
  2.0, // 27
]);

/** A constant in both lanes. */
// @ts-ignore: decorator
@inline
export function term(index: usize): v128 {
  return v128.load64_splat(TERMS + (index << 3));
}
