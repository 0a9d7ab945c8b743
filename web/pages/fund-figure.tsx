import { centsText } from '../../src/base/booked.ts';
import type { FundStatus } from '../../src/fund/fund-status.ts';
import { type BarPart, PartBars } from '../charts/part-bars.tsx';
import { Figure } from '../parts/figure.tsx';
import { centsIn, freeCents, placeRows } from './book-text.ts';

const FREE: ReadonlySet<string> = new Set(['unapportioned', 'apportioned', 'allotted']);

/** Where the money of a fund is, step by step from appropriation to outlay. */
export function FundFigure({ status }: { readonly status: FundStatus }) {
  const { fund, places, resourcesCents, version } = status;
  const paid = centsIn(status, 'paid', 'advanced');
  const label = `Where the money of fund ${fund.id} is`;
  const barOf = (id: string, cents: string): BarPart => ({
    value: Number(BigInt(cents)) / 100, // for the length of a bar only
    tone: FREE.has(id) ? 'rest' : 'first',
    isHatched: id === 'committed' || id === 'undelivered',
  });
  return (
    <Figure
      id={`fund-${fund.id}`}
      title={`${centsText(freeCents(status))} of ${centsText(BigInt(resourcesCents))} is free, ${centsText(paid)} has left`}
      measure="USD by step, from appropriation to outlay; promised and not yet delivered is hatched; the steps add up to the resources"
      evidence="input"
      summary={`Of fund ${fund.id}: ${places
        .filter(({ cents }) => cents !== '0')
        .map(({ title, cents }) => `${title} ${centsText(BigInt(cents))}`)
        .join('; ')}.`}
      draw={(widthPx) => (
        <PartBars
          rows={places.map(({ id, title, cents }) => ({
            label: title,
            valueText: dollars(cents),
            parts: [barOf(id, cents)],
          }))}
          widthPx={widthPx}
          label={label}
          source={`the books of this reserve, version ${version}`}
        />
      )}
      table={placeRows(status)}
    />
  );
}

/** Whole dollars where the bar is; the table has the cents. */
function dollars(cents: string): string {
  const millions = Number(BigInt(cents)) / 100e6;
  return millions === 0 ? '$0' : `$${millions.toLocaleString('en-US', DIGITS)}M`;
}

const DIGITS = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
