import * as z from 'zod';
import { BookedAmount } from '../base/booked.ts';
import { Fund } from './fund.ts';
import type { Net } from './tie-out.ts';

/*
 * Where the money of a fund is, from appropriation to outlay, and how much of each limit is left.
 * Everything here is a sum of balances.
 */

/** The steps in which money of a fund can be; together they are its resources. */
export const FUND_PLACES = [
  { id: 'unapportioned', title: 'not apportioned', accounts: ['445000'] },
  { id: 'apportioned', title: 'apportioned', accounts: ['451000'] },
  { id: 'allotted', title: 'allotted', accounts: ['461000'] },
  { id: 'committed', title: 'committed', accounts: ['470000'] },
  { id: 'undelivered', title: 'obligated, undelivered', accounts: ['480100'] },
  { id: 'advanced', title: 'advanced to suppliers', accounts: ['480200'] },
  { id: 'delivered', title: 'delivered, unpaid', accounts: ['490100'] },
  { id: 'paid', title: 'paid', accounts: ['490200'] },
] as const;
export type FundPlace = (typeof FUND_PLACES)[number]['id'];

const RESOURCES = ['411900', '426200', '426300', '426600'];
const CASH = '101000';

/** Limits that are accounts: what was granted, what is left, and what took the rest. */
export const LIMITS = [
  { kind: 'authority', title: 'Authority of a resolution', granted: 'C19', available: 'C10' },
  { kind: 'ceiling', title: 'Ceiling of a contract', granted: 'C29', available: 'C20' },
  { kind: 'minimum', title: 'Minimum of a contract', granted: 'C39', available: 'C30' },
  { kind: 'floor', title: 'Exposure of a price floor', granted: 'C49', available: 'C40' },
  { kind: 'loan', title: 'Line of a loan', granted: 'C59', available: 'C50' },
  { kind: 'equity', title: 'Cap of equity', granted: 'C69', available: 'C60' },
  { kind: 'plan', title: 'Yearly material plan', granted: 'C79', available: 'C70' },
  { kind: 'partner', title: 'Share of a partner', granted: 'C89', available: 'C80' },
] as const;
export type LimitKind = (typeof LIMITS)[number]['kind'];

const FundPlaceAmount = z
  .object({
    id: z.enum(FUND_PLACES.map(({ id }) => id)),
    title: z.string(),
    accounts: z.array(z.string()),
    cents: BookedAmount,
  })
  .meta({ id: 'FundPlace' });

const FundLimit = z
  .object({
    kind: z.enum(LIMITS.map(({ kind }) => kind)),
    title: z.string(),
    dim: z.string().describe("the resolution, contract or loan; '' for none"),
    unit: z.string().describe("'USD' in cents, or grams such as 'g fluorspar'"),
    granted: BookedAmount,
    available: BookedAmount,
    used: BookedAmount.describe('granted less available'),
  })
  .meta({ id: 'FundLimit' });
export type FundLimit = z.infer<typeof FundLimit>;

/** A fund with where its money is. */
export const FundStatus = z
  .object({
    fund: Fund,
    version: z.string().describe('changes with every step and every balance of the fund'),
    resourcesCents: BookedAmount.describe('collected: appropriations, contributions, receipts'),
    places: z.array(FundPlaceAmount),
    cashCents: BookedAmount.describe('fund balance with Treasury'),
    limits: z.array(FundLimit),
  })
  .meta({ id: 'FundStatus' });
export type FundStatus = z.infer<typeof FundStatus>;

/** @param balances - of this fund, and maybe of others */
export function fundStatusOf(fund: Fund, version: string, balances: readonly Net[]): FundStatus {
  const own = balances.filter((each) => each.fund === fund.id);
  const net = (...accounts: readonly string[]) =>
    own
      .filter(({ account, unit }) => accounts.includes(account) && unit === 'USD')
      .reduce((total, each) => total + each.net, 0n);
  return {
    fund,
    version,
    resourcesCents: net(...RESOURCES).toString(),
    places: FUND_PLACES.map(({ id, title, accounts }) => ({
      ...{ id, title },
      accounts: [...accounts],
      cents: (-net(...accounts)).toString(),
    })),
    cashCents: net(CASH).toString(),
    limits: LIMITS.flatMap(({ kind, title, granted, available }) =>
      own
        .filter(({ account, net: amount }) => account === granted && amount !== 0n)
        .map(({ dim, unit, net: amount }) => {
          const left = own.find(
            (each) => each.account === available && each.dim === dim && each.unit === unit,
          );
          const rest = -(left?.net ?? 0n);
          return {
            ...{ kind, title, dim, unit },
            granted: amount.toString(),
            available: rest.toString(),
            used: (amount - rest).toString(),
          };
        }),
    ),
  };
}
