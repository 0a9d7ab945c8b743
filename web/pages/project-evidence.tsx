import type { Ladder } from '../../src/projects/evidence.ts';
import type { MineralReport } from '../../src/projects/project-report.ts';
import type { ProjectRecord } from '../../src/projects/projects.ts';
import { grouped, mineralName, sentenceCase, twoDigits } from '../parts/format.ts';
import { Sources } from '../parts/sources.tsx';
import { PlainTable } from '../parts/table.tsx';
import { chip, known, numberCell } from '../parts/vocabulary.tsx';
import { sourceCell, standingCell } from './project-text.ts';

/** What we credit, mineral by mineral: the ladder of evidence and what follows from it. */
export function Evidence(props: {
  readonly record: ProjectRecord;
  readonly minerals: readonly MineralReport[];
}) {
  const { record, minerals } = props;
  return (
    <section className="profile" aria-labelledby="credited">
      <h2 id="credited">What we credit</h2>
      <p>
        Supply is credited from a rung of evidence upwards. What a party with an interest says is
        listed and supports no rung until somebody without one confirms it.
      </p>
      <div className="figures halves">
        {minerals.map((report) => (
          <Mineral key={report.mineral} report={report} />
        ))}
      </div>
      <Resources record={record} />
      <Tests record={record} />
    </section>
  );
}

function Mineral({ report }: { readonly report: MineralReport }) {
  const { mineral, ladder, depositLadder, credited } = report;
  return (
    <div className="facts">
      <h3>{sentenceCase(mineralName(mineral))}</h3>
      <p>
        <strong>
          {credited.tonnesPerYear > 0
            ? `${twoDigits(credited.tonnesPerYear)} t a year are credited`
            : 'Nothing is credited'}
        </strong>
        {`: ${credited.reason}.`}
      </p>
      <Rungs ladder={ladder} />
      {depositLadder !== null && (
        <>
          <p className="measure">The deposit behind it, which decides nothing here:</p>
          <Rungs ladder={{ ...depositLadder, creditedFrom: '' }} />
        </>
      )}
    </div>
  );
}

/** The rungs from the lowest, each with its documents; reached or not by sign and word. */
function Rungs({ ladder }: { readonly ladder: Ladder }) {
  return (
    <ol className="ladder">
      {ladder.rungs.map(({ rung, isSupported, documents, claims }) => (
        <li key={rung} className={isSupported ? 'rung reached' : 'rung'}>
          <span className="rung-name">
            {isSupported ? '✓ reached' : claims.length > 0 ? '△ claimed only' : '◇ not reached'}
            {': '}
            <strong>{rung}</strong>
            {rung === ladder.creditedFrom && ' – supply is credited from here'}
          </span>
          {[...documents, ...claims].length > 0 && (
            <ul className="plain-list">
              {documents.map(({ title, source }) => (
                <li key={`${title}|${source}`}>
                  {title}. <Sources source={source} />
                </li>
              ))}
              {claims.map(({ title, source }) => (
                <li key={`${title}|${source}`}>
                  <span className="claim-mark">claim, does not count</span> {title}.{' '}
                  <Sources source={source} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Statements by class, and why they have no sum. */
function Resources({ record }: { readonly record: ProjectRecord }) {
  if (record.resources.length === 0) {
    return record.kind === 'mine' ? (
      <p>No resource or reserve statement is published here.</p>
    ) : null;
  }
  return (
    <div className="facts">
      <h3>Resources and reserves, class by class</h3>
      <p>
        The classes are not added up: each is known to another degree, an inferred resource is known
        too little for any study of its mining, and a reserve is a part of the resource that it was
        made from.
      </p>
      <PlainTable
        caption="Resource and reserve statements"
        rows={{
          columns: [
            { label: 'Class' },
            { label: 'Of' },
            { label: 'Rock, t', isNumber: true },
            { label: 'Grade', isNumber: true },
            { label: 'Code' },
            { label: 'Qualified person' },
            { label: 'Date', isUnbroken: true },
            { label: 'Standing' },
            { label: 'Source' },
          ],
          rows: record.resources.map((row) => [
            row.resourceClass,
            row.analyte,
            grouped(row.tonnes, 0),
            `${row.grade} ${row.gradeUnit === 'percent' ? '%' : 'ppm'}`,
            known(row.reportCode),
            known(row.qualifiedPerson),
            row.date,
            standingCell(row.standing),
            sourceCell(row.source),
          ]),
        }}
      />
    </div>
  );
}

function Tests({ record }: { readonly record: ProjectRecord }) {
  if (record.tests.length === 0) return null;
  return (
    <div className="facts">
      <h3>Tests of the deposit</h3>
      <PlainTable
        caption="Tests of the deposit"
        rows={{
          columns: [
            { label: 'Looked for' },
            { label: 'Found', isNumber: true },
            { label: 'Sample' },
            { label: 'Laboratory' },
            { label: 'Independent' },
            { label: 'Method' },
            { label: 'Date', isUnbroken: true },
            { label: 'Standing' },
            { label: 'Source' },
          ],
          rows: record.tests.map((row) => [
            `${row.analyte} (${mineralName(row.mineral)})`,
            row.value === null
              ? 'presence only'
              : `${grouped(row.value, row.value < 10 ? 2 : 0)} ${row.unit ?? ''}`.trim(),
            row.sample,
            known(row.laboratory),
            row.isIndependent === null ? chip('NA') : row.isIndependent ? 'yes' : 'no',
            known(row.method),
            row.date,
            standingCell(row.standing),
            sourceCell(row.source),
          ]),
        }}
      />
    </div>
  );
}

/** What is promised, by whom: every capacity and delivery that somebody states. */
export function Promises(props: {
  readonly record: ProjectRecord;
  readonly minerals: readonly MineralReport[];
}) {
  const { record, minerals } = props;
  return (
    <section className="profile" aria-labelledby="promised">
      <h2 id="promised">What is promised</h2>
      {record.capacities.length === 0 ? (
        <p>No source gives an amount.</p>
      ) : (
        <PlainTable
          caption="What is said of its output"
          rows={{
            columns: [
              { label: 'Product' },
              { label: 'Basis' },
              { label: 'Amount', isNumber: true },
              { label: 'Unit' },
              { label: 'Said by' },
              { label: 'Date', isUnbroken: true },
              { label: 'Standing' },
              { label: 'Source' },
            ],
            rows: record.capacities.map((row) => [
              `${row.product} (${mineralName(row.mineral)})`,
              row.basis,
              row.amountHigh === null
                ? grouped(row.amount, row.amount < 10 ? 1 : 0)
                : `${grouped(row.amount, 0)}–${grouped(row.amountHigh, 0)}`,
              row.years === null ? row.unit : `${row.unit}, over ${row.years} years`,
              row.saidBy,
              row.date,
              standingCell(row.standing),
              sourceCell(row.source),
            ]),
          }}
        />
      )}
      <PlainTable
        caption="As the statistics of each mineral count it"
        rows={{
          columns: [
            { label: 'Mineral' },
            { label: 'Promised, t a year', isNumber: true },
            { label: 'By' },
            { label: 'Credited, t a year', isNumber: true },
            { label: 'Why' },
          ],
          rows: minerals.map(({ mineral, promised, credited }) => [
            sentenceCase(mineralName(mineral)),
            numberCell(promised?.tonnesPerYear ?? null, tonnesText),
            promised?.saidBy ?? '–',
            numberCell(credited.tonnesPerYear, tonnesText),
            sentenceCase(credited.reason),
          ]),
        }}
      />
      <Awards record={record} />
    </section>
  );
}

const tonnesText = (t: number) => grouped(t, t < 10 ? 2 : 0);

/** Contracts, orders and options, of whichever agency. */
function Awards({ record }: { readonly record: ProjectRecord }) {
  if (record.awards.length === 0) return null;
  const usd = (value: number | null) => numberCell(value, (x) => grouped(x, 2));
  return (
    <div className="facts">
      <h3>Awards</h3>
      {!record.isReserveInstrument && (
        <p>
          <span className="external-mark">Not a Reserve instrument</span> These are awards of other
          agencies: the Reserve is no party to them, and its money is not in them.
        </p>
      )}
      <PlainTable
        caption="Contracts, orders and options"
        rows={{
          columns: [
            { label: 'Award' },
            { label: 'Kind' },
            { label: 'Under' },
            { label: 'Agency' },
            { label: 'Value at award, $', isNumber: true },
            { label: 'Ceiling, $', isNumber: true },
            { label: 'Least ordered, $', isNumber: true },
            { label: 'Quantity', isNumber: true },
            { label: 'From', isUnbroken: true },
            { label: 'To', isUnbroken: true },
            { label: 'Terms' },
            { label: 'Source' },
          ],
          rows: record.awards.map((row) => [
            row.reference,
            row.kind,
            row.parent ?? '–',
            row.agency,
            usd(row.baseUsd),
            usd(row.ceilingUsd),
            usd(row.guaranteeUsd),
            row.quantity === null ? chip('NA') : `${row.quantity} ${row.quantityUnit ?? ''}`,
            known(row.firstDay),
            known(row.lastDay),
            known(row.terms),
            sourceCell(row.source),
          ]),
        }}
      />
    </div>
  );
}

/** What is permitted, and until when. */
export function Permits({ record }: { readonly record: ProjectRecord }) {
  return (
    <section className="profile" aria-labelledby="permitted">
      <h2 id="permitted">What is permitted</h2>
      {record.permits.length === 0 ? (
        <p>No permit of it was found in the public record; that is no proof that there is none.</p>
      ) : (
        <PlainTable
          caption="Permits"
          rows={{
            columns: [
              { label: 'Permit' },
              { label: 'Authority' },
              { label: 'Status' },
              { label: 'Approved', isUnbroken: true },
              { label: 'Renewed', isUnbroken: true },
              { label: 'Expires', isUnbroken: true },
              { label: 'Standing' },
              { label: 'Source' },
            ],
            rows: record.permits.map((row) => [
              row.permit,
              row.authority,
              PERMIT_STATUS[row.status],
              known(row.approved),
              known(row.renewed),
              known(row.expires),
              standingCell(row.standing),
              sourceCell(row.source),
            ]),
          }}
        />
      )}
    </section>
  );
}

const PERMIT_STATUS: Readonly<Record<ProjectRecord['permits'][number]['status'], string>> = {
  'in force': '● in force',
  pending: '◇ pending',
  revoked: '■ revoked',
  expired: '■ expired',
};
