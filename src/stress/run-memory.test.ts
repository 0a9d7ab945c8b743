import { expect, test } from 'vitest';
import { refuseTooLarge, runMemoryBytes } from './run-memory.ts';

test('ten million draws of 54 minerals need 7.5 GB', () => {
  // 54 minerals × 12 bytes + 8 bytes in all + 64 bytes to join them = 720 bytes a draw; 0.3 GB else.
  expect(runMemoryBytes({ draws: 10_000_000, minerals: 54 })).toBe(7.5e9);
});

test('a run that fits is not refused', () => {
  expect(() => refuseTooLarge({ draws: 10_000_000, minerals: 54 }, 10e9)).not.toThrow();
});

test('a run that does not fit is told what it would need, what there is, and what would fit', () => {
  // Three quarters of 8 GB are 6 GB, less 0.3 GB, at 720 bytes: 7,916,666 draws.
  try {
    refuseTooLarge({ draws: 10_000_000, minerals: 54 }, 8e9);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      kind: 'invalid',
      code: 'stress.too_much_memory',
      message:
        '10,000,000 draws need 7.5 GB of memory, and a run may take 6.0 GB of the 8.0 GB of this machine',
      hint: 'at most 7,916,666 draws fit: give fewer, or see how many are enough with --precision 1%',
    });
  }
});

test('on a machine that is too small for any run, none fit', () => {
  expect(() => refuseTooLarge({ draws: 100, minerals: 54 }, 0.2e9)).toThrowError(
    expect.objectContaining({ hint: expect.stringContaining('at most 0 draws fit') }),
  );
});
