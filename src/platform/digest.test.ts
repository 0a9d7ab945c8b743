import { expect, test } from 'vitest';
import { digestOf } from './digest.ts';

test('digests agree with the published example of SHA-256', () => {
  // FIPS 180-4, example of one block.
  expect(digestOf('abc')).toBe(
    'sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('text is digested as UTF-8', () => {
  expect(digestOf('\u00e9')).not.toBe(digestOf('e\u0301'));
});
