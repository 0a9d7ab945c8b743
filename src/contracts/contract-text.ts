import { centsText } from '../base/booked.ts';
import { decimalFraction, decimalText, fraction, times } from '../base/fraction.ts';
import { Refusal } from '../base/refusal.ts';
import { tableLines } from '../base/text-table.ts';
import { heldAgainstText } from '../rules/eligible-list.ts';
import {
  type Contract,
  type Invoice,
  type Order,
  premiumPerMille,
  type Requisition,
} from './contracts.ts';

/** Cents on the wire for a person. */
const money = (cents: string): string => centsText(BigInt(cents));

/** A price in millionths of a dollar per kilogram, for a person: '$0.665 per kg'. */
export const priceText = (pricePerKg: string): string =>
  `$${decimalText(fraction(BigInt(pricePerKg), 1_000_000n), 6)} per kg`;

/** By how much a price is above its reference: '41.4 percent above $0.47 per kg'. */
export function premiumText(pricePerKg: string, referencePerKg: string): string {
  const perMille = premiumPerMille(BigInt(pricePerKg), BigInt(referencePerKg));
  const size = decimalText(fraction(perMille < 0n ? -perMille : perMille, 10n), 1);
  return `${size} percent ${perMille < 0n ? 'below' : 'above'} ${priceText(referencePerKg)}`;
}

/** A requisition for a person at a terminal. */
export const requisitionLines = (each: Requisition): string[] => [
  `Requisition ${each.id} (${each.status}): ${money(each.amountCents)} of fund ${each.fund}`,
  `${each.purpose}; on the word of resolution ${each.resolution}${each.plan === null ? '' : `, for plan ${each.plan}`}`,
  `Committed and not obligated: ${money(each.uncommittedCents)}`,
  ...(each.mineral === null
    ? []
    : [`To buy ${each.mineral}; held against: ${heldAgainstText(each.eligibleList)}`]),
];

/** A contract for a person at a terminal. */
export function contractLines(contract: Contract): string[] {
  const { pricePerKg, referencePerKg, modifications } = contract;
  return [
    `Contract ${contract.id} (${contract.status.replaceAll('_', ' ')}): ${contract.title}`,
    `With ${contract.party}, for ${contract.mineral}, to ${contract.deliveryPoint}`,
    '',
    ...tableLines(
      ['', 'amount'],
      [
        ...(contract.baseValueCents === null
          ? []
          : [['stated value, an estimate that obligates nothing', money(contract.baseValueCents)]]),
        ['ceiling', money(contract.ceilingCents)],
        ['ceiling left', money(contract.ceilingLeftCents)],
        ['guaranteed minimum', money(contract.minimumCents)],
        ['minimum left', money(contract.minimumLeftCents)],
        ['ordered, not delivered', money(contract.orderedCents)],
        ['delivered', money(contract.deliveredCents)],
      ],
    ),
    '',
    `Orders from ${contract.orderingFrom} to ${contract.orderingTo}; rules ${contract.ruleSet}`,
    ...(contract.kind === 'storage'
      ? []
      : [`Held against: ${heldAgainstText(contract.eligibleList)}`]),
    ...(pricePerKg === null
      ? []
      : [
          `Price ${priceText(pricePerKg)}${referencePerKg === null ? '' : `, ${premiumText(pricePerKg, referencePerKg)}`}`,
        ]),
    contract.soleSourceReason === null
      ? 'Awarded in competition'
      : `Sole source: ${contract.soleSourceReason}`,
    ...modifications.map(
      ({ n, signedOn, reason, ceilingRiseCents, orderingTo }) =>
        `Modification ${n} of ${signedOn}: ${reason}` +
        `${ceilingRiseCents === '0' ? '' : `; ceiling ${money(ceilingRiseCents)} higher`}` +
        `${orderingTo === null ? '' : `; orders until ${orderingTo}`}`,
    ),
  ];
}

/** Contracts as a table. */
export const contractListLines = (contracts: readonly Contract[]): string[] =>
  tableLines(
    ['contract', 'status', 'mineral', 'ceiling', 'left', 'minimum left', 'orders until'],
    contracts.map((each) => [
      each.id,
      each.status.replaceAll('_', ' '),
      each.mineral,
      money(each.ceilingCents),
      money(each.ceilingLeftCents),
      money(each.minimumLeftCents),
      each.orderingTo,
    ]),
  );

/** An order for a person at a terminal. */
export const orderLines = (order: Order): string[] => [
  `Order ${order.id} (${order.status.replaceAll('_', ' ')}): ${money(order.amountCents)} at ${priceText(order.pricePerKg)}, placed ${order.placedOn}, due ${order.deliverBy}`,
  `Not delivered: ${money(order.undeliveredCents)}; from the minimum: ${money(order.fromMinimumCents)}`,
  `Held against: ${heldAgainstText(order.eligibleList)}`,
  ...order.lots.map(
    ({ lot, acceptedCents }) =>
      `Lot ${lot}: ${acceptedCents === null ? 'not accepted' : `accepted for ${money(acceptedCents)}`}`,
  ),
];

/** An invoice for a person at a terminal. */
export const invoiceLines = (invoice: Invoice): string[] => [
  `Invoice ${invoice.id} (${invoice.status}): number ${invoice.supplierNumber} of ${invoice.party}, for ${invoice.lots.join(', ')}`,
  `It asks for ${money(invoice.amountCents)}; ${money(invoice.acceptedCents)} was accepted${invoice.paidOn === null ? '' : `; paid on ${invoice.paidOn}`}`,
];

/**
 * Reads a price in dollars per kilogram, exactly to its sixth decimal.
 *
 * @returns millionths of a dollar per kilogram
 * @throws Refusal `price.invalid`
 */
export function parsePricePerKg(text: string): string {
  const usd = decimalFraction(text.replace(/^\$/, ''));
  const micro = usd && times(usd, fraction(1_000_000n));
  if (micro?.bottom === 1n && micro.top > 0n) return micro.top.toString();
  throw new Refusal(
    'invalid',
    'price.invalid',
    `cannot read '${text}' as a price`,
    'write dollars per kilogram with at most six decimals, such as 0.665',
  );
}
