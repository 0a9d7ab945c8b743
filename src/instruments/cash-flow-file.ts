import * as z from 'zod';
import { toNumber } from '../base/fraction.ts';
import { parseJson } from '../base/json-text.ts';
import { Month, monthNumber } from '../base/month.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import type { CashPlan, DebtService } from './cash-flow.ts';
import { HEAD, share } from './head.ts';
import { loanTermsOf, SCHEDULED } from './lending.ts';
import { loanSchedule } from './loan-schedule.ts';
import { PRICED_HEAD } from './priced.ts';
import { rampShare } from './schedule.ts';
import { gramsPerMonthOf, MassRate, Money, UnitPrice, usdOf, usdPerTonneOf } from './terms.ts';

/** The plan of a mine or plant, from the first money spent to the last tonne sold. */
export const CashFlowFile = z
  .strictObject({
    ...PRICED_HEAD,
    kind: z.literal('cash-flow'),
    period: z.enum(['quarter', 'year']).default('year'),
    output: MassRate.describe('at full rate'),
    firstOutput: Month,
    rampMonths: z.int().min(0).max(240).default(0).describe('until full rate, in equal steps'),
    priceShare: z.number().positive().max(10).default(1).describe('of the reference price'),
    capital: z
      .array(z.strictObject({ from: Month, to: Month, amount: Money }))
      .min(1)
      .max(60)
      .describe('spent evenly over the months of each row'),
    operating: UnitPrice.describe('cost of a tonne sold'),
    fixedPerYear: Money.default('0 USD').describe('from the first output on'),
    sustaining: UnitPrice.default('0 USD/t').describe('capital that keeps the works going'),
    royalty: share.default(0).describe('of revenue'),
    taxRate: share.describe('of profit after depreciation and interest'),
    depreciationYears: z.number().positive().max(50),
    discountRatePerYear: z.number().min(-0.5).max(1),
    loan: z
      .strictObject({ ...SCHEDULED, start: Month, end: Month })
      .optional()
      .describe('its term starts in the month of closing and ends with the last payment'),
  })
  .meta({ id: 'CashFlowFile' });
export type CashFlowFile = z.infer<typeof CashFlowFile>;

/** @throws Refusal `cash_flow.invalid` */
export function readCashFlowFile(text: string, name: string): CashFlowFile {
  return readCashFlow(jsonOf(text, name), name);
}

/** The same for what is JSON already, as in a request. */
export function readCashFlow(json: unknown, name: string): CashFlowFile {
  const parsed = CashFlowFile.safeParse(json);
  if (!parsed.success) {
    const why = schemaSentence(parsed.error);
    throw badFile(`the plan ${name} breaks a rule: ${why}`, 'see docs/schemas/cash-flow-file.json');
  }
  requireOrder(parsed.data);
  return parsed.data;
}

const jsonOf = (text: string, name: string): unknown =>
  parseJson(text, (why) =>
    badFile(`the plan ${name} is not JSON: ${why}`, 'write it by docs/schemas/cash-flow-file.json'),
  );

function requireOrder({ id, start, end, firstOutput, capital, title, standing }: CashFlowFile) {
  if (firstOutput < start || firstOutput > end) {
    const why = `the first output of ${id}, ${firstOutput}, is not within its term, ${start} to ${end}`;
    throw badFile(why, 'move the term or the first output');
  }
  const wrong = capital.find(({ from, to }) => from > to || from < start || to > end);
  if (wrong !== undefined) {
    const why = `capital of ${id} is spent from ${wrong.from} to ${wrong.to}, outside of its term, ${start} to ${end}`;
    throw badFile(why, 'write months of the term, the first of them first');
  }
  if (standing === 'illustrative' && !/illustrative/i.test(title)) {
    const why = `the plan ${id} is illustrative, and its title '${title}' does not say so`;
    throw badFile(why, "put the word 'illustrative' into the title");
  }
}

const badFile = (why: string, remedy: string): Refusal =>
  new Refusal('invalid', 'cash_flow.invalid', why, remedy);

const MONTHS_PER: Readonly<Record<CashFlowFile['period'], CashPlan['monthsPerPeriod']>> = {
  quarter: 3,
  year: 12,
};

/**
 * The plan in months of its term.
 *
 * A term that began before the prices do is refused where it is valued: what was spent is past, and
 * no price path reaches back to it.
 */
export function cashPlanOf(file: CashFlowFile): CashPlan {
  const first = monthNumber(file.start);
  const months = monthNumber(file.end) - first + 1;
  const tonnes = new Float64Array(months);
  const fullTonnes = toNumber(gramsPerMonthOf(file.output)!) / 1e6; // the schema has read it
  const opens = monthNumber(file.firstOutput) - first;
  for (let month = opens; month < months; month++) {
    tonnes[month] = fullTonnes * rampShare(month - opens, file.rampMonths);
  }
  const capitalUsd = new Float64Array(months);
  for (const { from, to, amount } of file.capital) {
    const [begins, ends] = [monthNumber(from) - first, monthNumber(to) - first];
    const each = usdOf(amount) / (ends - begins + 1);
    for (let month = begins; month <= ends; month++) capitalUsd[month]! += each;
  }
  const monthsPerPeriod = MONTHS_PER[file.period];
  return {
    monthsPerPeriod,
    tonnes,
    capitalUsd,
    operatingUsdPerTonne: usdPerTonneOf(file.operating),
    fixedUsdPerYear: usdOf(file.fixedPerYear),
    sustainingUsdPerTonne: usdPerTonneOf(file.sustaining),
    royaltyShare: file.royalty,
    taxRate: file.taxRate,
    depreciationYears: file.depreciationYears,
    discountRate: file.discountRatePerYear,
    debt: debtOf(file, Math.ceil(months / monthsPerPeriod), monthsPerPeriod),
  };
}

/** What the loan brings and takes in each period; its fees count as interest. */
function debtOf(
  { id, start, end, loan }: CashFlowFile,
  periods: number,
  monthsPerPeriod: number,
): DebtService | null {
  if (loan === undefined) return null;
  if (loan.start < start || loan.end > end) {
    const why = `the loan of ${id} runs from ${loan.start} to ${loan.end}, outside of its term, ${start} to ${end}`;
    throw badFile(why, 'end the loan within the term');
  }
  const debt = {
    drawnUsd: new Float64Array(periods),
    interestUsd: new Float64Array(periods),
    principalUsd: new Float64Array(periods),
  };
  for (const line of loanSchedule(loanTermsOf({ ...loan, id: `${id}, loan` })).lines) {
    const month = monthNumber(line.on.slice(0, 7)) - monthNumber(start);
    const k = Math.floor(month / monthsPerPeriod);
    debt.drawnUsd[k]! += Number(line.drawnCents) / 100;
    debt.principalUsd[k]! += Number(line.principalCents) / 100;
    debt.interestUsd[k]! += Number(line.paidCents - line.principalCents) / 100;
  }
  return debt;
}

/** The head of a plan, so that a result can say of which it is. */
export const CashFlowHead = z.object({
  id: HEAD.id,
  title: HEAD.title,
  standing: HEAD.standing,
  source: z.string(),
  notes: z.array(z.string()),
  start: Month,
  end: Month,
});
