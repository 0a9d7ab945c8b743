import { bookedMassText, tonnesFromGrams } from '../../src/base/booked.ts';
import { grouped } from '../parts/format.ts';
import { KeyFigure } from '../parts/key-figure.tsx';

/** What the reserve has of a mineral, from its own lots. */
export interface HeldStock {
  readonly grams: string; // dry, accepted
  readonly on: string;
  readonly demandTonnesPerYear: number | null; // null where no consumption is published
}

const DAYS_PER_YEAR = 365;

/** What the reserve really holds, and how long it would last. */
export function MineralStock({ held, name }: { readonly held: HeldStock; readonly name: string }) {
  const { grams, on, demandTonnesPerYear } = held;
  return (
    <section className="profile" aria-labelledby="held">
      <h2 id="held">What the reserve holds</h2>
      {grams === '0' ? (
        <p>{`None of it: no lot of this reserve is ${name} on ${on}.`}</p>
      ) : (
        <dl className="key-figures">
          <KeyFigure
            term="Held"
            kind="input"
            value={bookedMassText(BigInt(grams))}
            note={`dry mass of accepted lots; source: lots of this reserve on ${on}`}
          />
          {demandTonnesPerYear !== null && (
            <KeyFigure term="Days of cover" kind="input" {...coverOf(held, demandTonnesPerYear)} />
          )}
        </dl>
      )}
      <p className="actions">
        <a href="/stock">All stock</a>
      </p>
    </section>
  );
}

function coverOf({ grams, on }: HeldStock, demandTonnesPerYear: number) {
  const days = (tonnesFromGrams(BigInt(grams)) / demandTonnesPerYear) * DAYS_PER_YEAR;
  const digits = days < 10 ? 1 : 0;
  return {
    value: days < 0.05 ? 'less than 0.1' : grouped(days, digits),
    note: `${bookedMassText(BigInt(grams))} / ${grouped(demandTonnesPerYear, demandTonnesPerYear < 100 ? 1 : 0)} t of U.S. consumption a year × ${DAYS_PER_YEAR} days; sources: lots of this reserve on ${on}, consumption as in the stress model`,
  };
}
