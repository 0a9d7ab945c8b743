import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, compare, type Fraction, fraction, times, ZERO } from '../base/fraction.ts';
import { exposureOf, type Holding } from './ownership.ts';

const PARTIES = 6; // 'p0' is the government, the last one the target
const TARGET = `p${PARTIES - 1}`;
const SOURCES = new Set(['p0']);

/** A tenth of a tenth of each party may be given away; no party gives away more than all. */
const matrix = (isAcyclic: boolean) =>
  fc
    .array(fc.integer({ min: 0, max: 100 }), {
      minLength: PARTIES * PARTIES,
      maxLength: PARTIES * PARTIES,
    })
    .map((cells) => {
      const holdings: Holding[] = [];
      for (let owned = 1; owned < PARTIES; owned++) {
        const owners = [...Array(PARTIES).keys()].filter((owner) =>
          isAcyclic ? owner < owned : owner !== owned,
        );
        const weights = owners.map((owner) => cells[owned * PARTIES + owner]!);
        const whole = weights.reduce((sum, each) => sum + each, cells[owned]! % 17);
        owners.forEach((owner, i) => {
          if (weights[i] === 0 || whole === 0) return;
          const share = fraction(BigInt(weights[i]!), BigInt(whole));
          const row = { owner: `p${owner}`, owned: `p${owned}`, kind: 'equity' as const, share };
          holdings.push({ seq: holdings.length + 1, ...row });
        });
      }
      return holdings;
    });

/** Every chain from the government to a party, one by one. */
function sumOverPaths(party: string, holdings: readonly Holding[]): Fraction {
  if (SOURCES.has(party)) return fraction(1n);
  return holdings
    .filter(({ owned }) => owned === party)
    .map(({ owner, share }) => times(share, sumOverPaths(owner, holdings)))
    .reduce(add, ZERO);
}

const exposure = (holdings: readonly Holding[]) => exposureOf(TARGET, holdings, SOURCES).share;

test('without circles the solution is the sum over all chains', () => {
  fc.assert(
    fc.property(matrix(true), (holdings) => {
      expect(exposure(holdings)).toEqual(sumOverPaths(TARGET, holdings));
    }),
    { numRuns: 200 },
  );
});

test('with circles it satisfies its equations, and lies between nothing and the whole', () => {
  fc.assert(
    fc.property(matrix(false), (holdings) => {
      const { share, links } = exposureOf(TARGET, holdings, SOURCES);
      expect(compare(share, ZERO) >= 0 && compare(share, fraction(1n)) <= 0).toBe(true);
      const sum = links
        .filter(({ owned }) => owned === TARGET)
        .map(({ contribution }) => contribution)
        .reduce(add, ZERO);
      expect(sum).toEqual(share);
      for (const { owner, ownerExposure } of links) {
        if (SOURCES.has(owner)) continue;
        const of = links.filter(({ owned }) => owned === owner);
        expect(of.map(({ contribution }) => contribution).reduce(add, ZERO)).toEqual(ownerExposure);
      }
    }),
    { numRuns: 200 },
  );
});

test('the order of the rows does not matter', () => {
  const shuffled = matrix(false).chain((holdings) =>
    fc.tuple(
      fc.constant(holdings),
      fc.shuffledSubarray(holdings, { minLength: holdings.length, maxLength: holdings.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([holdings, other]) => {
      expect(exposureOf(TARGET, other, SOURCES)).toEqual(exposureOf(TARGET, holdings, SOURCES));
    }),
    { numRuns: 200 },
  );
});

test('one more share never lowers the exposure, whatever its kind', () => {
  const kinds = fc.constantFrom('equity', 'votes', 'seats');
  fc.assert(
    fc.property(
      matrix(false),
      fc.array(kinds, { minLength: 30, maxLength: 30 }),
      fc.nat(),
      (plain, mixed, at) => {
        const holdings = plain.map((row, i) => ({ ...row, kind: mixed[i % 30]! }) as Holding);
        if (holdings.length === 0) return;
        const fewer = holdings.filter((_, i) => i !== at % holdings.length);
        expect(compare(exposure(holdings), exposure(fewer))).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 200 },
  );
});
