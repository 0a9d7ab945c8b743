import type { ProjectCheck } from '../../src/projects/checks.ts';
import type { ProjectRecord } from '../../src/projects/projects.ts';
import { grouped, percent, sentenceCase } from '../parts/format.ts';
import { Sources } from '../parts/sources.tsx';
import { PlainTable } from '../parts/table.tsx';
import { chip } from '../parts/vocabulary.tsx';
import { interestWord, type Standing, sourceCell, standingCell } from './project-text.ts';

const OUTCOME_WORD = {
  passes: '✓ passes',
  fires: '■ fires',
  open: '∅ open: the record does not tell',
} as const satisfies Record<ProjectCheck['outcome'], string>;

/** Checks of the project against its own record, those that fire first. */
export function Checks({ checks }: { readonly checks: readonly ProjectCheck[] }) {
  const order = ['fires', 'open', 'passes'];
  const sorted = [...checks].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  const fired = checks.filter(({ outcome }) => outcome === 'fires').length;
  return (
    <section className="profile" aria-labelledby="checks">
      <h2 id="checks">{`Checks: ${fired} of ${checks.length} fire`}</h2>
      <p>A check that fires is no verdict: it says what to know before money is spent.</p>
      <ul className="checks">
        {sorted.map((check) => (
          <li key={`${check.id}|${check.title}`} className={`check ${check.outcome}`}>
            <p>
              <strong>{OUTCOME_WORD[check.outcome]}</strong>
              {` – ${check.title} `}
              <span className="note">({check.id})</span>
            </p>
            <p>{check.sentence}</p>
            {check.figures.length > 0 && <CheckFigures check={check} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The numbers of a check, each with where it comes from. */
function CheckFigures({ check }: { readonly check: ProjectCheck }) {
  return (
    <details>
      <summary>Its numbers and their sources</summary>
      <PlainTable
        caption={`Numbers of the check: ${check.title}`}
        rows={{
          columns: [
            { label: 'Number of' },
            { label: 'Value', isNumber: true },
            { label: 'Unit' },
            { label: 'Standing' },
            { label: 'Source or formula' },
          ],
          rows: check.figures.map(({ label, value, unit, standing, source }) => [
            label,
            unit === 'share' ? `${percent(value)}%` : grouped(value, Math.abs(value) < 10 ? 2 : 0),
            unit === 'share' ? 'share' : unit,
            standing === 'assumption' || standing === 'result'
              ? chipOf(standing)
              : standingCell(standing satisfies Standing),
            sourceCell(source),
          ]),
        }}
      />
    </details>
  );
}

const chipOf = (standing: 'assumption' | 'result') => ({
  text: standing === 'assumption' ? 'assumption' : 'model result',
  meaning:
    standing === 'assumption'
      ? 'no source gives it; its range is in assumption.csv'
      : 'worked out from the other numbers',
});

/** What parties with an interest say: listed apart, because no model uses it. */
export function Claims({ claims }: Pick<ProjectRecord, 'claims'>) {
  if (claims.length === 0) return null;
  return (
    <section className="profile claims" aria-labelledby="claims">
      <h2 id="claims">Claims by interested parties</h2>
      <p>
        <strong>None of these feeds a model</strong> until somebody without an interest confirms it.
        They stand here so that nobody takes them for more than they are.
      </p>
      <ul className="claim-list">
        {claims.map((claim) => (
          <li key={`${claim.subject}|${claim.saidBy}|${claim.words}`}>
            <p>
              <span className="claim-mark">
                {claim.confirmedBy === null ? 'claim' : 'claim, confirmed'}
              </span>{' '}
              <strong>{sentenceCase(claim.subject)}:</strong> “{claim.words}”
              {claim.value !== null && ` – ${grouped(claim.value, 0)} ${claim.unit ?? ''}`}
            </p>
            <p className="note">
              {`Said by ${claim.saidBy} (${interestWord(claim.interest)}), ${claim.date}. `}
              {claim.confirmedBy !== null && `Confirmed by ${claim.confirmedBy}. `}
              <Sources source={claim.source} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Owner, works, jobs and money, each with who says it, and the documents of the record. */
export function Particulars({ record }: { readonly record: ProjectRecord }) {
  return (
    <section className="profile" aria-labelledby="particulars">
      <h2 id="particulars">Owner, works and documents</h2>
      <PlainTable
        caption="What the record says of the project"
        rows={{
          columns: [
            { label: 'Item' },
            { label: 'Statement' },
            { label: 'Unit' },
            { label: 'Said by' },
            { label: 'Date', isUnbroken: true },
            { label: 'Standing' },
            { label: 'Source' },
          ],
          rows: [
            [
              'Place',
              placeText(record),
              '–',
              record.locationSource === null ? 'no coordinates are published' : 'coordinates',
              record.date,
              standingCell(record.standing),
              sourceCell(record.locationSource ?? record.source),
            ],
            ...record.details.map((row) => [
              sentenceCase(row.item),
              row.unit === null ? row.value : numberText(row.value),
              row.unit ?? '–',
              row.saidBy,
              row.date,
              standingCell(row.standing),
              sourceCell(row.source),
            ]),
          ],
        }}
      />
      {record.documents.length > 0 && (
        <div className="facts">
          <h3>Documents</h3>
          <PlainTable
            caption="Documents of the record"
            rows={{
              columns: [
                { label: 'Document' },
                { label: 'Kind' },
                { label: 'Supports' },
                { label: 'Prepared by' },
                { label: 'Date', isUnbroken: true },
                { label: 'Standing' },
                { label: 'Source' },
              ],
              rows: record.documents.map((row) => [
                row.title,
                row.kind,
                row.supports.length === 0 ? chip('XX') : row.supports.join(', '),
                row.preparedBy,
                row.date,
                standingCell(row.standing),
                sourceCell(row.source),
              ]),
            }}
          />
        </div>
      )}
    </section>
  );
}

const numberText = (text: string): string =>
  Number.isNaN(Number(text)) ? text : grouped(Number(text), 0);

function placeText({ place, latitude, longitude }: ProjectRecord): string {
  if (latitude === null || longitude === null) return place;
  const [ns, ew] = [latitude < 0 ? 'S' : 'N', longitude < 0 ? 'W' : 'E'];
  return `${place} (${Math.abs(latitude)}° ${ns}, ${Math.abs(longitude)}° ${ew})`;
}
