import type { CountryProfile } from '../../src/dependency/country-profile.ts';
import { cutPresetId } from '../../src/stress/presets.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { musdText, percent } from '../parts/format.ts';
import { KeyFigure } from '../parts/key-figure.tsx';
import { territoryNotes } from '../parts/territories.ts';
import { VocabularyKey } from '../parts/vocabulary.tsx';
import { RelianceFigure, TrendFigure } from './country-figures.tsx';
import { Rivals } from './country-rivals.tsx';
import { GovernanceFigure } from './governance-figure.tsx';
import { PolicyEvents } from './policy-events.tsx';
import { TextList } from './profile-parts.tsx';

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

/** One country as a supplier: what hangs on it, who else could ship, what it controls. */
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
        <Cuts profile={profile} presets={presets} data={data} />
        <EvidenceKey />
        <VocabularyKey />
      </section>
      <section className="profile" aria-labelledby="hangs">
        <h2 id="hangs">What hangs on {name}</h2>
        <div className="figures halves">
          {reliances.length > 0 && <RelianceFigure profile={profile} edition={data.version} />}
          <TrendFigure profile={profile} edition={data.version} />
        </div>
      </section>
      <section className="profile" aria-labelledby="rivals">
        <h2 id="rivals">Who else could supply it</h2>
        <Rivals profile={profile} />
      </section>
      <section className="profile" aria-labelledby="standing">
        <h2 id="standing">How it is counted and governed</h2>
        <div className="figures halves">
          <GovernanceFigure profile={profile} edition={data.version} />
          <Standing profile={profile} />
        </div>
      </section>
      <section className="profile" aria-labelledby="controls">
        <h2 id="controls">What it did about its exports</h2>
        <PolicyEvents controls={exportControls} events={profile.shockEvents} of="country" />
      </section>
    </>
  );
}

function headline({ name, reliances }: CountryProfile, much: number): string {
  if (reliances.length === 0) return `The United States relies on ${name} for no listed mineral`;
  if (much === 0) return `The United States relies on ${name} for little of any listed mineral`;
  const what = much === 1 ? 'one listed mineral' : `${much} listed minerals`;
  return `The United States relies on ${name} for a tenth or more of ${what}`;
}

function Cuts({ profile, presets }: CountryProps) {
  const { name, iso3, reliances } = profile;
  const [worst] = reliances;
  return (
    <p className="actions">
      {worst === undefined ? (
        <span>{`Nothing that the stress lab models hangs on ${name}, so a cut would change nothing.`}</span>
      ) : (
        <a className="button" href={`/stress?preset=${cutPresetId(iso3)}&mineral=${worst.mineral}`}>
          {`Cut ${name}`}
        </a>
      )}
      {presets.length > 0 && <span>Named shocks that cut it:</span>}
      {presets.map(({ id, title, mineral }) => (
        <a key={id} href={`/stress?preset=${id}${mineral === null ? '' : `&mineral=${mineral}`}`}>
          {title}
        </a>
      ))}
      <a href={`/api/v1/countries/${iso3}/profile`}>This page as JSON</a>
    </p>
  );
}

/** How the country is counted, and what no table says of it. */
function Standing({ profile }: { readonly profile: CountryProfile }) {
  const { iso3, name, isCovered } = profile;
  return (
    <div className="facts">
      <TextList
        texts={[
          isCovered
            ? `${name} is a covered country under 10 U.S.C. 4872(f)(2), with which China counts Hong Kong and Macau; a parameter of the rules, unverified until the bill can be read`
            : `${name} is not among the covered countries of 10 U.S.C. 4872(f)(2)`,
          'Treaties, and since when a country counts as an ally, are in no table here',
          ...territoryNotes([iso3]),
        ]}
      />
    </div>
  );
}
