import type { Receipt } from '../../src/base/receipt.ts';
import type { GapReport } from '../../src/capacity-gap/capacity-gap.ts';
import { MONEY_RULE } from '../../src/capacity-gap/reserve-money.ts';

/*
 * What stands behind the numbers that lead the page of the gap.
 */

type GapReceiptName = 'open' | 'openWithPartners' | 'closed';

export function gapReceipts(
  report: GapReport,
  command: string,
): Readonly<Record<GapReceiptName, Receipt>> {
  const { year, demandCase, money, counts } = report;
  const common = {
    evidence: 'model' as const,
    caveat:
      'An exploration of what follows from published figures and assumptions, not a forecast.',
    command: `${command} --json`,
    api: 'GET /api/v1/gap',
    dataVersion: report.dataVersion,
    dataDigest: report.dataDigest,
    modelVersion: report.modelVersion,
    draws: report.draws,
    seed: report.seed,
  };
  const counted = { ...common, low: null, high: null, unit: 'minerals' };
  const rule = 'minerals whose median of demand ÷ supply − 1 is above 0';
  return {
    open: {
      ...counted,
      what: `Minerals with a gap at home in ${year}, case ${demandCase.id}`,
      value: counts.atHome.open,
      basis: `${rule}; supply is what is in place and fundable at home: docs/models/capacity-gap.md`,
      field: 'counts.atHome.open',
    },
    openWithPartners: {
      ...counted,
      what: `Minerals with a gap beside partners in ${year}, case ${demandCase.id}`,
      value: counts.withPartners.open,
      basis: `${rule}; supply also counts what partner countries ship: docs/models/capacity-gap.md`,
      field: 'counts.withPartners.open',
    },
    closed: {
      ...common,
      what: `Gaps at home of ${year} that the budget closes in full`,
      value: money.atHome.closedGaps.p50,
      low: money.atHome.closedGaps.p05,
      high: money.atHome.closedGaps.p95,
      unit: 'minerals',
      basis: MONEY_RULE,
      field: 'money.atHome.closedGaps',
    },
  };
}
