import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMonths } from '../base/day-count.ts';
import { divideHalfEven, type LoanTerms, loanSchedule, REPAYMENTS } from './loan-schedule.ts';

const TERMS: LoanTerms = {
  closedOn: '2026-01-01',
  drawdowns: [{ on: '2026-01-01', amountCents: 100_000_00n, milestone: null }],
  repayment: 'level-principal',
  ratePpm: 60_000n,
  dayCount: '30/360',
  monthsBetweenPayments: 12,
  payments: 3,
  gracePayments: 0,
  upfrontFeePpm: 0n,
  commitmentFeePpm: 0n,
};

const paymentsOf = (terms: LoanTerms) =>
  loanSchedule(terms).lines.filter(({ drawnCents }) => drawnCents === 0n);

test('level principal: thirds of 100,000.00 and 6 percent of what is left, to the cent', () => {
  expect(
    paymentsOf(TERMS).map(({ on, interestCents, principalCents, closingCents }) => [
      on,
      interestCents,
      principalCents,
      closingCents,
    ]),
  ).toEqual([
    ['2027-01-01', 6_000_00n, 33_333_33n, 66_666_67n], // 100,000.00 × 6 %, 100,000.00 / 3
    ['2028-01-01', 4_000_00n, 33_333_34n, 33_333_33n], // 66,666.67 × 6 % = 4,000.0002; 66,666.67 / 2 = 33,333.335, to even 34
    ['2029-01-01', 2_000_00n, 33_333_33n, 0n], // 33,333.33 × 6 % = 1,999.9998
  ]);
});

test('an annuity of 200,000.00 at 6 percent over 360 months pays 1,199.10 a month', () => {
  const annuity: LoanTerms = {
    ...TERMS,
    drawdowns: [{ on: '2026-01-01', amountCents: 200_000_00n, milestone: null }],
    repayment: 'annuity',
    monthsBetweenPayments: 1,
    payments: 360,
  };
  const lines = paymentsOf(annuity);
  // 200,000 × 0.005 / (1 − 1.005^−360) = 1,199.1010...
  expect(lines.slice(0, 359).every(({ paidCents }) => paidCents === 1_199_10n)).toBe(true);
  expect(lines[0]).toMatchObject({ interestCents: 1_000_00n, principalCents: 199_10n });
  expect(lines.at(-1)!.closingCents).toBe(0n);
  const difference = lines.at(-1)!.paidCents - 1_199_10n; // what 359 roundings have left
  expect(difference).toBeGreaterThan(0n);
  expect(difference).toBeLessThan(359n);
});

test('a bullet pays interest on the days that were, and all principal at the end', () => {
  const bullet: LoanTerms = {
    ...TERMS,
    closedOn: '2024-01-31',
    drawdowns: [{ on: '2024-01-31', amountCents: 1_000_000_00n, milestone: null }],
    repayment: 'bullet',
    dayCount: 'act/360',
    monthsBetweenPayments: 1,
    payments: 2,
  };
  expect(paymentsOf(bullet).map(({ on, paidCents }) => [on, paidCents])).toEqual([
    ['2024-02-29', 4_833_33n], // 29 days: 1,000,000 × 6 % × 29 / 360 = 4,833.333
    ['2024-03-31', 1_005_166_67n], // 31 days: 5,166.667, and the principal
  ]);
});

test('interest paid in kind compounds, and is paid at the end', () => {
  const inKind: LoanTerms = { ...TERMS, repayment: 'payment-in-kind', ratePpm: 70_000n };
  const lines = paymentsOf(inKind);
  // 100,000 × 1.07 = 107,000; × 1.07 = 114,490; × 1.07 = 122,504.30
  expect(lines.map(({ closingCents }) => closingCents)).toEqual([107_000_00n, 114_490_00n, 0n]);
  expect(lines.map(({ paidCents }) => paidCents)).toEqual([0n, 0n, 122_504_30n]);
});

test('money drawn on a milestone bears interest from its day, and fees from the closing', () => {
  const drawn: LoanTerms = {
    ...TERMS,
    drawdowns: [
      { on: '2026-01-01', amountCents: 400_000_00n, milestone: 'permit' },
      { on: '2026-07-01', amountCents: 600_000_00n, milestone: 'crusher commissioned' },
    ],
    repayment: 'level-principal',
    gracePayments: 1,
    upfrontFeePpm: 10_000n,
    commitmentFeePpm: 5_000n,
  };
  const schedule = loanSchedule(drawn);
  const [permit, crusher, first, second] = schedule.lines;
  expect([permit!.feeCents, crusher!.feeCents]).toEqual([4_000_00n, 6_000_00n]); // 1 %
  // 400,000 × 6 % / 2 + 1,000,000 × 6 % / 2 = 12,000 + 30,000; fee 600,000 × 0.5 % / 2 = 1,500
  expect(first).toMatchObject({
    interestCents: 42_000_00n,
    principalCents: 0n,
    feeCents: 1_500_00n,
  });
  expect(second).toMatchObject({ interestCents: 60_000_00n, principalCents: 500_000_00n });
});

test('a half cent goes to the even cent', () => {
  expect([5n, 15n, 25n, 26n, -5n, -15n].map((top) => divideHalfEven(top, 10n))).toEqual([
    0n,
    2n,
    2n,
    3n,
    0n,
    -2n,
  ]);
});

test('whatever the terms, principal is what was drawn and added, and cash is principal, interest and fees', () => {
  const terms = fc.record({
    amounts: fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 4 }),
    repayment: fc.constantFrom(...REPAYMENTS),
    dayCount: fc.constantFrom('30/360' as const, 'act/360' as const, 'act/365' as const),
    ratePpm: fc.bigInt({ min: 0n, max: 300_000n }),
    months: fc.constantFrom(1, 3, 6, 12),
    payments: fc.integer({ min: 2, max: 60 }),
    fee: fc.bigInt({ min: 0n, max: 20_000n }),
  });
  fc.assert(
    fc.property(terms, ({ amounts, repayment, dayCount, ratePpm, months, payments, fee }) => {
      const schedule = loanSchedule({
        closedOn: '2026-01-31',
        drawdowns: amounts.map((amountCents, i) => ({
          on: addMonths('2026-01-31', Math.min(i, payments * months - 1)),
          amountCents,
          milestone: null,
        })),
        repayment,
        ratePpm,
        dayCount,
        monthsBetweenPayments: months,
        payments,
        gracePayments: 1,
        upfrontFeePpm: fee,
        commitmentFeePpm: fee,
      });
      const capitalised = schedule.lines.reduce((sum, line) => sum + line.capitalisedCents, 0n);
      expect(schedule.principalCents).toBe(schedule.drawnCents + capitalised);
      expect(schedule.paidCents).toBe(
        schedule.drawnCents + schedule.interestCents + schedule.feeCents,
      );
      expect(schedule.lines.at(-1)!.closingCents).toBe(0n);
      expect(schedule.lines.every(({ closingCents }) => closingCents >= 0n)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test.each([
  [{ payments: 0 }, "the loan's payments cannot be"],
  [{ gracePayments: 3 }, 'leave none for the principal'],
  [{ ratePpm: -1n }, 'below 0 or above 100 percent'],
  [{ drawdowns: [] }, "the loan's drawdowns cannot be: there is none"],
  [
    { drawdowns: [{ on: '2029-01-01' as const, amountCents: 1n, milestone: null }] },
    'is not between the closing 2026-01-01 and the last payment 2029-01-01',
  ],
])('terms that cannot be are refused: %o', (change, sentence) => {
  expect(() => loanSchedule({ ...TERMS, ...change })).toThrow(sentence);
});
