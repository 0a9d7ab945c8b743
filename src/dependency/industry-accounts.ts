import { assert } from '../base/assert.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';

/*
 * The economy as industries that buy from one another, from the use table: what each makes, what it
 * needs of the others at home, and what it delivers to those who use it up.
 */

/** Of the use table. */
export const ACCOUNTS_YEAR = 2018;

export interface IndustryAccounts {
  readonly codes: readonly string[];
  readonly names: readonly string[];
  readonly outputMusd: readonly number[]; // x⁰, at basic prices
  readonly valueAddedMusd: readonly number[]; // at producer prices; the sum is GDP
  readonly finalMusd: readonly number[]; // f⁰, what is not used up by industries at home
  /** What industry `column` buys from industry `row` at home, per unit of its own output. */
  readonly needs: readonly (readonly number[])[]; // a[row][column]
  /** GDP lost per unit that an industry makes less, its suppliers' part in it. */
  readonly gdpPerOutput: readonly number[];
  readonly gdpMusd: number;
}

/**
 * Accounts of the industries, imports and margins taken out.
 *
 * The table counts uses at purchasers' prices, imports included. So much of a use falls on the
 * industry at home as its output is of all that is used of its commodity, at most all:
 *
 *   δ_i = min(1, x_i⁰ / T_i),   a_ij = δ_i U_ij / x_j⁰,   f_i⁰ = x_i⁰ − Σ_j a_ij x_j⁰
 *
 * Commodities that no industry makes (scrap, and imports without a like at home) bind no one.
 *
 * @source docs/models/trade-disruption.md, equations 5 and 6
 */
export function industryAccounts(data: ReferenceData): IndustryAccounts {
  const made = data.industries.filter(({ outputMusd }) => outputMusd !== null);
  const at = new Map(made.map(({ code }, i) => [code, i]));
  const output = made.map(({ outputMusd }) => outputMusd ?? 0);
  const homeShare = made.map(({ totalUseMusd }, i) =>
    totalUseMusd > output[i]! ? output[i]! / totalUseMusd : 1,
  );
  const needs = made.map(() => made.map(() => 0));
  for (const { commodity, industry, musd } of data.industryUses) {
    const row = at.get(commodity);
    const column = at.get(industry);
    assert(column !== undefined, `industry ${industry} of industry_use.csv is in industry.csv`);
    if (row !== undefined) needs[row]![column] = (homeShare[row]! * musd) / output[column]!;
  }
  const valueAdded = made.map(({ valueAddedMarketMusd }) => valueAddedMarketMusd ?? 0);
  const perOutput = valueAdded.map((value, j) => value / output[j]!);
  return {
    codes: made.map(({ code }) => code),
    names: made.map(({ name }) => name),
    outputMusd: output,
    valueAddedMusd: valueAdded,
    finalMusd: needs.map((row, i) => row.reduce((left, a, j) => left - a * output[j]!, output[i]!)),
    needs,
    gdpPerOutput: gdpPerOutput(needs, perOutput),
    gdpMusd: valueAdded.reduce((sum, value) => sum + value, 0),
  };
}

/**
 * GDP that goes with a unit of an industry's output when its deliveries to final use shrink.
 *
 *   λ_j = Σ_i v_i L_ij / L_jj,   L = (I − A)⁻¹
 *
 * L_ij is what industry i makes for a unit delivered by j, and L_jj what j itself then makes.
 *
 * @source docs/models/trade-disruption.md, equation 7
 */
function gdpPerOutput(
  needs: readonly (readonly number[])[],
  valueAddedPerOutput: readonly number[],
): number[] {
  const inverse = leontiefInverse(needs);
  return inverse.map((_, j) => {
    const gdp = inverse.reduce((sum, row, i) => sum + valueAddedPerOutput[i]! * row[j]!, 0);
    return gdp / inverse[j]![j]!;
  });
}

/** (I − A)⁻¹ by Gauss and Jordan; A's columns add up to less than 1, so no pivot is near zero. */
export function leontiefInverse(needs: readonly (readonly number[])[]): number[][] {
  const size = needs.length;
  const work = needs.map((row, i) => [
    ...row.map((a, j) => (i === j ? 1 : 0) - a),
    ...row.map((_, j) => (i === j ? 1 : 0)),
  ]);
  for (let pivot = 0; pivot < size; pivot++) {
    const scale = work[pivot]![pivot]!;
    assert(scale > 0, 'industries need less than they make');
    work[pivot] = work[pivot]!.map((value) => value / scale);
    for (let i = 0; i < size; i++) {
      const factor = work[i]![pivot]!;
      if (i === pivot || factor === 0) continue;
      work[i] = work[i]!.map((value, j) => value - factor * work[pivot]![j]!);
    }
  }
  return work.map((row) => row.slice(size));
}
