import type { NextDollar, PlanItem } from '../../src/allocation/allocation.ts';
import type { MineralProfile } from '../../src/dependency/profile.ts';
import { WorldOutline } from '../charts/map-chart.tsx';
import type { DataEdition } from '../parts/data-edition.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { sentenceCase, usdText } from '../parts/format.ts';
import { KeyFigure } from '../parts/key-figure.tsx';
import { VocabularyKey } from '../parts/vocabulary.tsx';
import { FlowFigure } from './flow-figure.tsx';
import { MapFigure } from './map-figure.tsx';
import { ImportsFigure, ProductionFigure, StopFigure } from './mineral-figures.tsx';
import { HistoryFigures } from './mineral-history.tsx';
import { Plants } from './mineral-plants.tsx';
import { Quality } from './mineral-quality.tsx';
import { type HeldStock, MineralStock } from './mineral-stock.tsx';
import { Uses } from './mineral-uses.tsx';
import { PolicyEvents } from './policy-events.tsx';
import { keyFiguresOf, TextList } from './profile-parts.tsx';
import {
  countryHref,
  placeName,
  producerSentence,
  relianceSentence,
  riskSentence,
} from './profile-text.ts';

export interface MineralProps {
  readonly profile: MineralProfile;
  readonly of: number; // minerals in the ranking
  readonly reserve: {
    readonly budgetUsd: number;
    readonly items: readonly PlanItem[]; // of this mineral
    readonly nextDollar: readonly NextDollar[];
  };
  readonly held: HeldStock;
  readonly canBeStressed: boolean;
  readonly data: DataEdition;
}

/** One mineral: where it comes from, how that changed, what a stop would do, what is unknown. */
export function MineralPage(props: MineralProps) {
  const { profile, of, data } = props;
  const { mineral, dependency, production, stages, imports } = profile;
  const name = mineral.name.toLowerCase();
  const lead = [`${producerSentence(profile)}.`, riskSentence(dependency, of)];
  return (
    <>
      <p className="trail">
        <a href="/">Overview</a> / {mineral.name}
        {mineral.symbol === null ? '' : ` (${mineral.symbol})`}
      </p>
      <section className="answer">
        <h1>{relianceSentence(name, dependency)}</h1>
        <p className="lead">{lead.join(' ')}</p>
        <dl className="key-figures">
          {keyFiguresOf(profile, of).map((figure) => (
            <KeyFigure key={figure.term} {...figure} />
          ))}
        </dl>
        <Actions {...props} />
        <EvidenceKey />
        <VocabularyKey />
      </section>
      <section className="profile" aria-labelledby="origin">
        <h2 id="origin">Where it comes from</h2>
        <div className="figures halves">
          {production.rows.length === 0 && <p>No source gives its production by country.</p>}
          {stages
            .filter(({ rows }) => rows.length > 0)
            .map((stage) => (
              <ProductionFigure key={stage.what} stage={stage} edition={data.version} />
            ))}
          {imports === null ? (
            <p>No source gives U.S. imports by country.</p>
          ) : (
            <ImportsFigure imports={imports} name={name} edition={data.version} />
          )}
        </div>
        <FlowFigure profile={profile} edition={data.version} />
        <WorldOutline />
        <MapFigure profile={profile} edition={data.version} />
        <Plants plants={profile.plants} />
      </section>
      <section className="profile" aria-labelledby="time">
        <h2 id="time">How that changed</h2>
        <HistoryFigures profile={profile} edition={data.version} />
        <div className="facts">
          <h3>Policy events</h3>
          <PolicyEvents
            controls={profile.exportControls}
            events={profile.shockEvents}
            of="mineral"
          />
        </div>
      </section>
      <Uses profile={profile} />
      <section className="profile" aria-labelledby="stops">
        <h2 id="stops">What a stop would do</h2>
        <div className="figures">
          <StopFigure profile={profile} edition={data.version} />
          <Stops profile={profile} />
        </div>
      </section>
      <MineralStock held={props.held} name={name} />
      <Reserve {...props} name={name} />
      <Quality profile={profile} edition={data.version} />
    </>
  );
}

function Actions({ profile, canBeStressed }: MineralProps) {
  const { id } = profile.mineral;
  return (
    <p className="actions">
      {canBeStressed && (
        <a className="button" href={`/stress?mineral=${id}`}>
          Stress this
        </a>
      )}
      <a href={`/api/v1/minerals/${id}/profile`}>This page as JSON</a>
      <a href={`/api/v1/minerals/${id}`}>The mineral as JSON</a>
    </p>
  );
}

function Stops({ profile }: { readonly profile: MineralProfile }) {
  const { gdpAtRiskMusd, gaps } = profile.dependency;
  if (gdpAtRiskMusd === null) return <p>{`${sentenceCase(gaps[0] ?? 'not assessed')}.`}</p>;
  if (gdpAtRiskMusd.terms.length === 0) return <p>No exporter is known that could stop.</p>;
  return (
    <div className="facts">
      <p>
        Each exporter is taken to stop for one year. The price rises until buyers do without and
        others sell more; what is still missing stops output, and the rest costs more.
      </p>
      <p className="measure">
        Probabilities come from political stability and from export controls in force. They are
        assumptions, not observations; the table holds every term.
      </p>
      <ul className="plain-list">
        {gdpAtRiskMusd.terms.slice(0, 3).map(({ iso3 }) => (
          <li key={iso3}>
            <a href={countryHref(iso3)}>What else hangs on {placeName(iso3)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Reserve({ reserve, name }: MineralProps & { readonly name: string }) {
  const { budgetUsd, items, nextDollar } = reserve;
  return (
    <section className="profile" aria-labelledby="reserve">
      <h2 id="reserve">What the reserve would buy</h2>
      {items.length === 0 ? (
        <p>
          The plan for {usdText(budgetUsd)} buys no {name}: other purchases avert more.
        </p>
      ) : (
        <TextList texts={items.map(({ sentence }) => sentence)} />
      )}
      {nextDollar.length > 0 && (
        <TextList texts={nextDollar.map(({ sentence }) => `Next dollar: ${sentence}`)} />
      )}
      <p className="actions">
        <a href="/plan">The whole plan</a>
      </p>
    </section>
  );
}
