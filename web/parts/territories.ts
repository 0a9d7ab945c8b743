/*
 * Places whose figures are counted apart from those of a country that they belong to, or that
 * another source counts otherwise. Figures are shown as their source lists them; this says how.
 */

/** How a place is counted, for the reader of a map or of a country's page. */
export const TERRITORY_NOTE: Readonly<Record<string, string>> = {
  CHN: 'Figures of China leave out Hong Kong, Macau and Taiwan, which the sources list apart.',
  GRL: 'Greenland is listed apart from Denmark.',
  HKG: 'Hong Kong is a customs area of its own: its trade is listed apart from that of China, and counts as covered as that does.',
  MAC: 'Macau is a customs area of its own: its trade is listed apart from that of China, and counts as covered as that does.',
  NCL: 'New Caledonia is listed apart from France.',
  TWN: 'USGS lists Taiwan by itself; in the trade statistics of the United Nations it usually stands under "Other Asia, not elsewhere specified".',
};

/** The notes on some places, each once, in the order given. */
export const territoryNotes = (places: readonly string[]): readonly string[] => [
  ...new Set(places.flatMap((place) => TERRITORY_NOTE[place] ?? [])),
];

/** What every map says of its lines. */
export const BORDERS_NOTE =
  'Borders are those of Natural Earth; they take no side where a border is disputed.';
