import { grouped } from '../base/number-text.ts';
import { byProductLimitTonnes } from './by-product.ts';
import { type CheckFigure, check, type ProjectCheck } from './checks.ts';
import { promisedSupply, statedCapacities } from './evidence.ts';
import { importRelianceShare } from './impact.ts';
import { tonnesPer, tonnesPerYearOf } from './mass-unit.ts';
import type { ProjectRecord } from './projects.ts';
import type { DeliveryCheck } from './ramp.ts';
import { gradeShare } from './resources.ts';

/*
 * Checks of amounts: what is contracted against what can be made, what that would change, what a
 * host allows of its by-product, and what a contract's money comes to by the ton.
 */

const t = (tonnes: number): string => `${grouped(tonnes, 0)} t`;
const result = (label: string, value: number, unit: string, formula: string): CheckFigure => ({
  label,
  value,
  unit,
  standing: 'result',
  source: formula,
});

type Capacity = ProjectRecord['capacities'][number];

/** The delivery that is owed, where one is stated with its years. */
export const owedDelivery = ({ capacities }: ProjectRecord): Capacity | undefined =>
  capacities.find(({ basis, years }) => basis === 'delivery' && years !== null);

const stated = (label: string, row: Capacity): CheckFigure => ({
  label,
  value: row.amount,
  unit:
    row.years === null || row.unit.includes('/') ? row.unit : `${row.unit} in ${row.years} years`,
  standing: row.standing,
  source: row.source,
});

/** Contracted delivery against capacity (R5.03). */
export function deliveryFinding(
  owed: Capacity,
  capacity: Capacity,
  found: DeliveryCheck,
): ProjectCheck {
  const { contractedTonnes, fullRateTonnes, shortTonnes, rampedTonnes, years } = found;
  const full = `${t(fullRateTonnes)} at the full rate from the first day`;
  const ramped = `with the start and ramp forecast here ${t(rampedTonnes.low)} to ${t(rampedTonnes.high)}`;
  const sentence =
    shortTonnes > 0
      ? `${t(contractedTonnes)} are said to be owed over ${years.length} years; the plant gives ${full}, ${t(shortTonnes)} too little, and ${ramped}.`
      : `${t(contractedTonnes)} are owed over ${years.length} years; the plant gives ${full}, and ${ramped}.`;
  return check('R5.03', 'Whether it can make what is contracted', {
    outcome: shortTonnes > 0 || rampedTonnes.mid < contractedTonnes ? 'fires' : 'passes',
    sentence,
    figures: [
      stated('owed', owed),
      stated('capacity', capacity),
      result('at full rate', fullRateTonnes, 't', 'capacity x years of the contract'),
      result('missing at full rate', shortTonnes, 't', 'owed less full rate, never below 0'),
      result('with ramp, middle', rampedTonnes.mid, 't', 'start at P50, ramp at its middle'),
    ],
  });
}

/** What a mineral's import reliance would be (R5.04). */
export interface Consumption {
  readonly tonnes: number;
  readonly source: string;
}

export function impactCheck(
  record: ProjectRecord,
  mineral: string,
  consumption: Consumption | null,
): ProjectCheck {
  const title = `What it would change for ${mineral}`;
  const open = (sentence: string) =>
    check('R5.04', title, { outcome: 'open', sentence, figures: [] });
  const best = statedCapacities(record, mineral).find(({ row }) => row.basis !== 'delivery');
  const content = record.products.find((each) => each.mineral === mineral)?.content ?? null;
  if (best === undefined || content === null) return open('No yearly capacity is published.');
  if (record.iso3 !== 'USA') return open('It is abroad: it changes where imports come from.');
  if (consumption === null) return open('Consumption in the United States is not published.');
  const added = best.tonnesPerYear * content.mid;
  const share = importRelianceShare(consumption.tonnes, added);
  const standing = best.isClaim ? ', a claim,' : '';
  return check('R5.04', title, {
    outcome: 'passes',
    sentence:
      share === 0
        ? `Its full capacity${standing} of ${t(added)} a year is more than the ${t(consumption.tonnes)} consumed.`
        : `Its full capacity${standing} of ${t(added)} a year would leave ${(100 * share).toFixed(1)} percent of the ${t(consumption.tonnes)} consumed to other sources.`,
    figures: [
      stated('capacity', best.row),
      {
        label: 'consumption of 2025',
        value: consumption.tonnes,
        unit: 't/year',
        standing: 'fact',
        source: consumption.source,
      },
      result('left to other sources', share, 'share', '(consumption less capacity) / consumption'),
    ],
  });
}

/** What the host allows of a by-product (R5.08), where the record tells enough. */
export function byProductChecks(record: ProjectRecord): readonly ProjectCheck[] {
  const minerals = new Set(
    record.products.filter(({ role }) => role === 'by-product').map(({ mineral }) => mineral),
  );
  return [...minerals].map((mineral) => byProductCheck(record, mineral));
}

function byProductCheck(record: ProjectRecord, mineral: string): ProjectCheck {
  const title = `What its host allows of ${mineral}`;
  const reserve = record.resources.find(
    (each) => each.mineral === mineral && /prov|probable/.test(each.resourceClass),
  );
  const life = record.capacities.find(({ mineral: of, years }) => of === mineral && years !== null);
  const promise = promisedSupply(record, mineral);
  if (reserve === undefined || life === undefined || promise === null) {
    return check('R5.08', title, {
      outcome: 'open',
      sentence: `Neither how much rock its host treats nor how much ${mineral} is in it is published: no by-product is credited.`,
      figures: [],
    });
  }
  const hostTonnesPerYear = reserve.tonnes / life.years!;
  const contentShare = gradeShare(reserve.grade, reserve.gradeUnit);
  const limit = byProductLimitTonnes({ hostTonnesPerYear, contentShare, recoveryShare: 1 });
  const fits = promise.tonnesPerYear <= limit;
  return check('R5.08', title, {
    outcome: fits ? 'passes' : 'fires',
    sentence: `${t(hostTonnesPerYear)} of rock a year hold ${t(limit)} of ${mineral}; ${t(promise.tonnesPerYear)} ${fits ? `need ${((100 * promise.tonnesPerYear) / limit).toFixed(0)} percent of it recovered` : 'are more than there is'}. No recovery is published here, so the limit takes all of it.`,
    figures: [
      { ...stated('life', life), label: 'amount over the life' },
      {
        label: 'reserve',
        value: reserve.tonnes,
        unit: 't of rock',
        standing: reserve.standing,
        source: reserve.source,
      },
      result('limit', limit, 't/year', 'rock a year x content x recovery of 1'),
    ],
  });
}

/** One figure that is stated in two types of ton (R15.01). */
export function unitChecks({ capacities }: ProjectRecord): readonly ProjectCheck[] {
  const pairs = capacities.flatMap((a, i) =>
    capacities
      .slice(i + 1)
      .filter((b) => b.amount === a.amount && b.mineral === a.mineral && b.unit !== a.unit)
      .map((b) => [a, b] as const),
  );
  return pairs.map(([a, b]) => {
    const [first, second] = [tonnesPerYearOf(a) ?? 0, tonnesPerYearOf(b) ?? 0];
    return check('R15.01', 'One figure, two types of ton', {
      outcome: 'fires',
      sentence: `${a.saidBy} states ${grouped(a.amount, 0)} ${a.unit}, ${b.saidBy} ${grouped(b.amount, 0)} ${b.unit}: ${t(Math.abs(first - second))} a year lie between them.`,
      figures: [stated(a.saidBy, a), stated(b.saidBy, b)],
    });
  });
}

/** What is fed to a plant bounds what comes out of it. */
export function feedChecks(record: ProjectRecord): readonly ProjectCheck[] {
  return record.capacities
    .filter(({ basis }) => basis === 'feed')
    .flatMap((feed) => {
      const promise = promisedSupply(record, feed.mineral);
      const most = tonnesPerYearOf(feed);
      if (promise === null || most === null || feed.unit === 't/year') return [];
      const fits = promise.tonnesPerYear <= most;
      return [
        check('R5.02', 'What its design can take in', {
          outcome: fits ? 'passes' : 'fires',
          sentence: `A design of ${grouped(feed.amount, 0)} ${feed.unit} takes in ${t(most)} of ore a year at most; ${t(promise.tonnesPerYear)} of product are ${((100 * promise.tonnesPerYear) / most).toFixed(0)} percent of that.`,
          figures: [stated('design', feed), result('most a year', most, 't', 'design x 365 days')],
        }),
      ];
    });
}

/** What the money of a contract comes to by the ton, if the quantity said is right (R7.04). */
export function unitPriceCheck(
  record: ProjectRecord,
  priceUsdPerTonne: { readonly value: number; readonly source: string } | null,
): readonly ProjectCheck[] {
  const owed = owedDelivery(record);
  const award = record.awards.find(({ kind, baseUsd }) => kind === 'contract' && baseUsd !== null);
  if (owed === undefined || award === undefined) return [];
  const usdPerUnit = award.baseUsd! / owed.amount;
  const usdPerTonne = usdPerUnit / tonnesPer(owed.unit);
  const premium = priceUsdPerTonne === null ? null : usdPerTonne / priceUsdPerTonne.value - 1;
  const against =
    premium === null
      ? ''
      : `, ${(100 * premium).toFixed(1)} percent ${premium < 0 ? 'below' : 'above'} the import value of $${grouped(priceUsdPerTonne!.value, 0)}/t in 2025`;
  return [
    check('R7.04', 'What the contract pays by the ton', {
      outcome: owed.standing === 'claim' ? 'fires' : 'passes',
      sentence: `If ${grouped(owed.amount, 0)} ${owed.unit}s are what its base of $${grouped(award.baseUsd!, 2)} buys (${owed.standing}, not a term that is published), it pays $${grouped(usdPerUnit, 0)} a ${owed.unit}, or $${grouped(usdPerTonne, 0)} a tonne${against}.`,
      figures: [
        stated('quantity', owed),
        {
          label: 'base',
          value: award.baseUsd!,
          unit: 'USD',
          standing: award.standing,
          source: award.source,
        },
        result('price', usdPerTonne, 'USD/t', 'base / quantity'),
        ...(premium === null
          ? []
          : [
              {
                label: 'import value of 2025',
                value: priceUsdPerTonne!.value,
                unit: 'USD/t',
                standing: 'fact' as const,
                source: priceUsdPerTonne!.source,
              },
              result('premium', premium, 'share', 'price / import value − 1'),
            ]),
      ],
    }),
  ];
}
