import { seed } from './constants';
import { FIRST_FACTOR, fourWords, HALF, number, PER_WORD, SECOND_FACTOR } from './tables';

/*
 * The numbers of src/base/random.ts, four at a time where that pays.
 */

const PARITY: i32 = 0x1bd11bda;
const FACTOR1: u32 = 0x85ebca6b;
const FACTOR2: u32 = 0xc2b2ae35;

// @ts-ignore: decorator
@inline
function rotate(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

/**
 * Writes the keys of a draw's variables: first words, and second words, four at a time.
 *
 * @param count - the arrays have room up to the next multiple of four
 */
export function keysOf(draw: i32, variables: usize, count: i32, starts: usize, steps: usize): void {
  const key0 = i32x4.splat(seed);
  const key1 = i32x4.splat(draw);
  const key2 = PARITY ^ seed ^ draw;
  const second = i32x4.splat(key2);
  const add1 = i32x4.splat(key2 + 1);
  const add2 = i32x4.splat(seed + 2);
  const add3 = i32x4.splat(draw + 3);
  const add4 = i32x4.splat(key2 + 4);
  const add5 = i32x4.splat(seed + 5);
  const end = <usize>count << 2;
  for (let at: usize = 0; at < end; at += 16) {
    let x = i32x4.add(v128.load(variables + at), key0);
    let y = key1;
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 13), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 15), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 26), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 6), x);
    x = i32x4.add(x, key1);
    y = i32x4.add(y, add1);

    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 17), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 29), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 16), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 24), x);
    x = i32x4.add(x, second);
    y = i32x4.add(y, add2);

    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 13), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 15), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 26), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 6), x);
    x = i32x4.add(x, key0);
    y = i32x4.add(y, add3);

    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 17), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 29), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 16), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 24), x);
    x = i32x4.add(x, key1);
    y = i32x4.add(y, add4);

    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 13), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 15), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 26), x);
    x = i32x4.add(x, y);
    y = v128.xor(rotate(y, 6), x);
    v128.store(starts + at, i32x4.add(x, second));
    v128.store(steps + at, i32x4.add(y, add5));
  }
}

/** The second half of `scramble`: four numbers from their places in the sequence. */
// @ts-ignore: decorator
@inline
export function finish(places: v128): v128 {
  let bits = i32x4.mul(v128.xor(places, i32x4.shr_u(places, 16)), fourWords(FIRST_FACTOR));
  bits = i32x4.mul(v128.xor(bits, i32x4.shr_u(bits, 13)), fourWords(SECOND_FACTOR));
  return v128.xor(bits, i32x4.shr_u(bits, 16));
}

/** Words less 2^31, to compare as signed numbers. */
// @ts-ignore: decorator
@inline
export function signedWords(words: v128): v128 {
  return v128.xor(words, i32x4.splat(i32.MIN_VALUE));
}

// @ts-ignore: decorator
@inline
export function scramble(start: i32, step: i32, counter: i32): i32 {
  let bits: u32 = start + (step | 1) * counter;
  bits = (bits ^ (bits >> 16)) * FACTOR1;
  bits = (bits ^ (bits >> 13)) * FACTOR2;
  return bits ^ (bits >> 16);
}

// @ts-ignore: decorator
@inline
export function uniform(word: i32): f64 {
  return (<f64>(<u32>word) + 0.5) * 2.3283064365386963e-10; // 2^-32
}

/** The uniform numbers of the two words in the lower half. */
// @ts-ignore: decorator
@inline
export function uniformPair(words: v128): v128 {
  return f64x2.mul(f64x2.add(f64x2.convert_low_i32x4_u(words), number(HALF)), number(PER_WORD));
}
