import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Choice, choiceCostMusd, fillSteps, totalCostMusd, withinBudget } from './choice.ts';

const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const choice: fc.Arbitrary<Choice> = fc
  .array(fc.record({ size: positive, price: positive }), { minLength: 1, maxLength: 4 })
  .map((parts) => {
    const steps = [...parts].sort((a, b) => a.price - b.price);
    const tonnes = steps.reduce((sum, { size }) => sum + size, 0);
    return {
      id: 'x',
      mineral: 0,
      project: null,
      tonnes,
      steps: steps.map(({ size, price }) => ({ share: size / tonnes, costMusd: size * price })),
    };
  });
// A solver may break a bound by its tolerance.
const share = fc.integer({ min: -1, max: 1e7 + 1 }).map((parts) => parts * 1e-7);

test('no shares that a solver may find exceed the budget, not by a bit', () => {
  void fc.assert(
    fc.property(
      fc.array(fc.tuple(choice, share), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 1e9 }).map((usd) => usd * 1e-6),
      (bought, budgetMusd) => {
        const choices = bought.map(([each]) => each);
        const shares = Float64Array.from(bought, ([, each]) => each);
        const kept = withinBudget(choices, shares, budgetMusd);
        expect(totalCostMusd(choices, kept)).toBeLessThanOrEqual(budgetMusd);
        for (const each of kept) expect(each >= 0 && each <= 1).toBe(true);
      },
    ),
  );
});

test('buying more of a choice never costs less, and the steps add up to the share', () => {
  void fc.assert(
    fc.property(choice, fc.integer({ min: 0, max: 1e6 }), (each, parts) => {
      const part = parts * 1e-6;
      const bought = fillSteps(each, part).reduce((sum, p, k) => sum + p * each.steps[k]!.share, 0);
      expect(Math.abs(bought - part)).toBeLessThan(1e-9);
      const halfMusd = choiceCostMusd(each, part / 2);
      expect(halfMusd).toBeLessThanOrEqual(choiceCostMusd(each, part) * (0.5 + 1e-9)); // convex
    }),
  );
});
