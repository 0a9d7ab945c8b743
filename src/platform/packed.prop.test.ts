import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, unpack } from './packed.ts';

test('any numbers come back as the bits that they were', () => {
  fc.assert(
    fc.property(fc.float32Array(), fc.float64Array(), fc.jsonValue(), (narrow, wide, json) => {
      const whole = { narrow, json, wide };
      const back = unpack(pack(whole));
      expect(pack(back)).toEqual(pack(whole));
      expect(back).toMatchObject({ narrow, wide });
    }),
  );
});
