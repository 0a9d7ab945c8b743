import { grouped } from '../base/number-text.ts';
import { tableLines } from '../base/text-table.ts';
import type { CashFlowValue } from './cash-flow-value.ts';

type Spread = CashFlowValue['internalReturn']['rate'];

const musd = (usd: number): string => grouped(usd / 1e6, Math.abs(usd) < 1e8 ? 2 : 1);
const percent = (share: number): string => `${(100 * share).toFixed(1)} percent`;

/** A cash flow for a terminal. */
export function cashFlowLines(value: CashFlowValue): string[] {
  const { plan, price, netPresentValueUsd: npv, draws, seed } = value;
  return [
    `${plan.title} (${plan.standing}; ${plan.start} to ${plan.end}) · ${draws} price paths, seed ${seed}`,
    `Net present value before debt: mean ${musd(npv.mean)}, median ${musd(npv.p50)} (5-95 percent: ${musd(npv.p05)} to ${musd(npv.p95)}) million USD; below zero in ${percent(value.lossProbability)} of the paths`,
    `Internal rate of return a year: project ${returnText(value.internalReturn)}; owners ${returnText(value.ownersReturn)}`,
    coverText(value),
    `Break-even price ${value.breakEvenUsdPerTonne === null ? 'none: no price pays it back' : `${grouped(value.breakEvenUsdPerTonne, 0)} USD/t`}; all-in sustaining cost ${grouped(value.allInSustainingUsdPerTonne, 0)} USD/t`,
    `Price of ${price.mineral}: ${grouped(price.spotUsdPerTonne, 0)} USD/t in ${price.asOf}; the law is ${price.sentence}`,
    '',
    ...tableLines(
      [
        'from, million USD',
        't',
        'revenue',
        'operating',
        'capital',
        'tax',
        'debt service',
        'left, median (5-95 percent)',
      ],
      value.periods.map((period) => [
        period.from,
        grouped(period.tonnes, 0),
        musd(period.revenueUsd),
        musd(period.operatingUsd),
        musd(period.capitalUsd + period.sustainingUsd),
        musd(period.taxUsd),
        musd(period.serviceUsd),
        `${musd(period.projectUsd.p50)} (${musd(period.projectUsd.p05)} to ${musd(period.projectUsd.p95)})`,
      ]),
    ),
    ...value.notes.map((note) => `- ${note}`),
    ...(plan.source === '' ? [] : [`Source of the plan: ${plan.source}`]),
    `Data ${value.dataVersion}, model ${value.modelVersion}, digest ${value.digest}`,
  ];
}

function returnText({ rate, shareWithout }: CashFlowValue['internalReturn']): string {
  const without = shareWithout > 0 ? `; none in ${percent(shareWithout)} of the paths` : '';
  return rate === null ? 'none on any path' : `${spreadText(rate)}${without}`;
}

const spreadText = ({ p05, p50, p95 }: NonNullable<Spread>): string =>
  `${percent(p50)} (${percent(p05)} to ${percent(p95)})`;

function coverText({ debtCover }: CashFlowValue): string {
  if (debtCover === null) return 'No debt';
  const { minimum, average, shareBelowOne } = debtCover;
  return `Debt service is covered ${average.p50.toFixed(2)} times on average, ${minimum.p50.toFixed(2)} at least (medians; 5 percent of paths: ${minimum.p05.toFixed(2)}); not covered in some period on ${percent(shareBelowOne)} of the paths`;
}
