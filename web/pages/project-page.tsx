import type { ProjectFinance } from '../../src/instruments/project-finance.ts';
import type { ProjectReport } from '../../src/projects/project-report.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { grouped, sentenceCase } from '../parts/format.ts';
import { KeyFigure, type KeyFigureProps } from '../parts/key-figure.tsx';
import { VocabularyKey } from '../parts/vocabulary.tsx';
import { Checks, Claims, Particulars } from './project-claims.tsx';
import { Datings, MilestonesFigure } from './project-dates.tsx';
import { Evidence, Permits, Promises } from './project-evidence.tsx';
import { DilutionSection, Finance } from './project-finance.tsx';
import { DeliveryFigure, OutputFigure } from './project-ramp.tsx';
import { kindWord, mineralsHeading } from './project-text.ts';
import { SlipStrip, type SlipStripProps } from './slip-strip.tsx';

export interface ProjectProps {
  readonly report: ProjectReport;
  readonly finance: ProjectFinance;
  readonly slip: SlipStripProps;
  readonly data: DataEdition;
}

/** One project: promised, permitted, able to make, credited, financed, diluted, in this order. */
export function ProjectPage(props: ProjectProps) {
  const { report, finance, slip, data } = props;
  const { record, minerals } = report;
  return (
    <>
      <p className="trail">
        <a href="/">Overview</a> / <a href="/projects">Projects</a> / {record.name}
      </p>
      <section className="answer">
        <h1>{headline(report)}</h1>
        <p className="lead">
          {`${sentenceCase(kindWord(record.kind))} for ${mineralsHeading(minerals.map(({ mineral }) => mineral)).toLowerCase()}, ${record.place}. ${record.note ?? ''}`}
        </p>
        {!record.isReserveInstrument && (
          <p className="lead">
            <span className="external-mark">Not a Reserve instrument</span>
          </p>
        )}
        <dl className="key-figures">
          {keyFiguresOf(props).map((figure) => (
            <KeyFigure key={figure.term} {...figure} />
          ))}
        </dl>
        <CapacityBanner report={report} />
        <Contents />
        <EvidenceKey />
        <VocabularyKey />
      </section>
      <Promises record={record} minerals={minerals} />
      <Permits record={record} />
      <Ability {...props} />
      <Evidence record={record} minerals={minerals} />
      <Finance name={record.name} finance={finance} edition={data.version} />
      <DilutionSection finance={finance} />
      <SlipStrip {...slip} />
      <Datings histories={report.milestones} />
      <Checks checks={report.checks} />
      <Claims claims={record.claims} />
      <Particulars record={record} />
      <Exports report={report} />
    </>
  );
}

/** What is promised and what is credited, as one sentence. */
function headline({ record, minerals }: ProjectProps['report']): string {
  const promised = sum(minerals.map((each) => each.promised?.tonnesPerYear ?? 0));
  const credited = sum(minerals.map((each) => each.credited.tonnesPerYear));
  const isClaim = minerals.some((each) => each.promised?.standing === 'claim');
  const t = (tonnes: number) => `${grouped(tonnes, tonnes < 10 ? 1 : 0)} t`;
  const verb = isClaim ? 'claimed' : 'promised';
  if (promised === 0) return `${record.name}: no yearly output is published, none is credited`;
  const what = credited === 0 ? 'none is credited' : `${t(credited)} credited`;
  return `${record.name}: ${t(promised)} a year ${verb}, ${what}`;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function keyFiguresOf({ report, finance }: ProjectProps): readonly KeyFigureProps[] {
  const { record, minerals, forecast, forecastNote, checks } = report;
  const inForce = record.permits.filter(({ status }) => status === 'in force').length;
  const firm = finance.instruments.filter(
    ({ closingStatus }) => closingStatus === 'closed' || closingStatus === 'committed',
  );
  const credited = sum(minerals.map((each) => each.credited.tonnesPerYear));
  return [
    {
      term: 'Credited, t a year',
      kind: 'model',
      value: credited === 0 ? 'none' : grouped(credited, credited < 10 ? 1 : 0),
      note: minerals[0]?.credited.reason ?? 'it has no product',
    },
    {
      term: 'First output, P50 to P90',
      kind: 'model',
      value: forecast === null ? 'no date' : `${forecast.p50} to ${forecast.p90}`,
      note: forecast === null ? (forecastNote ?? '') : `if it comes about; ${forecast.title}`,
    },
    {
      term: 'Permits in force',
      kind: 'public',
      value: record.permits.length === 0 ? 'none found' : `${inForce} of ${record.permits.length}`,
      note: 'as far as the public record names them',
    },
    {
      term: 'Instruments firm',
      kind: 'public',
      value:
        finance.instruments.length === 0
          ? 'none known'
          : `${firm.length} of ${finance.instruments.length}`,
      note: 'committed or closed; a letter or a condition promises nothing yet',
    },
    {
      term: 'Owners diluted',
      kind: 'model',
      value: dilutionText(finance),
      note: 'new shares of firm instruments, of the resulting shares',
    },
    {
      term: 'Checks that fire',
      kind: 'model',
      value: `${checks.filter(({ outcome }) => outcome === 'fires').length} of ${checks.length}`,
      note: 'no verdict: what to know before money is spent',
    },
  ];
}

function dilutionText({ companies }: ProjectFinance): string {
  const [first] = companies;
  if (first === undefined) return 'not at all';
  const { share, label, newShares } = first.firm;
  if (share !== null) return share === 0 ? 'not at all' : `${(100 * share).toFixed(1)}%`;
  return label === 'dilutive' ? `${grouped(newShares, 0)} shares` : 'not known';
}

/** Says aloud that more is promised than can be made. */
function CapacityBanner({ report }: Pick<ProjectProps, 'report'>) {
  const check = report.checks.find(({ id }) => id === 'R5.03');
  if (check === undefined || check.outcome !== 'fires') return null;
  return (
    <aside className="warning-banner" aria-label="Capacity check">
      <p>
        <strong>■ The capacity check fires.</strong> {check.sentence}
      </p>
      <p>
        <a href="#delivery">Year by year</a>
      </p>
    </aside>
  );
}

const CONTENTS = [
  ['promised', 'promised'],
  ['permitted', 'permitted'],
  ['able', 'able to make'],
  ['credited', 'credited'],
  ['financed', 'financed'],
  ['diluted', 'diluted'],
  ['slip', 'cost of a slip'],
  ['milestones', 'milestones'],
  ['checks', 'checks'],
  ['particulars', 'owner and documents'],
] as const;

function Contents() {
  return (
    <nav className="contents" aria-label="On this page">
      <ul>
        {CONTENTS.map(([id, text]) => (
          <li key={id}>
            <a href={`#${id}`}>{sentenceCase(text)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Ability({ report, data }: ProjectProps) {
  const { record, milestones, forecast, forecastNote, delivery, minerals, on } = report;
  const common = { name: record.name, forecast, edition: data.version };
  return (
    <section className="profile" aria-labelledby="able">
      <h2 id="able">What it can make, by when</h2>
      {forecastNote !== null && <p>{`There is no forecast: ${forecastNote}.`}</p>}
      <div className="figures halves">
        {delivery !== null && <DeliveryFigure {...common} delivery={delivery} />}
        {minerals.map((each) => (
          <OutputFigure key={each.mineral} {...common} report={each} />
        ))}
      </div>
      <MilestonesFigure
        project={record}
        histories={milestones}
        forecast={forecast}
        recordDay={on}
        edition={data.version}
      />
      <ForecastBasis report={report} />
    </section>
  );
}

/** What the forecast rests on: assumptions with their ranges, and a second method. */
function ForecastBasis({ report }: Pick<ProjectProps, 'report'>) {
  const { forecast, assumptions } = report;
  if (forecast === null) return null;
  const { meanDelayMonths, stageDelayMonths, ownSlips, criticalPath, secondMethod } = forecast;
  return (
    <details>
      <summary>What the forecast rests on</summary>
      <ul className="plain-list">
        <li>{`Mean delay of first output: ${grouped(meanDelayMonths, 1)} months, from its stage (${grouped(stageDelayMonths, 1)} months, an assumption) and ${ownSlips} slips of its own.`}</li>
        <li>{`Without any delay, what decides is: ${criticalPath.join(', then ')}.`}</li>
        <li>{`${grouped(forecast.draws, 0)} futures, seed ${forecast.seed}. A second method, distribution functions day by day, gives ${secondMethod.p50} and ${secondMethod.p90}: ${grouped(secondMethod.differenceDays, 0)} days apart at most.`}</li>
        {assumptions.map(({ id, scope, low, mid, high, unit, rationale }) => (
          <li key={`${id}|${scope}`}>
            {`Assumption ${id} (${scope}): ${mid}, from ${low} to ${high} ${unit}. ${rationale}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The same numbers elsewhere: as files, over HTTP, in a terminal. */
function Exports({ report }: Pick<ProjectProps, 'report'>) {
  const { id, digest } = report;
  return (
    <section className="profile" aria-labelledby="elsewhere">
      <h2 id="elsewhere">The same elsewhere</h2>
      <p className="actions">
        <a href={`/api/v1/projects/${id}`}>This project as JSON</a>
        <a href={`/api/v1/projects/${id}/finance`}>Its finance as JSON</a>
        <a href={`/projects/${id}/milestones.ics`}>Milestones as iCalendar</a>
        <a href={`/projects/${id}/milestones.csv`}>Milestones as CSV</a>
        <a href={`/projects/${id}/place.geojson`}>Place as GeoJSON</a>
      </p>
      <dl className="proof">
        <div>
          <dt>In a terminal</dt>
          <dd>
            <code>{`npx lodestock project show ${id}`}</code>
          </dd>
        </div>
        <div>
          <dt>Digest of the report</dt>
          <dd>
            <code>{digest}</code>
          </dd>
        </div>
      </dl>
    </section>
  );
}
