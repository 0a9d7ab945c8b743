/*
 * Counter-based random numbers: a number is a function of (seed, draw, variable, counter), so it
 * does not matter which thread asks for it, in which order, or how many others were asked before.
 *
 * Threefry turns (seed, draw, variable) into a key of two words; `scramble` turns the key and a
 * counter into a number. Threefry for every number would be as good, and four times slower.
 */

const PARITY = 0x1bd11bda;

/**
 * Threefry-2x32 with 20 rounds: encrypts a counter under a key.
 *
 * @param out - receives two random words of 32 bits
 * @param key0 - first key word, here the seed
 * @param key1 - second key word, here the number of the draw
 * @param counter0 - first counter word, here the variable
 * @param counter1 - second counter word
 * @source Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, sec. 4;
 *   rotation constants and known answers of Random123
 */
export function threefry(
  out: Int32Array,
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
): void {
  const key2 = PARITY ^ key0 ^ key1;
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;

  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + key1) | 0;
  y = (y + key2 + 1) | 0;

  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + key2) | 0;
  y = (y + key0 + 2) | 0;

  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + key0) | 0;
  y = (y + key1 + 3) | 0;

  x = (x + y) | 0;
  y = ((y << 17) | (y >>> 15)) ^ x;
  x = (x + y) | 0;
  y = ((y << 29) | (y >>> 3)) ^ x;
  x = (x + y) | 0;
  y = ((y << 16) | (y >>> 16)) ^ x;
  x = (x + y) | 0;
  y = ((y << 24) | (y >>> 8)) ^ x;
  x = (x + key1) | 0;
  y = (y + key2 + 4) | 0;

  x = (x + y) | 0;
  y = ((y << 13) | (y >>> 19)) ^ x;
  x = (x + y) | 0;
  y = ((y << 15) | (y >>> 17)) ^ x;
  x = (x + y) | 0;
  y = ((y << 26) | (y >>> 6)) ^ x;
  x = (x + y) | 0;
  y = ((y << 6) | (y >>> 26)) ^ x;
  x = (x + key2) | 0;
  y = (y + key0 + 5) | 0;

  out[0] = x;
  out[1] = y;
}

/**
 * The number of a counter in the stream of a key: a Weyl sequence and the finaliser of MurmurHash3.
 *
 * @param start - first word of the stream's key
 * @param step - second word of the key; made odd, so that the sequence has full period
 * @source Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators, in 32 bits
 */
export function scramble(start: number, step: number, counter: number): number {
  let bits = (start + Math.imul(step | 1, counter)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** A uniform number in (0, 1) from 32 random bits; never 0 and never 1. */
export function uniform(word: number): number {
  return ((word >>> 0) + 0.5) * 2 ** -32;
}

/**
 * The number of a variable by its name, so that adding a variable moves no other's numbers.
 *
 * @source Fowler, Noll, Vo: FNV-1a, 32 bits
 */
export function variable(name: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < name.length; i++) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  return hash;
}
