import type { Act } from '../base/act.ts';
import type { RawTable } from '../base/raw-table.ts';
import { asRefusal, Refusal } from '../base/refusal.ts';
import type { Db } from '../platform/db.ts';
import type { Folder, OutFolder } from '../platform/folder.ts';
import { readAssumptions } from './assumption-rows.ts';
import { buildTables, RAW_FILES, type RawTables, SALIENT_FOLDER } from './build.ts';
import { DEMAND_CASE_TABLE, PUBLISHED_CLAIM_TABLE } from './demand-tables.ts';
import { FINANCE_TABLE, readFinance, SHARE_COUNT_TABLE } from './finance-tables.ts';
import {
  INDUSTRY_TABLE,
  INDUSTRY_USE_TABLE,
  PUBLISHED_EFFECT_TABLE,
  USE_INDUSTRY_TABLE,
} from './industry-tables.ts';
import { isCounted, Manifest, manifestOf, manifestText } from './manifest.ts';
import { saveDataVersion } from './minerals.store.ts';
import { readPlants } from './plants.ts';
import type { ProjectTables } from './project-statements.ts';
import * as project from './project-tables.ts';
import type { ReferenceData } from './reference-data.ts';
import {
  LISTING_FACT_TABLE,
  PARTNER_FACT_TABLE,
  RULE_SET_TABLE,
  RULE_TABLE,
} from './rule-tables.ts';
import { readShockEvents } from './shock-events.ts';
import { sourcesPage } from './sources.ts';
import { readTable, type TableSpec, writeTable } from './table-spec.ts';
import {
  ASSUMPTION_TABLE,
  COUNTRY_SCORE_TABLE,
  COUNTRY_TABLE,
  dictionary,
  END_USE_TABLE,
  EXPORT_CONTROL_TABLE,
  HAND_WRITTEN,
  IMPORT_SOURCE_TABLE,
  MINERAL_TABLE,
  OBSERVATION_TABLE,
  PLANT_TABLE,
  PRICE_TABLE,
  PROJECT_TABLE,
  PUBLISHED_RANK_TABLE,
  SHOCK_EVENT_TABLE,
  SOURCE_TABLE,
} from './tables.ts';

type DigestOf = (text: string) => string;

// The tables of a folder are read once: a server asks for them with every request.
const loaded = new WeakMap<Folder, Promise<ReferenceData>>();

/**
 * The reference tables, read and checked column by column, and against the manifest's digests.
 *
 * @throws Refusal `folder.missing_file`, `data.bad_header`, `data.bad_cell`, `data.bad_plant`,
 *   `data.bad_shock_event`, `data.bad_assumption`, `data.bad_finance`, `data.bad_manifest`, `data.digest_differs`
 */
export async function loadReferenceData(tables: Folder): Promise<ReferenceData> {
  const known = loaded.get(tables);
  if (known !== undefined) return known;
  const reading = readManifest(tables).then((manifest) => readReferenceData(tables, manifest));
  loaded.set(tables, reading);
  reading.catch(() => loaded.delete(tables)); // may be put right and asked for again
  return reading;
}

async function readReferenceData(
  tables: Folder,
  { version, digest, tables: stated }: Manifest,
): Promise<ReferenceData> {
  const rawOf = async ({ name }: TableSpec<unknown>): Promise<RawTable> => {
    const file = `${name}.csv`;
    requireDigest(file, await tables.digest(file), stated[file], 'invalid');
    return tables.readTable(file);
  };
  const read = async <Row>(spec: TableSpec<Row>): Promise<readonly Row[]> =>
    readTable(spec, await rawOf(spec));
  const minerals = await read(MINERAL_TABLE);
  const countries = await read(COUNTRY_TABLE);
  return {
    version,
    digest,
    sources: await read(SOURCE_TABLE),
    minerals,
    countries,
    countryScores: await read(COUNTRY_SCORE_TABLE),
    observations: await read(OBSERVATION_TABLE),
    importSources: await read(IMPORT_SOURCE_TABLE),
    endUses: await read(END_USE_TABLE),
    prices: await read(PRICE_TABLE),
    exportControls: await read(EXPORT_CONTROL_TABLE),
    projects: await read(PROJECT_TABLE),
    projectTables: await readProjectTables(read),
    assumptions: readAssumptions(await rawOf(ASSUMPTION_TABLE)),
    shockEvents: readShockEvents(await rawOf(SHOCK_EVENT_TABLE)),
    publishedRanks: await read(PUBLISHED_RANK_TABLE),
    plants: readPlants(await rawOf(PLANT_TABLE), { minerals, countries }),
    finance: readFinance(await rawOf(FINANCE_TABLE)),
    shareCounts: await read(SHARE_COUNT_TABLE),
    publishedEffects: await read(PUBLISHED_EFFECT_TABLE),
    demandCases: await read(DEMAND_CASE_TABLE),
    publishedClaims: await read(PUBLISHED_CLAIM_TABLE),
    industries: await read(INDUSTRY_TABLE),
    industryUses: await read(INDUSTRY_USE_TABLE),
    useIndustries: await read(USE_INDUSTRY_TABLE),
    ruleSets: await read(RULE_SET_TABLE),
    rules: await read(RULE_TABLE),
    listingFacts: await read(LISTING_FACT_TABLE),
    partnerFacts: await read(PARTNER_FACT_TABLE),
  };
}

/** The public record of projects, as its tables hold it. */
async function readProjectTables(
  read: <Row>(spec: TableSpec<Row>) => Promise<readonly Row[]>,
): Promise<ProjectTables> {
  return {
    heads: await read(project.PROJECT_RECORD_TABLE),
    details: await read(project.PROJECT_DETAIL_TABLE),
    permits: await read(project.PROJECT_PERMIT_TABLE),
    products: await read(project.PROJECT_PRODUCT_TABLE),
    capacities: await read(project.PROJECT_CAPACITY_TABLE),
    awards: await read(project.PROJECT_AWARD_TABLE),
    milestones: await read(project.PROJECT_MILESTONE_TABLE),
    resources: await read(project.PROJECT_RESOURCE_TABLE),
    tests: await read(project.PROJECT_TEST_TABLE),
    documents: await read(project.PROJECT_DOCUMENT_TABLE),
    claims: await read(project.PROJECT_CLAIM_TABLE),
  };
}

/** Keeps which state of the tables results were computed from; the first record of it stays. */
export function keepDataVersion(
  db: Db,
  act: Act,
  { version, digest }: Pick<ReferenceData, 'version' | 'digest'>,
): Promise<void> {
  return db.transaction((tx) => saveDataVersion(tx, { version, digest, madeBy: act.by }));
}

/** What was built. */
export interface Built {
  readonly manifest: Manifest;
  readonly files: readonly string[];
}

/**
 * Reads the raw tables and writes ours: all of them, or none when one cell cannot be read.
 *
 * Some tables are written by hand; those of `tables` are kept.
 *
 * @param from - folder of the raw tables
 * @param tables - folder of our tables as they are
 * @throws Refusal `data.*`, `folder.*`
 */
export async function buildData(
  from: Folder,
  tables: Folder,
  out: OutFolder,
  digestOf: DigestOf,
): Promise<Built> {
  const files = await derive(from, tables, digestOf);
  const manifest = manifestOf(files, digestOf);
  await out.writeAll(new Map([...files, ['manifest.json', manifestText(manifest)]]));
  return { manifest, files: [...files.keys(), 'manifest.json'] };
}

/**
 * Writes the manifest again, after a table that is written by hand has changed.
 *
 * Tables that cannot be used are refused as `loadReferenceData` refuses them, and the manifest stays.
 */
export async function renewManifest(
  tables: Folder,
  out: OutFolder,
  digestOf: DigestOf,
): Promise<Manifest> {
  const manifest = manifestOf(await ourTexts(tables), digestOf);
  await readReferenceData(tables, manifest);
  await out.writeAll(new Map([['manifest.json', manifestText(manifest)]]));
  return manifest;
}

/** What was compared, and found equal. */
export interface Verified {
  readonly version: string;
  readonly digest: string;
  readonly tables: number;
  readonly rederived: boolean;
}

/**
 * Compares our tables with the manifest and, where the raw tables are at hand, derives all anew and
 * compares byte for byte.
 *
 * @throws Refusal `data.digest_differs`, `data.table_differs` of kind check_failed
 */
export async function verifyData(
  tables: Folder,
  from: Folder | undefined,
  digestOf: DigestOf,
): Promise<Verified> {
  const texts = await ourTexts(tables);
  const stated = await readManifest(tables);
  const found = manifestOf(texts, digestOf);
  const names = new Set([...Object.keys(stated.tables), ...Object.keys(found.tables)]);
  for (const name of [...names].sort()) {
    requireDigest(name, found.tables[name], stated.tables[name], 'check_failed');
  }
  if (stated.digest !== found.digest || stated.version !== found.version) {
    throw new Refusal(
      'check_failed',
      'data.digest_differs',
      `the manifest states ${stated.version}, ${stated.digest}; the tables give ${found.version}, ${found.digest}`,
      'run `lodestock data manifest`',
    );
  }
  if (from !== undefined) compareTexts(await derive(from, tables, digestOf), texts);
  const { version, digest } = found;
  return {
    version,
    digest,
    tables: Object.keys(found.tables).length,
    rederived: from !== undefined,
  };
}

function compareTexts(
  derived: ReadonlyMap<string, string>,
  ours: ReadonlyMap<string, string>,
): void {
  for (const [name, text] of derived) {
    const other = ours.get(name);
    if (text === other || !isCounted(name)) continue;
    const lines = (other ?? '').split('\n');
    const line = text.split('\n').findIndex((each, i) => each !== lines[i]) + 1;
    throw new Refusal(
      'check_failed',
      'data.table_differs',
      `the table ${name} differs from the one derived from the raw tables, first in line ${line === 0 ? lines.length : line}`,
      'run `lodestock data build` and look at the difference',
    );
  }
}

async function readManifest(tables: Folder): Promise<Manifest> {
  const text = await tables.readText('manifest.json');
  try {
    return Manifest.parse(JSON.parse(text));
  } catch (error) {
    const why = asRefusal(error)?.message ?? 'it is not JSON';
    throw new Refusal(
      'invalid',
      'data.bad_manifest',
      `cannot read manifest.json in ${tables.name}: ${why}`,
      'run `lodestock data manifest`',
    );
  }
}

/** Results name the digest of the manifest, so tables that are not its tables are not used. */
function requireDigest(
  name: string,
  found: string | undefined,
  stated: string | undefined,
  kind: 'invalid' | 'check_failed',
): void {
  if (stated === found) return;
  throw new Refusal(
    kind,
    'data.digest_differs',
    `the table ${name} is not the one of the manifest: it has ${found ?? 'no file'}, the manifest ${stated ?? 'no entry'}`,
    'take the table from the release again; after a change by hand run `lodestock data manifest`',
  );
}

async function ourTexts(tables: Folder): Promise<ReadonlyMap<string, string>> {
  const names = (await tables.list()).filter(isCounted);
  const texts = new Map<string, string>();
  for (const name of names) texts.set(name, await tables.readText(name));
  return texts;
}

/** All files but the manifest, from the raw tables and what is written by hand. */
async function derive(
  from: Folder,
  tables: Folder,
  digestOf: DigestOf,
): Promise<ReadonlyMap<string, string>> {
  const present = new Set(await tables.list());
  const built = buildTables(await readRaw(from, tables, digestOf));
  const kept = new Map<string, string>();
  for (const spec of HAND_WRITTEN) {
    const name = `${spec.name}.csv`;
    kept.set(name, present.has(name) ? await tables.readText(name) : writeTable(spec, []));
  }
  return new Map([...built, ...kept, ['columns.csv', dictionary()], ['SOURCES.md', sourcesPage()]]);
}

async function readRaw(from: Folder, tables: Folder, digestOf: DigestOf): Promise<RawTables> {
  const digests = new Map<string, string>();
  const named: Partial<Record<keyof typeof RAW_FILES, RawTable>> = {};
  for (const [name, file] of Object.entries(RAW_FILES)) {
    const encoding = file === RAW_FILES.main ? 'cp1252' : 'utf8';
    named[name as keyof typeof RAW_FILES] = await from.readTable(file, encoding); // a key of the same object
    digests.set(file, digestOf(await from.readText(file, encoding)));
  }
  const salient: RawTable[] = [];
  for (const file of await from.list()) {
    if (file.startsWith(SALIENT_FOLDER)) salient.push(await from.readTable(file));
  }
  return {
    named: named as RawTables['named'], // every key was set above
    salient,
    supplement: await tables.readTable('supplement.csv'),
    sha256: (file) => digests.get(file)!,
  };
}
