import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FLAT, GROWING, gapMineral, project } from '../../test/support/gap-mineral.ts';
import { exactly, type Range } from '../dependency/assumptions.ts';
import type { ShareBand } from './capacity-gap.ts';
import { FUNDING_STATUSES } from './credited-supply.ts';
import { gapShare } from './gap-draw.ts';
import type { GapMineral } from './gap-model.ts';
import { closedShares } from './reserve-money.ts';
import { sampleMineral } from './sample.ts';

const range = (min: number, max: number): fc.Arbitrary<Range> =>
  fc
    .tuple(...[0, 1, 2].map(() => fc.double({ min, max, noNaN: true })))
    .map((values) => [...values].sort((a, b) => a - b))
    .map(([low, mid, high]) => ({ low: low!, mid: mid!, high: high! }));

const projects = fc.array(
  fc.record({
    status: fc.constantFrom(...FUNDING_STATUSES),
    weight: range(0, 1),
    tonnesPerYear: fc.double({ min: 0, max: 1e4, noNaN: true }),
    startQuarter: fc.integer({ min: 0, max: 60 }).map(exactly),
    delayQuarters: fc.integer({ min: 0, max: 8 }),
    side: fc.constantFrom('home' as const, 'partner' as const),
  }),
  { maxLength: 4 },
);

const mineral: fc.Arbitrary<GapMineral> = fc
  .tuple(range(1, 1e5), range(0, 1), fc.double({ min: 0, max: 1, noNaN: true }), projects)
  .map(([level, importShare, partnerShare, rows]) =>
    gapMineral({
      demand: { ...gapMineral().demand, latest: exactly(level.mid), level },
      importShare,
      partnerShare,
      projects: rows.map((row, i) => project({ ...row, id: `p${i}` })),
    }),
  );

const TERMS = { demandCase: FLAT, year: 2030, draws: 40, seed: 7, isMiddle: false };
const ends = ({ p05, p50, p95 }: ShareBand) => [p05, p50, p95].map((each) => each ?? Infinity);
const TOLERANCE = 1e-9; // relative, of sums in another order

/** Each end of each gap of each year is at least as large in the second. */
function expectNoSmaller(before: GapMineral, after: GapMineral, demandCase = FLAT): void {
  const first = sampleMineral(before, TERMS).years;
  const second = sampleMineral(after, { ...TERMS, demandCase }).years;
  first.forEach((row, i) => {
    for (const gap of ['gapAtHome', 'gapWithPartners'] as const) {
      const larger = ends(second[i]![gap]);
      ends(row[gap]).forEach((end, e) => {
        expect(larger[e]! * (1 + TOLERANCE) + TOLERANCE).toBeGreaterThanOrEqual(end);
      });
    }
  });
}

test('more demand never gives a smaller gap', () => {
  void fc.assert(
    fc.property(mineral, (each) => expectNoSmaller(each, each, GROWING)),
    { numRuns: 60 },
  );
});

test('more supply never gives a larger gap, whether of a project or of what is in place', () => {
  void fc.assert(
    fc.property(
      mineral,
      projects,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (each, more, cut) => {
        const added = more.map((row, i) => project({ ...row, id: `more${i}` }));
        expectNoSmaller({ ...each, projects: [...each.projects, ...added] }, each);
        const { low, mid, high } = each.importShare;
        const less = { low: low * cut, mid: mid * cut, high: high * cut };
        const atHome = (row: GapMineral) => ({ ...row, partnerShare: 0 });
        expectNoSmaller(atHome({ ...each, importShare: less }), atHome(each));
      },
    ),
    { numRuns: 60 },
  );
});

test('partners never widen a gap', () => {
  void fc.assert(
    fc.property(mineral, (each) => {
      for (const row of sampleMineral(each, TERMS).years) {
        const home = ends(row.gapAtHome);
        ends(row.gapWithPartners).forEach((end, e) => {
          expect(end).toBeLessThanOrEqual(home[e]!);
        });
      }
    }),
    { numRuns: 60 },
  );
});

test('a gap falls with supply and rises with demand', () => {
  const tonnes = fc.double({ min: 0, max: 1e9, noNaN: true });
  void fc.assert(
    fc.property(tonnes, tonnes, tonnes, (demand, supply, more) => {
      expect(gapShare(demand, supply + more)).toBeLessThanOrEqual(gapShare(demand, supply));
      expect(gapShare(demand + more, supply)).toBeGreaterThanOrEqual(gapShare(demand, supply));
    }),
  );
});

test('money is spent at most once, and more of it closes no gap less', () => {
  const costs = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { maxLength: 12 });
  const amount = fc.double({ min: 0, max: 1e5, noNaN: true });
  void fc.assert(
    fc.property(costs, amount, amount, (needed, budget, more) => {
      const closed = closedShares(needed, budget);
      const spent = closed.reduce((sum, share, i) => sum + share * needed[i]!, 0);
      expect(spent).toBeLessThanOrEqual(budget * (1 + TOLERANCE) + TOLERANCE);
      closedShares(needed, budget + more).forEach((share, i) => {
        expect(share).toBeGreaterThanOrEqual(closed[i]! - TOLERANCE);
      });
    }),
  );
});
