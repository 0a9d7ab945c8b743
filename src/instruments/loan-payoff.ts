import type { LendingTerms } from './lending.ts';
import {
  type Discounting,
  type ExpectedFlows,
  expectedFlows,
  failureOf,
  isPlain,
  type LendingFlows,
  lenderFlows,
  lendingFlows,
  marketDiscounting,
  plainControl,
  plainExpectation,
  worthOf,
  zeroDiscounting,
} from './lending-flows.ts';
import type { Loan } from './loan.ts';
import type { Market, Measure, Payoff } from './payoff.ts';

/**
 * What a loan brings the reserve that makes it.
 *
 * @source docs/models/finance.md, section 3
 */
export function loanPayoff(terms: Loan, market: Market): Payoff {
  const flows = lendingFlows(terms, market.asOf, market.paths.months);
  const { ratePerYear } = market;
  const lag = flows.risk.recoveryLagMonths;
  const worthUsd = (expected: ExpectedFlows) =>
    lenderValueUsd(expected, lag, marketDiscounting(ratePerYear));
  const drawnUsd = flows.drawnUsd.reduce((sum, usd) => sum + usd, 0);
  return {
    todayUsd: 0,
    flows: (path, usdByMonth) => lenderFlows(flows, failureOf(flows, market, path), usdByMonth),
    exposure: {
      usd: drawnUsd,
      sentence: 'all that is still to be drawn, if nothing of it comes back; not discounted',
    },
    closedForm: isPlain(flows)
      ? {
          valueUsd: worthUsd(plainExpectation(flows, market)),
          method: 'chances of default at one rate, payments and recoveries discounted',
        }
      : null,
    control: plainControl(flows, market, worthUsd, (failure, usdByMonth) =>
      lenderFlows({ ...flows, risk: { ...flows.risk, assets: null } }, failure, usdByMonth),
    ),
    get measures() {
      return loanMeasures(terms, flows, market); // costs a walk over all paths: only when asked
    },
    notes: lendingNotes(terms),
  };
}

/** Payments and recoveries less draw-downs. */
function lenderValueUsd(
  { paidUsd, drawnUsd, backUsd }: ExpectedFlows,
  lag: number,
  discounting: Discounting,
): number {
  return (
    worthOf(paidUsd, discounting) +
    worthOf(backUsd, discounting, lag) -
    worthOf(drawnUsd, discounting)
  );
}

function loanMeasures(terms: Loan, flows: LendingFlows, market: Market): readonly Measure[] {
  const expected = expectedFlows(flows, market);
  const lag = flows.risk.recoveryLagMonths;
  const treasury = zeroDiscounting(terms.treasuryZeros, 0);
  const priced = zeroDiscounting(terms.treasuryZeros, terms.riskPremiumPerYear);
  const baseUsd = worthOf(flows.drawnUsd, treasury);
  return [
    ...subsidyMeasures({
      costUsd: -lenderValueUsd(expected, lag, treasury),
      fairCostUsd: -lenderValueUsd(expected, lag, priced),
      baseUsd,
      what: 'draw-downs less expected payments, recoveries and fees',
    }),
    ...scheduleMeasures(flows, expected),
  ];
}

export interface SubsidyCosts {
  readonly costUsd: number;
  readonly fairCostUsd: number;
  readonly baseUsd: number;
  readonly what: string;
}

/** The cost by the credit-reform rule, its rate, and the fair value beside it. */
export function subsidyMeasures({ costUsd, fairCostUsd, baseUsd, what }: SubsidyCosts): Measure[] {
  return [
    {
      id: 'credit-subsidy-cost',
      value: costUsd,
      unit: 'USD',
      formula: `${what}, each at the Treasury zero rate of its maturity; administration excluded (2 USC 661a)`,
    },
    {
      id: 'credit-subsidy-rate',
      value: baseUsd === 0 ? 0 : costUsd / baseUsd,
      unit: 'share of what is drawn',
      formula: 'credit-subsidy cost / draw-downs, both at Treasury zero rates',
    },
    {
      id: 'fair-value-cost',
      value: fairCostUsd,
      unit: 'USD',
      formula: `${what}, with the risk premium of the file added to the Treasury rates`,
    },
  ];
}

/** What the schedule says to the cent, and how much of it is expected to fail. */
export function scheduleMeasures(
  { schedule, drawnUsd }: LendingFlows,
  { claimUsd }: ExpectedFlows,
): Measure[] {
  const lentUsd = drawnUsd.reduce((sum, usd) => sum + usd, 0);
  const failedUsd = claimUsd.reduce((sum, usd) => sum + usd, 0);
  const usd = (cents: bigint) => Number(cents) / 100;
  return [
    {
      id: 'scheduled-interest',
      value: usd(schedule.interestCents),
      unit: 'USD',
      formula: 'sum of the interest of the schedule, each line rounded half to even',
    },
    {
      id: 'scheduled-principal',
      value: usd(schedule.principalCents),
      unit: 'USD',
      formula: 'draw-downs and interest added to the principal',
    },
    {
      id: 'expected-default',
      value: lentUsd === 0 ? 0 : failedUsd / lentUsd,
      unit: 'share of what is drawn',
      formula: 'expected amount owed at default / draw-downs still to come',
    },
  ];
}

export function lendingNotes({ risk, assets, ratesSource }: LendingTerms): string[] {
  return [
    `default: ${risk.source}`,
    `Treasury zero rates: ${ratesSource}`,
    assets === undefined
      ? 'the borrower owes in full'
      : "nonrecourse: claims are limited to the project's assets",
    'interest that runs between the last payment and a default is not claimed',
  ];
}
