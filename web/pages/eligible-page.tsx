import type {
  EligibleDifference,
  EligibleList,
  EligibleListHead,
  EligibleStanding,
} from '../../src/rules/eligible-list.ts';
import { differenceSentence, groundText } from '../../src/rules/eligible-list-text.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Deeds } from '../parts/deeds.tsx';
import { PlainTable } from '../parts/table.tsx';
import { threadHref } from './book-text.ts';
import { differenceRows, historyRows, listedRows, offRows, PUBLISH_LIST } from './eligible-text.ts';

export interface EligibleProps {
  readonly standing: EligibleStanding; // of the day that was asked for
  readonly shown: EligibleList | null; // the list of that day, or the one that was asked for
  readonly lists: readonly EligibleListHead[]; // the newest first
  readonly difference: EligibleDifference | null; // the one asked for, else what the list changed
  readonly data: DataEdition;
}

/** The eligible list of a day or a number, what it changed, and every list before it. */
export function EligiblePage({ standing, shown, lists, difference }: EligibleProps) {
  return (
    <div className="board">
      <section className="answer">
        <p className="question">What may the reserve finance, buy and sell?</p>
        <h1>
          {standing.list === null
            ? 'No eligible list is in force'
            : `${standing.list.listed} minerals are on the eligible list`}
        </h1>
        <p className="lead">{standing.sentence}.</p>
        <p className="measure">
          {standing.list === null
            ? 'Once a list is in force, requisitions, contracts and orders for what is not on it are refused.'
            : 'Requisitions, contracts and orders for what is not on it are refused.'}
        </p>
        <Deeds deeds={[PUBLISH_LIST]} back="/eligible" />
      </section>
      {shown !== null && <List list={shown} />}
      {difference !== null && <Difference difference={difference} />}
      <section aria-labelledby="history">
        <h2 id="history">Every list</h2>
        {lists.length === 0 ? (
          <p>None was ever published.</p>
        ) : (
          <PlainTable caption="Eligible lists, the newest first" rows={historyRows(lists)} />
        )}
      </section>
      <p className="actions">
        <a href="/board">Board</a>
        <a href="/api/v1/rules/eligible/in-force">List in force as JSON</a>
        <a href="/api/v1/rules/eligible/lists">Every list as JSON</a>
        <a href="/api/v1/rules/eligible">What may be listed today as JSON</a>
      </p>
    </div>
  );
}

function List({ list }: { readonly list: EligibleList }) {
  const { version, effectiveOn, publishedOn, madeBy, ruleSet, unverifiedRules } = list;
  const off = offRows(list);
  return (
    <section aria-labelledby="list">
      <h2 id="list">List {version}</h2>
      <p className="measure">
        In force from {effectiveOn}; published on {publishedOn} by {madeBy}, {groundText(list)}; by
        rule set {ruleSet} and data {list.dataVersion}.{' '}
        {unverifiedRules.length > 0 && (
          <>It rests on rules that nobody has verified: {unverifiedRules.join(', ')}. </>
        )}
        <a href={threadHref('eligible-list', `${version}`)}>Its thread</a>
      </p>
      <PlainTable
        caption={`Minerals on list ${version}, with their flags`}
        rows={listedRows(list)}
      />
      {off.rows.length > 0 && (
        <>
          <h3>Considered and not on it</h3>
          <PlainTable caption={`Minerals that are not on list ${version}`} rows={off} />
        </>
      )}
    </section>
  );
}

function Difference({ difference }: { readonly difference: EligibleDifference }) {
  const rows = differenceRows(difference);
  return (
    <section aria-labelledby="difference">
      <h2 id="difference">What was added and removed</h2>
      <p>{differenceSentence(difference)}.</p>
      {rows.rows.length > 0 && (
        <PlainTable caption="Minerals added and removed, with the reason" rows={rows} />
      )}
    </section>
  );
}
