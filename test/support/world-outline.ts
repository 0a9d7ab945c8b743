import { geoArea, geoCentroid, geoEqualEarth, geoPath } from 'd3-geo';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature, merge, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import fine from 'world-atlas/countries-50m.json' with { type: 'json' };
import coarse from 'world-atlas/countries-110m.json' with { type: 'json' };

/*
 * The world of the maps, from Natural Earth: what web/charts/world-outline.json holds, which a test
 * keeps equal to this. Done once, so that no server and no browser needs atlas or projection.
 */

type Atlas = Topology<{ countries: GeometryCollection<{ readonly name: string }> }>;

// The packages type their JSON more loosely than the format allows.
const COARSE = coarse as unknown as Atlas;
const FINE = fine as unknown as Atlas;

const WIDTH = 1000; // of the drawing; coordinates are whole numbers of it
const MARGIN = 4;
const ANTARCTICA = '010';

/** Three-letter and numeric codes, as ISO 3166-1 pairs them: the atlas knows the numbers only. */
const CODES = `
ABW533 AFG004 AGO024 AIA660 ALA248 ALB008 AND020 ARE784 ARG032 ARM051 ASM016 ATA010 ATF260 ATG028
AUS036 AUT040 AZE031 BDI108 BEL056 BEN204 BES535 BFA854 BGD050 BGR100 BHR048 BHS044 BIH070 BLM652
BLR112 BLZ084 BMU060 BOL068 BRA076 BRB052 BRN096 BTN064 BVT074 BWA072 CAF140 CAN124 CCK166 CHE756
CHL152 CHN156 CIV384 CMR120 COD180 COG178 COK184 COL170 COM174 CPV132 CRI188 CUB192 CUW531 CXR162
CYM136 CYP196 CZE203 DEU276 DJI262 DMA212 DNK208 DOM214 DZA012 ECU218 EGY818 ERI232 ESH732 ESP724
EST233 ETH231 FIN246 FJI242 FLK238 FRA250 FRO234 FSM583 GAB266 GBR826 GEO268 GGY831 GHA288 GIB292
GIN324 GLP312 GMB270 GNB624 GNQ226 GRC300 GRD308 GRL304 GTM320 GUF254 GUM316 GUY328 HKG344 HMD334
HND340 HRV191 HTI332 HUN348 IDN360 IMN833 IND356 IOT086 IRL372 IRN364 IRQ368 ISL352 ISR376 ITA380
JAM388 JEY832 JOR400 JPN392 KAZ398 KEN404 KGZ417 KHM116 KIR296 KNA659 KOR410 KWT414 LAO418 LBN422
LBR430 LBY434 LCA662 LIE438 LKA144 LSO426 LTU440 LUX442 LVA428 MAC446 MAF663 MAR504 MCO492 MDA498
MDG450 MDV462 MEX484 MHL584 MKD807 MLI466 MLT470 MMR104 MNE499 MNG496 MNP580 MOZ508 MRT478 MSR500
MTQ474 MUS480 MWI454 MYS458 MYT175 NAM516 NCL540 NER562 NFK574 NGA566 NIC558 NIU570 NLD528 NOR578
NPL524 NRU520 NZL554 OMN512 PAK586 PAN591 PCN612 PER604 PHL608 PLW585 PNG598 POL616 PRI630 PRK408
PRT620 PRY600 PSE275 PYF258 QAT634 REU638 ROU642 RUS643 RWA646 SAU682 SDN729 SEN686 SGP702 SGS239
SHN654 SJM744 SLB090 SLE694 SLV222 SMR674 SOM706 SPM666 SRB688 SSD728 STP678 SUR740 SVK703 SVN705
SWE752 SWZ748 SXM534 SYC690 SYR760 TCA796 TCD148 TGO768 THA764 TJK762 TKL772 TKM795 TLS626 TON776
TTO780 TUN788 TUR792 TUV798 TWN158 TZA834 UGA800 UKR804 UMI581 URY858 USA840 UZB860 VAT336 VCT670
VEN862 VGB092 VIR850 VNM704 VUT548 WLF876 WSM882 YEM887 ZAF710 ZMB894 ZWE716
`;

export const NUMERIC_CODES: ReadonlyMap<string, string> = new Map(
  CODES.trim()
    .split(/\s+/)
    .map((pair) => [pair.slice(0, 3), pair.slice(3)]),
);

export interface WorldOutline {
  readonly about: string;
  readonly width: number;
  readonly height: number;
  readonly land: string; // a path
  readonly borders: string; // a path
  readonly places: Readonly<Record<string, readonly [number, number]>>; // middle of each country
}

/** Land, borders and the middle of every country on the Equal Earth projection. */
export function worldOutline(): WorldOutline {
  const shown = COARSE.objects.countries.geometries.filter(({ id }) => id !== ANTARCTICA);
  // Of polygons, as every country of the atlas is.
  const land = merge(COARSE, shown as Parameters<typeof merge>[1]);
  const borders = mesh(
    COARSE,
    COARSE.objects.countries,
    (a, b) => a !== b && a.id !== ANTARCTICA && b.id !== ANTARCTICA,
  );
  const projection = geoEqualEarth().fitWidth(WIDTH, { type: 'Sphere' });
  const path = geoPath(projection).digits(0);
  const [, [, bottom]] = geoPath(projection).bounds(land);
  const height = Math.ceil(bottom) + MARGIN;
  const places = [...NUMERIC_CODES].flatMap(([iso3, numeric]) => {
    const middle = middleOf(numeric);
    const point = middle === null ? null : projection(middle);
    return point === null || point[1] > height ? [] : [[iso3, point.map(Math.round)] as const];
  });
  return {
    about:
      'Land and borders of Natural Earth (public domain), 1:110 million, from npm world-atlas 2.0.2; ' +
      'middles of countries from 1:50 million. Equal Earth projection. Written by `npm run golden`.',
    width: WIDTH,
    height,
    land: relativePath(path(land) ?? ''),
    borders: relativePath(path(borders) ?? ''),
    // A projection gives two coordinates.
    places: Object.fromEntries(places) as unknown as WorldOutline['places'],
  };
}

/** The middle of the largest part of a country, so that no island far away moves it. */
function middleOf(numeric: string): [number, number] | null {
  const geometry = FINE.objects.countries.geometries.find(({ id }) => id === numeric);
  if (geometry === undefined) return null;
  // A geometry that is no collection gives one feature.
  const { geometry: shape } = feature(FINE, geometry) as Feature<Polygon | MultiPolygon>;
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  const polygons = parts.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }));
  const [largest] = polygons.sort((a, b) => geoArea(b) - geoArea(a));
  return geoCentroid(largest!);
}

/** The name of a country in the atlas. */
export function atlasName(numeric: string): string | undefined {
  const country = FINE.objects.countries.geometries.find(({ id }) => id === numeric);
  const { name } = (country?.properties ?? {}) as { readonly name?: string }; // of every country
  return name;
}

/** A path of 'M', 'L' and 'Z' with steps in place of points, and without steps of no length. */
export function relativePath(path: string): string {
  return path
    .split('M')
    .filter((part) => part !== '')
    .map((part) => {
      const isClosed = part.endsWith('Z');
      const points = part
        .replace('Z', '')
        .split('L')
        .map((text) => text.split(',').map(Number) as [number, number]);
      const [first] = points;
      const steps = points
        .slice(1)
        .map(([x, y], i): [number, number] => [x - points[i]![0], y - points[i]![1]])
        .filter(([x, y]) => x !== 0 || y !== 0);
      if (steps.length < (isClosed ? 3 : 1)) return ''; // smaller than the grid
      return `M${numbers([first!])}l${numbers(steps)}${isClosed ? 'z' : ''}`;
    })
    .join('');
}

/** Pairs of numbers in as few characters as a path allows. */
const numbers = (pairs: readonly (readonly [number, number])[]) =>
  pairs.flat().join(' ').replaceAll(' -', '-');
