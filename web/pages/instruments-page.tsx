import type { Instrument } from '../../src/instruments/instruments.ts';
import type { DataEdition } from '../parts/data-edition.ts';
import { Evidence } from '../parts/evidence.tsx';
import { mineralName, sentenceCase } from '../parts/format.ts';
import { Sources } from '../parts/sources.tsx';
import { instrumentHref, kindText } from './instrument-text.ts';

export interface InstrumentsProps {
  readonly instruments: readonly Instrument[];
  readonly data: DataEdition;
}

/** The instruments that ship with the program: those on record, and made-up ones marked as such. */
export function InstrumentsPage({ instruments }: InstrumentsProps) {
  const recorded = instruments.filter(({ standing }) => standing === 'recorded');
  const made = instruments.filter(({ standing }) => standing !== 'recorded');
  return (
    <>
      <p className="trail">
        <a href="/projects">Projects</a> / Instruments
      </p>
      <section className="answer">
        <p className="question">What is an instrument worth, and what may it cost?</p>
        <h1>
          {`${instruments.length} instruments can be valued here: ${recorded.length} on record, ${made.length} illustrative`}
        </h1>
        <p className="lead">
          An illustrative one is no contract: it shows how such an instrument works on a mineral
          with a price. Terms of your own are valued with{' '}
          <code>npx lodestock instrument value FILE</code>.
        </p>
      </section>
      <Group id="recorded" title="On the public record" instruments={recorded} />
      <Group id="illustrative" title="Illustrative" instruments={made} />
      <p className="actions">
        <a href="/api/v1/instruments">All terms as JSON</a>
        <a href="/api/v1/instruments/prices">The laws of prices as JSON</a>
      </p>
    </>
  );
}

function Group(props: {
  readonly id: string;
  readonly title: string;
  readonly instruments: readonly Instrument[];
}) {
  const { id, title, instruments } = props;
  return (
    <section className="profile" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="instrument-list">
        {instruments.map((instrument) => (
          <li key={instrument.id}>
            <p>
              <a href={instrumentHref(instrument.id)}>{instrument.title}</a>{' '}
              {instrument.standing === 'illustrative' && <Evidence kind="illustrative" />}
            </p>
            <p className="note">
              {`${sentenceCase(kindText(instrument.kind))}${mineralOf(instrument)}, ${instrument.start} to ${instrument.end}. `}
              <Sources source={instrument.source} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const mineralOf = (instrument: Instrument): string =>
  'mineral' in instrument && instrument.mineral !== undefined
    ? `, ${mineralName(instrument.mineral)}`
    : '';
