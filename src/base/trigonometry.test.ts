import { expect, test } from 'vitest';
import { cos, sin } from './trigonometry.ts';

test('sine and cosine are those of this engine to 1e-15', () => {
  for (let i = -4000; i <= 4000; i++) {
    const x = i * 0.37 + i * i * 1e-3;
    expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(1e-15);
    expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(1e-15);
  }
});

test('known angles', () => {
  expect(cos(0)).toBe(1);
  expect(sin(0)).toBe(0);
  expect(sin(Math.PI / 6)).toBeCloseTo(0.5, 15);
  expect(cos(Math.PI / 3)).toBeCloseTo(0.5, 15);
  expect(cos(-Math.PI)).toBeCloseTo(-1, 15);
});
