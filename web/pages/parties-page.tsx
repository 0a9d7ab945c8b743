import type { Party } from '../../src/parties/parties.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { PlainTable } from '../parts/table.tsx';
import { ADD_PARTY } from './party-deeds.ts';
import { type LastScreening, partyRows } from './party-text.ts';

export interface PartiesProps {
  readonly parties: readonly Party[];
  readonly screenings: readonly LastScreening[]; // the newest of each party that has one
  readonly data: DataEdition;
}

/** Everybody with whom the reserve deals, and who owns them. */
export function PartiesPage({ parties, screenings }: PartiesProps) {
  const barred = screenings.filter(({ outcome }) => outcome === 'entity of concern').length;
  return (
    <div className="board">
      <section className="answer">
        <p className="question">With whom does the reserve deal, and who owns them?</p>
        <h1>
          {parties.length === 1 ? 'One party is' : `${parties.length} parties are`} registered
        </h1>
        <p className="lead">
          {screenings.length} {screenings.length === 1 ? 'was' : 'were'} screened; the last
          screening found a foreign entity of concern in {barred} of them. Whether a screening still
          counts stands on the page of the party.
        </p>
        <Deeds deeds={[ADD_PARTY]} back="/parties" />
      </section>
      {parties.length > 0 && (
        <section aria-labelledby="register">
          <h2 id="register">The register</h2>
          <PlainTable
            caption="Parties with their last screening"
            rows={partyRows(parties, screenings)}
          />
        </section>
      )}
      <p className="actions">
        <a href="/board">Board</a>
        <a href="/api/v1/parties">As JSON</a>
      </p>
    </div>
  );
}
