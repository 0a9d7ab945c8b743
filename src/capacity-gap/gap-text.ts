import { musdText, usdText } from '../base/money-text.ts';
import { grouped, twoDigits } from '../base/number-text.ts';
import { tableLines } from '../base/text-table.ts';
import type { Band, CreditedRow, GapReport, MineralGap, MoneyReach } from './capacity-gap.ts';
import { bandText, mineralSentence, shareText, yearOf } from './gap-sentence.ts';

/*
 * The gap for a person at a terminal.
 */

/** All minerals in one year, or one mineral year by year. */
export function gapLines(report: GapReport, mineral: string | null): string[] {
  const { demandCase, year, draws, seed, isMiddle, dataVersion, limits } = report;
  const [one] = report.minerals;
  return [
    `Demand against supply in place or fundable, ${year} · case '${demandCase.id}': ${demandCase.name}${demandCase.confidence === 'unverified' ? ' (assumed, unverified)' : ''}`,
    `${isMiddle ? 'without chance: every number at its middle' : `${draws} draws, seed ${seed}`} · data ${dataVersion}`,
    '',
    report.sentence,
    '',
    ...(mineral === null ? listLines(report) : one === undefined ? [] : mineralLines(one, report)),
    ...projectLines(report),
    ...notModelledLines(report),
    '',
    'What others claim (counted in no number above):',
    ...report.claims.map(
      ({ statement, speaker, answer }) => `  "${statement}" (${speaker}). ${answer}`,
    ),
    '',
    'Limits:',
    ...limits.map((limit) => `  ${limit}`),
    report.digest,
  ];
}

function listLines(report: GapReport): string[] {
  const { year, budgetUsd, minerals, money } = report;
  const budget = usdText(budgetUsd);
  return [
    ...tableLines(
      [
        'mineral',
        'demand [t]',
        'in place [t]',
        'projects [t]',
        'gap at home',
        'gap with partners',
        'to close at home [$M]',
        `closed by ${budget}`,
      ],
      minerals.map((each) => mineralCells(each, year)),
    ),
    'Gap = demand ÷ supply − 1: its middle, in brackets nine in ten of the draws.',
    ...(minerals.some(({ isAtLeast }) => isAtLeast)
      ? ['* a net exporter: supply is as large as demand or larger, so the gap is a most']
      : []),
    '',
    ...moneyLines(money.atHome, budget, 'at home'),
    ...moneyLines(money.withPartners, budget, 'that partners leave'),
    `Capital that projects at home bring, weighted by status: ${bandMusd(report.fundableMusd.committed)} committed, ${bandMusd(report.fundableMusd.probable)} probable.`,
    '',
  ];
}

function mineralCells(each: MineralGap, year: number): string[] {
  const row = yearOf(each, year);
  const projects = row.committedTonnes.p50 + row.probableTonnes.p50;
  const needed = each.investmentMusd.atHome;
  const closed = each.closedShare.atHome;
  return [
    `${each.mineral}${each.isAtLeast ? ' *' : ''}${each.demandBasis === 'assumed' ? ' (demand assumed)' : ''}`,
    twoDigits(row.demandTonnes.p50),
    twoDigits(row.inPlaceTonnes.p50),
    twoDigits(projects),
    bandText(row.gapAtHome),
    bandText(row.gapWithPartners),
    needed === null ? 'no price' : bandNumbers(needed),
    closed === null || needed === null || needed.p95 === 0 ? '–' : shareText(closed.p50),
  ];
}

function mineralLines(each: MineralGap, report: GapReport): string[] {
  const { capital, isAtLeast } = each;
  const needed = each.investmentMusd.atHome;
  const closed = each.closedShare.atHome;
  return [
    mineralSentence(each, report.year),
    '',
    ...tableLines(
      [
        'year',
        'demand [t]',
        'in place [t]',
        'committed [t]',
        'probable [t]',
        'partners [t]',
        'gap at home',
        'gap with partners',
      ],
      each.years.map((row) => [
        String(row.year),
        bandNumbers(row.demandTonnes),
        twoDigits(row.inPlaceTonnes.p50),
        twoDigits(row.committedTonnes.p50),
        twoDigits(row.probableTonnes.p50),
        twoDigits(row.partnerTonnes.p50),
        bandText(row.gapAtHome),
        bandText(row.gapWithPartners),
      ]),
    ),
    ...(isAtLeast
      ? ['A net exporter: supply is as large as demand or larger, so the gap is a most.']
      : []),
    ...each.stages.map(
      ({ what, tonnes, recycledTonnes, gap }) =>
        `${what}: ${grouped(tonnes, 0)} t made at home in 2025${recycledTonnes > 0 ? `, ${grouped(recycledTonnes, 0)} t recycled` : ''}; gap ${bandText(gap)}`,
    ),
    capital === null
      ? 'No price is published, so what capacity costs cannot be said.'
      : `Capacity: ${usdText(capital.midUsd)} per tonne of yearly output (${usdText(capital.lowUsd)} to ${usdText(capital.highUsd)}), ${capital.sentence}.`,
    ...(needed === null || closed === null
      ? []
      : [
          `To close the gap at home in ${report.year}: ${bandMusd(needed)}; ${usdText(report.budgetUsd)} for all minerals would close ${shareText(closed.p50)} of it (${shareText(closed.p05)} to ${shareText(closed.p95)}).`,
        ]),
    ...(each.assumed.length === 0
      ? []
      : [`Assumed, for no source gives it: ${each.assumed.join('; ')}.`]),
    '',
  ];
}

const moneyLines = (reach: MoneyReach, budget: string, which: string): string[] => [
  `Every gap ${which} that can be priced: ${grouped(reach.openGaps.p50, 0)}, to close for ${bandMusd(reach.neededMusd)}. ${budget} would close ${grouped(reach.closedGaps.p50, 0)} of them (${grouped(reach.closedGaps.p05, 0)} to ${grouped(reach.closedGaps.p95, 0)}), the cheapest first.`,
];

function projectLines({ projects, leftOut, year }: GapReport): string[] {
  const credited = projects.map(projectText(year));
  const omitted = leftOut.map(
    ({ project, mineral, reason }) => `${project}, ${mineral} (${reason})`,
  );
  return [
    ...(credited.length === 0 ? [] : ['Projects counted:', ...credited]),
    ...(omitted.length === 0 ? [] : [`Projects not counted: ${omitted.join('; ')}`]),
  ];
}

const projectText =
  (year: number) =>
  (each: CreditedRow): string =>
    `  ${each.project}, ${each.mineral}: ${each.status}, ${shareText(each.weightMid)} (${shareText(each.weightLow)} to ${shareText(each.weightHigh)}) of ${grouped(each.capacityTonnes, 0)} t a year from ${each.firstYear}; ${twoDigits(each.creditedTonnes)} t in ${year}`;

const notModelledLines = ({ notModelled }: GapReport): string[] =>
  notModelled.length === 0
    ? []
    : [
        `Not modelled: ${notModelled.map(({ mineral, reason }) => `${mineral} (${reason})`).join('; ')}`,
      ];

export const bandNumbers = ({ p05, p50, p95 }: Band): string =>
  p05 === p95 ? twoDigits(p50) : `${twoDigits(p50)} (${twoDigits(p05)} to ${twoDigits(p95)})`;

export const bandMusd = ({ p05, p50, p95 }: Band): string =>
  p05 === p95 ? musdText(p50) : `${musdText(p50)} (${musdText(p05)} to ${musdText(p95)})`;
