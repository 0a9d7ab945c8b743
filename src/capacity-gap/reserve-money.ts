import { type Band, bandOf, type MoneyReach } from './capacity-gap.ts';

/*
 * What an amount of money would close of many gaps.
 *
 * Each mineral counts alike, so the most gap for a dollar is where the whole gap costs least: the
 * money goes to the cheapest gap first, then to the next, and closes a part of the last.
 */

export const MONEY_RULE =
  'The money builds capacity at home, in each draw for the mineral whose whole gap costs least, then for the next: most gap closed per dollar, each mineral counted alike.';

/** Share of each gap that the money closes; 0 where there is none. */
export function closedShares(neededMusd: readonly number[], budgetMusd: number): number[] {
  const closed = neededMusd.map(() => 0);
  const order = neededMusd
    .map((_, i) => i)
    .filter((i) => neededMusd[i]! > 0)
    .sort((a, b) => neededMusd[a]! - neededMusd[b]! || a - b);
  let left = budgetMusd;
  for (const i of order) {
    const spent = Math.min(left, neededMusd[i]!);
    closed[i] = spent / neededMusd[i]!;
    left -= spent;
  }
  return closed;
}

/** How far the money goes, over all minerals that can be priced and of each. */
export interface Reach {
  readonly money: MoneyReach;
  readonly closedShare: readonly Band[]; // of each mineral, over the draws in which it has a gap
}

/**
 * How far a budget goes in each draw.
 *
 * @param neededMusd - to close the gap [million USD], shape (mineral, draw)
 */
export function moneyReach(neededMusd: readonly Float64Array[], budgetMusd: number): Reach {
  const draws = neededMusd[0]?.length ?? 0;
  const series = () => new Float64Array(draws);
  const [needed, open, full, mean, money] = [series(), series(), series(), series(), series()];
  const closed = neededMusd.map(series);
  for (let d = 0; d < draws; d++) {
    const costs = neededMusd.map((each) => each[d]!);
    const shares = closedShares(costs, budgetMusd);
    let closedSum = 0;
    costs.forEach((cost, i) => {
      needed[d]! += cost;
      closed[i]![d] = shares[i]!;
      closedSum += shares[i]!;
      if (cost > 0) open[d]!++;
      if (shares[i] === 1) full[d]!++;
    });
    mean[d] = open[d] === 0 ? 1 : closedSum / open[d]!;
    money[d] = needed[d] === 0 ? 1 : Math.min(1, budgetMusd / needed[d]!);
  }
  return {
    money: {
      neededMusd: bandOf(needed),
      openGaps: bandOf(open),
      closedGaps: bandOf(full),
      meanClosedShare: bandOf(mean),
      moneyShare: bandOf(money),
    },
    closedShare: closed.map((shares, i) => bandOf(whereOpen(shares, neededMusd[i]!))),
  };
}

function whereOpen(shares: Float64Array, neededMusd: Float64Array): Float64Array {
  const open = shares.filter((_, d) => neededMusd[d]! > 0);
  return open.length === 0 ? Float64Array.of(1) : open;
}
