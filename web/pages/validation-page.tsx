import type { Comparison } from '../../src/dependency/comparison.ts';
import type { DependencyCount } from '../../src/dependency/dependency.ts';
import type { Limit } from '../../src/dependency/limits.ts';
import type { BacktestEvent, BacktestVerdict } from '../../src/stress/backtest.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { grouped, mineralName, sentenceCase } from '../parts/format.ts';
import { KeyFigure } from '../parts/key-figure.tsx';
import { PlainTable } from '../parts/table.tsx';
import { type DisruptionOutcome, DisruptionSection } from './disruption-section.tsx';
import { OrderTable } from './order-table.tsx';
import { mineralHref } from './profile-text.ts';
import { BacktestFigure, Disagreements, RankingFigure } from './validation-figures.tsx';

export interface ValidationProps {
  readonly events: readonly BacktestEvent[];
  readonly verdict: BacktestVerdict;
  readonly draws: number;
  readonly seed: number;
  readonly comparison: Comparison;
  readonly reconstruction: Comparison;
  readonly disruptions: DisruptionOutcome;
  readonly rankingBasis: string;
  readonly counts: readonly DependencyCount[]; // at full reliance, by edition and list
  readonly limits: readonly Limit[];
  readonly data: DataEdition;
}

/** Where the models were right, where they were wrong, and what they cannot see. */
export function ValidationPage(props: ValidationProps) {
  const { events, verdict, comparison, counts, data } = props;
  const inside = events.filter(({ inside90 }) => inside90).length;
  const current = counts.at(-1);
  return (
    <>
      <section className="answer">
        <h1>
          {`${inside} of ${events.length} price moves fell inside the model's band; the direction was right for ${verdict.rightDirection} of ${verdict.controlled} export controls`}
        </h1>
        <p className="lead">
          Models earn trust by being held against what happened. Here is how ours fared, with its
          misses as large as its hits, how its ranking differs from a published one, and what it
          cannot see.
        </p>
        <dl className="key-figures">
          <KeyFigure
            term="Inside the 90 percent band"
            kind="model"
            value={`${inside} of ${events.length}`}
            note="dated price moves; a faultless band would hold nine of ten"
          />
          <KeyFigure
            term="Order of the export controls"
            kind="model"
            value={`${verdict.rightPairs} of ${verdict.pairs} pairs`}
            note={`stand as they happened, ${verdict.exactPlace} of ${verdict.controlled} events in their exact place; ${grouped(100 * verdict.luck, 0)} percent of all orders do as well by luck`}
          />
          <KeyFigure
            term="Agreement of the rankings"
            kind="model"
            value={grouped(comparison.spearman, 2)}
            note={`Spearman correlation over ${comparison.minerals} minerals, 1 is the same order; ${grouped(props.reconstruction.spearman, 2)} by trade disruptions`}
          />
          <KeyFigure
            term="Imported in full"
            kind="public"
            value={current === undefined ? '–' : String(current.count)}
            note={`minerals of the list of ${current?.list} by the edition of ${current?.edition}; ${counts[0]?.count} by that of ${counts[0]?.edition}`}
          />
        </dl>
        <EvidenceKey />
      </section>
      <section className="profile" aria-labelledby="held">
        <h2 id="held">The model against what happened</h2>
        <div className="figures even">
          <BacktestFigure {...props} />
          <Misses events={events} />
        </div>
        <OrderTable events={events} verdict={verdict} />
      </section>
      <section className="profile" aria-labelledby="ranked">
        <h2 id="ranked">Our ranking against a published one</h2>
        <div className="figures even">
          <RankingFigure
            id="ranking"
            ours="expected GDP at risk"
            comparison={comparison}
            basis={props.rankingBasis}
            edition={data.version}
          />
          <Disagreements comparison={comparison} />
        </div>
      </section>
      <DisruptionSection
        outcome={props.disruptions}
        comparison={props.reconstruction}
        basis={props.rankingBasis}
        edition={data.version}
      />
      <Counts counts={counts} />
      <Limits limits={props.limits} />
    </>
  );
}

function Misses({ events }: { readonly events: readonly BacktestEvent[] }) {
  const higher = events.filter(
    ({ modelRatio, actualRatio }) => modelRatio !== null && actualRatio > modelRatio.p95,
  );
  const controlled = events.filter(({ control }) => control !== null);
  const understated = controlled.filter(
    ({ modelRatio, actualRatio }) => modelRatio !== null && modelRatio.p50 < actualRatio,
  ).length;
  return (
    <div className="facts">
      <h3>What the misses say</h3>
      <p>
        {higher.length === 0
          ? 'No price rose beyond the band.'
          : `${higher.length} of ${events.length} prices rose beyond the band: the model understates price rises.`}
      </p>
      <ul className="plain-list">
        <li>
          {`The median is below what happened for ${understated} of ${controlled.length} export controls.`}
        </li>
        <li>
          Germanium has no production by country in the tables, so only its shippers count as
          suppliers.
        </li>
        <li>Buyers who hoard are not in the model.</li>
        <li>
          Moves that come from demand, such as those of rhenium and silver, are outside what a model
          of supply shocks can see.
        </li>
      </ul>
      <p className="measure">
        Figures of 2023 go in, from before every event. What is known of an event is who controlled
        what; how strictly is drawn from the assumed range. No figure was fitted to these prices,
        but the test is not blind: some assumptions were chosen when the prices were known. Events
        to come are the real test.
      </p>
    </div>
  );
}

function Counts({ counts }: { readonly counts: readonly DependencyCount[] }) {
  return (
    <section className="profile" aria-labelledby="counts">
      <h2 id="counts">Imported in full, by edition</h2>
      <PlainTable
        caption="Minerals with net import reliance of 100 percent, by edition and list"
        rows={{
          columns: [
            { label: 'Edition of the summaries' },
            { label: 'Minerals', isNumber: true },
            { label: 'All commodities', isNumber: true },
            { label: 'Which' },
          ],
          rows: counts.map(({ edition, list, count, commodities, minerals }) => [
            `${edition}, minerals of the list of ${list}`,
            String(count),
            String(commodities.length),
            minerals.map(mineralName).join(', '),
          ]),
        }}
      />
      <p className="source-line">
        Source: USGS Mineral Commodity Summaries 2025 and 2026. A figure for a group, such as the
        rare earths, is not counted as a commodity.
      </p>
    </section>
  );
}

function Limits({ limits }: { readonly limits: readonly Limit[] }) {
  return (
    <section className="profile" aria-labelledby="limits">
      <h2 id="limits">What the models cannot see</h2>
      {limits
        .filter(({ minerals }) => minerals.length > 0)
        .map(({ title, sentence, minerals }) => (
          <div key={title} className="facts">
            <h3>{`${title}: ${minerals.length}`}</h3>
            <p>{sentence}</p>
            <ul
              className={
                minerals.some(({ reason }) => reason !== null) ? 'name-list' : 'name-list short'
              }
            >
              {minerals.map(({ mineral, reason }) => (
                <li key={mineral}>
                  <a href={mineralHref(mineral)}>{sentenceCase(mineralName(mineral))}</a>
                  {reason === null ? '' : `: ${reason}`}
                </li>
              ))}
            </ul>
          </div>
        ))}
      <div className="facts">
        <h3>In the model itself</h3>
        <ul className="plain-list">
          <li>Time goes in quarters, and each mineral has one market, without grades or stages.</li>
          <li>
            Minerals do not replace each other, and by-products do not follow their main metal.
          </li>
          <li>Trade within companies and inventories of industry are not seen.</li>
          <li>The price of the world is the price here.</li>
        </ul>
      </div>
    </section>
  );
}
