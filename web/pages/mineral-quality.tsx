import type { MineralProfile } from '../../src/dependency/profile.ts';
import type { YearPoint } from '../../src/dependency/profile-figures.ts';
import type { Quality as DataQuality, Revision } from '../../src/dependency/profile-quality.ts';
import { ChangeChart } from '../charts/change-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped, sentenceCase } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { chip, figureCell, symbolOf } from '../parts/vocabulary.tsx';
import { TextList } from './profile-parts.tsx';
import { placeCell, placeName, shortMass } from './profile-text.ts';

interface QualityProps {
  readonly profile: MineralProfile;
  readonly edition: string;
}

const SHOWN = 8;

/** How far the figures can be trusted: gaps, estimates, revisions, assumptions, releases. */
export function Quality({ profile, edition }: QualityProps) {
  const { mineral, dependency, quality } = profile;
  return (
    <section className="profile" aria-labelledby="quality">
      <h2 id="quality">How good the data are</h2>
      <div className="figures halves">
        {quality.revisions.length > 0 && <RevisionFigure quality={quality} edition={edition} />}
        <div className="facts">
          <TextList
            texts={[
              ...(mineral.note === null ? [] : [`Note beside the tables: ${mineral.note}`]),
              ...estimateTexts(quality),
              ...dependency.gaps,
              'Whether importers and exporters report the same trade cannot be told: no table here has both sides',
            ]}
          />
          <Releases releases={quality.releases} />
        </div>
      </div>
      <Assumptions assumptions={profile.assumptions} />
      <details>
        <summary>{dependency.evidence.length} rows of the sources</summary>
        <p>
          <code>{dependency.evidence.join(', ')}</code>
        </p>
      </details>
      <p className="source-line">
        A row's name is its source and its line there. Sources with their licences and digests:{' '}
        <a href="/api/v1/data">/api/v1/data</a>, and data/SOURCES.md beside the tables.
      </p>
    </section>
  );
}

function estimateTexts({ figures, estimates, reliance, revisedYear }: DataQuality): string[] {
  const said = (point: YearPoint | null) => (point === null ? null : relianceWords(point));
  const [first, revised] = [said(reliance.first), said(reliance.revised)];
  return [
    figures === 0
      ? 'The current edition has no figure for its latest year'
      : `${estimates} of ${figures} figures for the latest year are estimates of the source`,
    first === null || revised === null
      ? ''
      : first === revised
        ? `Net import reliance of ${revisedYear} is ${revised} in both editions`
        : `Net import reliance of ${revisedYear} was ${first} in the edition of 2025 and is ${revised} in that of 2026`,
  ].filter((text) => text !== '');
}

function relianceWords(point: YearPoint): string {
  const write = (value: number) => grouped(value, 0);
  if (point.value !== null) return `${write(point.value)} percent`;
  return symbolOf(point, write) ?? `${write(point.low!)} to ${write(point.high!)} percent`;
}

/** What the next edition made of the first estimates. */
function RevisionFigure(props: { readonly quality: DataQuality; readonly edition: string }) {
  const { revisions, revisedYear } = props.quality;
  const known = revisions.filter(({ change }) => change !== null);
  const moved = known.filter(({ country }) => country !== 'world');
  const shown = known.slice(0, SHOWN);
  const most = moved
    .filter((row) => shown.includes(row))
    .sort((a, b) => Math.abs(b.change!) - Math.abs(a.change!))[0];
  return (
    <Figure
      id="revisions"
      title={
        most === undefined || most.change === 0
          ? `The first estimates of ${revisedYear} were kept`
          : `Output of ${revisedYear} was revised most for ${placeName(most.country)}, by ${signed(most.change!)}`
      }
      measure={`Output of ${revisedYear}: first estimate (edition of 2025) and revision (edition of 2026), change in percent; the ${shown.length} largest of ${known.length}`}
      evidence="public"
      summary={`${moved.filter(({ change }) => Math.abs(change!) > 0.1).length} of ${moved.length} moved by more than a tenth. Figures of 2025 are first estimates, and may move as far.`}
      draw={(widthPx) => (
        <ChangeChart
          rows={shown.map((row) => ({
            label: revisionName(row),
            change: row.change!,
            valueText: `${signed(row.change!)} · ${shortMass(row.revisedTonnes)}`,
          }))}
          widthPx={widthPx}
          label={`Revisions of the output of ${revisedYear}`}
          source={`USGS Mineral Commodity Summaries 2025 and 2026; tables ${props.edition}`}
          format={signed}
        />
      )}
      table={{
        columns: [
          { label: 'Country' },
          { label: 'First estimate, t', isNumber: true },
          { label: 'Revised, t', isNumber: true },
          { label: 'Change, %', isNumber: true },
          { label: 'Rows of the sources' },
        ],
        rows: revisions.map((row) => [
          row.country === 'world' ? 'World' : placeCell(row.country),
          ...[row.firstTonnes, row.revisedTonnes].map((value) =>
            figureCell({ value, low: null, high: null, qualifier: null }, (t) =>
              grouped(t, t < 10 ? 1 : 0),
            ),
          ),
          row.change === null ? chip('XX') : signed(row.change).replace('%', ''),
          row.evidence.join(', '),
        ]),
      }}
    />
  );
}

const revisionName = ({ country }: Revision) =>
  country === 'world' ? 'World' : placeName(country);

/** '+12%', '−33%', '0%'. */
function signed(change: number): string {
  const rounded = Math.round(100 * change);
  return `${rounded > 0 ? '+' : rounded < 0 ? '−' : ''}${Math.abs(rounded)}%`;
}

function Releases({ releases }: { readonly releases: DataQuality['releases'] }) {
  return (
    <>
      <h3>Releases</h3>
      <PlainTable
        caption="Releases that the figures come from"
        rows={{
          columns: [
            { label: 'Source' },
            { label: 'Edition' },
            { label: 'Taken' },
            { label: 'Where' },
          ],
          rows: releases.map(({ title, edition, retrieved, address }) => [
            title,
            edition,
            retrieved,
            address,
          ]),
        }}
      />
      <p className="measure">When the next edition comes out is not in the tables.</p>
    </>
  );
}

function Assumptions({ assumptions }: Pick<MineralProfile, 'assumptions'>) {
  if (assumptions.length === 0) return null;
  return (
    <PlainTable
      caption="Assumptions that speak of this mineral or its use"
      rows={{
        columns: [
          { label: 'Assumption' },
          { label: 'Low', isNumber: true },
          { label: 'Middle', isNumber: true },
          { label: 'High', isNumber: true },
          { label: 'Unit' },
          { label: 'Why' },
        ],
        rows: assumptions.map(({ id, low, mid, high, unit, rationale }) => [
          sentenceCase(id.replaceAll('_', ' ')),
          ...[low, mid, high].map((end) => (end >= 1000 ? grouped(end, 0) : String(end))),
          unit,
          rationale,
        ]),
      }}
    />
  );
}
