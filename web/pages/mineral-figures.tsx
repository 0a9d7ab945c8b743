import type { MineralProfile } from '../../src/dependency/profile.ts';
import type { ProductionRow } from '../../src/dependency/profile-figures.ts';
import type { Stage } from '../../src/dependency/profile-series.ts';
import { COVERED_COUNTRIES } from '../../src/dependency/rates.ts';
import { type BarPart, PartBars, type PartRow } from '../charts/part-bars.tsx';
import { countryName } from '../parts/countries.ts';
import { Figure } from '../parts/figure.tsx';
import { grouped, musdText, percent, twoDigits } from '../parts/format.ts';
import { chip, figureCell, symbolOf } from '../parts/vocabulary.tsx';
import {
  groupText,
  placeCell,
  placeName,
  shareText,
  shortMass,
  stageSentence,
} from './profile-text.ts';

const MOST_ROWS = 12; // what is beyond them is one row

interface Placed {
  readonly country: string;
  readonly value: number | null;
  readonly text: string;
}

/** The first rows as bars: the leader in colour, covered countries striped, the rest one row. */
function placedRows(
  all: readonly Placed[],
  textOfRest: (value: number) => string,
): readonly PartRow[] {
  const named = all.filter(({ country }) => country !== 'other');
  const hasRest = named.length > MOST_ROWS - 1;
  const kept = hasRest ? named.slice(0, MOST_ROWS - 1) : named;
  const rest = all.filter((row) => !kept.includes(row));
  const restValue = rest.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const rows = kept.map((row, i): PartRow => {
    const { country, value, text } = row;
    const tone: BarPart['tone'] = i === 0 ? 'first' : 'plain';
    const isHatched = COVERED_COUNTRIES.includes(country);
    return {
      label: placeName(country),
      valueText: text,
      parts: value === null ? [] : [{ value, tone, isHatched }],
    };
  });
  if (restValue <= 0) return rows;
  const others = rest.filter(({ country }) => country !== 'other').length;
  return [
    ...rows,
    {
      label: others > 0 ? `Other (${others} named)` : 'Other countries',
      valueText: textOfRest(restValue),
      parts: [{ value: restValue, tone: 'rest', isHatched: false }],
    },
  ];
}

const STRIPES = 'in colour: the largest; striped: covered countries';

/** Who makes the world's output at one stage. */
export function ProductionFigure(props: { readonly stage: Stage; readonly edition: string }) {
  const { year, stage, basis, rows, group, what } = props.stage;
  // Countries that make nothing are in the table; those that withhold are in the chart too.
  const shown = rows.filter(({ tonnes }) => tonnes !== 0);
  const top = rows.find(({ share }) => share !== null && share > 0);
  const shareOf = (tonnes: number) => (tonnes / top!.tonnes!) * top!.share!; // of the same whole
  const barText = (tonnes: number) =>
    `${top === undefined ? '' : `${shareText(shareOf(tonnes))} · `}${shortMass(tonnes)}`;
  const of = group === null ? '' : `; of all ${groupText(group)}`;
  const write = (tonnes: number) => grouped(tonnes, tonnes < 10 ? 1 : 0);
  const symbol = (row: ProductionRow) => symbolOf({ ...row, value: null }, shortMass) ?? 'NA';
  return (
    <Figure
      id={`production-${stage ?? 'output'}`}
      title={stageSentence(props.stage)}
      measure={`World ${stage ?? ''} production of ${what} by country, ${year}, tonnes${basis === null ? '' : ` of ${basis}`}${of}; ${STRIPES}`}
      evidence="public"
      summary={productionSummary(props.stage)}
      draw={(widthPx) => (
        <PartBars
          rows={placedRows(
            shown.map((row) => ({
              country: row.country,
              value: row.tonnes,
              text: row.tonnes === null ? symbol(row) : barText(row.tonnes),
            })),
            barText,
          )}
          widthPx={widthPx}
          label={`World production of ${what} by country`}
          source={`USGS Mineral Commodity Summaries 2026; tables ${props.edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Country' },
          { label: 'Production, t', isNumber: true },
          { label: 'Share of the world, %', isNumber: true },
          { label: 'Estimate' },
          { label: 'Row of the source' },
        ],
        rows: rows.map((row) => [
          placeCell(row.country),
          figureCell({ ...row, value: row.tonnes }, write),
          row.share === null ? chip('XX') : grouped(100 * row.share, 1),
          row.estimated ? 'yes' : 'no',
          row.evidence.join(', '),
        ]),
      }}
    />
  );
}

function productionSummary({ rows, worldTonnes }: Stage): string {
  const withheld = rows.filter(({ tonnes }) => tonnes === null);
  const covered = rows
    .filter(({ country }) => COVERED_COUNTRIES.includes(country))
    .reduce((sum, row) => sum + (row.share ?? 0), 0);
  return [
    worldTonnes === null
      ? ''
      : `The world makes ${shortMass(worldTonnes)}; covered countries ${percent(covered)} percent of it.`,
    withheld.length === 0
      ? ''
      : `No figure is published for ${withheld.map(({ country }) => placeName(country)).join(', ')}: it is left out of the shares. ${noBounds(rows, worldTonnes)}`,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/**
 * Why the world's total does not give away what one country withholds: the source leaves such a
 * country out of it, or rounds it more coarsely than the difference.
 */
function noBounds(rows: readonly ProductionRow[], worldTonnes: number | null): string {
  if (worldTonnes === null) return 'Nothing that is published limits it.';
  const known = rows.reduce((sum, { tonnes }) => sum + (tonnes ?? 0), 0);
  const open = worldTonnes - known;
  return `No bound can be derived: the others add up to ${shareText(known / worldTonnes)} of the world's total, ${open <= 0 ? 'and that' : 'which'} is rounded and may leave it out.`;
}

/** Who ships to the United States. */
export function ImportsFigure(props: {
  readonly imports: NonNullable<MineralProfile['imports']>;
  readonly name: string;
  readonly edition: string;
}) {
  const { form, period, group, rows } = props.imports;
  const first = rows.find(({ country }) => country !== 'other');
  const covered = rows
    .filter(({ country }) => COVERED_COUNTRIES.includes(country))
    .reduce((sum, { share }) => sum + share, 0);
  return (
    <Figure
      id="imports"
      title={
        first === undefined
          ? 'The source names no country of origin'
          : `${countryName(first.country)} ships ${percent(first.share)} percent of U.S. imports`
      }
      measure={`U.S. imports of ${props.name} by country, ${period}, share of the total; form: ${form.toLowerCase()}${group === null ? '' : `, all ${groupText(group)}`}; ${STRIPES}`}
      evidence="public"
      summary={`Covered countries ship ${percent(covered)} percent directly. Where a country ships without producing, the metal may come from elsewhere.`}
      draw={(widthPx) => (
        <PartBars
          rows={placedRows(
            rows.map(({ country, share }) => ({ country, value: share, text: shareText(share) })),
            shareText,
          )}
          widthPx={widthPx}
          label="U.S. imports by country"
          source={`USGS Mineral Commodity Summaries 2026; tables ${props.edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Country' },
          { label: 'Share of imports, %', isNumber: true },
          { label: 'Row of the source' },
        ],
        rows: rows.map(({ country, share, evidence }) => [
          placeCell(country),
          percent(share),
          evidence,
        ]),
      }}
    />
  );
}

/** What a stop by each exporter would do, and how likely it is assumed to be. */
export function StopFigure(props: { readonly profile: MineralProfile; readonly edition: string }) {
  const risk = props.profile.dependency.gdpAtRiskMusd;
  if (risk === null || risk.terms.length === 0) return null;
  const expectedOf = (term: (typeof risk.terms)[number]) => term.annualProbability * term.lossMusd;
  const [first] = risk.terms;
  return (
    <Figure
      id="stop"
      title={`${countryName(first!.iso3)} carries ${percent(risk.expected === 0 ? 0 : expectedOf(first!) / risk.expected)} percent of the expected loss`}
      measure={`Expected GDP loss of one year by exporter, million USD: the loss if it stops times the assumed probability; ${STRIPES}`}
      evidence="model"
      summary={`Sum ${musdText(risk.expected)} a year, ${musdText(risk.low)} with every assumption at its mild end and ${musdText(risk.high)} at its severe end. ${musdText(risk.stakeMusd)} of output would stop if nothing came for a year.`}
      draw={(widthPx) => (
        <PartBars
          rows={placedRows(
            risk.terms
              .filter((term) => expectedOf(term) > 0)
              .map((term) => ({
                country: term.iso3,
                value: expectedOf(term),
                text: twoDigits(expectedOf(term)),
              })),
            twoDigits,
          )}
          widthPx={widthPx}
          label="Expected GDP loss by exporter"
          source={`Lodestock model, data ${props.edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Exporter' },
          { label: 'Share of imports, %', isNumber: true },
          { label: 'Stops within a year, %', isNumber: true },
          { label: 'Price, times', isNumber: true },
          { label: 'Use left unmet, %', isNumber: true },
          { label: 'Loss if it stops, $M', isNumber: true },
          { label: 'Expected, $M a year', isNumber: true },
        ],
        rows: risk.terms.map((term) => [
          placeCell(term.iso3),
          grouped(100 * term.supplyShare, 1),
          grouped(100 * term.annualProbability, 1),
          twoDigits(term.priceRatio),
          grouped(100 * term.unmetShare, 1),
          twoDigits(term.lossMusd),
          twoDigits(expectedOf(term)),
        ]),
      }}
    />
  );
}
