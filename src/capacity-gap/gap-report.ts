import { usdText } from '../base/money-text.ts';
import { drawFrom } from '../dependency/assumptions.ts';
import type { DemandCase, ReferenceData } from '../minerals/reference-data.ts';
import {
  type Band,
  bandOf,
  type CreditedRow,
  GAP_MODEL_VERSION,
  type GapQuestion,
  type GapReport,
  type MineralGap,
} from './capacity-gap.ts';
import { claimChecks } from './claims.ts';
import { type CreditedProject, outputShare } from './credited-supply.ts';
import { type GapMineral, gapModelOf } from './gap-model.ts';
import { countsOf, sentenceOf } from './gap-sentence.ts';
import { MONEY_RULE, moneyReach, type Reach } from './reserve-money.ts';
import { type Definition, type MineralSample, sampleMineral } from './sample.ts';
import { FIRST_YEAR } from './years.ts';

/*
 * The whole answer, from the tables and the question; nothing here reads or keeps anything.
 */

export type GapContent = Omit<GapReport, 'digest'>;

interface Sampled {
  readonly mineral: GapMineral;
  readonly sample: MineralSample;
}

/** The gap of every mineral that can be modelled, and what money would do about it. */
export function gapContent(
  data: ReferenceData,
  demandCase: DemandCase,
  question: Omit<GapQuestion, 'caseId'>,
): GapContent {
  const { year, budgetUsd, seed, isMiddle } = question;
  const draws = isMiddle ? 1 : question.draws;
  const model = gapModelOf(data, demandCase);
  const terms = { demandCase, year, draws, seed, isMiddle };
  const sampled = model.minerals.map((mineral) => ({
    mineral,
    sample: sampleMineral(mineral, terms),
  }));
  const reach = {
    atHome: reachOf(sampled, 'atHome', budgetUsd),
    withPartners: reachOf(sampled, 'withPartners', budgetUsd),
  };
  const minerals = sampled.map((each) => mineralGapOf(each, reach)).sort(widestFirst(year));
  const counts = countsOf(minerals, year);
  const isWanted = (each: { readonly mineral: string }) =>
    question.mineral === null || each.mineral === question.mineral;
  return {
    dataVersion: data.version,
    dataDigest: data.digest,
    modelVersion: GAP_MODEL_VERSION,
    draws,
    seed,
    isMiddle,
    demandCase,
    year,
    budgetUsd,
    sentence: sentenceOf(minerals, counts, { year, demandCase }),
    counts,
    minerals: minerals.filter(isWanted),
    notModelled: model.notModelled.filter(isWanted),
    money: { atHome: reach.atHome.money, withPartners: reach.withPartners.money },
    fundableMusd: fundableOf(sampled, draws),
    projects: model.projects.filter(isWanted).map((each) => creditedRow(each, year)),
    leftOut: model.leftOut.filter(isWanted),
    claims: claimChecks(data.publishedClaims, {
      countsIn: (each) => countsOf(minerals, each),
      demandCase,
    }),
    method: methodOf(question),
    limits: LIMITS,
  };
}

interface PricedReach extends Reach {
  readonly place: ReadonlyMap<string, number>; // of a mineral among those that can be priced
}

function reachOf(
  sampled: readonly Sampled[],
  definition: Definition,
  budgetUsd: number,
): PricedReach {
  const priced = sampled.flatMap(({ mineral, sample }) =>
    sample.neededMusd === null ? [] : [{ mineral, needed: sample.neededMusd[definition] }],
  );
  const reach = moneyReach(
    priced.map(({ needed }) => needed),
    budgetUsd / 1e6,
  );
  return { ...reach, place: new Map(priced.map(({ mineral }, i) => [mineral.mineral, i])) };
}

function mineralGapOf(
  { mineral, sample }: Sampled,
  reach: Readonly<Record<Definition, PricedReach>>,
): MineralGap {
  const { demand, capital, output } = mineral;
  const { neededMusd } = sample;
  const invested = (definition: Definition): Band | null =>
    neededMusd === null ? null : bandOf(neededMusd[definition].slice());
  const closed = (definition: Definition): Band | null => {
    const place = reach[definition].place.get(mineral.mineral);
    return place === undefined ? null : reach[definition].closedShare[place]!;
  };
  return {
    mineral: mineral.mineral,
    name: mineral.name,
    demandBasis: demand.isAssumed ? 'assumed' : demand.group === null ? 'published' : 'group',
    isAtLeast: mineral.isAtLeast,
    assumed: [...mineral.assumed],
    evidence: [...mineral.evidence],
    history: demand.history.map(({ year, tonnes }) => ({
      year,
      tonnes: tonnes * demand.share.mid,
    })),
    years: [...sample.years],
    stages: [...sample.stages],
    recycledTonnes: output?.recycled?.tonnes ?? null,
    partnerShare: mineral.partnerShare,
    capital:
      capital === null
        ? null
        : {
            lowUsd: capital.usdPerAnnualTonne.low,
            midUsd: capital.usdPerAnnualTonne.mid,
            highUsd: capital.usdPerAnnualTonne.high,
            basis: capital.basis,
            sentence: capital.sentence,
          },
    investmentMusd: { atHome: invested('atHome'), withPartners: invested('withPartners') },
    closedShare: { atHome: closed('atHome'), withPartners: closed('withPartners') },
  };
}

/** Minerals without supply first, then the widest gap at home; equals by name. */
function widestFirst(year: number) {
  const gapOf = (each: MineralGap) =>
    each.years.find((row) => row.year === year)!.gapAtHome.p50 ?? Infinity;
  return (a: MineralGap, b: MineralGap): number => {
    const [left, right] = [gapOf(a), gapOf(b)];
    if (left !== right) return left > right ? -1 : 1;
    return a.name < b.name ? -1 : 1;
  };
}

function fundableOf(sampled: readonly Sampled[], draws: number): GapReport['fundableMusd'] {
  const [committed, probable] = [new Float64Array(draws), new Float64Array(draws)];
  for (const { sample } of sampled) {
    for (let d = 0; d < draws; d++) {
      committed[d]! += sample.fundableMusd.committed[d]!;
      probable[d]! += sample.fundableMusd.probable[d]!;
    }
  }
  const together = committed.map((each, d) => each + probable[d]!);
  return { committed: bandOf(committed), probable: bandOf(probable), together: bandOf(together) };
}

function creditedRow(project: CreditedProject, year: number): CreditedRow {
  const { id, project: name, mineral, side, status, weight, tonnesPerYear, source } = project;
  const first = Math.floor(project.startQuarter.mid + project.delayQuarters + 0.5);
  const share = year <= FIRST_YEAR ? 0 : outputShare(first, year - FIRST_YEAR - 1);
  return {
    id,
    project: name,
    mineral,
    side,
    status,
    weightLow: weight.low,
    weightMid: weight.mid,
    weightHigh: weight.high,
    capacityTonnes: tonnesPerYear,
    creditedTonnes: tonnesPerYear * drawFrom(weight, 0.5) * share,
    firstYear: FIRST_YEAR + 1 + Math.floor(first / 4),
    assumed: [...project.assumed],
    source,
  };
}

const methodOf = (question: Omit<GapQuestion, 'caseId'>): string[] => [
  'Gap = demand ÷ fundable supply − 1. Fundable supply is what is in place, and of each project its capacity times the weight of its status, from its start on.',
  'At home: consumption of 2025 less net imports, and projects in the United States. With partners: also what members of the Minerals Security Partnership ship to the United States, and their projects. The first holds nothing of the second.',
  question.isMiddle
    ? 'One future without chance: every range stands at its middle and every project is late by its mean.'
    : `Ranges hold nine in ten of ${question.draws} draws (seed ${question.seed}); the middle is the median. A draw varies the level or trend of demand, bounds of reliance, weights and delays of projects and the cost of capacity.`,
  `${MONEY_RULE} Budget ${usdText(question.budgetUsd)}.`,
];

const LIMITS: string[] = [
  'What is in place is assumed to stay as it was in 2025: no mine runs dry and no new recycling comes but through projects.',
  'Each mineral is one product: grades for defence or chips are not told from others, so a gap in a grade can be wider than the gap of its mineral.',
  'Partner countries are those that ship; what they ship may have been mined elsewhere, and they may need it themselves.',
  'What capacity costs is a rule of thumb from the price where no project publishes it. A by-product cannot be had for money alone, and money does not find ore.',
  'Money spent now gives output in some years only; the part that it closes is what it would if it had been built by then.',
  'Imports of finished goods, such as magnets and batteries, hold minerals that no figure counts as consumption.',
];
