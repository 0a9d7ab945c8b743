import { exp, log } from '../base/elementary.ts';
import { monthNumber } from '../base/month.ts';
import { normal } from '../base/normal.ts';
import { scramble, threefry, variable } from '../base/random.ts';
import { callValueUsd } from './black-scholes.ts';
import { cappedShares, dilutionOf, type ShareRights } from './dilution.ts';
import { type Equity, sharePriceText } from './equity.ts';
import type { Control, Market, Measure, Payoff } from './payoff.ts';
import { centsOf, usdOf } from './terms.ts';

const MONTHS_PER_YEAR = 12;

/** A stake in numbers: what it holds, and when it ends. */
interface Stake {
  readonly paidUsd: number;
  readonly shareUsd: number;
  readonly volatility: number;
  readonly commonShares: number;
  readonly warrants: {
    readonly shares: number;
    readonly strikeUsd: number;
    readonly month: number;
  };
  readonly promiseUsd: number; // owed on the preferred stock at the end
  readonly spread: number;
  readonly convertible: { readonly shares: number; readonly strikeUsd: number };
  readonly isCapped: boolean; // fewer shares than the promise would buy
  readonly end: number; // month of the market
}

/**
 * What a stake brings the reserve: it pays at the start, exercises its warrants at their expiry, and
 * at the end takes the better of redemption and shares, and sells what it holds.
 *
 * @source docs/models/finance.md, section 4
 */
export function equityPayoff(terms: Equity, market: Market): Payoff {
  const stake = stakeOf(terms, market);
  return {
    todayUsd: 0,
    flows: flowsOf(stake, market),
    exposure: {
      usd: stake.paidUsd,
      sentence: 'what is paid for it: nothing more can be called for',
    },
    closedForm: {
      valueUsd: partsOf(stake, market).reduce((sum, { usd }) => sum + usd, 0),
      method: 'a promise, and Black and Scholes for each right to a share',
    },
    control: shareControl(stake, market),
    get measures() {
      return equityMeasures(terms, stake, market);
    },
    notes: [
      `share: ${terms.share.source}`,
      `shares outstanding: ${terms.company.source}`,
      'common shares are taken to pay no dividend, and sales not to move the price',
      ...(stake.isCapped ? ['the cap on ownership limits how many shares are converted'] : []),
    ],
  };
}

function stakeOf(terms: Equity, market: Market): Stake {
  const { common, preferred, warrants, share } = terms;
  const zero = monthNumber(market.asOf) + 1;
  const end = monthNumber(terms.end) - zero;
  const years = (end + 1) / MONTHS_PER_YEAR;
  const commonShares = common?.shares ?? 0;
  const warrantShares = warrants?.shares ?? 0;
  const promiseUsd =
    preferred === undefined
      ? 0
      : usdOf(preferred.principal) * exp(years * log(1 + preferred.dividendPerYear));
  const strikeUsd = preferred === undefined ? 1 : priceUsd(preferred.conversionPrice);
  const wanted = promiseUsd / strikeUsd;
  const allowed = Math.max(0, mostShares(terms) - commonShares - warrantShares);
  return {
    paidUsd: usdOf(terms.paid),
    shareUsd: priceUsd(share.price),
    volatility: share.volatility,
    commonShares,
    warrants: {
      shares: warrantShares,
      strikeUsd: warrants?.strike === undefined ? 1 : priceUsd(warrants.strike), // 1: of no warrant
      month: warrants === undefined ? end : monthNumber(warrants.expiry) - zero,
    },
    promiseUsd,
    spread: preferred?.creditSpreadPerYear ?? 0,
    convertible: { shares: Math.min(wanted, allowed), strikeUsd },
    isCapped: wanted > allowed,
    end,
  };
}

const priceUsd = (text: string): number => Number(sharePriceText(text));

/** The most shares that the cap allows; without a cap, or without a count, there is no limit. */
function mostShares({ ownershipCap, company }: Equity): number {
  if (ownershipCap === undefined || company.sharesOutstanding === null) {
    return Number.POSITIVE_INFINITY;
  }
  const capMicros = BigInt(Math.round(ownershipCap * 1e6));
  if (capMicros >= 1_000_000n) return Number.POSITIVE_INFINITY;
  return Number(cappedShares(BigInt(company.sharesOutstanding), capMicros));
}

interface Part {
  readonly id: string;
  readonly usd: number; // present value
  readonly formula: string;
}

/** The parts of the value, by formula. */
function partsOf(stake: Stake, market: Market): readonly Part[] {
  const { ratePerYear: rate, paths } = market;
  const { shareUsd, volatility, convertible, warrants, end } = stake;
  const years = (month: number) => (month + 1) / MONTHS_PER_YEAR;
  const callUsd = (strikeUsd: number, month: number) =>
    callValueUsd({ shareUsd, strikeUsd, volatility, rate, years: years(month) });
  return [
    {
      id: 'paid',
      usd: -stake.paidUsd * paths.discount[0]!,
      formula: 'price paid, in the first month',
    },
    { id: 'common-shares', usd: stake.commonShares * shareUsd, formula: 'shares × price' },
    {
      id: 'promise',
      usd: stake.promiseUsd * exp(-(rate + stake.spread) * years(end)),
      formula: 'principal × (1 + dividend)^years, discounted with the credit spread',
    },
    {
      id: 'conversion-right',
      usd: convertible.shares * callUsd(convertible.strikeUsd, end),
      formula: 'shares on conversion × Black-Scholes call at the conversion price',
    },
    {
      id: 'warrants',
      usd: warrants.shares * callUsd(warrants.strikeUsd, warrants.month),
      formula: 'shares × Black-Scholes call at the strike',
    },
  ];
}

const SHARE = variable('instruments.equity.share');

/** Writes the prices of the share at the expiry of the warrants and at the end. */
function sharePrices(stake: Stake, { seed, ratePerYear }: Market, path: number): [number, number] {
  const key = new Int32Array(2);
  threefry(key, seed, path >> 1, SHARE, 0);
  const sign = (path & 1) === 0 ? 1 : -1;
  const drift = ratePerYear - (stake.volatility * stake.volatility) / 2;
  const grown = (fromUsd: number, months: number, counter: number) => {
    const years = months / MONTHS_PER_YEAR;
    const shake = sign * normal(scramble(key[0]!, key[1]!, counter));
    return fromUsd * exp(drift * years + stake.volatility * Math.sqrt(years) * shake);
  };
  const atExpiry = grown(stake.shareUsd, stake.warrants.month + 1, 0);
  return [atExpiry, grown(atExpiry, stake.end - stake.warrants.month, 1)];
}

function flowsOf(stake: Stake, market: Market) {
  const { warrants, convertible, end } = stake;
  const promiseUsd = stake.promiseUsd * exp((-stake.spread * (end + 1)) / MONTHS_PER_YEAR);
  return (path: number, usdByMonth: Float64Array) => {
    const [atExpiry, atEnd] = sharePrices(stake, market, path);
    usdByMonth.fill(0);
    usdByMonth[0]! -= stake.paidUsd;
    usdByMonth[warrants.month]! += warrants.shares * Math.max(0, atExpiry - warrants.strikeUsd);
    usdByMonth[end]! +=
      promiseUsd +
      convertible.shares * Math.max(0, atEnd - convertible.strikeUsd) +
      stake.commonShares * atEnd;
  };
}

/** All shares that the stake may come to hold, at the price of the end: worth their price today. */
function shareControl(stake: Stake, market: Market): Control {
  const shares = stake.commonShares + stake.convertible.shares + stake.warrants.shares;
  return {
    name: 'the shares themselves',
    meanUsd: shares * stake.shareUsd,
    presentValueUsd: (path) =>
      shares * sharePrices(stake, market, path)[1] * market.paths.discount[stake.end]!,
  };
}

const PRICE_BUMP = 0.01; // of the price
const VOLATILITY_BUMP = 0.01;

function equityMeasures(terms: Equity, stake: Stake, market: Market): readonly Measure[] {
  const dilution = dilutionOf([rightsOf(terms)], beforeOf(terms));
  const worthUsd = (changed: Partial<Stake>) =>
    partsOf({ ...stake, ...changed }, market).reduce((sum, { usd }) => sum + usd, 0);
  const { shareUsd, volatility } = stake;
  return [
    ...partsOf(stake, market).map(({ id, usd, formula }) => ({
      id: `value-${id}`,
      value: usd,
      unit: 'USD',
      formula,
    })),
    {
      id: 'new-shares',
      value: Number(dilution.newShares),
      unit: 'shares',
      formula: 'on full conversion today and exercise of all warrants',
    },
    ...(dilution.share === null
      ? []
      : [{ id: 'dilution', value: dilution.share, unit: 'share', formula: dilution.sentence }]),
    {
      id: 'change-with-price',
      value:
        (worthUsd({ shareUsd: shareUsd * (1 + PRICE_BUMP) }) -
          worthUsd({ shareUsd: shareUsd * (1 - PRICE_BUMP) })) /
        2,
      unit: 'USD',
      formula: 'of the fair value, for 1 percent of the price of the share',
    },
    {
      id: 'change-with-volatility',
      value:
        (worthUsd({ volatility: volatility + VOLATILITY_BUMP }) -
          worthUsd({ volatility: Math.max(0, volatility - VOLATILITY_BUMP) })) /
        2,
      unit: 'USD',
      formula: 'of the fair value, for 0.01 of the volatility of the share',
    },
  ];
}

const beforeOf = ({ company }: Equity): bigint | null =>
  company.sharesOutstanding === null ? null : BigInt(company.sharesOutstanding);

function rightsOf({ id, common, preferred, warrants }: Equity): ShareRights {
  return {
    id,
    sharesIssued: BigInt(common?.shares ?? 0),
    conversion:
      preferred === undefined
        ? null
        : {
            amountCents: downToCents(preferred.principal),
            priceMicros: microsOf(preferred.conversionPrice),
          },
    warrants:
      warrants === undefined
        ? null
        : {
            shares: BigInt(warrants.shares),
            strikeMicros: warrants.strike === undefined ? null : microsOf(warrants.strike),
            expiresOn: warrants.expiry,
          },
  };
}

/** An amount that the schema has read; what is less than a cent buys no share. */
function downToCents(text: string): bigint {
  const { top, bottom } = centsOf(text)!;
  return top / bottom;
}

/** A price of a share in millionths, exactly. */
function microsOf(text: string): bigint {
  const [whole, fraction = ''] = sharePriceText(text).split('.');
  return BigInt(whole! + fraction.padEnd(6, '0'));
}
