import { recoveredUsd } from './default-risk.ts';
import {
  addLater,
  type Discounting,
  type ExpectedFlows,
  expectedFlows,
  type Failure,
  failureOf,
  isPlain,
  type LendingFlows,
  lendingFlows,
  marketDiscounting,
  plainControl,
  plainExpectation,
  worthOf,
  zeroDiscounting,
} from './lending-flows.ts';
import type { Guarantee } from './loan.ts';
import { lendingNotes, scheduleMeasures, subsidyMeasures } from './loan-payoff.ts';
import type { Market, Measure, Payoff } from './payoff.ts';

const MONTHS_PER_YEAR = 12;

/**
 * What a guarantee brings the reserve: fees, less the guaranteed part of what is owed at default,
 * and later its part of what is recovered.
 *
 * @source docs/models/finance.md, section 3
 */
export function guaranteePayoff(terms: Guarantee, market: Market): Payoff {
  const flows = lendingFlows(terms, market.asOf, market.paths.months);
  const worthUsd = (expected: ExpectedFlows) =>
    guarantorValueUsd(terms, flows, expected, marketDiscounting(market.ratePerYear));
  const flowsOf = (failure: Failure, usdByMonth: Float64Array) =>
    guarantorFlows(terms, flows, failure, usdByMonth);
  const plain = { ...flows, risk: { ...flows.risk, assets: null } };
  return {
    todayUsd: 0,
    flows: (path, usdByMonth) => flowsOf(failureOf(flows, market, path), usdByMonth),
    exposure: {
      usd: terms.guaranteedShare * Math.max(0, ...flows.owedUsd),
      sentence: 'the guaranteed part of the most that is owed at once; not discounted',
    },
    closedForm: isPlain(flows)
      ? {
          valueUsd: worthUsd(plainExpectation(flows, market)),
          method: 'chances of default at one rate, claims, recoveries and fees discounted',
        }
      : null,
    control: plainControl(flows, market, worthUsd, (failure, usdByMonth) =>
      guarantorFlows(terms, plain, failure, usdByMonth),
    ),
    get measures() {
      return guaranteeMeasures(terms, flows, market);
    },
    notes: lendingNotes(terms),
  };
}

function guarantorFlows(
  terms: Guarantee,
  flows: LendingFlows,
  { failsIn, usdPerTonne, ratePerYear }: Failure,
  usdByMonth: Float64Array,
): void {
  usdByMonth.fill(0);
  for (let month = 0; month < failsIn; month++) {
    usdByMonth[month] =
      upfrontUsd(terms, flows.drawnUsd[month]!) + feeUsd(terms, flows.owedUsd[month]!);
  }
  if (failsIn >= usdByMonth.length) return;
  const claimUsd = flows.owedUsd[failsIn]!;
  const backUsd = recoveredUsd(flows.risk, claimUsd, usdPerTonne);
  usdByMonth[failsIn]! -= terms.guaranteedShare * claimUsd;
  const later = failsIn + flows.risk.recoveryLagMonths;
  addLater(usdByMonth, later, terms.guaranteedShare * backUsd, ratePerYear);
}

const upfrontUsd = ({ guaranteedShare, guaranteeUpfrontFee }: Guarantee, drawnUsd: number) =>
  guaranteedShare * guaranteeUpfrontFee * drawnUsd;

/** The fee of a month, on what is owed in it. */
const feeUsd = ({ guaranteedShare, guaranteeFeePerYear }: Guarantee, owedUsd: number) =>
  (guaranteedShare * guaranteeFeePerYear * owedUsd) / MONTHS_PER_YEAR;

function guarantorValueUsd(
  terms: Guarantee,
  { risk }: LendingFlows,
  expected: ExpectedFlows,
  discounting: Discounting,
): number {
  const feesUsd =
    upfrontUsd(terms, worthOf(expected.drawnUsd, discounting)) +
    feeUsd(terms, worthOf(expected.owedUsd, discounting));
  const lostUsd =
    worthOf(expected.claimUsd, discounting) -
    worthOf(expected.backUsd, discounting, risk.recoveryLagMonths);
  return feesUsd - terms.guaranteedShare * lostUsd;
}

/** At fair value the guarantor also bears what the lender's receipts are worth less when risk is priced. */
function guaranteeMeasures(
  terms: Guarantee,
  flows: LendingFlows,
  market: Market,
): readonly Measure[] {
  const expected = expectedFlows(flows, market);
  const lag = flows.risk.recoveryLagMonths;
  const treasury = zeroDiscounting(terms.treasuryZeros, 0);
  const priced = zeroDiscounting(terms.treasuryZeros, terms.riskPremiumPerYear);
  const receiptsUsd = (discounting: Discounting) =>
    worthOf(expected.paidUsd, discounting) + worthOf(expected.backUsd, discounting, lag);
  const costUsd = -guarantorValueUsd(terms, flows, expected, treasury);
  return [
    ...subsidyMeasures({
      costUsd,
      fairCostUsd: costUsd + terms.guaranteedShare * (receiptsUsd(treasury) - receiptsUsd(priced)),
      baseUsd: terms.guaranteedShare * worthOf(flows.drawnUsd, treasury),
      what: 'expected claims less recoveries and fees',
    }),
    ...scheduleMeasures(flows, expected),
  ];
}
