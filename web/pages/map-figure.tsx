import type { MineralProfile } from '../../src/dependency/profile.ts';
import type { Stage } from '../../src/dependency/profile-series.ts';
import { COVERED_COUNTRIES } from '../../src/dependency/rates.ts';
import { MapChart, type MapCircle } from '../charts/map-chart.tsx';
import { Figure } from '../parts/figure.tsx';
import { grouped } from '../parts/format.ts';
import { BORDERS_NOTE, territoryNotes } from '../parts/territories.ts';
import { figureCell, symbolOf } from '../parts/vocabulary.tsx';
import { groupText, placeCell, placeName, shareText, shortMass } from './profile-text.ts';

const MUCH = 0.9; // of world output

/** Where on the globe the last stage that is counted stands. */
export function MapFigure(props: { readonly profile: MineralProfile; readonly edition: string }) {
  const { profile, edition } = props;
  const stage = profile.stages.at(-1)!; // there is one at least
  const circles = circlesOf(stage);
  if (circles.length === 0) return null;
  return (
    <Figure
      id="map"
      title={mapTitle(stage)}
      measure={`World output of ${stage.what} by country, ${stage.year}, tonnes${stage.basis === null ? '' : ` of ${stage.basis}`}${stage.group === null ? '' : `; all ${groupText(stage.group)}`}; areas of circles in proportion, on an equal-area projection (Equal Earth); in colour: the largest; striped: covered countries`}
      evidence="public"
      summary={mapSummary(stage)}
      isWide
      draw={(widthPx) => (
        <MapChart
          circles={circles}
          format={shortMass}
          widthPx={widthPx}
          label={`Map of the output of ${stage.what}`}
          source={`USGS Mineral Commodity Summaries 2026; land: Natural Earth; tables ${edition}`}
        />
      )}
      table={{
        columns: [
          { label: 'Country' },
          { label: 'Output, t', isNumber: true },
          { label: 'How it is counted' },
        ],
        rows: stage.rows.map((row) => [
          placeCell(row.country),
          figureCell({ ...row, value: row.tonnes }, (t) => grouped(t, t < 10 ? 1 : 0)),
          isPlace(row.country)
            ? (territoryNotes([row.country])[0] ?? 'as a country')
            : 'at no place on the map: the source names no single country',
        ]),
      }}
    />
  );
}

const isPlace = (country: string) => /^[A-Z]{3}$/.test(country);

function circlesOf({ rows }: Stage): readonly MapCircle[] {
  const places = rows.filter(({ country, tonnes }) => isPlace(country) && tonnes !== 0);
  return places.map((row, i) => ({
    place: row.country,
    label: placeName(row.country),
    value: row.tonnes,
    valueText:
      row.tonnes === null
        ? (symbolOf({ ...row, value: null }, shortMass) ?? 'NA')
        : `${shortMass(row.tonnes)}${row.share === null ? '' : `, ${shareText(row.share)}`}`,
    tone: i === 0 && row.tonnes !== null ? 'first' : 'plain',
    isHatched: COVERED_COUNTRIES.includes(row.country),
  }));
}

/** How few countries make nine tenths, as a sentence without its full stop. */
function mapTitle({ rows, what }: Stage): string {
  let sum = 0;
  let count = 0;
  for (const { country, share } of rows) {
    if (!isPlace(country) || share === null || sum >= MUCH) break;
    sum += share;
    count += 1;
  }
  if (sum < MUCH) return `Named countries make ${shareText(sum)} of the world's ${what}`;
  if (count === 1) return `One country makes ${shareText(sum)} of the world's ${what}`;
  return `${count} countries make ${shareText(sum)} of the world's ${what}`;
}

function mapSummary({ rows, worldTonnes }: Stage): string {
  const offMap = rows.filter(({ country, tonnes }) => !isPlace(country) && (tonnes ?? 0) > 0);
  const offTonnes = offMap.reduce((sum, { tonnes }) => sum + (tonnes ?? 0), 0);
  const withheld = rows.filter(({ country, tonnes }) => isPlace(country) && tonnes === null);
  return [
    offTonnes === 0 || worldTonnes === null
      ? ''
      : `${shareText(offTonnes / worldTonnes)} is made in countries that the source does not name: it is on no place of the map.`,
    withheld.length === 0
      ? ''
      : `A symbol stands where the source gives no figure: ${withheld.map(({ country }) => placeName(country)).join(', ')}.`,
    ...territoryNotes(rows.filter(({ tonnes }) => tonnes !== 0).map(({ country }) => country)),
    BORDERS_NOTE,
  ]
    .filter((text) => text !== '')
    .join(' ');
}
