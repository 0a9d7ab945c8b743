import * as z from 'zod';
import { grouped } from '../base/number-text.ts';
import { ProjectFinance } from '../instruments/project-finance.ts';
import { consumptionTonnes, priceUsdPerTonne } from '../minerals/minerals.ts';
import { Assumption, type ReferenceData } from '../minerals/reference-data.ts';
import { awardChecks } from './award-checks.ts';
import {
  claimCheck,
  evidenceChecks,
  externalCheck,
  type MineralSupply,
  missingOf,
  ProjectCheck,
  permitCheck,
  recordCheck,
  scoringCheck,
  slipCheck,
} from './checks.ts';
import { firstDay, isoOf, lastDay } from './day.ts';
import {
  creditedSupply,
  fundableSupply,
  isSupply,
  Ladder,
  ladderKindOf,
  ladderOf,
  type NoSupply,
  promisedSupply,
  type SupplyCredit,
  statedCapacities,
} from './evidence.ts';
import { tonnesPerYearOf } from './mass-unit.ts';
import { historiesOf, MilestoneHistory } from './milestones.ts';
import {
  assumptionsOf,
  ForecastReport,
  type Outlook,
  outlookOf,
  type ReportTerms,
  rampOf,
} from './outlook.ts';
import { mineralsOf, ProjectRecord } from './projects.ts';
import { DeliveryCheck, deliveryCheck, outputTonnes, rateTonnesPerYear } from './ramp.ts';
import {
  byProductChecks,
  deliveryFinding,
  feedChecks,
  impactCheck,
  owedDelivery,
  unitChecks,
  unitPriceCheck,
} from './supply-checks.ts';

/*
 * A project as one answer: what is promised, what is permitted, what it can make by when, what is
 * credited and why, and what a reader should know.
 */

const range = z.object({ low: z.number(), mid: z.number(), high: z.number() });

const Supply = z.object({
  tonnesPerYear: z.number().describe('as the statistics of the mineral count it; 0 where none is'),
  low: z.number(),
  high: z.number(),
  reason: z.string(),
  sources: z.array(z.string()),
});

const RampYear = z.object({ year: z.int(), ...range.shape });
const RampPoint = z.object({ date: z.string(), ...range.shape });

export const MineralReport = z.object({
  mineral: z.string(),
  promised: z
    .object({
      tonnesPerYear: z.number(),
      low: z.number(),
      high: z.number(),
      saidBy: z.string(),
      interest: z.string(),
      standing: z.string(),
      date: z.string(),
      source: z.string(),
    })
    .nullable(),
  credited: Supply,
  fundable: Supply.describe('what support of the Reserve could bring about'),
  differenceTonnesPerYear: z.number().nullable().describe('promised less credited'),
  ladder: Ladder.describe('the evidence that decides'),
  depositLadder: Ladder.nullable().describe('of the deposit behind a plant, where there is one'),
  output: z
    .object({
      basis: z.enum(['credited', 'claimed']).describe('claimed: shown, and fed to no model'),
      years: z.array(RampYear).describe('output of a calendar year: late, middle and early [t]'),
      curve: z.array(RampPoint).describe('the rate at the start of every quarter [t/year]'),
    })
    .nullable(),
});
export type MineralReport = z.infer<typeof MineralReport>;

export const ProjectReport = z
  .object({
    digest: z.string().describe('of everything but itself and the finance'),
    id: z.string(),
    name: z.string(),
    on: z.string().describe('day on which permits and milestones are looked at'),
    summary: z.string(),
    isReserveInstrument: z.boolean(),
    finance: ProjectFinance.optional().describe(
      'how it is financed, and how diluted; of the record only',
    ),
    minerals: z.array(MineralReport),
    milestones: z.array(MilestoneHistory),
    forecast: ForecastReport.nullable(),
    forecastNote: z.string().nullable().describe('why there is no forecast'),
    delivery: DeliveryCheck.nullable(),
    checks: z.array(ProjectCheck),
    notPublished: z.array(z.string()),
    assumptions: z.array(Assumption).describe('that the forecast rests on'),
    record: ProjectRecord,
    dataVersion: z.string(),
    dataDigest: z.string(),
  })
  .meta({ id: 'ProjectReport' });
export type ProjectReport = z.infer<typeof ProjectReport>;

/** The newest day on which anything was said of any project: what the record is as of. */
export function recordDay({ projectTables }: Pick<ReferenceData, 'projectTables'>): string {
  const { heads, details, capacities, documents, awards, milestones } = projectTables;
  const days = [...heads, ...details, ...capacities, ...documents, ...awards]
    .map(({ date }) => date)
    .concat(milestones.map(({ statedOn }) => statedOn))
    .filter((date) => date.length === 'YYYY-MM-DD'.length);
  return days.sort().at(-1)!;
}

/** Everything that the record and the models say of a project, but for its digest. */
export function reportOf(
  data: ReferenceData,
  record: ProjectRecord,
  terms: ReportTerms,
): Omit<ProjectReport, 'digest'> {
  const onDay = firstDay(terms.on);
  const milestones = [...historiesOf(record.milestones, onDay)];
  const outlook = outlookOf(data, record, milestones, terms);
  const minerals = mineralsOf(record).map((mineral) =>
    mineralReport(data, record, mineral, outlook),
  );
  const delivery = deliveryOf(data, record, outlook);
  const missing = missingOf(record);
  return {
    id: record.id,
    name: record.name,
    on: terms.on,
    summary: summaryOf(record, minerals, outlook),
    isReserveInstrument: record.isReserveInstrument,
    minerals,
    milestones,
    forecast: outlook.report,
    forecastNote: outlook.note,
    delivery: delivery?.found ?? null,
    checks: [
      recordCheck(missing),
      permitCheck(record, (date) => lastDay(date) < onDay),
      ...feedChecks(record),
      ...(delivery === null ? [] : [delivery.check]),
      ...impactChecks(data, record),
      slipCheck(milestones),
      ...evidenceChecks(minerals.map(supplyOf)),
      ...byProductChecks(record),
      externalCheck(record),
      scoringCheck(record, outlook.report?.withoutDelay ?? null),
      ...awardChecks(record),
      ...unitPriceCheck(record, importValue(data, record)),
      ...unitChecks(record),
      claimCheck(record),
    ],
    notPublished: [...missing],
    assumptions: outlook.report === null ? [] : assumptionsOf(data, record),
    record,
    dataVersion: data.version,
    dataDigest: data.digest,
  };
}

const asSupply = (found: SupplyCredit | NoSupply): z.infer<typeof Supply> =>
  isSupply(found)
    ? { ...found, sources: [...found.sources] }
    : { tonnesPerYear: 0, low: 0, high: 0, reason: found.reason, sources: [...found.sources] };

function mineralReport(
  data: ReferenceData,
  record: ProjectRecord,
  mineral: string,
  outlook: Outlook,
): MineralReport {
  const promise = promisedSupply(record, mineral);
  const credited = asSupply(creditedSupply(record, mineral));
  const deposit = ladderOf(record, mineral, 'deposit');
  const isPlant = ladderKindOf(record) === 'plant';
  return {
    mineral,
    promised:
      promise === null
        ? null
        : {
            tonnesPerYear: promise.tonnesPerYear,
            low: promise.low,
            high: promise.high,
            saidBy: promise.capacity.saidBy,
            interest: promise.capacity.interest,
            standing: promise.capacity.standing,
            date: promise.capacity.date,
            source: promise.capacity.source,
          },
    credited,
    fundable: asSupply(fundableSupply(record, mineral)),
    differenceTonnesPerYear:
      promise === null ? null : promise.tonnesPerYear - credited.tonnesPerYear,
    ladder: ladderOf(record, mineral),
    depositLadder: isPlant && deposit.reached !== null ? deposit : null,
    output: outputOf(data, record, mineral, { credited: credited.tonnesPerYear, outlook }),
  };
}

const OUTPUT_YEARS = 10;
const QUARTERS_PER_YEAR = 4;
const DAYS_PER_QUARTER = 365.25 / QUARTERS_PER_YEAR;

/** Output by calendar year: of what is credited, or of the capacity that is claimed. */
function outputOf(
  data: ReferenceData,
  record: ProjectRecord,
  mineral: string,
  { credited, outlook }: { readonly credited: number; readonly outlook: Outlook },
): MineralReport['output'] {
  const content = record.products.find((each) => each.mineral === mineral)?.content ?? null;
  const claimed = statedCapacities(record, mineral).find(({ row }) => row.basis !== 'delivery');
  const basis = credited > 0 ? 'credited' : 'claimed';
  if (basis === 'claimed' && (claimed === undefined || content === null)) return null;
  const nameplate = basis === 'credited' ? credited : claimed!.tonnesPerYear * content!.mid;
  const cases = rampOf(data, outlook, nameplate);
  if (cases === null) return null;
  const first = Number(isoOf(cases.early.startDay).slice(0, 4));
  const years = Array.from({ length: OUTPUT_YEARS }, (_, i) => {
    const [from, to] = [firstDay(`${first + i}`), lastDay(`${first + i}`) + 1];
    return {
      year: first + i,
      low: outputTonnes(cases.late, from, to),
      mid: outputTonnes(cases.middle, from, to),
      high: outputTonnes(cases.early, from, to),
    };
  });
  const curve = Array.from({ length: OUTPUT_YEARS * QUARTERS_PER_YEAR }, (_, i) => {
    const day = firstDay(`${first}`) + i * DAYS_PER_QUARTER;
    return {
      date: isoOf(day),
      low: rateTonnesPerYear(cases.late, day),
      mid: rateTonnesPerYear(cases.middle, day),
      high: rateTonnesPerYear(cases.early, day),
    };
  });
  return { basis, years, curve };
}

/** Contracted against ramped capacity, where a delivery with its years is stated. */
function deliveryOf(data: ReferenceData, record: ProjectRecord, outlook: Outlook) {
  const owed = owedDelivery(record);
  if (owed === undefined) return null;
  const capacity = statedCapacities(record, owed.mineral).find(
    ({ row }) => row.basis !== 'delivery',
  );
  const begin = record.awards.find(({ kind }) => kind === 'contract')?.firstDay ?? owed.date;
  if (capacity === undefined) return null;
  const delivery = {
    tonnes: (tonnesPerYearOf(owed) ?? 0) * owed.years!,
    years: owed.years!,
    firstDay: firstDay(begin),
  };
  const cases = rampOf(data, outlook, capacity.tonnesPerYear);
  const found = deliveryCheck(delivery, capacity.tonnesPerYear, cases);
  return { found, check: deliveryFinding(owed, capacity.row, found) };
}

const supplyOf = ({ mineral, promised, credited, ladder }: MineralReport): MineralSupply => ({
  mineral,
  promisedTonnesPerYear: promised?.tonnesPerYear ?? null,
  promisedBy: promised?.saidBy ?? null,
  promiseSource: promised?.source ?? null,
  promiseStanding: (promised?.standing ?? null) as MineralSupply['promiseStanding'], // of the table
  credited,
  reached: ladder.reached,
});

function impactChecks(data: ReferenceData, record: ProjectRecord): readonly ProjectCheck[] {
  if (record.kind === 'total' || record.isCounted) return [];
  return mineralsOf(record)
    .filter((mineral) => statedCapacities(record, mineral).length > 0)
    .map((mineral) => {
      const found = consumptionTonnes(data, mineral);
      const tonnes = found?.group === null ? found.value : null; // a group's is not the mineral's
      const consumption = tonnes === null ? null : { tonnes, source: found!.evidence.join(', ') };
      return impactCheck(record, mineral, consumption);
    });
}

function importValue(data: ReferenceData, record: ProjectRecord) {
  const mineral = owedDelivery(record)?.mineral;
  const found = mineral === undefined ? null : priceUsdPerTonne(data, mineral);
  const value = found?.value ?? null;
  return value === null
    ? null
    : { value, source: `${found!.evidence.join(', ')}: ${found!.series}` };
}

/** Two or three sentences that a newcomer understands. */
function summaryOf(
  record: ProjectRecord,
  minerals: readonly MineralReport[],
  { report, note }: Outlook,
): string {
  const t = (tonnes: number) => `${grouped(tonnes, 0)} t`;
  const promises = minerals.flatMap(({ mineral, promised }) =>
    promised === null
      ? []
      : [
          `${t(promised.tonnesPerYear)} of ${mineral} a year are ${promised.interest === 'none' ? 'stated' : 'promised'} by ${promised.saidBy}`,
        ],
  );
  const credits = minerals
    .filter(({ credited }) => credited.tonnesPerYear > 0)
    .map(({ mineral, credited }) => `${t(credited.tonnesPerYear)} of ${mineral} a year`);
  const without = minerals.find(({ credited }) => credited.tonnesPerYear === 0);
  const promised = promises.length === 0 ? 'no yearly output is promised' : promises.join(' and ');
  const credited =
    credits.length === 0
      ? `None is credited: ${without?.credited.reason ?? 'it has no product'}.`
      : `Credited are ${credits.join(' and ')}.`;
  return `${record.name}: ${promised}. ${credited} ${whenOf(report, note)}`;
}

function whenOf(report: ForecastReport | null, note: string | null): string {
  if (report === null) return `There is no forecast: ${note}.`;
  const { title, planned, p50, p90, failureProbability } = report;
  const comes = grouped(100 * (1 - failureProbability), 0);
  return `${title}: planned by ${planned ?? 'no date'}, reached by ${p50} in half of the futures and by ${p90} in nine of ten, if ever (${comes} percent of such projects are assumed to come about).`;
}
