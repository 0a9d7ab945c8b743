import { describe, expect, test } from 'vitest';
import { FLAT, GROWING, gapMineral, project } from '../../test/support/gap-mineral.ts';
import { scramble } from '../base/random.ts';
import { quantile } from '../base/statistics.ts';
import { exactly } from '../dependency/assumptions.ts';
import { bandOf, shareBandOf } from './capacity-gap.ts';
import { capitalOf } from './capital.ts';
import { fundingStatusOf, outputShare } from './credited-supply.ts';
import { levelOf, studentT, trendOf, trendTonnes } from './demand.ts';
import { gapShare } from './gap-draw.ts';
import { closedShares, moneyReach } from './reserve-money.ts';
import { sampleMineral } from './sample.ts';

const TERMS = { demandCase: FLAT, year: 2028, draws: 100, seed: 7, isMiddle: false };
const DIGITS = 9;

describe('a gap', () => {
  test('is demand over supply less one, and undefined without supply', () => {
    expect(gapShare(1000, 800)).toBe(0.25);
    expect(gapShare(1000, 2000)).toBe(-0.5);
    expect(gapShare(1000, 0)).toBe(Infinity);
    expect(gapShare(0, 0)).toBe(0);
  });

  test('of which too many draws have no supply has no end, and says in how many', () => {
    const gaps = Float64Array.from({ length: 100 }, (_, i) => (i < 60 ? i / 100 : Infinity));
    expect(shareBandOf(gaps)).toEqual({ p05: 0.04, p50: 0.49, p95: null, noSupplyShare: 0.4 });
  });

  test('of two projects is what a person reckons by hand', () => {
    const later = project({
      id: 'q',
      status: 'announced',
      weight: exactly(0.1),
      tonnesPerYear: 400,
      startQuarter: exactly(8), // the first quarter of 2028
    });
    const { years, neededMusd } = sampleMineral(
      gapMineral({ projects: [project(), later] }),
      TERMS,
    );
    const of = (year: number) => years.find((row) => row.year === year)!;
    // 1,000 t less 40 percent imported.
    expect(of(2025).homeTonnes.p50).toBe(600);
    // 200 t × 0.9 × (0.25 + 0.5 + 0.75 + 1) / 4
    expect(of(2027).committedTonnes.p50).toBeCloseTo(112.5, DIGITS);
    expect(of(2028).committedTonnes.p50).toBeCloseTo(180, DIGITS);
    // 400 t × 0.1 × 0.625
    expect(of(2028).probableTonnes.p50).toBeCloseTo(25, DIGITS);
    expect(of(2028).gapAtHome.p50).toBeCloseTo(1000 / 805 - 1, DIGITS);
    // 400 t are imported, half of them from partners.
    expect(of(2028).gapWithPartners.p50).toBeCloseTo(1000 / 1005 - 1, DIGITS);
    expect(of(2029).gapAtHome.p50).toBeCloseTo(1000 / 820 - 1, DIGITS);
    // 195 t at 10,000 USD for a tonne of yearly output, and nothing once partners help.
    expect(neededMusd?.atHome[0]).toBeCloseTo(1.95, DIGITS);
    expect(neededMusd?.withPartners[0]).toBe(0);
  });

  test('of a partner project closes nothing at home', () => {
    const abroad = gapMineral({ projects: [project({ side: 'partner' })] });
    const [row] = sampleMineral(abroad, TERMS).years.filter(({ year }) => year === 2028);
    expect(row!.homeTonnes.p50).toBe(600);
    expect(row!.partnerTonnes.p50).toBeCloseTo(200 + 180, DIGITS);
  });

  test('of a demand that grows by a tenth a year compounds from the last published year', () => {
    const { years } = sampleMineral(gapMineral(), { ...TERMS, demandCase: GROWING });
    expect(years[0]!.demandTonnes.p50).toBe(1000);
    expect(years[2]!.demandTonnes.p50).toBeCloseTo(1210, DIGITS); // 1,000 t × 1.1²
  });

  test('is the same for the same seed, and another for another', () => {
    const uncertain = gapMineral({ importShare: { low: 0.2, mid: 0.4, high: 0.9 } });
    const of = (seed: number) => sampleMineral(uncertain, { ...TERMS, seed }).years;
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
  });
});

describe('a project', () => {
  test('rises in four steps, and a later one gives nothing before it begins', () => {
    expect(outputShare(0, 0)).toBe(0.625);
    expect(outputShare(2, 0)).toBe(0.1875); // (0.25 + 0.5) / 4
    expect(outputShare(0, 1)).toBe(1);
    expect(outputShare(4, 0)).toBe(0);
  });

  test.each([
    ['construction started 2025-10', 'committed'],
    ['ramp-up', 'committed'],
    ['conditional loan', 'conditional'],
    ['letter of interest from a bank', 'letter'],
    ['feasibility completed 2025', 'announced'],
    ['exploration', 'announced'],
    ['idle', 'idle'],
    ['shut since 2022 and 2024', 'idle'],
    ['66.1 Mt K2O in 2025', null],
  ])("whose stage is '%s' counts as %s", (stage, status) => {
    expect(fundingStatusOf(stage)).toBe(status);
  });

  test('that publishes its cost prices the mineral, and the price does where none does', () => {
    const costly = project({ capitalMusd: 4 }); // 4 million USD ÷ 200 t
    expect(capitalOf([costly], 1, [])).toMatchObject({
      usdPerAnnualTonne: exactly(20_000),
      basis: 'published',
    });
    const id = 'project_cost_years';
    const years = {
      id,
      scope: 'stage:planned',
      low: 1,
      mid: 2,
      high: 4,
      unit: 'y',
      rationale: 'x',
    };
    expect(capitalOf([project()], 500, [years])).toMatchObject({
      usdPerAnnualTonne: { low: 500, mid: 1000, high: 2000 },
      basis: 'assumed',
    });
    expect(capitalOf([project()], null, [years])).toBeNull();
  });
});

describe('a trend', () => {
  const points = [2021, 2022, 2023, 2024].map((year, i) => ({
    year,
    tonnes: [10, 14, 12, 20][i]!,
    evidence: [],
  }));

  test('is the least-squares line, and as unsure as a year predicted from it', () => {
    const line = trendOf(points)!;
    // Mean 14 at 2022.5; Σ products = 1.5·4 + 0.5·0 + 0.5·(−2) + 1.5·6 = 14, Σ squares = 5.
    expect(line.slope).toBeCloseTo(2.8, DIGITS);
    // Misses 0.2, 1.4, −3.4, 1.8: squares 16.8, two degrees of freedom.
    expect(line.deviation).toBeCloseTo(Math.sqrt(8.4), DIGITS);
    expect(trendTonnes(line, 2030, 0)).toBeCloseTo(14 + 2.8 * 7.5, DIGITS);
    const spread = Math.sqrt(8.4) * Math.sqrt(1 + 1 / 4 + 7.5 ** 2 / 5);
    expect(trendTonnes(line, 2030, 1)).toBeCloseTo(14 + 2.8 * 7.5 + spread, DIGITS);
    expect(trendTonnes(line, 2030, -10)).toBe(0); // nobody uses less than nothing
  });

  test('needs four published years', () => {
    expect(trendOf(points.slice(1))).toBeNull();
  });

  // Two-sided 90 percent points of Student's t, from printed tables.
  test.each([
    [3, 2.353],
    [4, 2.132],
  ])('misses by Student’s t with %i degrees of freedom', (freedom, t95) => {
    const draws = 40_000;
    const values = Float64Array.from({ length: draws }, (_, i) =>
      studentT(freedom, (counter) => scramble(0x1234567 + i * 7919, 0x89abcdef ^ i, counter)),
    ).sort();
    // Standard error of the quantile: √(0.05·0.95 / draws) ÷ density there, about 0.02.
    expect(Math.abs(quantile(values, 0.95) - t95)).toBeLessThan(0.08);
    expect(Math.abs(quantile(values, 0.05) + t95)).toBeLessThan(0.08);
  });

  test('has no part in a level, which lies between the least and the most of five years', () => {
    const early = { year: 2020, tonnes: 1, evidence: [] };
    expect(levelOf([early, ...points], 20)).toEqual({ low: 10, mid: 20, high: 20 });
  });
});

describe('money', () => {
  test('goes to the cheapest gap first and closes a part of the last', () => {
    expect(closedShares([50, 10, 0, 100], 40)).toEqual([0.6, 1, 0, 0]);
    expect(closedShares([50, 10], 0)).toEqual([0, 0]);
    expect(closedShares([50, 10], 1000)).toEqual([1, 1]);
  });

  test('is told over all minerals of one draw', () => {
    const { money, closedShare } = moneyReach(
      [Float64Array.of(50, 0), Float64Array.of(10, 80)],
      20,
    );
    // First draw: 10 closes the second, 10 of 50 is a fifth of the first. Second draw: 20 of 80.
    expect(money.neededMusd).toEqual({ p05: 60, p50: 60, p95: 80 });
    expect(money.openGaps).toEqual({ p05: 1, p50: 1, p95: 2 });
    expect(money.meanClosedShare).toEqual({ p05: 0.25, p50: 0.25, p95: 0.6 });
    expect(closedShare[0]).toEqual(bandOf(Float64Array.of(0.2))); // where it has a gap at all
  });
});
