/*
 * Which columns of the 2025 edition's tables hold a mineral's reliance, price and consumption.
 *
 * The column names follow no rule that holds throughout (arsenic's price says dollars per kilogram
 * and is per pound; lead's names have slipped by one), so each was compared with the same years
 * in the 2026 edition, and the importer compares them again.
 */

/** One mineral's columns in one file of U.S. statistics. */
export interface SalientChoice {
  readonly file: string; // 'alumi' for mcs2025-alumi_salient.csv
  readonly mineral: string;
  readonly nir?: string;
  readonly price?: string;
  readonly consumption?: string;
}

const row = (
  mineral: string,
  file: string,
  nir: string | undefined,
  price: string | undefined,
  consumption: string | undefined,
): SalientChoice => ({
  mineral,
  file,
  ...(nir === undefined ? {} : { nir }),
  ...(price === undefined ? {} : { price }),
  ...(consumption === undefined ? {} : { consumption }),
});

export const SALIENT_CHOICES: readonly SalientChoice[] = [
  row('aluminum', 'alumi', 'NIR_pct', 'Price_Ingot_ctslb', 'Consump_Apprnt_kt'),
  row('antimony', 'antim', 'NIR_pct', 'Price_Metal_dlb', 'Consump_t'),
  row('arsenic', 'arsen', 'NIR_All_pct', 'Price_Mtl_US_dkg', 'Consump_Est_All_t'),
  row('barite', 'barit', 'NIR_pct', 'Price_dt', 'Consump_kt'),
  row('beryllium', 'beryl', 'NIR_pct', 'Price_Alloy_dkg', 'Consump_Apparent_t'),
  row('bismuth', 'bismu', 'NIR_Consump_pct', 'Price_Average_dlb', 'Consump_Apprnt_t'),
  row('boron', 'boron', 'NIR_pct', 'Price_CIF_dt', 'Consump_kt'),
  row('chromium', 'chrom', 'NIR_pct', 'Price_Ferrochromium_dlb', 'Consump_Apparent_kt'),
  row('cobalt', 'cobal', 'NIR_pct', 'Price_Spot_dlb', 'Consump_Apparent_t'),
  row('copper', 'coppe', 'NIR_pct', 'Price_LME_ctslb', 'Consump_Apparent_kt'),
  row('fluorspar', 'fluor', 'NIR_pct', 'Price_Acid_dt', 'Consump_Apprnt_kt'),
  row('gallium', 'galli', 'NIR_pct', undefined, 'Consump_kg'), // prices by purity, then by import value
  row('germanium', 'germa', 'NIR_ct', 'Price_Metal_dkg', 'Consump_g'),
  row('graphite', 'graph', 'NIR_pct', 'Price_Flake_dt', 'Consump_t'),
  row('indium', 'indiu', 'NIR_pct', 'Price_FOB_dkg', 'Consump_t'),
  row('lead', 'lead', 'NIR_Metal_pct', 'Price_LME_ctslb', 'Consump_North_American_kt'),
  row('lithium', 'lithium', 'NIR_pct', 'Price_dt', 'Consump_t'),
  row('magnesium', 'mgmet', 'NIR_pct', 'Price_European_dlb', 'Consump_Reported_kt'),
  row('manganese', 'manga', 'NIR_pct', 'Price_CN_CIF_dt', 'Consump_Apparent_kt'),
  row('nickel', 'nicke', 'NIR_ct', 'Price_dt', 'Consump_Apparent_Total_t'),
  row('niobium', 'niobi', 'NIR_pct', 'Price_dkg', 'Consump_Apparent_t'),
  row('phosphate', 'phosp', 'NIR_pct', 'Price_dt', 'Consump_kt'),
  row('palladium', 'plati', 'NIR_Palladium_pct', 'Price_Palladium_dto', 'Consump_Palladium_kg'),
  row('platinum', 'plati', 'NIR_Platinum_pct', 'Price_Platinum_dto', 'Consump_Platinum_kg'),
  row('iridium', 'plati', undefined, 'Price_Iridium_dto', undefined),
  row('rhodium', 'plati', undefined, 'Price_Rhodium_dto', undefined),
  row('ruthenium', 'plati', undefined, 'Price_Ruthenium_dto', undefined),
  row('potash', 'potas', 'NIR_pct', 'Price_All_dt', 'Consump_kt'),
  row('(rare_earths)', 'rareee', 'NIR_Compounds-Metals_t', undefined, 'Consump_Compounds-Metals_t'),
  row('cerium', 'rareee', undefined, 'Price_CeO2_dkg', undefined),
  row('dysprosium', 'rareee', undefined, 'Price_Dy2O3_dkg', undefined),
  row('europium', 'rareee', undefined, 'Price_Eu2O3_dkg', undefined),
  row('lanthanum', 'rareee', undefined, 'Price_La2O3_dkg', undefined),
  row('neodymium', 'rareee', undefined, 'Price_Nd2O3_dkg', undefined),
  row('terbium', 'rareee', undefined, 'Price_TbO2_dkg', undefined),
  row('rhenium', 'rheni', 'NIR_pct', 'Price_Metal_dkg', 'Consump_kg'),
  row('scandium', 'scand', 'NIR_ct', undefined, undefined),
  row('silicon', 'simet', 'NIR_FeSi-Si_pct', 'Price_Si_ctslb', 'Consump_FeSi-Si_kt'),
  row('silver', 'silve', 'NIR_pct', 'Price_Bullion_dtoz', 'Consump_t'),
  row('tantalum', 'tanta', 'NIR_pct', 'Price_Ta2O5_dkg', 'Consump_t'),
  row('tellurium', 'tellu', 'NIR_pct', 'Price_US_dkg', 'Consump_t'),
  row('titanium', 'titan', 'NIR_Sponge_pct', 'Price_Sponge_dkg', 'Consump_Sponge_Apparent_t'),
  row('tin', 'tin', 'NIR_Refined_pct', 'Price_LME_ctslb', 'Consump_t'),
  row('tungsten', 'tungs', 'NIR_ct', 'Price_WO3_dt', 'Consump_Apparent_t'),
  row('vanadium', 'vanad', 'NIR_pct', 'Price_V2O5_dlb', 'Consump_Apprnt_t'),
  row('yttrium', 'yttri', 'NIR_pct', 'Price_Y2O3_dkg', 'Consump_t'),
  row('zinc', 'zinc', 'NIR_Refined_pct', 'Price_LME_ctslb', 'Consump_Refined_kt'),
  row('zirconium', 'zirco', 'NIR_Zr_ore_pct', 'Price_Zircon_imported_t', 'Consump_ZrO2_content_t'),
  row('hafnium', 'zirco', 'NIR_Hf_pct', 'Price_Hf_unwrought_t', undefined),
];

/** Production series of the world table, by its commodity and type in normal form. */
export const WORLD_SERIES: Readonly<Record<string, string>> = {
  'aluminum|smelter production, aluminum': 'aluminum',
  'antimony|mine production, antimony content': 'antimony',
  'arsenic|plant production, arsenic trioxide or calculated equivalent.': 'arsenic',
  'barite|mine production, barite, estimated': 'barite',
  'beryllium|mine production, beryllium content': 'beryllium',
  'bismuth|refinery production': 'bismuth',
  'chromium|mine production, grosss weight, marketable chromite ore': 'chromium',
  'cobalt|mine production, cobalt content, estimated': 'cobalt',
  'cobalt|mine production, estimated': 'cobalt', // the United States
  'copper|mine production, recoverable copper content': 'copper',
  'fluorspar|mine production, estimated': 'fluorspar',
  'gallium|primary production': 'gallium',
  'gemanium|primary and secondary refinery production': 'germanium', // as the source spells it
  'graphite|mine production': 'graphite',
  'indium|refinery production': 'indium',
  'lead|mine production, lead content': 'lead',
  'lithium|mine production, lithium content': 'lithium',
  'magnesium metal|magnesium smelter production': 'magnesium',
  'manganese|mine production, manganese content': 'manganese',
  'nickel|mine production, nickel content': 'nickel',
  'niobium|mine production, niobium content': 'niobium',
  'phosphate rock|mine production, marketable phosphate rock': 'phosphate',
  'platinum-group metals|mine production, palladium content': 'palladium',
  'platinum-group metals|mine production, platinum content': 'platinum',
  'potash|mine production, potassium oxide (k2o) equivalent': 'potash',
  'rare earths|mine production, rare-earth-oxide equivalent': '(rare_earths)',
  'rhenium|mine production, rhenium content': 'rhenium',
  'silicon|plant production, silicon metal': 'silicon',
  'silver|mine production, silver content': 'silver',
  'tantalum|mine production, tantalum content': 'tantalum',
  'tellurium|refinery production, tellurium content': 'tellurium',
  'tin|mine production, tin content': 'tin',
  'titanium & titanium dioxide|sponge metal production': 'titanium',
  'tungsten|mine production, tungsten content': 'tungsten',
  'vanadium|mine production, vanadium content': 'vanadium',
  'zinc|mine production, zinc content': 'zinc',
  'zirconium and hafnium|mine production, zirconium, gross weight': 'zirconium',
};
