import { COUNTRY_CODES } from '../base/country-codes.ts';
import { countryName } from '../base/country-names.ts';
import { Refusal } from '../base/refusal.ts';
import type { ShockKind } from './shock.ts';
import { Scenario } from './stress.ts';

/*
 * Named shocks. Each stands beside the base ensemble's unforeseen disruptions, which go on as
 * usual. Dates and measures are facts with a source; depth, length and leakage are assumptions.
 */

const CONTROLS = 'USGS Mineral Commodity Summaries 2026, table 4: export controls in force';
const RARE_EARTHS = [
  ...['cerium', 'dysprosium', 'erbium', 'europium', 'gadolinium', 'holmium', 'lanthanum'],
  ...['lutetium', 'neodymium', 'praseodymium', 'samarium', 'terbium', 'ytterbium', 'yttrium'],
];

/** A shock of some quarters that strikes one country. */
const cut = (kind: ShockKind, country: string, quarters: number, depth: number, leakage = 0) => ({
  kind,
  country,
  quarters,
  depth,
  leakage,
});

export const PRESETS: readonly Scenario[] = [
  {
    id: 'base',
    title: 'Base ensemble: no named shock',
    story:
      'Countries stop their exports now and then, with probabilities from their political ' +
      'stability and from the export controls in force. Nothing is announced.',
    source: `World Bank Worldwide Governance Indicators, 2023 update; ${CONTROLS}`,
  },
  {
    id: 'china-ban-ga-ge-sb',
    title: 'China bans gallium, germanium and antimony',
    story:
      'The ban of December 2024 on exports to the United States, for two years. In time some of ' +
      'the metal arrives through third countries.',
    source: CONTROLS,
    shocks: [{ ...cut('ban', 'CHN', 8, 1), minerals: ['gallium', 'germanium', 'antimony'] }],
  },
  {
    id: 'china-rare-earth-licensing',
    title: 'China licenses rare earths and lets little through',
    story:
      'The licences of 2025 on rare earths, read strictly for a year and a half: little passes at ' +
      'first, and a fifth once the applications are worked off.',
    source: CONTROLS,
    shocks: [{ ...cut('licence', 'CHN', 6, 0.7, 0.2), minerals: RARE_EARTHS }],
  },
  {
    id: 'china-full-stop',
    title: 'China stops all mineral exports',
    story: 'Every mineral from China, for one year, with a tenth finding its way.',
    source: 'A hypothetical shock; no source',
    shocks: [cut('ban', 'CHN', 4, 1, 0.1)],
  },
  {
    id: 'drc-cobalt-quota',
    title: 'Congo (Kinshasa) holds cobalt to a quota',
    story: 'The quota of October 2025 in place of a ban: half of the exports, for two years.',
    source: CONTROLS,
    shocks: [{ ...cut('quota', 'COD', 8, 0.5), minerals: ['cobalt'] }],
  },
  {
    id: 'russia-palladium-stop',
    title: 'Palladium from Russia stops',
    story: 'Russia answers sanctions by keeping back its palladium and platinum for a year.',
    source: 'A hypothetical shock; no source',
    shocks: [{ ...cut('ban', 'RUS', 4, 1, 0.1), minerals: ['palladium', 'platinum'] }],
  },
  {
    id: 'taiwan-strait',
    title: 'War in the Taiwan Strait',
    story:
      'China, at war, and Taiwan ship nothing for a year, nor do Hong Kong and Macau; the bloc of ' +
      'China holds back in part; a third of what comes from Japan and South Korea is lost with the ' +
      'sea lanes; demand for defence rises.',
    source: 'A hypothetical shock; no source',
    shocks: [
      cut('war', 'CHN', 4, 1),
      cut('outage', 'TWN', 4, 1),
      cut('transport-loss', 'HKG', 4, 1),
      cut('transport-loss', 'MAC', 4, 1),
      cut('transport-loss', 'JPN', 4, 0.33),
      cut('transport-loss', 'KOR', 4, 0.33),
      { kind: 'demand-surge', quarters: 6, depth: 0.05 },
    ],
  },
  {
    id: 'price-war',
    title: 'Price war: dumping closes mines, then exports stop',
    story:
      'Prices fall by 40 percent for six quarters and producers at home give up; then China ' +
      'stops half of its exports for a year.',
    source: 'A hypothetical shock, of the kind that the bill names in its findings',
    shocks: [
      { kind: 'dumping', quarters: 6, depth: 0.4 },
      { ...cut('ban', 'CHN', 4, 0.5), startQuarter: 6 },
    ],
  },
  {
    id: 'fluorspar-mexico-outage',
    title: 'Fluorspar from Mexico stops',
    story: 'Mines in Mexico, the largest source of U.S. fluorspar, stand still for three quarters.',
    source: 'A hypothetical shock; import shares from USGS Mineral Commodity Summaries 2026',
    shocks: [{ kind: 'outage', country: 'MEX', minerals: ['fluorspar'], quarters: 3, depth: 1 }],
  },
].map((preset) => Scenario.parse(preset));

/** The id of the shock in which one country stops all its exports: 'cut-idn'. */
export const cutPresetId = (iso3: string): string => `cut-${iso3.toLowerCase()}`;

/** A year without any mineral of one country, or undefined where the id names no country. */
function countryCut(id: string): Scenario | undefined {
  const iso3 = /^cut-([a-z]{3})$/.exec(id)?.[1]?.toUpperCase();
  if (iso3 === undefined || !COUNTRY_CODES.has(iso3)) return undefined;
  return Scenario.parse({
    id,
    title: `${countryName(iso3)} stops all mineral exports`,
    story: 'Every mineral of the country, for one year, with a tenth finding its way.',
    source: 'A hypothetical shock; no source',
    shocks: [cut('ban', iso3, 4, 1, 0.1)],
  });
}

/** Whether an id names a shock: one of the list, or the cut of a country. */
export const isPreset = (id: string): boolean =>
  PRESETS.some((preset) => preset.id === id) || countryCut(id) !== undefined;

/** @throws Refusal `stress.unknown_preset` */
export function findPreset(id: string): Scenario {
  const found = PRESETS.find((preset) => preset.id === id) ?? countryCut(id);
  if (found) return found;
  throw new Refusal(
    'not_found',
    'stress.unknown_preset',
    `there is no preset '${id}'`,
    `use one of ${PRESETS.map((preset) => preset.id).join(', ')}, cut-chn for any country by its code, or --scenario FILE`,
  );
}

/**
 * The scenario that a request names or brings; base when it does neither.
 *
 * @throws Refusal `stress.two_scenarios`, `stress.unknown_preset`
 */
export function chooseScenario(preset?: string, scenario?: Scenario): Scenario {
  if (preset === undefined || scenario === undefined) {
    return scenario ?? findPreset(preset ?? 'base');
  }
  throw new Refusal(
    'usage',
    'stress.two_scenarios',
    `there is one scenario at a time, and both the preset '${preset}' and a scenario were given`,
    'leave one of them out',
  );
}
