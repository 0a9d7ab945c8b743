import { grouped } from '../base/number-text.ts';
import { tableLines } from '../base/text-table.ts';
import type { Ladder } from './evidence.ts';
import type { MilestoneHistory } from './milestones.ts';
import type { ListedProject, ProjectList } from './project-list.ts';
import type { MineralReport, ProjectReport } from './project-report.ts';

const NOT_PUBLISHED = 'not published';

/** Sources by number, in the order in which a text first cites them. */
interface Citations {
  readonly cite: (source: string) => string;
  readonly sources: () => readonly string[];
}

function citations(): Citations {
  const numbers = new Map<string, number>();
  return {
    cite(source) {
      const number = numbers.get(source) ?? numbers.size + 1;
      numbers.set(source, number);
      return `[${number}]`;
    },
    sources: () => [...numbers.keys()],
  };
}
const tonnes = (value: number | null): string => (value === null ? '' : grouped(value, 0));
const percent = (share: number): string => `${grouped(100 * share, 0)} percent`;

/** The list of projects for a person at a terminal. */
export function projectListLines({ on, projects, dataVersion }: ProjectList): string[] {
  return [
    ...tableLines(
      [
        'project',
        'mineral',
        'promised [t/year]',
        'credited [t/year]',
        'evidence',
        'planned',
        'P50',
        'P90',
        'slip [months]',
        'fires',
      ],
      projects.flatMap(listCells),
    ),
    `As of ${on}, data ${dataVersion}. Credited is what the evidence supports; P50 and P90 are days that half and nine of ten futures reach, if the project comes about. \`lodestock project show ID\` says why.`,
  ];
}

function listCells({ id, minerals, delivery, fires }: ListedProject): string[][] {
  return minerals.map((each, i) => {
    const { mineral, promisedTonnesPerYear, creditedTonnesPerYear, reached } = each;
    const own = [mineral, tonnes(promisedTonnesPerYear), tonnes(creditedTonnesPerYear)];
    const rest =
      i > 0 || delivery === null
        ? ['', '', '', '']
        : [
            delivery.planned ?? '',
            delivery.p50,
            delivery.p90,
            delivery.slipMonths === null ? '' : grouped(delivery.slipMonths, 0),
          ];
    const fired = i > 0 ? '' : [...new Set(fires)].join(' ');
    return [i > 0 ? '' : id, ...own, reached ?? 'none', ...rest, fired];
  });
}

/** One project for a person at a terminal: the questions a reader has, in their order. */
export function projectLines(report: ProjectReport): string[] {
  const { record, digest, dataVersion, on } = report;
  const { cite, sources } = citations();
  const lines = [
    `${record.name} · ${record.place}`,
    report.summary,
    ...(record.note === null ? [] : [record.note]),
    ...(report.isReserveInstrument ? [] : ['Not a Reserve instrument.']),
    '',
    'What is promised, what is credited, and why:',
    ...report.minerals.flatMap((each) => mineralLines(each, cite)),
    '',
    ...recordLines(report, cite),
    '',
    'What is permitted:',
    ...permitLines(report, cite),
    '',
    'What it can make by when:',
    ...forecastLines(report),
    ...report.milestones.flatMap((each) => milestoneLines(each, report, cite)),
    '',
    'How it is financed:',
    ...awardLines(report, cite),
    '',
    'What is said by parties with an interest:',
    ...claimLines(report, cite),
    '',
    ...testLines(report, cite),
    'Documents:',
    ...documentLines(report, cite),
    '',
    'Checks:',
    ...report.checks.map(
      ({ id, outcome, title, sentence }) => `  ${outcome.padEnd(6)}  ${id}  ${title}. ${sentence}`,
    ),
    '',
    ...assumptionLines(report),
  ];
  return [
    ...lines,
    'Sources:',
    ...sources().map((source, i) => `  [${i + 1}] ${source}`),
    `${digest} · as of ${on} · data ${dataVersion}`,
  ];
}

type Cite = Citations['cite'];

function mineralLines(
  { mineral, promised, credited, ladder, depositLadder }: MineralReport,
  cite: Cite,
): string[] {
  const promise =
    promised === null
      ? `  ${mineral}: no yearly output is promised`
      : `  ${mineral}: ${grouped(promised.tonnesPerYear, 0)} t/year, ${promised.interest === 'none' ? 'stated' : 'promised'} by ${promised.saidBy} on ${promised.date} (${promised.standing}${promised.interest === 'none' ? '' : `, ${promised.interest}`}) ${cite(promised.source)}`;
  const range =
    credited.low === credited.high
      ? ''
      : ` (${grouped(credited.low, 0)} to ${grouped(credited.high, 0)})`;
  return [
    promise,
    `    credited: ${grouped(credited.tonnesPerYear, 0)} t/year${range}: ${credited.reason}`,
    `    evidence: ${ladderText(ladder)}`,
    ...(depositLadder === null ? [] : [`    of the deposit: ${ladderText(depositLadder)}`]),
  ];
}

const ladderText = ({ rungs }: Ladder): string =>
  rungs
    .map(({ rung, isSupported, claims }) => {
      if (isSupported) return `${rung} yes`;
      return claims.length > 0 ? `${rung} claimed` : `${rung} no`;
    })
    .join(' > ');

function recordLines({ record, notPublished }: ProjectReport, cite: Cite): string[] {
  const { details, products, capacities, resources } = record;
  return [
    'What is on record:',
    ...details.map(
      ({ item, value, unit, saidBy, date, standing, source }) =>
        `  ${item}: ${numbered(value)}${unit === null ? '' : ` ${unit}`} (${standing}, ${saidBy} ${date}) ${cite(source)}`,
    ),
    ...products.map(
      ({ product, mineral, role, gradeLow, gradeHigh, gradeUnit, standing, source }) =>
        `  product: ${product} (${mineral}, ${role})${gradeText(gradeLow, gradeHigh, gradeUnit)} (${standing}) ${cite(source)}`,
    ),
    ...capacities.map(
      ({ basis, product, amount, amountHigh, unit, years, saidBy, date, standing, source }) =>
        `  ${basis}: ${grouped(amount, 0)}${amountHigh === null ? '' : ` to ${grouped(amountHigh, 0)}`} ${unit}${years === null ? '' : ` over ${years} years`} of ${product} (${standing}, ${saidBy} ${date}) ${cite(source)}`,
    ),
    ...resources.map(
      ({ resourceClass, mineral, tonnes: rock, grade, gradeUnit, reportCode, date, source }) =>
        `  ${resourceClass}: ${grouped(rock, 0)} t of rock with ${grade} ${gradeUnit} (${mineral}, ${reportCode ?? 'no code'}, ${date}) ${cite(source)}`,
    ),
    ...(resources.length > 1 ? ['  Classes of resources are not added up.'] : []),
    ...notPublished.map((item) => `  ${item}: ${NOT_PUBLISHED}`),
  ];
}

const numbered = (value: string): string =>
  /^\d{4,}$/.test(value) ? grouped(Number(value), 0) : value;

function gradeText(low: number | null, high: number | null, unit: string | null): string {
  if (low === null || unit === null) return `, grade ${NOT_PUBLISHED}`;
  return low === high || high === null ? `, ${low} ${unit}` : `, ${low} to ${high} ${unit}`;
}

function permitLines({ record: { permits } }: ProjectReport, cite: Cite): string[] {
  if (permits.length === 0) return [`  ${NOT_PUBLISHED}`];
  return permits.map(
    ({ permit, authority, approved, renewed, expires, status, standing, source }) =>
      `  ${permit}, ${authority}: ${status}; approved ${approved ?? NOT_PUBLISHED}, renewed ${renewed ?? 'no record'}, expires ${expires ?? NOT_PUBLISHED} (${standing}) ${cite(source)}`,
  );
}

function forecastLines({ forecast, forecastNote, minerals, delivery }: ProjectReport): string[] {
  if (forecast === null) return [`  no forecast: ${forecastNote}`];
  const { title, planned, withoutDelay, p50, p90, onTimeProbability, by } = forecast;
  const onTime =
    onTimeProbability === null ? '' : `; on time with ${percent(onTimeProbability)} probability`;
  const asked = by === null ? '' : `; by ${by.date} with ${percent(by.probability)} probability`;
  return [
    `  ${title}: planned by ${planned ?? 'no date'}, without any delay ${withoutDelay}, P50 ${p50}, P90 ${p90}${onTime}${asked}`,
    `  mean delay ${forecast.meanDelayMonths.toFixed(1)} months, from ${forecast.stageDelayMonths} assumed for its stage and ${forecast.ownSlips} of its own slips; ${percent(forecast.failureProbability)} never come about (assumed)`,
    `  decided by: ${forecast.criticalPath.join(' > ')}; second method: P50 ${forecast.secondMethod.p50}, P90 ${forecast.secondMethod.p90}`,
    ...minerals.flatMap(outputLines),
    ...(delivery === null
      ? []
      : [
          '  contracted against capacity [t]:',
          ...tableLines(
            ['    year of contract', 'contracted', 'full rate', 'late', 'middle', 'early'],
            delivery.years.map((each) => [
              `    ${each.year}`,
              tonnes(each.contractedTonnes),
              tonnes(each.fullRateTonnes),
              tonnes(each.low),
              tonnes(each.mid),
              tonnes(each.high),
            ]),
          ),
        ]),
  ];
}

const YEARS_SHOWN = 6;

function outputLines({ mineral, output }: MineralReport): string[] {
  if (output === null) return [];
  const years = output.years
    .slice(0, YEARS_SHOWN)
    .map(
      ({ year, low, mid, high }) => `${year}: ${tonnes(mid)} (${tonnes(low)} to ${tonnes(high)})`,
    );
  const basis = output.basis === 'claimed' ? 'claimed, feeds no model' : 'credited';
  return [`  ${mineral} [t], ${basis}: ${years.join(', ')}`];
}

function milestoneLines(each: MilestoneHistory, { forecast }: ProjectReport, cite: Cite): string[] {
  const dated = forecast?.milestones.find(({ id }) => id === each.id);
  const slip =
    each.slipMonths === null || Math.abs(each.slipMonths) < 0.5
      ? ''
      : `, slip ${grouped(each.slipMonths, 0)} months`;
  const model = dated === undefined ? '' : `, P50 ${dated.p50}, P90 ${dated.p90}`;
  const when = each.actual ?? each.expectedLast ?? 'no date';
  return [
    `  ${each.title}: ${each.state}, ${when}${slip}${model}`,
    ...each.datings.map(
      ({ statedOn, words, saidBy, standing, source }) =>
        `    on ${statedOn}: '${words}' (${standing}, ${saidBy}) ${cite(source)}`,
    ),
  ];
}

function awardLines({ record: { awards } }: ProjectReport, cite: Cite): string[] {
  const lines = awards.map(
    ({ reference, kind, agency, baseUsd, ceilingUsd, terms, standing, source }) =>
      `  ${kind} ${reference}, ${agency}: ${baseUsd === null ? 'amount not published' : `$${grouped(baseUsd, 2)}`}${ceilingUsd === null ? '' : `, ceiling $${grouped(ceilingUsd, 2)}`}. ${terms ?? ''} (${standing}) ${cite(source)}`,
  );
  return lines.length === 0 ? ['  no award is on record'] : lines;
}

function assumptionLines({ assumptions }: ProjectReport): string[] {
  if (assumptions.length === 0) return [];
  return [
    'Assumptions (no source gives them):',
    ...assumptions.map(
      ({ id, scope, low, mid, high, unit }) =>
        `  ${id}, ${scope}: ${mid} (${low} to ${high}) ${unit}`,
    ),
  ];
}

function claimLines({ record: { claims } }: ProjectReport, cite: Cite): string[] {
  if (claims.length === 0) return ['  nothing is on record'];
  return claims.map(
    ({ subject, words, value, unit, saidBy, interest, confirmedBy, date, source }) =>
      `  ${subject}: ${value === null ? '' : `${grouped(value, value < 1 ? 2 : 0)} ${unit ?? ''}, `}'${words}' (${saidBy}, ${interest}, ${date}; ${confirmedBy === null ? 'not confirmed' : `confirmed: ${confirmedBy}`}) ${cite(source)}`,
  );
}

function documentLines({ record: { documents } }: ProjectReport, cite: Cite): string[] {
  if (documents.length === 0) return [`  ${NOT_PUBLISHED}`];
  return documents.map(
    ({ title, preparedBy, supports, date, standing, source }) =>
      `  ${title} (${preparedBy}, ${date}, ${standing})${supports.length === 0 ? '' : `, speaks for ${supports.join(', ')}`} ${cite(source)}`,
  );
}

function testLines({ record: { tests } }: ProjectReport, cite: Cite): string[] {
  if (tests.length === 0) return [];
  return [
    'Tests of the deposit:',
    ...tests.map((each) => {
      const { analyte, sample, lithology, laboratory, isIndependent, method, value, unit } = each;
      const found = value === null ? 'present, no grade published' : `${value} ${unit ?? ''}`;
      const by = `${laboratory ?? 'laboratory not published'}${isIndependent === true ? ', independent' : ''}`;
      const limit = each.detectionLimit ?? NOT_PUBLISHED;
      return `  ${analyte}: ${found}; ${sample}, ${lithology ?? 'rock not published'}; ${by}; ${method ?? 'method not published'}, detection limit ${limit} (${each.date}, ${each.standing}) ${cite(each.source)}`;
    }),
    '',
  ];
}
