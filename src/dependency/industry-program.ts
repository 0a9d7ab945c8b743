import type { Column, LinearProgram, Row } from '../base/linear-program.ts';
import type { IndustryAccounts } from './industry-accounts.ts';

/*
 * How much GDP the industries can still make when a mineral is short, as a linear program: they
 * ration it to where it loses the country least.
 */

/** A mineral's place in the industries. */
export interface MineralNeed {
  readonly mineral: string;
  /** By industry: share of the mineral's use, and share of the output that stops without it. */
  readonly industries: readonly {
    readonly at: number; // index of the industry
    readonly useShare: number;
    readonly dependentShare: number;
  }[];
}

/** The program, and which of its rows says how much of a mineral there is. */
export interface IndustryProgram {
  readonly program: LinearProgram;
  readonly rowOf: ReadonlyMap<string, number>;
}

/**
 * The industries' program with every mineral in full supply; its optimum is GDP as it was.
 *
 *   max Σ_j v_j x_j                            v_j value added per unit of output
 *   0 ≤ x_i − Σ_j a_ij x_j ≤ f_i⁰              nobody uses up more than before, nor what is not made
 *   x_j − s_mj x_j⁰ y_mj ≤ (1 − s_mj) x_j⁰     a part of an industry runs as far as its mineral does
 *   Σ_j w_mj y_mj ≤ q_m                        what there is of the mineral, of what was used
 *   0 ≤ x ≤ x⁰,  0 ≤ y ≤ 1
 *
 * Columns: the outputs x, then y mineral by mineral. Rows: the balances, then for each mineral its
 * industries and last the mineral itself.
 *
 * @source docs/models/trade-disruption.md, equation 8
 */
export function industryProgram(
  accounts: IndustryAccounts,
  needs: readonly MineralNeed[],
): IndustryProgram {
  const { codes, outputMusd, valueAddedMusd } = accounts;
  const columns: Column[] = codes.map((code, j) => ({
    name: `output ${code}`,
    cost: -valueAddedMusd[j]! / outputMusd[j]!, // the solver minimises
    lower: 0,
    upper: outputMusd[j]!,
  }));
  const rows: Row[] = codes.map((_, i) => balanceRow(accounts, i));
  const rowOf = new Map<string, number>();
  for (const { mineral, industries } of needs) {
    const first = columns.length;
    for (const { at, dependentShare } of industries) {
      const whole = outputMusd[at]!;
      rows.push({
        name: `${mineral} in ${codes[at]!}`,
        lower: -Infinity,
        upper: (1 - dependentShare) * whole,
        index: [at, columns.length],
        value: [1, -dependentShare * whole],
      });
      columns.push({ name: `${mineral} to ${codes[at]!}`, cost: 0, lower: 0, upper: 1 });
    }
    rowOf.set(mineral, rows.length);
    rows.push({
      name: mineral,
      lower: -Infinity,
      upper: 1,
      index: industries.map((_, k) => first + k),
      value: industries.map(({ useShare }) => useShare),
    });
  }
  return { program: { name: 'industries', columns, rows }, rowOf };
}

/** What an industry makes less what the others use up of it. */
function balanceRow({ codes, needs, finalMusd }: IndustryAccounts, i: number): Row {
  const index: number[] = [];
  const value: number[] = [];
  for (const [j, a] of needs[i]!.entries()) {
    const net = (i === j ? 1 : 0) - a;
    if (net === 0) continue;
    index.push(j);
    value.push(net);
  }
  return {
    name: `balance ${codes[i]!}`,
    lower: 0,
    upper: Math.max(0, finalMusd[i]!),
    index,
    value,
  };
}
