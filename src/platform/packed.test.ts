import { expect, test } from 'vitest';
import { pack, UnreadableBytes, unpack } from './packed.ts';

const value = {
  count: 2,
  names: ['gallium', null, true],
  unmet: Float32Array.of(0.1, -0, Number.NaN),
  parts: [{ total: Float64Array.of(1 / 3) }, { total: new Float64Array(0) }],
  short: Uint32Array.of(7),
  key: Uint16Array.of(1, 2, 3),
};

test('what was packed comes back to the bit, with its keys in their order', () => {
  const back = unpack(pack(value));
  expect(back).toEqual(value);
  expect(Object.keys(back as object)).toEqual(Object.keys(value));
});

test('a part of a larger array is packed alone', () => {
  const part = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(unpack(pack(part))).toEqual(Float32Array.of(2, 3));
});

test('an array takes four bytes a number and not more', () => {
  // 4 bytes of length and a short outline, to a multiple of 8, then the numbers.
  expect(pack(new Float32Array(1000)).byteLength).toBeLessThan(4000 + 64);
});

test('it reads bytes that stand anywhere in a buffer', () => {
  const bytes = pack(value);
  const buffer = new Uint8Array(bytes.byteLength + 3);
  buffer.set(bytes, 3);
  expect(unpack(buffer.subarray(3))).toEqual(value);
  expect(unpack(Buffer.from(bytes))).toEqual(value); // Node keeps small ones in a common pool
});

test.each([
  ['nothing', () => new Uint8Array(0), 'no bytes'],
  ['half of it', () => pack(value).subarray(0, 100), 'cut off'],
  ['all but the last array', () => pack(value).subarray(0, -8), 'cut off'],
  ['more than it', () => Uint8Array.of(...pack(value), 0), 'too many'],
  ['a length and no outline', () => Uint8Array.of(255, 255, 255, 255, 1), 'cut off'],
  ['no JSON', () => changed(4, 0x21), 'not JSON'],
  ['an array of an unknown kind', () => outlined({ $array: 'Map', length: 1 }), 'no kind'],
  ['an array of minus one', () => outlined({ $array: 'Uint8Array', length: -1 }), 'no length'],
  ['an array of 10^12', () => outlined({ $array: 'Uint8Array', length: 1e12 }), 'cut off'],
])('%s is refused', (_, bytes, why) => {
  expect(() => unpack(bytes())).toThrow(UnreadableBytes);
  expect(() => unpack(bytes())).toThrow(why);
});

function changed(at: number, byte: number): Uint8Array {
  const bytes = pack(value);
  bytes[at] = byte;
  return bytes;
}

function outlined(outline: unknown): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(outline));
  const bytes = new Uint8Array(Math.ceil((4 + text.byteLength) / 8) * 8);
  new DataView(bytes.buffer).setUint32(0, text.byteLength, true);
  bytes.set(text, 4);
  return bytes;
}
