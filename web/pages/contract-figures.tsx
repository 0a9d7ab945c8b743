import { modificationId } from '../../src/contracts/ceiling.ts';
import type { CeilingChange, Contract } from '../../src/contracts/contracts.ts';
import { BurnDownChart, type BurnDownStep } from '../charts/burn-down-chart.tsx';
import { type NamedPart, WholeBar } from '../charts/whole-bar.tsx';
import { Figure } from '../parts/figure.tsx';
import type { Cell, Rows } from '../parts/table.tsx';
import { entryHref } from './book-text.ts';
import { money, percentOf } from './contract-text.ts';
import { yearAt } from './project-text.ts';

/** The ceiling of a contract: what was delivered, what is ordered besides, what is left. */
export function CeilingFigure({ contract }: { readonly contract: Contract }) {
  const { id, ceilingCents, ceilingLeftCents, orderedCents, deliveredCents } = contract;
  const used = BigInt(orderedCents) + BigInt(deliveredCents);
  const part = (name: string, cents: string, look: Pick<NamedPart, 'tone' | 'isHatched'>) => ({
    ...{ name, valueText: money(cents), value: dollars(cents), ...look },
  });
  return (
    <Figure
      id="ceiling"
      title={`${percentOf(used, BigInt(ceilingCents))} percent of the ceiling is used`}
      measure="USD of the ceiling; what is ordered and not delivered is hatched"
      evidence="input"
      summary={`Delivered ${money(deliveredCents)}, ordered and not delivered ${money(orderedCents)} and left ${money(ceilingLeftCents)} add up to the ceiling of ${money(ceilingCents)}. Orders sit inside the ceiling of their contract: no order counts a second time.`}
      draw={(widthPx) => (
        <WholeBar
          parts={[
            part('Delivered', deliveredCents, { tone: 'first', isHatched: false }),
            part('Ordered, not delivered', orderedCents, { tone: 'first', isHatched: true }),
            part('Left', ceilingLeftCents, { tone: 'rest', isHatched: false }),
          ]}
          widthPx={widthPx}
          label={`What of the ceiling of contract ${id} is used`}
          source="the books of this reserve, accounts C20, C21 and C22"
        />
      )}
      table={{
        columns: [
          { label: 'Part of the ceiling' },
          { label: 'USD', isNumber: true },
          { label: 'Percent, cut to a tenth', isNumber: true },
        ],
        rows: [
          ['Delivered', deliveredCents],
          ['Ordered, not delivered', orderedCents],
          ['Left', ceilingLeftCents],
          ['Ceiling', ceilingCents],
        ].map(([name, cents]) => [
          name!,
          money(cents!),
          percentOf(BigInt(cents!), BigInt(ceilingCents)),
        ]),
      }}
    />
  );
}

/** For the length of a bar only: the texts are exact. */
const dollars = (cents: string) => Number(BigInt(cents)) / 100;

const EVENT_TEXT: Readonly<Record<string, string>> = {
  award: 'award',
  order: 'order',
  'order-cancellation': 'rest of an order given up',
  'ceiling-rise': 'ceiling raised',
  modification: 'ordering period moved',
};
const eventText = ({ event }: CeilingChange) => EVENT_TEXT[event] ?? event.replaceAll('-', ' ');

interface BurnDownProps {
  readonly contract: Contract;
  readonly ceiling: readonly CeilingChange[];
}

/** How the ceiling burns down: every change that the ledger holds, to the end of ordering. */
export function BurnDownFigure({ contract, ceiling }: BurnDownProps) {
  const { id, modifications, orderingTo } = contract;
  const last = ceiling.at(-1);
  if (last === undefined) return null;
  const marks = modifications.map(({ n, signedOn, reason }) => ({
    at: yearAt(signedOn),
    name: `M${n}`,
    title: `${modificationId(id, n)}, ${signedOn}: ${reason}`,
  }));
  return (
    <Figure
      id="burn-down"
      isWide
      title={`${money(last.leftCents)} of the ceiling is left since ${last.on}`}
      measure="USD of the ceiling that may still be ordered, by the day on which each change took effect; dashed where nothing is booked yet"
      evidence="input"
      summary={burnDownText(contract, last)}
      draw={(widthPx) => (
        <BurnDownChart
          steps={ceiling.map(stepOf)}
          marks={marks}
          end={{ at: yearAt(orderingTo), label: `orders until ${orderingTo}` }}
          widthPx={widthPx}
          label={`What is left of the ceiling of contract ${id} over time`}
          source="the books of this reserve: entries on accounts C20 and C29 of the contract, and its modifications"
          format={(value) => `$${(value / 1e6).toLocaleString('en-US')}M`}
        />
      )}
      table={ceilingRows(ceiling)}
    />
  );
}

function burnDownText({ orderingTo, modifications }: Contract, last: CeilingChange): string {
  const [ceiling, left] = [BigInt(last.ceilingCents), BigInt(last.leftCents)];
  const count = modifications.length;
  return [
    `${percentOf(ceiling - left, ceiling)} percent of the ceiling is used.`,
    `75 percent is used when ${money(shareOf(ceiling, 25n))} is left, 90 percent when ${money(shareOf(ceiling, 10n))} is.`,
    `Orders may be placed until ${orderingTo}.`,
    MARKS_TEXT[Math.min(count, 2)]!,
  ]
    .join(' ')
    .trim();
}

/** What the diamonds are, by how many there are. */
const MARKS_TEXT = ['', 'The diamond marks its modification.', 'Diamonds mark its modifications.'];

/** So many percent of an amount, cut to the cent. */
const shareOf = (cents: bigint, percent: bigint) => ((cents * percent) / 100n).toString();

function stepOf(change: CeilingChange): BurnDownStep {
  const { on, document, changeCents, leftCents, ceilingCents } = change;
  return {
    at: yearAt(on),
    left: dollars(leftCents),
    whole: dollars(ceilingCents),
    title: `${on}, ${document}, ${eventText(change)}: ${money(changeCents)}, then ${money(leftCents)} left`,
  };
}

/** The same, exactly. */
export const ceilingRows = (ceiling: readonly CeilingChange[]): Rows => ({
  columns: [
    { label: 'Day' },
    { label: 'What' },
    { label: 'Document' },
    { label: 'Change, USD', isNumber: true },
    { label: 'Ceiling, USD', isNumber: true },
    { label: 'Left, USD', isNumber: true },
    { label: 'Booked as' },
  ],
  rows: ceiling.map((change): readonly Cell[] => [
    ...[change.on, eventText(change), change.document],
    ...[change.changeCents, change.ceilingCents, change.leftCents].map(money),
    change.entry === null
      ? 'not booked: no amount changes'
      : { text: 'entry', href: entryHref(change.entry) },
  ]),
});
