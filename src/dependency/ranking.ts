import { grouped } from '../base/number-text.ts';
import { priceUsdPerTonne } from '../minerals/minerals.ts';
import type { Mineral, ReferenceData } from '../minerals/reference-data.ts';
import { assessDependencies } from './assessment.ts';
import { type Comparison, compareOrder, type Ranked } from './comparison.ts';
import type { Dependency } from './dependency.ts';
import { type Exposure, exposureOf, isExposure, LATEST_YEAR } from './exposure.ts';
import type { MineralDisruption } from './trade-disruption.ts';
import { usesOf } from './uses.ts';

/*
 * Our two orders of the minerals, with what each place rests on: by GDP at risk, and by the trade
 * disruptions.
 */

const PUBLISHED_YEAR = 2023; // of the figures behind the published order, as is reported of it
const LARGE_PRICE_CHANGE = 1.5;
const KINDS_SHOWN = 2;

/** Our order of dependencies against the published one. @source docs/models/dependency.md, 6 */
export function compareRanking(data: ReferenceData): Comparison {
  const ours = assessDependencies(data).map((each) => rankedDependency(data, each));
  return compareOrder(data, 'expected GDP at risk', ours);
}

/** The order of the trade disruptions against the published one. */
export function compareDisruptions(
  data: ReferenceData,
  minerals: readonly MineralDisruption[],
  leftOut: readonly { mineral: string; reason: string }[],
): Comparison {
  const ranked = minerals.map((each) => rankedDisruption(data, each));
  const last = leftOut
    .map(({ mineral, reason }) => unassessed(mineral, reason))
    .sort((a, b) => (a.mineral < b.mineral ? -1 : 1));
  return compareOrder(data, 'expected loss of trade disruptions', [...ranked, ...last]);
}

const unassessed = (mineral: string, reason: string): Ranked => ({
  mineral,
  losses: null,
  lossReasons: [`not assessed here: ${reason}`],
  chanceReasons: [],
});

function rankedDependency(data: ReferenceData, dependency: Dependency): Ranked {
  const { mineral, gdpAtRiskMusd } = dependency;
  const exposure = exposureOf(data, data.minerals.find(({ id }) => id === mineral)!);
  if (!isExposure(exposure)) return unassessed(mineral, exposure.reason);
  if (gdpAtRiskMusd === null) return unassessed(mineral, 'the data do not allow it');
  const { stakeMusd, terms, worstYear, expected } = gdpAtRiskMusd;
  const [first] = terms;
  return {
    mineral,
    losses: { worstMusd: worstYear, weightedMusd: expected },
    lossReasons: lossReasons(data, exposure, stakeMusd),
    chanceReasons:
      first === undefined
        ? ['here no exporter is seen that it hangs on']
        : [
            `here ${first.iso3} has ${percent(first.supplyShare)} of imports and stops with ` +
              `${percent(first.annualProbability)} a year`,
          ],
  };
}

function rankedDisruption(data: ReferenceData, disruption: MineralDisruption): Ranked {
  const { mineral, worstMusd, expectedMusd, worstCountry, stakeMusd, market, industries } =
    disruption;
  const exposure = exposureOf(data, data.minerals.find(({ id }) => id === mineral)!);
  const [first] = industries;
  const weight = percent(worstMusd > 0 ? expectedMusd / worstMusd : 0);
  return {
    mineral,
    losses: { worstMusd, weightedMusd: expectedMusd },
    lossReasons: [
      ...(isExposure(exposure) ? lossReasons(data, exposure, stakeMusd) : []),
      ...(first === undefined ? [] : [`most of it is lost in ${first.name.toLowerCase()}`]),
    ],
    chanceReasons: [
      `here the worst case is a full stop of ${worstCountry ?? 'nobody'}, and all scenarios ` +
        `together weigh ${weight} of it; supply is ${market}`,
    ],
  };
}

/** Why the loss is as large as it is: the bill, what is assumed to hang on it, and its price. */
function lossReasons(data: ReferenceData, exposure: Exposure, stakeMusd: number): string[] {
  const { mineral, consumptionTonnes, assumed } = exposure;
  const billMusd = (consumptionTonnes.mid * exposure.priceUsdPerTonne) / 1e6;
  return [
    `here a year's use costs $${grouped(billMusd, billMusd < 10 ? 1 : 0)}M, and by that bill and ` +
      `its use in ${kindsText(data, mineral)} we put $${grouped(stakeMusd, 0)}M of GDP at stake`,
    ...priceReason(data, mineral.id, exposure.priceUsdPerTonne),
    ...(assumed.length === 0 ? [] : [`assumed here: ${assumed.join(', ')}`]),
  ];
}

/** 'electronics (55 percent) and materials (20 percent)': the kinds of use that set the stake. */
function kindsText(data: ReferenceData, mineral: Mineral): string {
  const shares = new Map<string, number>();
  for (const { kind, share } of usesOf(data, mineral)) {
    shares.set(kind, (shares.get(kind) ?? 0) + share);
  }
  return [...shares]
    .sort((a, b) => b[1] - a[1])
    .slice(0, KINDS_SHOWN)
    .map(([kind, share]) => {
      const word = kind.replaceAll('-', ' and ');
      return share > 0.995 ? word : `${word} (${percent(share)})`;
    })
    .join(' and ');
}

function priceReason(data: ReferenceData, mineral: string, price: number): string[] {
  const then = priceUsdPerTonne(data, mineral, PUBLISHED_YEAR)?.value ?? null;
  if (then === null || then <= 0) return [];
  const ratio = price / then;
  if (ratio < LARGE_PRICE_CHANGE && ratio > 1 / LARGE_PRICE_CHANGE) return [];
  return [
    `its price of ${LATEST_YEAR} is ${grouped(ratio, 1)} times that of ${PUBLISHED_YEAR}, the year of the published figures`,
  ];
}

const percent = (share: number) => `${Math.round(100 * share)} percent`;
