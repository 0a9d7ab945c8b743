import { grouped } from '../base/number-text.ts';
import { type CheckFigure, check, type ProjectCheck } from './checks.ts';
import { firstDay, lastDay } from './day.ts';
import type { ProjectRecord } from './projects.ts';

/*
 * Contracts on record and the orders under them. Money is compared in whole cents.
 */

type Award = ProjectRecord['awards'][number];

const cents = (usd: number): number => Math.round(usd * 100);
const usd = (amountCents: number): string => `$${grouped(amountCents / 100, 2)}`;

/** Headroom of every contract, its orders, and the orders of others (R7.02, R7.03, R7.05). */
export function awardChecks({ awards }: ProjectRecord): readonly ProjectCheck[] {
  return awards
    .filter(({ kind }) => kind === 'contract')
    .flatMap((contract) => {
      const orders = awards.filter(({ parent }) => parent === contract.reference);
      return [...headroom(contract), orderCheck(contract, orders)];
    });
}

function headroom(contract: Award): readonly ProjectCheck[] {
  const { reference, baseUsd, ceilingUsd, guaranteeUsd } = contract;
  if (baseUsd === null || ceilingUsd === null) return [];
  const leftCents = cents(ceilingUsd) - cents(baseUsd);
  const guarantee =
    guaranteeUsd === null
      ? ''
      : ` Of it, ${usd(cents(guaranteeUsd))} are owed in any case until they are ordered.`;
  return [
    check('R7.02', `What ${reference} may still buy`, {
      outcome: leftCents >= 0 ? 'passes' : 'fires',
      sentence: `Base ${usd(cents(baseUsd))} under a ceiling of ${usd(cents(ceilingUsd))}: headroom ${usd(leftCents)}.${guarantee}`,
      figures: [
        money('base', baseUsd, contract),
        money('ceiling', ceilingUsd, contract),
        ...(guaranteeUsd === null ? [] : [money('guarantee', guaranteeUsd, contract)]),
        {
          label: 'headroom',
          value: leftCents / 100,
          unit: 'USD',
          standing: 'result',
          source: 'ceiling less base, in cents',
        },
      ],
    }),
  ];
}

const money = (label: string, value: number, { standing, source }: Award): CheckFigure => ({
  label,
  value,
  unit: 'USD',
  standing,
  source,
});

/** Orders may not come to more than the ceiling, nor lie outside the ordering period. */
function orderCheck(contract: Award, orders: readonly Award[]): ProjectCheck {
  const firm = orders.filter(({ kind }) => kind === 'task order');
  const options = orders.filter(({ kind }) => kind === 'option');
  let orderedCents = 0;
  for (const { baseUsd } of firm) orderedCents += cents(baseUsd ?? 0);
  let optionCents = 0;
  for (const { baseUsd } of options) optionCents += cents(baseUsd ?? 0);
  const { ceilingUsd, reference } = contract;
  const isOver = ceilingUsd !== null && orderedCents > cents(ceilingUsd);
  const stray = firm.find((order) => isOutside(order, contract));
  const title = `Orders under ${reference}`;
  const figures = orders.flatMap((order) =>
    order.baseUsd === null ? [] : [money(order.reference, order.baseUsd, order)],
  );
  if (stray !== undefined) {
    const sentence = `${stray.reference} of ${stray.firstDay} lies outside the ordering period.`;
    return check('R7.03', title, { outcome: 'fires', sentence, figures });
  }
  const limit =
    ceilingUsd === null ? 'its ceiling is not published' : `ceiling ${usd(cents(ceilingUsd))}`;
  const withOptions =
    optionCents === 0
      ? ''
      : ` With options of ${usd(optionCents)}: ${usd(orderedCents + optionCents)}.`;
  const sentence =
    firm.length === 0
      ? `No order is published; ${limit}.`
      : `${firm.length} ordered for ${usd(orderedCents)}; ${limit}.${withOptions}`;
  const outcome = isOver ? 'fires' : ceilingUsd === null || firm.length === 0 ? 'open' : 'passes';
  return check('R7.03', title, { outcome, sentence, figures });
}

function isOutside({ firstDay: ordered }: Award, contract: Award): boolean {
  if (ordered === null) return false;
  const isBefore = contract.firstDay !== null && lastDay(ordered) < firstDay(contract.firstDay);
  const isAfter = contract.lastDay !== null && firstDay(ordered) > lastDay(contract.lastDay);
  return isBefore || isAfter;
}
