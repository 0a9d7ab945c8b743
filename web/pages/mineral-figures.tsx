import type { MineralProfile } from '../../src/dependency/profile.ts';
import type { ProductionRow } from '../../src/dependency/profile-figures.ts';
import { COVERED_COUNTRIES } from '../../src/dependency/rates.ts';
import { type BarPart, PartBars, type PartRow } from '../charts/part-bars.tsx';
import { countryName } from '../parts/countries.ts';
import { Figure } from '../parts/figure.tsx';
import { grouped, musdText, percent, sentenceCase, twoDigits } from '../parts/format.ts';
import {
  groupText,
  placeCell,
  placeName,
  producerSentence,
  shareText,
  shortMass,
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

/** Who makes the world's output. */
export function ProductionFigure(props: {
  readonly profile: MineralProfile;
  readonly edition: string;
}) {
  const { production } = props.profile;
  const { year, stage, basis, rows, worldTonnes, group } = production;
  // Countries that make nothing are in the table; those that withhold are in the chart too.
  const shown = rows.filter(({ tonnes }) => tonnes !== 0);
  const barText = (tonnes: number) =>
    `${worldTonnes === null ? '' : `${shareText(tonnes / worldTonnes)} · `}${shortMass(tonnes)}`;
  const of = group === null ? '' : `; of all ${groupText(group)}`;
  const titleText = producerSentence(props.profile);
  return (
    <Figure
      id="production"
      title={titleText}
      measure={`World ${stage ?? ''} production by country, ${year}, tonnes${basis === null ? '' : ` of ${basis}`}${of}; ${STRIPES}`}
      evidence="public"
      summary={productionSummary(rows, worldTonnes)}
      draw={(widthPx) => (
        <PartBars
          rows={placedRows(
            shown.map((row) => ({
              country: row.country,
              value: row.tonnes,
              text: row.tonnes === null ? (row.qualifier ?? '–') : barText(row.tonnes),
            })),
            barText,
          )}
          widthPx={widthPx}
          label="World production by country"
          source={`USGS Mineral Commodity Summaries 2026; tables ${props.edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Country' },
          { label: 'Production, t', isNumber: true },
          { label: 'Share of the world, %', isNumber: true },
          { label: 'Row of the source' },
        ],
        rows: rows.map((row) => [
          placeCell(row.country),
          row.tonnes === null
            ? (row.qualifier ?? '–')
            : grouped(row.tonnes, row.tonnes < 10 ? 1 : 0),
          row.share === null ? '–' : grouped(100 * row.share, 1),
          row.evidence.join(', '),
        ]),
      }}
    />
  );
}

function productionSummary(rows: readonly ProductionRow[], worldTonnes: number | null): string {
  const withheld = rows
    .filter(({ tonnes }) => tonnes === null)
    .map(({ country }) => placeName(country));
  const covered = rows
    .filter(({ country }) => COVERED_COUNTRIES.includes(country))
    .reduce((sum, row) => sum + (row.share ?? 0), 0);
  return [
    worldTonnes === null
      ? ''
      : `The world makes ${shortMass(worldTonnes)}; covered countries ${percent(covered)} percent of it.`,
    withheld.length === 0
      ? ''
      : `No figure is published for ${withheld.join(', ')}: it is left out of the shares.`,
  ]
    .filter((text) => text !== '')
    .join(' ');
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

/** What it is used for. */
export function UsesFigure({ uses }: { readonly uses: MineralProfile['endUses'] }) {
  const [first] = uses;
  if (first === undefined) return null;
  const textOfUse = ({ sharePct, bound }: (typeof uses)[number]) =>
    sharePct === null ? 'not published' : `${bound === '=' ? '' : bound}${grouped(sharePct, 0)}%`;
  const scopes = [
    ...new Set(uses.map(({ scope, year }) => `${scope}${year === null ? '' : ` ${year}`}`)),
  ];
  return (
    <Figure
      id="uses"
      title={`${sentenceCase(first.use)}: ${first.sharePct === null ? 'the first use' : `${first.bound === '>' ? 'more than ' : ''}${grouped(first.sharePct, 0)} percent`}`}
      measure={`Share by end use, percent of: ${scopes.join('; ')}`}
      evidence="public"
      summary={`${uses.length === 1 ? 'One use is' : `${uses.length} uses are`} published; what is missing to 100 percent is other or not said.`}
      draw={(widthPx) => (
        <PartBars
          rows={uses.map((use, i) => ({
            label: sentenceCase(use.use),
            valueText: textOfUse(use),
            parts:
              use.sharePct === null
                ? []
                : [{ value: use.sharePct, tone: i === 0 ? 'first' : 'plain', isHatched: false }],
          }))}
          widthPx={widthPx}
          label="Share by end use"
          source={first.source}
        />
      )}
      table={{
        columns: [
          { label: 'Use' },
          { label: 'Share', isNumber: true },
          { label: 'Of' },
          { label: 'Source' },
        ],
        rows: uses.map((use) => [sentenceCase(use.use), textOfUse(use), use.scope, use.source]),
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
