import type { Source } from './reference-data.ts';

/** A source, and the raw file whose digest identifies it. */
export interface SourceFile extends Omit<Source, 'sha256'> {
  readonly file: string | null;
}

const RETRIEVED = '2026-11';
const PUBLIC_DOMAIN = 'public domain (U.S. Government work)';

/** Every source of the tables, in the order of their weight. */
export const SOURCES: readonly SourceFile[] = [
  {
    id: 'usgs-mcs-2026',
    title: 'Mineral Commodity Summaries 2026, data release',
    publisher: 'U.S. Geological Survey',
    year: 2026,
    edition: '2026, revised 2026-05-27',
    urlOrDoi: 'doi:10.5066/P1WKQ63T',
    licence: PUBLIC_DOMAIN,
    retrieved: RETRIEVED,
    file: 'usgs_mcs2026/MCS2026_Commodities_Data.csv',
  },
  {
    id: 'usgs-mcs-2025',
    title: 'Mineral Commodity Summaries 2025, data release',
    publisher: 'U.S. Geological Survey',
    year: 2025,
    edition: '2025',
    urlOrDoi: 'doi:10.5066/P13XCP3R',
    licence: PUBLIC_DOMAIN,
    retrieved: RETRIEVED,
    file: 'usgs_mcs2025/MCS2025_World_Data.csv',
  },
  {
    id: 'wb-wgi-2023',
    title: 'Worldwide Governance Indicators',
    publisher: 'Kaufmann and Kraay, World Bank',
    year: 2023,
    edition: '2023 update, years to 2022',
    urlOrDoi: 'https://www.govindicators.org',
    licence: 'CC BY 4.0',
    retrieved: RETRIEVED,
    file: 'wgi/wgi_2023update_estimates_2010_2022.csv',
  },
  {
    id: 'oecd-crc-2026',
    title: 'Country risk classifications of the Participants to the Arrangement on export credits',
    publisher: 'OECD',
    year: 2026,
    edition: '2026-01-30',
    urlOrDoi: 'https://www.oecd.org/en/topics/sub-issues/country-risk-classification.html',
    licence: 'free reuse with attribution (OECD terms)',
    retrieved: RETRIEVED,
    file: 'oecd/oecd_country_risk_2026-01-30.csv',
  },
  {
    id: 'wb-pink-sheet-2026-03',
    title: 'Commodity Price Data (Pink Sheet), monthly',
    publisher: 'World Bank',
    year: 2026,
    edition: 'updated 2026-03-03',
    urlOrDoi: 'https://www.worldbank.org/en/research/commodity-markets',
    licence: 'CC BY 4.0',
    retrieved: RETRIEVED,
    file: 'worldbank_pinksheet/pinksheet_monthly_minerals.csv',
  },
  {
    id: 'bea-use-2018',
    title: 'The Use of Commodities by Industries, Summary, supply-use framework',
    publisher: 'U.S. Bureau of Economic Analysis',
    year: 2019,
    edition:
      'year 2018, annual update of 2019; as kept in the repository USEPA/stateior, data/extdata, 631407b',
    urlOrDoi: 'https://www.bea.gov/industry/input-output-accounts-data',
    licence: PUBLIC_DOMAIN,
    retrieved: RETRIEVED,
    file: null,
  },
];

/** data/SOURCES.md */
export function sourcesPage(): string {
  const entries = SOURCES.map(
    (each) =>
      `- **${each.id}**: ${each.publisher}, *${each.title}*, ${each.edition}. ${each.urlOrDoi}. ${each.licence}.`,
  );
  return `# Sources of the reference tables

Every row names its source in its column \`source\`; \`source.csv\` lists the sources with their
editions and, for those that are one file, its digest.

${entries.join('\n')}

Tables with a citation in each row (end uses, export controls, stockpile plans, programmes,
precedents, projects, tariff codes) were transcribed by hand from the publications they cite. Rows
of the stockpile plan with low confidence, and all precedents and tariff codes, come from secondary
sources: check them before you quote them.

\`supplement.csv\` holds facts that an edition prints in a figure and that its data tables lack.
\`assumption.csv\` holds numbers that have no source; they are this project's own, each with a range
and a reason. \`plant.csv\` names mines and plants, each row with its own sources; rows that say
\`unverified\` rest on one page of a company, a paper or a trade journal. \`finance.csv\` and
\`share_count.csv\` hold how projects are financed and how many shares companies had; a row that says
\`claim\` is what a party with an interest says. \`use_industry.csv\` is our
reading of the industry in which a use of a mineral takes place; no source confirms it.

\`project_record.csv\` and the other tables of projects are the public record of mines and plants to
come, each row with its day, its source and its standing: a fact, a claim of a party with an interest,
or unverified, one source without one.

\`industry.csv\` and \`industry_use.csv\` are the use table of the year 2018, transcribed: a test adds
every row and column up and compares with the table's own totals and with GDP. \`published_effect.csv\`
holds figures of the published analysis of 2025 from a secondary source.

\`rule_set.csv\` and \`rule.csv\` hold the law as dated parameters, each with its section; one that says
\`unverified\` was taken from a summary, from the bill of 2024, from a comparable law, or inferred, and
no person has confirmed it. \`listing_fact.csv\` and \`partner_fact.csv\` hold what publications say of
minerals and of countries; what has no row is not established.

## Attributions

- Worldwide Governance Indicators: Kaufmann and Kraay, World Bank; CC BY 4.0. Changed: countries
  on our list only, years from 2018, codes translated to ISO 3166.
- Commodity Price Data: World Bank; CC BY 4.0. Changed: ten series, months from 2000, converted to
  USD per tonne.
- Country risk classifications: based on OECD data.
- U.S. Geological Survey: public domain; cited as it asks.
`;
}
