import { assert } from '../base/assert.ts';

/*
 * A value with typed arrays as bytes, and back. Numbers of a model cross from machine to machine as
 * the bits that they are: 4 bytes for a Float32, not a dozen digits.
 *
 * | bytes                | what                                                            |
 * |----------------------|-----------------------------------------------------------------|
 * | 4                    | length of the outline, little-endian                            |
 * | length of outline    | JSON in UTF-8: the value, with a place for each array           |
 * | up to 7              | zeros, to a multiple of 8                                       |
 * | each array           | its elements, little-endian, then zeros to a multiple of 8      |
 *
 * The same value, with its keys in the same order, always gives the same bytes.
 */

const KINDS = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Uint16Array,
  Uint8Array,
} as const;
type Kind = keyof typeof KINDS;
type PackedArray = InstanceType<(typeof KINDS)[Kind]>;

const PLACE = '$array'; // a key of ours in the outline: no value may have it
const LENGTH_BYTES = 4;
const ALIGNMENT = 8; // of the widest element

/** Bytes that cannot be read back. */
export class UnreadableBytes extends Error {
  override readonly name = 'UnreadableBytes';
}

/** Writes a value of JSON and typed arrays as bytes. */
export function pack(value: unknown): Uint8Array {
  assert(isLittleEndian(), 'this machine keeps numbers little-endian, as the bytes are');
  const arrays: PackedArray[] = [];
  const outline = new TextEncoder().encode(JSON.stringify(outlineOf(value, arrays)));
  const from = aligned(LENGTH_BYTES + outline.byteLength);
  const size = arrays.reduce((sum, { byteLength }) => sum + aligned(byteLength), from);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, outline.byteLength, true);
  bytes.set(outline, LENGTH_BYTES);
  let at = from;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  return bytes;
}

/** Reads what `pack` wrote. @throws UnreadableBytes for anything else */
export function unpack(bytes: Uint8Array): unknown {
  assert(isLittleEndian(), 'this machine keeps numbers little-endian, as the bytes are');
  const own = new Uint8Array(bytes); // a copy: aligned, and of nobody else
  if (own.byteLength < LENGTH_BYTES) throw new UnreadableBytes('there are no bytes');
  const length = new DataView(own.buffer).getUint32(0, true);
  if (LENGTH_BYTES + length > own.byteLength) throw new UnreadableBytes('the outline is cut off');
  const reader = { buffer: own.buffer, at: aligned(LENGTH_BYTES + length) };
  const value = fill(readOutline(own.subarray(LENGTH_BYTES, LENGTH_BYTES + length)), reader);
  if (reader.at !== own.byteLength) throw new UnreadableBytes('there are bytes too many');
  return value;
}

function outlineOf(value: unknown, arrays: PackedArray[]): unknown {
  if (ArrayBuffer.isView(value)) {
    const kind = value.constructor.name;
    assert(isKind(kind), `a ${kind} can be packed`);
    // Its constructor is the one of this name.
    const array = value as PackedArray;
    arrays.push(array);
    return { [PLACE]: kind, length: array.length };
  }
  if (Array.isArray(value)) return value.map((each) => outlineOf(each, arrays));
  if (value === null || typeof value !== 'object') return value;
  assert(!(PLACE in value), `no value has a key ${PLACE}`);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, outlineOf(each, arrays)]),
  );
}

function readOutline(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch {
    throw new UnreadableBytes('the outline is not JSON');
  }
}

interface Reader {
  readonly buffer: ArrayBuffer;
  at: number;
}

/** The outline with its arrays put in, in the order in which they were written. */
function fill(outline: unknown, reader: Reader): unknown {
  if (Array.isArray(outline)) return outline.map((each) => fill(each, reader));
  if (outline === null || typeof outline !== 'object') return outline;
  if (PLACE in outline) return readArray(outline, reader);
  return Object.fromEntries(
    Object.entries(outline).map(([key, each]) => [key, fill(each, reader)]),
  );
}

function readArray(place: object, reader: Reader): PackedArray {
  const { [PLACE]: kind, length } = place as Record<string, unknown>; // an object of JSON
  if (!isKind(kind) || typeof length !== 'number' || !Number.isInteger(length) || length < 0) {
    throw new UnreadableBytes('an array has no kind or no length');
  }
  const Numbers = KINDS[kind];
  const byteLength = length * Numbers.BYTES_PER_ELEMENT;
  if (reader.at + aligned(byteLength) > reader.buffer.byteLength) {
    throw new UnreadableBytes('an array is cut off');
  }
  const array = new Numbers(reader.buffer, reader.at, length);
  reader.at += aligned(byteLength);
  return array;
}

function isKind(name: unknown): name is Kind {
  return typeof name === 'string' && Object.hasOwn(KINDS, name);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}
