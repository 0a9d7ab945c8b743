import type { CountryProfile } from '../../src/dependency/country-profile.ts';
import type { ExportControl } from '../../src/minerals/reference-data.ts';
import { PartBars } from '../charts/part-bars.tsx';
import type { DataEdition } from '../parts/data-edition.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { Figure } from '../parts/figure.tsx';
import {
  grouped,
  mineralName,
  musdText,
  percent,
  sentenceCase,
  twoDigits,
} from '../parts/format.ts';
import { KeyFigure } from '../parts/key-figure.tsx';
import { GovernanceFigure } from './governance-figure.tsx';
import { Controls } from './profile-parts.tsx';
import { mineralHref } from './profile-text.ts';

export interface CountryProps {
  readonly profile: CountryProfile;
  readonly presets: readonly CuttingPreset[];
  readonly data: DataEdition;
}

/** A named shock that cuts the country, and the mineral to watch in it. */
export interface CuttingPreset {
  readonly id: string;
  readonly title: string;
  readonly mineral: string | null;
}

const MUCH_SHARE = 0.1;
const SHOWN = 20;

/** One country as a supplier: what hangs on it, what it controls, how it is governed. */
export function CountryPage({ profile, presets, data }: CountryProps) {
  const { name, iso3, reliances, exportControls, isCovered, lossMusd } = profile;
  const much = reliances.filter(({ useShare }) => useShare >= MUCH_SHARE);
  const controlled = new Set(exportControls.map(({ mineral }) => mineral)).size;
  return (
    <>
      <p className="trail">
        <a href="/">Overview</a> / {name} ({iso3})
      </p>
      <section className="answer">
        <h1>{headline(profile, much.length)}</h1>
        <p className="lead">
          {reliances[0] === undefined
            ? 'No mineral that the model covers is bought from it, directly or through others.'
            : `Most for ${reliances[0].name.toLowerCase()}: ${percent(reliances[0].useShare)} percent of U.S. use. `}
          {isCovered
            ? `${name} is a covered country: what it supplies counts as dependence.`
            : `${name} is not a covered country.`}
        </p>
        <dl className="key-figures">
          <KeyFigure
            term="Minerals that hang on it"
            kind="model"
            value={String(much.length)}
            note={`with at least ${percent(MUCH_SHARE)} percent of U.S. use, of ${reliances.length} with any`}
          />
          <KeyFigure
            term="Minerals under its export controls"
            kind="public"
            value={String(controlled)}
            note="bans, licences and quotas in force, as USGS lists them"
          />
          <KeyFigure
            term="GDP at risk from it, a year"
            kind="model"
            value={musdText(lossMusd)}
            note="expected, all minerals together, one stop at a time"
          />
        </dl>
        <Presets presets={presets} iso3={iso3} name={name} />
        <EvidenceKey />
      </section>
      <section className="profile" aria-labelledby="hangs">
        <h2 id="hangs">What hangs on {name}</h2>
        <div className="figures">
          {reliances.length > 0 && <RelianceFigure profile={profile} edition={data.version} />}
          <GovernanceFigure profile={profile} edition={data.version} />
        </div>
      </section>
      <section className="profile" aria-labelledby="controls">
        <h2 id="controls">Its export controls in force</h2>
        <Controls first="Mineral" controls={exportControls} placeOf={mineralCell} />
      </section>
    </>
  );
}

const mineralCell = ({ mineral }: ExportControl) => ({
  text: sentenceCase(mineralName(mineral)),
  href: mineralHref(mineral),
});

function headline({ name, reliances }: CountryProfile, much: number): string {
  if (reliances.length === 0) return `The United States relies on ${name} for no listed mineral`;
  if (much === 0) return `The United States relies on ${name} for little of any listed mineral`;
  const what = much === 1 ? 'one listed mineral' : `${much} listed minerals`;
  return `The United States relies on ${name} for a tenth or more of ${what}`;
}

function Presets(props: {
  readonly presets: CountryProps['presets'];
  readonly iso3: string;
  readonly name: string;
}) {
  const { presets, iso3, name } = props;
  return (
    <p className="actions">
      {presets.length > 0 && <span>{`Cut ${name} in the stress lab:`}</span>}
      {presets.map(({ id, title, mineral }) => (
        <a
          key={id}
          className="button"
          href={`/stress?preset=${id}${mineral === null ? '' : `&mineral=${mineral}`}`}
        >
          {title}
        </a>
      ))}
      {presets.length === 0 && <span>{`No preset of the stress lab cuts ${name}.`}</span>}
      <a href={`/api/v1/countries/${iso3}/profile`}>This page as JSON</a>
    </p>
  );
}

function RelianceFigure(props: { readonly profile: CountryProfile; readonly edition: string }) {
  const { name, reliances } = props.profile;
  const shown = reliances.slice(0, SHOWN);
  const [first] = reliances;
  const mostlyThrough = shown.filter(({ throughShare, directShare }) => throughShare > directShare);
  return (
    <Figure
      id="reliance"
      title={`${first!.name} hangs on it most: ${percent(first!.useShare)} percent of U.S. use`}
      measure={`Share of U.S. use that hangs on ${name}, percent; solid: it ships itself; striped: others ship what it produces; first ${shown.length} of ${reliances.length} minerals`}
      evidence="model"
      summary={`For ${mostlyThrough.length} of these ${shown.length} the larger part comes through others. Half of imports are taken to hang on who ships, half on who produces.`}
      draw={(widthPx) => (
        <PartBars
          rows={shown.map(({ name: label, useShare, directShare, throughShare }) => ({
            label,
            valueText: `${twoDigits(100 * useShare)}%`,
            parts: [
              { value: directShare, tone: 'first', isHatched: false },
              { value: throughShare, tone: 'first', isHatched: true },
            ],
          }))}
          widthPx={widthPx}
          label={`Share of U.S. use that hangs on ${name}`}
          source={`Lodestock model on USGS Mineral Commodity Summaries; data ${props.edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Mineral' },
          { label: 'Share of U.S. use, %', isNumber: true },
          { label: 'Shipped by it, %', isNumber: true },
          { label: 'Through others, %', isNumber: true },
          { label: 'Share of imports, %', isNumber: true },
          { label: 'Stops within a year, %', isNumber: true },
          { label: 'Loss if it stops, $M', isNumber: true },
        ],
        rows: reliances.map((row) => [
          { text: row.name, href: mineralHref(row.mineral) },
          ...[row.useShare, row.directShare, row.throughShare, row.importShare].map((share) =>
            grouped(100 * share, 1),
          ),
          row.annualProbability === null ? '–' : grouped(100 * row.annualProbability, 1),
          row.lossMusd === null ? '–' : twoDigits(row.lossMusd),
        ]),
      }}
    />
  );
}
