import { type Party, percentText, readShare } from '../../src/parties/parties.ts';
import type { OwnerShare } from '../../src/parties/party-view.ts';
import { OwnerChart } from '../charts/owner-chart.tsx';
import { type OwnerEdge, type OwnerTree, ownerTree, placesAbove } from '../charts/owner-graph.ts';
import { Figure } from '../parts/figure.tsx';
import { partyHref } from './document-href.ts';
import { shortPercent } from './party-text.ts';

interface OwnerFigureProps {
  readonly party: Pick<Party, 'id' | 'name'>;
  readonly above: readonly OwnerShare[];
  readonly on: string;
  readonly names: Readonly<Record<string, string>>;
}

/** Who owns a party, and who owns its owners: drawn, as a nested list, and as a table. */
export function OwnerFigure({ party, above, on, names }: OwnerFigureProps) {
  const nodes = placesAbove(party.id, above);
  const nameOf = (id: string) => names[id] ?? id;
  const direct = nodes.filter(({ stepsUp }) => stepsUp === 1).length;
  const levels = Math.max(...nodes.map(({ stepsUp }) => stepsUp));
  const levelText = levels === 1 ? 'one level' : `${levels} levels`;
  const title = `${party.name} has ${direct} direct ${direct === 1 ? 'owner' : 'owners'}, recorded over ${levelText}`;
  return (
    <section className="owner-chain" aria-labelledby="chain">
      <h2 id="chain">Who owns it</h2>
      <Figure
        id="owner-chain"
        title={title}
        measure={`Percent of the equity, votes or seats that each owner holds, on ${on}; owners stand before what they own`}
        evidence="input"
        isWide={levels > 1}
        summary={`${above.length} ${above.length === 1 ? 'share is' : 'shares are'} recorded on the way up, in ${nodes.length - 1} ${nodes.length === 2 ? 'owner' : 'owners'}.`}
        draw={(widthPx) => (
          <OwnerChart
            nodes={nodes.map(({ id, stepsUp }) => ({ id, label: nameOf(id), stepsUp }))}
            edges={edgesOf(above, nameOf)}
            widthPx={widthPx}
            label={title}
            source="shares recorded here, each with its own source in the tables"
          />
        )}
        table={{
          columns: [
            { label: 'Owner' },
            { label: 'Owns of' },
            { label: 'Of the' },
            { label: 'Exact share', isNumber: true },
            { label: 'Percent', isNumber: true },
            { label: 'Row' },
          ],
          rows: above.map(({ seq, owner, owned, kind, share }) => [
            { text: nameOf(owner), href: partyHref(owner) },
            { text: nameOf(owned), href: partyHref(owned) },
            ...[kind, share, percentText(readShare(share)), `row ${seq}`],
          ]),
        }}
      />
      <details>
        <summary>As a nested list</summary>
        <OwnerList owners={ownerTree(party.id, above)} nameOf={nameOf} />
      </details>
    </section>
  );
}

/** One line for all that one holds of another. */
function edgesOf(above: readonly OwnerShare[], nameOf: (id: string) => string): OwnerEdge[] {
  const isFirst = ({ owner, owned }: OwnerShare, i: number) =>
    above.findIndex((each) => each.owner === owner && each.owned === owned) === i;
  return above.filter(isFirst).map(({ owner, owned }) => {
    const shares = above.filter((each) => each.owner === owner && each.owned === owned);
    const parts = shares.map(
      ({ kind, share }) => `${percentText(readShare(share))} of the ${kind}`,
    );
    return {
      ...{ owner, owned },
      texts: shares.map(
        ({ kind, share }) => `${shortPercent(share)}${kind === 'equity' ? '' : ` ${kind}`}`,
      ),
      title: `${nameOf(owner)} holds ${parts.join(', ')} of ${nameOf(owned)}`,
    };
  });
}

function OwnerList(props: {
  readonly owners: readonly OwnerTree<OwnerShare>[];
  readonly nameOf: (id: string) => string;
}) {
  const { owners, nameOf } = props;
  return (
    <ul>
      {owners.map(({ id, links, isRepeated, owners: above }) => (
        <li key={id}>
          <a href={partyHref(id)}>{nameOf(id)}</a>:{' '}
          {links
            .map(({ kind, share }) => `${percentText(readShare(share))} of the ${kind}`)
            .join(', ')}
          {isRepeated && ' (its owners are told above)'}
          {above.length > 0 && <OwnerList owners={above} nameOf={nameOf} />}
        </li>
      ))}
    </ul>
  );
}
