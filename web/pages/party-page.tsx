import type { TraceStep } from '../../src/audit/audit.ts';
import { countryName } from '../../src/base/country-names.ts';
import { type IntermediaryStanding, intermediarySentence } from '../../src/parties/intermediary.ts';
import type { OwnerShare, PartyView, Screening } from '../../src/parties/party-view.ts';
import type { PartnerStanding } from '../../src/rules/partner.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { Evidence } from '../parts/evidence.tsx';
import { sentenceCase } from '../parts/format.ts';
import { PlainTable, type Rows } from '../parts/table.tsx';
import { ThreadStrip } from '../parts/thread-strip.tsx';
import { partyHref } from './document-href.ts';
import { OwnerFigure } from './owner-figure.tsx';
import { partyDeeds } from './party-deeds.ts';
import {
  computationRows,
  contractRows,
  findingRows,
  identifierText,
  intermediaryRows,
  kindText,
  legRows,
  linkRows,
  ownershipRows,
  type PartyContract,
  screeningRows,
  standingText,
} from './party-text.ts';

export interface PartyProps {
  readonly view: PartyView;
  readonly above: readonly OwnerShare[]; // every share on the way up, on the day
  readonly on: string; // that day
  readonly intermediary: IntermediaryStanding | null; // null without rules for it
  readonly partner: PartnerStanding | null; // of its country; null without rules for it
  readonly names: Readonly<Record<string, string>>; // of every party, by its id
  readonly contracts: readonly PartyContract[];
  readonly steps: readonly TraceStep[];
  readonly data: DataEdition;
}

/** One party: who it is, who owns it, what was found, and what screenings said. */
export function PartyPage(props: PartyProps) {
  const { view, above, on, intermediary, partner, names, contracts, steps } = props;
  const { party, owners, holdings, facts, screenings } = view;
  const back = partyHref(party.id);
  const [newest] = screenings;
  return (
    <div className="board">
      <p className="trail">
        <a href="/parties">Parties</a> / {party.id}
      </p>
      <section className="answer">
        <p className="question">
          {kindText(party)}, {countryName(party.country)}
          {party.isIllustrative && (
            <>
              {' '}
              <Evidence kind="illustrative" />
            </>
          )}
        </p>
        <h1>{party.name}</h1>
        <p className="lead">{standingText(view)}</p>
        <p className="measure">
          {partner === null
            ? `The rules of ${on} have no test of partner countries. `
            : `${sentenceCase(partner.sentence)}. `}
          {partner !== null && (
            <>
              <a href={`/api/v1/rules/partners/${party.country}`}>Its routes as JSON</a>.{' '}
            </>
          )}
          Identifiers: {identifierText(party)}. Registered by {party.madeBy}; source: {party.source}
        </p>
        <ThreadStrip steps={steps} />
        <Deeds deeds={partyDeeds(party.id)} back={back} />
      </section>
      {above.length > 0 && <OwnerFigure party={party} above={above} on={on} names={names} />}
      <Table
        id="owners"
        title="Owners"
        caption={`Shares in ${party.name}, the newest first`}
        none="No owner is recorded."
        rows={ownershipRows(owners, 'owner', { names, back })}
      />
      <Table
        id="holdings"
        title="Holdings"
        caption={`Shares that ${party.name} holds, the newest first`}
        none="It is not recorded to hold a share of anybody."
        rows={ownershipRows(holdings, 'owned', { names, back })}
      />
      <Table
        id="findings"
        title="Findings"
        caption={`What was found of ${party.name}, the newest first`}
        none="Nothing was found of it."
        rows={findingRows(facts, back)}
      />
      {newest !== undefined && <Newest screening={newest} />}
      {intermediary !== null && <Intermediary standing={intermediary} />}
      <Table
        id="screenings"
        title="Every screening"
        caption="Screenings with their digests, the newest first"
        none="It was never screened."
        rows={screeningRows(screenings)}
      />
      <Table
        id="contracts"
        title="Contracts with it"
        caption={`Contracts with ${party.name}, amounts from the ledger`}
        none="There is none."
        rows={contractRows(contracts)}
      />
      <p className="actions">
        <a href={`/api/v1${back}`}>As JSON</a>
      </p>
    </div>
  );
}

function Table(props: {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly none: string; // said where there is no row
  readonly rows: Rows;
}) {
  const { id, title, caption, none, rows } = props;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {rows.rows.length === 0 ? <p>{none}</p> : <PlainTable caption={caption} rows={rows} />}
    </section>
  );
}

/** Loans go through intermediaries that fulfil all six; what nobody has found does not count. */
function Intermediary({ standing }: { readonly standing: IntermediaryStanding }) {
  const { on, outcome, ruleSet, unverifiedRules } = standing;
  return (
    <section aria-labelledby="intermediary">
      <h2 id="intermediary">
        As an authorised intermediary on {on}: {outcome}
      </h2>
      <p>
        By rule set {ruleSet} {intermediarySentence(standing)}
        {unverifiedRules.length > 0 && `; unverified rules: ${unverifiedRules.join(', ')}`}.
      </p>
      <PlainTable
        caption="Conditions of an authorised intermediary"
        rows={intermediaryRows(standing)}
      />
    </section>
  );
}

/** The newest screening leg by leg, with what it was computed from. */
function Newest({ screening }: { readonly screening: Screening }) {
  const { on, purpose, outcome, seq, result } = screening;
  const { legs, ownership } = result;
  const failed = legs.filter(({ fails }) => fails).length;
  return (
    <section aria-labelledby="legs">
      <h2 id="legs">
        Screening of {on} for {purpose}: {outcome}
      </h2>
      <p>
        {failed === 0 ? 'No leg fails' : `${failed} of ${legs.length} legs fail`}. Covered
        governments own {ownership.percent} ({ownership.share})
        {ownership.kind !== null && ` by ${ownership.kind}`}, directly and through others.
      </p>
      <PlainTable caption="Legs of the screening" rows={legRows(screening)} />
      {ownership.links.length > 0 && (
        <>
          <h3>The shares through which covered governments own it</h3>
          <PlainTable caption="Shares that count" rows={linkRows(screening)} />
        </>
      )}
      <h3>What it was computed from</h3>
      <div className="digests">
        <PlainTable caption={`Computation of screening ${seq}`} rows={computationRows(screening)} />
      </div>
    </section>
  );
}
