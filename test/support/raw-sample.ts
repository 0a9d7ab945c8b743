import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RawTable } from '../../src/base/raw-table.ts';
import { RAW_FILES } from '../../src/minerals/build.ts';
import { MAP_HEADER } from '../../src/minerals/mineral-map.ts';
import { parseTable } from '../../src/platform/folder-node.ts';

/*
 * A small raw folder with lines of our own, in the format and with the traps of the real one.
 */

export const MAIN_HEADER =
  'MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,' +
  'Is critical mineral 2025,Other notes';

/** A line of the map; what is not given is empty. */
export function mapLine(cells: Readonly<Record<string, string>>): string {
  const defaults: Readonly<Record<string, string>> = { added_2025: 'N', data_level: 'own' };
  return MAP_HEADER.map((column) => quoted(cells[column] ?? defaults[column] ?? '')).join(',');
}

function quoted(text: string): string {
  return text.includes(',') ? `"${text}"` : text;
}

const NIR = 'Net import reliance as a percentage of apparent consumption';

export const MAP = [
  MAP_HEADER.join(','),
  mapLine({
    id: 'gallium',
    name: 'Gallium',
    symbol: 'Ga',
    mcs_chapter: 'GALLIUM',
    world_commodity: 'Gallium',
    world_statistic_detail: 'Primary production',
    world_stage: 'refinery',
    world_to_tonnes: '0.001',
    import_sources_detail: 'Metal',
    price_commodity: 'Gallium',
    price_detail: 'Price, dollars per kilogram',
    price_unit: 'dollars per kilogram',
    price_to_usd_per_tonne: '1000',
    price_basis: 'metal',
    nir_commodity: 'Gallium',
    nir_detail: NIR,
    consumption_commodity: 'Gallium',
    consumption_detail: 'Consumption, reported',
    consumption_kind: 'reported',
    consumption_to_tonnes: '0.001',
  }),
  mapLine({
    id: 'manganese',
    name: 'Manganese',
    mcs_chapter: 'MANGANESE',
    world_commodity: 'Manganese',
    world_statistic_detail: 'Mine production',
    world_stage: 'mine',
    world_to_tonnes: '1000',
    reserves_detail: 'Reserves',
    price_commodity: 'Manganese',
    price_detail: 'Price, China, dollars per metric ton unit',
    price_unit: 'dollars per metric ton',
    price_to_usd_per_tonne: '100',
    nir_commodity: 'Manganese',
    nir_detail: `${NIR}, manganese content`,
  }),
  mapLine({
    id: 'vanadium',
    name: 'Vanadium',
    mcs_chapter: 'VANADIUM',
    world_commodity: 'Vanadium',
    world_statistic_detail: 'Mine production',
    world_stage: 'mine',
    world_to_tonnes: '1',
    reserves_detail: 'Reserves',
  }),
  mapLine({
    id: 'yttrium',
    name: 'Yttrium',
    group: 'rare_earths',
    mcs_chapter: 'YTTRIUM',
    world_commodity: 'Yttrium',
    world_statistic_detail: 'mine production of Y2O3',
    world_stage: 'mine',
    world_to_tonnes: '1',
    nir_commodity: 'Yttrium',
    nir_detail: 'Net import relianceas a percentage of apparent consumption',
    data_level: 'partial',
  }),
  mapLine({
    id: 'cerium',
    name: 'Cerium',
    group: 'rare_earths',
    mcs_chapter: 'RARE EARTHS',
    world_commodity: 'Rare Earths',
    world_statistic_detail: 'Mine production',
    world_stage: 'mine',
    world_to_tonnes: '1',
    import_sources_detail: 'Rare-earth compounds and metals',
    nir_commodity: 'Rare Earths',
    nir_detail: `${NIR}: Compounds and metals`,
    data_level: 'group',
  }),
  mapLine({
    id: 'rubidium',
    name: 'Rubidium',
    mcs_chapter: 'RUBIDIUM',
    import_sources_detail: 'All',
    world_commodity: 'Rubidium',
    price_commodity: 'Rubidium',
    price_detail: '1?gram ampoules',
    price_unit: 'dollars per gram',
    price_to_usd_per_tonne: '1e+06',
    data_level: 'partial',
  }),
];

const SALIENT = 'Salient Statistics—United States';
const WORLD = 'World Mine Production and Reserves';
const SHARES = 'Import sources 2021-2024';

export const MAIN = [
  MAIN_HEADER,
  `GALLIUM,${SALIENT},Gallium,United States,Price,"Price, dollars per kilogram",dollars per kilogram,2025,580,Estimated.,Yes,`,
  `GALLIUM,${SALIENT},Gallium,United States,Consumption,"Consumption, reported",kilograms,2025,"19,000",Estimated.,Yes,`,
  `GALLIUM,${SALIENT},Gallium,United States,Net import reliance,${NIR},percent,2025,100,Estimated.,Yes,`,
  `GALLIUM,${SALIENT},Gallium,United States,Export,Exports,kilograms,2025,NA,,Yes,`,
  `GALLIUM,Import Sources,Gallium,Japan,${SHARES},Metal,percent,2021–24,60,,Yes,`,
  `GALLIUM,Import Sources,Gallium,Other countries,${SHARES},Metal,percent,2021–24,40,,Yes,`,
  `GALLIUM,${WORLD},Gallium,United States,Production,Primary production,kilograms,2025,—,,Yes,`,
  `GALLIUM,${WORLD},Gallium,China,Production,Primary production,kilograms,2025,"890,000",Estimated.,Yes,`,
  `GALLIUM,${WORLD},Gallium,World total,Production,Primary production: rounded,kilograms,2025,"1,000,000",Estimated.,Yes,`,
  `MANGANESE,${SALIENT},Manganese,United States,Price,"Price, China, dollars per metric ton unit",dollars per metric ton,2025,4.5,Estimated.,Yes,`,
  `MANGANESE,${SALIENT},Manganese,United States,Stock,Shipments from stockpile,thousand metric tons,2021,?1,,Yes,`,
  `VANADIUM,${WORLD},Vanadium,China,Reserves,Reserves,metric tons,2025,"4,100",,Yes,`,
  `VANADIUM,${WORLD},Vanadium,Brazil,Reserves,Reserves,metric tons,2025,Large,,Yes,`,
  `YTTRIUM,${WORLD},Yttrium,World total,Production,mine production of Y2O3,metric tons,2025,"10,000 - 15,000",Yes,Yttrium,`,
  `YTTRIUM,${SALIENT},Yttrium,United States,Net import reliance,Net import relianceas a percentage of apparent consumption,percent,2025,100,,Yes,`,
  `RARE EARTHS,${SALIENT},Rare Earths,United States,Net import reliance,${NIR}: Compounds and metals,percent,2025,67,,Yes,`,
  `RUBIDIUM,Import Sources,Rubidium,"China, Germany, and Russia",${SHARES},All,percent,2021–24,100,,Yes,`,
  `RUBIDIUM,${SALIENT},Rubidium,United States,Price,1?gram\u00a0ampoules,dollars per gram,2025,138,,Yes,`,
  `MICA (NATURAL),${SALIENT},Mica (Natural),United States,Net import reliance,${NIR},percent,2025,34,,No,`,
  `MICA (NATURAL),${SALIENT},Mica (Natural),United States,Net import reliance,${NIR},percent,2025,100,,No,`,
  `WOLLASTONITE,${SALIENT},Wollastonite,United States,Net import reliance,net exporter,percent,2025,E,,,`,
];

const EMPTY_TABLES: Readonly<Record<string, string>> = {
  [RAW_FILES.endUses]:
    'mineral,use,share_pct,bound,scope,year,source\ngallium,chips,74,=,US consumption,2025,text',
  [RAW_FILES.exportControls]:
    'iso3,country,control,mineral,form,year_in_force,source\nCHN,China,licence,(rare_earths),all,2025,table 4',
  [RAW_FILES.stockpilePlans]:
    'mineral,material,fiscal_year,action,quantity,unit,quantity_tonnes,confidence,source\ngallium,metal,2025,potential acquisition,1,t,1,low,text',
  [RAW_FILES.programs]: 'item,value,unit,as_of,source\nShare covered,<50,percent,2023-04,text',
  [RAW_FILES.precedents]:
    'id,date,agency,counterparty_or_project,mineral,instrument,amount_musd,term_years,price_floor,price_floor_unit,quantity,quantity_unit,status,terms_fact,source\na,2025,,,gallium,loan,,,,,,,,,text',
  [RAW_FILES.projects]:
    'project,country_or_state,mineral,stage,capacity_added,capacity_unit,start,capex_musd,source\nTwo (Utah),US,gallium;cerium,planned,10,t per year,2028,,text',
  [RAW_FILES.hts]: 'mineral,hts_code,source\ngallium,8112.92.1000,text',
};

/** Every file of the small raw folder. */
export function rawSample(): Map<string, string> {
  return new Map([
    [RAW_FILES.main, MAIN.join('\r\n')],
    [RAW_FILES.map, MAP.join('\n')],
    [RAW_FILES.countries, COUNTRY_LINES],
    [RAW_FILES.list2025, LIST_2025],
    [RAW_FILES.list2022, LIST_2022],
    [RAW_FILES.world2025, WORLD_2025],
    [RAW_FILES.salientKey, SALIENT_KEY],
    ['usgs_mcs2025/salient/mcs2025-galli_salient.csv', SALIENT_GALLIUM],
    [RAW_FILES.wgi, WGI],
    [
      RAW_FILES.oecd,
      'iso3,country,crc_previous,crc_current,notes_codes\nCHN,China,2,2,\nJPN,Japan,-,-,1',
    ],
    [
      RAW_FILES.pinkSheet,
      'month,series,unit,price_nominal_usd\n2025-06,Silver,$/troy oz,31.1034768\n2025-07,Tin,$/mt,...',
    ],
    ...Object.entries(EMPTY_TABLES),
  ]);
}

export const COUNTRY_LINES = `usgs_name,iso3,wgi_code,in_oecd_list,mcs2026_rows
China,CHN,CHN,Y,1
Germany,DEU,DEU,Y,1
Russia,RUS,RUS,Y,1
Japan,JPN,JPN,Y,1
Brazil,BRA,BRA,Y,1
Congo (Kinshasa),COD,ZAR,Y,1
New Caledonia,NCL,,N,1
United States,USA,USA,Y,1
`;
const LIST_2025 = `\ufeffSource,Critical_Mineral,Primary_Applications,Category_Note
MCS2026,Gallium,Chips.,
MCS2026,Manganese,Steel.,
MCS2026,Vanadium,Steel.,
MCS2026,Yttrium ,Ceramics.,
MCS2026,Cerium,Glass.,
MCS2026,Rubidium,Clocks.,
`;
const LIST_2022 = `\ufeffSource,Critical Mineral,Primary Applications,Category_Note
MCS2025,Gallium,Chips.,
`;
const WORLD_2025 = `\ufeffSOURCE,COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_2023,PROD_EST_ 2024,PROD_NOTES,CAP_2023,CAP_EST_ 2024,CAP_NOTES,RESERVES_2024,RESERVE_NOTES
MCS2025,Gallium ,China,Primary production,kilograms,600000,750000,,,,,>2000000,
MCS2025,Gallium ,UnitedÂ\u00a0States,Primary production,kilograms,,,,,,,,
MCS2025,Gemanium,China,Primary and secondary refinery production,kilograms,,,,,,,,
`;
const SALIENT_KEY = `file,attribute,definition,unit,enumerated_values
mcs2025-galli_salient.csv,NIR_pct,Reliance on imports,percent,
`;
const SALIENT_GALLIUM = `\ufeffDataSource,Commodity,Year,Imports_kg,Consump_kg,NIR_pct,
MCS2025,Gallium,2024,11000,19000,100,
MCS2025,Gallium,2025,11000,19000,100,
`;
const WGI = `country,wb_code,year,VA,PV,GE,RQ,RL,CC,PV_stderr
${['CHN', 'DEU', 'RUS', 'JPN', 'BRA', 'ZAR', 'USA'].map((code) => `x,${code},2022,1,-0.5,,1,1,1,0.2`).join('\n')}
x,CHN,2010,1,1,1,1,1,1,0.2
`;

/** A table from lines, as the folder would give it. */
export function tableOf(path: string, lines: readonly string[] | string): RawTable {
  const text = typeof lines === 'string' ? lines : lines.join('\n');
  return parseTable(path, text.replace('\ufeff', ''));
}

/** Writes files to a new temporary folder; the main table in cp1252 as its source does. */
export async function writeFolder(files: ReadonlyMap<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lodestock-raw-'));
  for (const [file, text] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    const bytes = file === RAW_FILES.main ? cp1252(text) : Buffer.from(text, 'utf8');
    await writeFile(join(folder, file), bytes);
  }
  return folder;
}

function cp1252(text: string): Buffer {
  return Buffer.from(text.replaceAll('—', '\u0097').replaceAll('–', '\u0096'), 'latin1');
}
