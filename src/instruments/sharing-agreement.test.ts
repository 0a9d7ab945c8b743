import { expect, test } from 'vitest';
import { settleSharing, volumeWeightedMicros } from './sharing-agreement.ts';

/** C$1,000,000 over 24 months against C$0.63. */
const TERMS = { totalCents: 1_000_000_00n, months: 24, benchmarkMicros: 630_000n };

const paid = (averagesMicros: readonly bigint[]) =>
  settleSharing(TERMS, averagesMicros).reduce((sum, { paidCents }) => sum + paidCents, 0n);

test('at the benchmark the whole is paid, to the cent', () => {
  expect(paid(Array<bigint>(24).fill(630_000n))).toBe(1_000_000_00n);
});

test('a month pays in proportion to its average', () => {
  const [first, second] = settleSharing(TERMS, [450_000n, 1_260_000n]);
  // 1,000,000 / 24 = 41,666.66 and 41,666.67; × 0.45 / 0.63 = 29,761.90; × 2 = 83,333.34
  expect(first).toMatchObject({ dueCents: 41_666_66n, paidCents: 29_761_90n });
  expect(second).toMatchObject({ dueCents: 41_666_67n, paidCents: 83_333_34n });
});

test('an average weighs prices by what was traded', () => {
  const days = Array.from({ length: 20 }, (_, i) => ({
    priceMicros: i < 10 ? 400_000n : 600_000n,
    volume: i < 10 ? 3n : 1n,
  }));
  expect(volumeWeightedMicros(days)).toBe(450_000n); // (0.40 × 3 + 0.60 × 1) / 4
  expect(() => volumeWeightedMicros(days.slice(1))).toThrow('needs 20 trading days');
});

test('more averages than settlements, or no benchmark, are refused', () => {
  expect(() => paid(Array<bigint>(25).fill(1n))).toThrow('25 averages stand against 24');
  expect(() => settleSharing({ ...TERMS, benchmarkMicros: 0n }, [1n])).toThrow('no benchmark');
});
