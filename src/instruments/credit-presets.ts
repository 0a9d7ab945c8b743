/*
 * A loan, a guarantee and a stake that ship with the program. Terms on record are told apart, in the
 * notes, from what is assumed.
 */

const TREASURY = {
  treasuryZeros: [0.0425],
  ratesSource: 'assumed: 4.25 percent at every maturity',
  riskPremiumPerYear: 0.03,
};

const ASSUMED_RISK = {
  defaultsPerYear: 0.03,
  priceSensitivity: 1.5,
  recoveryShare: 0.55,
  recoveryLagMonths: 24,
  source:
    'assumed: 3 percent of loans a year at the break-even price, 55 percent recovered after two years',
};

const MP_SOURCE =
  'MP Materials 8-K of July 2025, summary at https://www.stocktitan.net/sec-filings/MP/8-k-mp-materials-corp-reports-material-event-09e507ca127b.html; rows mp-loan, mp-preferred and mp-warrant of data/finance.csv; rows mp_loan and mp_equity of data/instrument_precedent.csv';

export const CREDIT_PRESET_FILES: readonly object[] = [
  {
    version: 1,
    id: 'illustrative-rare-earth-loan',
    title: 'Illustrative: a loan on the terms of the MP samarium project loan',
    standing: 'illustrative',
    source: MP_SOURCE,
    notes: [
      'On record: 150 million USD, unsecured, 12 years, 10-year Treasury and 1 percent.',
      'Illustrative: the dates; two draw-downs on milestones; repayment in equal parts after two years; the Treasury rate; the price at which the project covers its costs.',
    ],
    kind: 'loan',
    mineral: 'neodymium',
    start: '2026-07',
    end: '2038-07',
    closedOn: '2026-07-15',
    drawdowns: [
      { on: '2026-07-15', amount: '90M USD', milestone: 'closing' },
      { on: '2027-07-15', amount: '60M USD', milestone: 'separation circuit installed' },
    ],
    repayment: 'level-principal',
    ratePerYear: 0.0525,
    dayCount: '30/360',
    monthsBetweenPayments: 6,
    gracePayments: 4,
    risk: { ...ASSUMED_RISK, breakEven: '60 USD/kg' },
    ...TREASURY,
  },
  {
    version: 1,
    id: 'illustrative-nonrecourse-loan',
    title: 'Illustrative: a nonrecourse loan to a tin smelter',
    standing: 'illustrative',
    source: 'No contract: made up to show how such an instrument works.',
    notes: ['The lender can take the smelter, which is worth less when the price of tin is low.'],
    kind: 'loan',
    mineral: 'tin',
    start: '2026-07',
    end: '2036-07',
    closedOn: '2026-07-01',
    drawdowns: [
      { on: '2026-07-01', amount: '25M USD', milestone: 'closing' },
      { on: '2027-01-01', amount: '25M USD', milestone: 'furnace on site' },
    ],
    repayment: 'annuity',
    ratePerYear: 0.06,
    dayCount: 'act/360',
    monthsBetweenPayments: 3,
    gracePayments: 4,
    upfrontFee: 0.005,
    commitmentFeePerYear: 0.0025,
    risk: { ...ASSUMED_RISK, breakEven: '28000 USD/t' },
    assets: { value: '65M USD', priceElasticity: 1 },
    ...TREASURY,
  },
  {
    version: 1,
    id: 'illustrative-fluorspar-guarantee',
    title: 'Illustrative: a guarantee of 80 percent of a loan to a fluorspar mine',
    standing: 'illustrative',
    source: 'No contract: made up to show how such an instrument works.',
    notes: ['The kind of the guarantee that Lost Sheep has; its amount and terms are not public.'],
    kind: 'guarantee',
    mineral: 'fluorspar',
    start: '2026-07',
    end: '2036-07',
    closedOn: '2026-07-15',
    drawdowns: [{ on: '2026-07-15', amount: '10M USD' }],
    repayment: 'level-principal',
    ratePerYear: 0.06,
    dayCount: '30/360',
    monthsBetweenPayments: 3,
    risk: { ...ASSUMED_RISK, breakEven: '350 USD/t' },
    guaranteedShare: 0.8,
    guaranteeUpfrontFee: 0.01,
    guaranteeFeePerYear: 0.005,
    ...TREASURY,
  },
  {
    version: 1,
    id: 'mp-stake',
    title: 'MP Materials: preferred stock and warrant',
    standing: 'recorded',
    source: MP_SOURCE,
    notes: [
      'On record: 400 million USD, 7 percent a year in kind, conversion and strike at 30.03 USD, 11,201,659 shares of the warrant for ten years, ownership capped at 19.9 percent. The share closed at 30.03 USD on 9 July 2025.',
      'Assumed: a volatility of 0.6, a credit spread of 5 percent, and that the stock, which is perpetual, is converted or redeemed after ten years.',
    ],
    kind: 'equity',
    start: '2025-07',
    end: '2035-07',
    paid: '400M USD',
    company: {
      name: 'MP Materials',
      sharesOutstanding: 163_477_813,
      source:
        'derived: 24,521,672 shares stated to be 15 percent of the shares outstanding (data/share_count.csv)',
    },
    share: {
      price: '30.03 USD',
      volatility: 0.6,
      source:
        'price: 45.55 USD after a rise of 15.52 on 10 July 2025 (reported by several papers); volatility assumed',
    },
    preferred: {
      principal: '400M USD',
      dividendPerYear: 0.07,
      conversionPrice: '30.03 USD',
      creditSpreadPerYear: 0.05,
    },
    warrants: { shares: 11_201_659, strike: '30.03 USD', expiry: '2035-07' },
    ownershipCap: 0.199,
  },
];
