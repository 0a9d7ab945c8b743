import type { CountryProfile } from '../../src/dependency/country-profile.ts';
import { grouped, percent } from '../parts/format.ts';
import { type Cell, PlainTable } from '../parts/table.tsx';
import { chip, figureCell } from '../parts/vocabulary.tsx';
import { trendName } from './country-figures.tsx';
import { mineralHref, placeCell } from './profile-text.ts';

/** Who else could supply what hangs on the country, by what their plants do not use. */
export function Rivals({ profile }: { readonly profile: CountryProfile }) {
  const { alternatives, name } = profile;
  if (alternatives.length === 0) {
    return <p>No source gives output by country of what hangs on {name}.</p>;
  }
  const withCapacity = alternatives.filter(({ rankedBy }) => rankedBy === 'spare capacity');
  return (
    <div className="facts">
      <p className="measure">
        The largest other producers, without the United States. Capacity by country is published for{' '}
        {withCapacity.length} of these {alternatives.length} minerals: there they are ranked by what
        they do not use, else by what they make. Where it is not published the model takes a share
        of output to be spare: an assumption, in the last column.
      </p>
      <PlainTable
        caption={`Alternative suppliers of what hangs on ${name}`}
        rows={{
          columns: [
            { label: 'Mineral' },
            { label: 'Other producer' },
            { label: 'Covered' },
            { label: 'Output, t', isNumber: true },
            { label: 'Share of the world, %', isNumber: true },
            { label: 'Capacity, t', isNumber: true },
            { label: 'Spare, t', isNumber: true },
            { label: 'Spare assumed, % of output', isNumber: true },
          ],
          rows: alternatives.flatMap(rowsOf),
        }}
      />
      <p className="source-line">
        Source: USGS Mineral Commodity Summaries 2026; assumption spare_share in
        data/assumption.csv.
      </p>
    </div>
  );
}

const plain = (value: number | null, write: (x: number) => string): Cell =>
  figureCell({ value, low: null, high: null, qualifier: 'NA' }, write);

function rowsOf(row: CountryProfile['alternatives'][number]): readonly (readonly Cell[])[] {
  const mineral = { text: trendName(row), href: mineralHref(row.mineral) };
  const mass = (tonnes: number) => grouped(tonnes, tonnes < 10 ? 1 : 0);
  const none = [mineral, 'none that is named', ...Array<Cell>(6).fill(chip('XX'))];
  if (row.others.length === 0) return [none];
  return row.others.map((other) => [
    mineral,
    placeCell(other.country),
    other.isCovered ? 'yes' : 'no',
    plain(other.outputTonnes, mass),
    plain(other.outputShare === null ? null : 100 * other.outputShare, (x) => grouped(x, 1)),
    plain(other.capacityTonnes, mass),
    plain(other.spareTonnes, mass),
    other.spareTonnes === null ? percent(row.assumedSpareShare) : chip('XX'),
  ]);
}
