import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { settleAssay } from './assay.ts';
import type { Finding } from './certificate.ts';
import { proposeRotation } from './rotation.ts';
import { holdAgainst, type Limit } from './specification.ts';
import { blendLots, countChanges, type Stack, splitLot, totalOf } from './stacking.ts';

// Laws S1, S5, S6 and S7 of stock, on the pure part.

const grams = (max = 10n ** 15n) => fc.bigInt({ min: 1n, max });

/** A lot of up to four funds, as receipt and acceptance make it. */
const stacks: fc.Arbitrary<Stack[]> = fc
  .array(fc.tuple(grams(), fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.nat(100), fc.nat(99)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((rows) =>
    rows.map(([netG, cents, tare, moisture], k) => {
      const dryG = (netG * BigInt(100 - moisture)) / 100n;
      return {
        fund: `fund-${k}`,
        grossG: netG + BigInt(tare),
        netG,
        dryG,
        costCents: dryG > 0n ? cents : 0n,
      };
    }),
  );

/** Net parts of a lot, exactly it. */
const partsOf = (netG: bigint) =>
  fc.array(fc.bigInt({ min: 1n, max: 1000n }), { minLength: 2, maxLength: 5 }).map((weights) => {
    const total = weights.reduce((a, b) => a + b, 0n);
    const parts = weights.map((weight) => (netG * weight) / total);
    parts[0]! += netG - parts.reduce((a, b) => a + b, 0n);
    return parts.filter((part) => part > 0n);
  });

const splits = stacks
  .chain((lot) => fc.tuple(fc.constant(lot), partsOf(totalOf(lot).netG)))
  .filter(([, parts]) => parts.length > 1);

const isSound = ({ grossG, netG, dryG, costCents }: Stack) =>
  [grossG, netG, dryG, costCents].every((each) => each >= 0n) && (dryG > 0n || costCents === 0n);

test('S1: a split conserves grams, cost and shares exactly, and its parts blend back', () => {
  void fc.assert(
    fc.property(splits, ([lot, parts]) => {
      const children = splitLot('L', lot, parts);
      expect(blendLots(children)).toEqual(lot);
      expect(children.map((child) => totalOf(child).netG)).toEqual(parts);
      expect(children.flat().every(isSound)).toBe(true);
    }),
  );
});

test('S1: parts that are a gram more or less than the lot are refused', () => {
  void fc.assert(
    fc.property(splits, fc.constantFrom(-1n, 1n), ([lot, parts], slip) => {
      const wrong = parts.map((part, k) => (k === 0 ? part + slip : part));
      expect(() => splitLot('L', lot, wrong)).toThrow(/1 g (more|less)|with a mass|cannot split/);
    }),
  );
});

test('S5: a count leaves nothing below zero, and no cost where no gram is left', () => {
  void fc.assert(
    fc.property(
      stacks.chain((lot) =>
        fc.tuple(fc.constant(lot), fc.bigInt({ min: 0n, max: 2n * totalOf(lot).netG })),
      ),
      ([lot, counted]) => {
        const after = blendLots([lot, countChanges(lot, counted)]);
        expect(totalOf(after).netG).toBe(counted);
        expect(after.every(isSound)).toBe(true);
        if (counted >= totalOf(lot).netG) {
          expect(totalOf(after).costCents).toBe(totalOf(lot).costCents);
        }
      },
    ),
  );
});

const day = fc
  .integer({ min: 0, max: 2000 })
  .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));

const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

test('S6: a rotation proposal is a permutation of the eligible lots, those that expire first in front', () => {
  const lots = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 4 }),
      status: fc.constantFrom('accepted', 'moved', 'split', 'quarantine'),
      receivedOn: day,
      expiresOn: fc.option(day),
    }),
    { selector: ({ id }) => id },
  );
  void fc.assert(
    fc.property(lots, (all) => {
      const proposed = proposeRotation(all);
      const eligible = all.filter(({ status }) => status === 'accepted');
      expect(new Set(proposed)).toEqual(new Set(eligible));
      expect(proposed).toHaveLength(eligible.length);
      const expiries = proposed.map(({ expiresOn }) => expiresOn ?? '9999-12-31');
      expect(expiries).toEqual(expiries.toSorted(inOrder));
      const ageless = proposed.filter(({ expiresOn }) => expiresOn === null);
      expect(ageless.map((lot) => lot.receivedOn)).toEqual(
        ageless.map((lot) => lot.receivedOn).toSorted(inOrder),
      );
    }),
  );
});

const ppb = fc.bigInt({ min: 0n, max: 1_000_000_000n });
const finding = (analyte: string): fc.Arbitrary<Finding> =>
  fc.record({
    analyte: fc.constant(analyte),
    valuePpb: ppb,
    uncertaintyPpb: fc.bigInt({ min: 0n, max: 50_000_000n }),
    isBelowDetection: fc.boolean(),
  });

const limit = (analyte: string): fc.Arbitrary<Limit> =>
  fc.tuple(ppb, ppb, fc.constantFrom('min', 'max', 'both')).map(([a, b, kind]) => ({
    ...{ analyte, method: 'any', isVerified: true, source: 'a law' },
    minPpb: kind === 'max' ? undefined : a < b ? a : b,
    maxPpb: kind === 'min' ? undefined : a < b ? b : a,
  }));

/** A better finding: towards the inside of its range, or known more closely. */
function improved({ minPpb, maxPpb }: Limit, found: Finding, by: bigint): Finding {
  const uncertaintyPpb = (found.uncertaintyPpb * (1000n - by)) / 1000n;
  const aim =
    minPpb === undefined ? 0n : maxPpb === undefined ? 1_000_000_000n : (minPpb + maxPpb) / 2n;
  const valuePpb = found.valuePpb + ((aim - found.valuePpb) * by) / 1000n;
  return { ...found, valuePpb, uncertaintyPpb };
}

test('S7: improving any analyte never turns acceptance into rejection', () => {
  const analytes = ['CaF2', 'SiO2', 'As'];
  const cases = fc.tuple(
    fc.tuple(...analytes.map(limit)),
    fc.tuple(...analytes.map(finding)),
    fc.constantFrom(0n, 1000n, 1960n, 2000n),
    fc.tuple(...analytes.map(() => fc.bigInt({ min: 0n, max: 1000n }))),
  );
  const verdict = (limits: readonly Limit[], guardThousandths: bigint, found: Finding[]) =>
    holdAgainst({ limits, guardThousandths }, found).map(({ isMet }) => isMet);
  let accepted = 0;
  void fc.assert(
    fc.property(cases, ([limits, found, guard, by]) => {
      const before = verdict(limits, guard, found);
      const better = found.map((each, k) => improved(limits[k]!, each, by[k]!));
      const after = verdict(limits, guard, better);
      accepted += before.filter(Boolean).length;
      expect(before.every((isMet, k) => !isMet || after[k])).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(500); // the law was not empty
});

test('an exchange settles between the results of its voices, and the order of voices is nothing to it', () => {
  const voices = fc.tuple(finding('S'), finding('S'), ppb);
  void fc.assert(
    fc.property(voices, ([a, b, splitting]) => {
      const speak = (...found: Finding[]) =>
        settleAssay(
          new Map([['S', splitting]]),
          found.map((each, k) => ({ laboratory: `${k}`, isUmpire: false, findings: [each] })),
        )[0]!;
      const gap = a.valuePpb - b.valuePpb;
      const isClose = (gap < 0n ? -gap : gap) <= splitting;
      const { finding: settled } = speak(a, b);
      expect(settled !== undefined).toBe(isClose);
      expect(speak(b, a).finding).toEqual(settled);
      if (settled === undefined) return;
      const [low, high] = a.valuePpb < b.valuePpb ? [a, b] : [b, a];
      expect(settled.valuePpb >= low.valuePpb && settled.valuePpb <= high.valuePpb).toBe(true);
    }),
  );
});
