import type { DataEdition } from '../parts/data-edition.ts';
import type { DataPin } from './stress-query.ts';

export interface PinnedProps {
  readonly wanted: DataPin; // of the link
  readonly held: DataPin; // of this program
  readonly rerun: string; // the same question to what is held
  readonly data: DataEdition;
}

/** Says that a link means data or a model that are not here, instead of showing other numbers. */
export function PinnedPage({ wanted, held, rerun }: PinnedProps) {
  const isOtherData = wanted.data !== held.data;
  return (
    <section className="answer">
      <h1>
        {isOtherData
          ? `This link was made with data ${wanted.data}, which are not here`
          : `This link was made with the model ${wanted.model}, which is not here`}
      </h1>
      <p className="lead">
        A link keeps its numbers: it names the data ({wanted.data}) and the model ({wanted.model})
        that gave them. This program holds the data {held.data} and the model {held.model} only, so
        it cannot show the numbers that the link was made for.
      </p>
      <p className="actions">
        <a className="button" href={rerun}>
          {`Rerun on ${isOtherData ? held.data : held.model}`}
        </a>
      </p>
      <p className="lead">
        The same shock, levers, mineral, stock, draws and seed then give other numbers than those
        that were shared. To see these, run the version of the program that holds their data.
      </p>
    </section>
  );
}
