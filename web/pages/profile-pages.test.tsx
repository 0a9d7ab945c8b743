import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { assessDependencies } from '../../src/dependency/assessment.ts';
import { countryProfileOf } from '../../src/dependency/country-profile.ts';
import { knownLimits } from '../../src/dependency/limits.ts';
import { profileOf } from '../../src/dependency/profile.ts';
import { compareRanking } from '../../src/dependency/ranking.ts';
import { type BacktestEvent, verdictOf } from '../../src/stress/backtest.ts';
import { RANK_RULE } from '../../src/stress/backtest-order.ts';
import { referenceData } from '../../test/support/reference.ts';
import { CountryPage } from './country-page.tsx';
import { Document } from './document.tsx';
import { MineralPage } from './mineral-page.tsx';
import { MissingPage } from './missing-page.tsx';
import {
  placeCell,
  placeName,
  published,
  relianceSentence,
  shareText,
  shortMass,
  shortNumber,
} from './profile-text.ts';
import { ValidationPage } from './validation-page.tsx';

const tables = await referenceData();
const dependencies = assessDependencies(tables);
const data = { version: tables.version, digest: tables.digest };

const NONE_HELD = { grams: '0', on: '2026-01-15', demandTonnesPerYear: 1000 };

const mineralPage = (id: string, held = NONE_HELD) =>
  renderToStaticMarkup(
    <MineralPage
      profile={profileOf(tables, id, dependencies)}
      of={dependencies.length}
      reserve={{ budgetUsd: 2.5e9, items: [], nextDollar: [] }}
      held={held}
      canBeStressed
      data={data}
    />,
  );

const countryPage = (code: string) =>
  renderToStaticMarkup(
    <CountryPage profile={countryProfileOf(tables, code, dependencies)} presets={[]} data={data} />,
  );

test('every mineral has a page, whatever the sources leave out', () => {
  for (const { id, name } of tables.minerals) {
    const page = mineralPage(id);
    expect(page).toContain(name);
    expect(page).not.toMatch(/NaN|undefined|Infinity|style=/);
  }
});

test('a mineral page says what is held and for how long, or that none is', () => {
  expect(mineralPage('gallium')).toContain('no lot of this reserve is gallium on 2026-01-15');
  const page = mineralPage('gallium', { ...NONE_HELD, grams: '100000000' });
  expect(page).toContain('>100 t<');
  // 100 t / 1,000 t a year × 365 d
  expect(page).toMatch(/37<\/span>.*100 t \/ 1,000 t of U.S. consumption a year × 365 days/);
  expect(page).toContain('lots of this reserve on 2026-01-15');
});

test('every country has a page, whether or not anything hangs on it', () => {
  for (const { iso3, name } of tables.countries) {
    const page = countryPage(iso3);
    expect(page).toContain(name.replaceAll('&', '&amp;').replaceAll("'", '&#x27;'));
    expect(page).not.toMatch(/NaN|undefined|Infinity|style=/);
  }
});

test('a withheld figure is a symbol and never a zero', () => {
  expect(mineralPage('barite')).toContain('more than 75 percent of the barite');
  const page = mineralPage('tungsten');
  expect(page).toContain('No number for 2020, 2021, 2022, 2023, 2024, 2025 (W).');
});

test('a page leads on to the lab, to its data and to the countries in its tables', () => {
  const page = mineralPage('gallium');
  expect(page).toContain('href="/stress?mineral=gallium"');
  expect(page).toContain('href="/api/v1/minerals/gallium/profile"');
  expect(page).toContain('href="/countries/CHN"');
  expect(countryPage('CHN')).toContain('href="/minerals/gallium"');
});

const event: BacktestEvent = {
  mineral: 'silver',
  event: 'a made-up move',
  control: null,
  priceKind: 'year_mean',
  beforePeriod: '2024',
  afterPeriod: '2025',
  quarters: 4,
  modelRatio: { p05: 0.8, p50: 1, p95: 1.2 },
  actualRatio: 1.8,
  inside90: false,
  rightDirection: false,
  order: null,
  series: 'none',
  note: null,
  source: 'test',
};

/** A controlled move of a pair whose order the model gets wrong. */
const ranked = (mineral: string, other: string, actualPlace: number): BacktestEvent => ({
  ...event,
  ...{ mineral, control: 'licence', inside90: true, rightDirection: true },
  order: {
    ...{ modelPlace: 3 - actualPlace, actualPlace, rightPairs: 0, isRight: false },
    pairs: [{ mineral: other, isRight: false, drawShare: 0.36 }],
  },
});
const events = [event, ranked('tungsten', 'tellurium', 1), ranked('tellurium', 'tungsten', 2)];

test('the checks say a miss in the title, in the chart and in the table', () => {
  const page = renderToStaticMarkup(
    <ValidationPage
      events={events}
      verdict={verdictOf(events)}
      draws={100}
      seed={7}
      comparison={compareRanking(tables)}
      reconstruction={compareRanking(tables)}
      disruptions={{
        ...{ label: 'a made-up outcome', scenarios: 1464, industries: 71, accountsYear: 2018 },
        ...{ gdpMusd: 20.58e6, accountsSource: 'none' },
        minerals: [
          {
            ...{ mineral: 'gallium', scenarios: 9, expectedMusd: 860, worstMusd: 4100 },
            ...{ lowMusd: null, highMusd: null, worstCountry: 'CHN', stakeMusd: 4200 },
            ...{ market: 'world output', useBasis: 'shares of USGS', unplacedUses: [] },
            industries: [{ industry: '334', name: 'Electronic products', musd: 760 }],
          },
        ],
        industryTotals: [{ industry: '334', name: 'Electronic products', musd: 760 }],
      }}
      rankingBasis="economic effects"
      counts={[
        {
          ...{ count: 1, minerals: ['gallium'], at: 100, edition: 2026, list: 2025 },
          commodities: ['gallium', '(asbestos)'],
        },
      ]}
      limits={knownLimits(tables)}
      data={data}
    />,
  );
  expect(page).toContain('2 of 3 price moves fell inside');
  expect(page).toContain('means of 2024 and 2025');
  expect(page).toContain('0 of 1 pairs');
  expect(page).toContain('0 of 2 have the right rank, 0 of 2 the exact place');
  expect(page).toContain(RANK_RULE);
  expect(page.match(/>disagree</g)).toHaveLength(1); // each pair once
  expect(page).toContain('Outside: silver.');
  expect(page).toContain('class="actual miss"');
  expect(page).toContain('1,464 scenarios');
  expect(page).toContain('Gallium costs most a year');
  expect(page).not.toMatch(/NaN|undefined|style=/);
});

test('data go along only with a page that a script takes over', () => {
  const near = [{ text: 'Gallium', href: '/minerals/gallium' }];
  const missing = { sentence: 'There is no such page', near, data };
  const assets = { js: '/assets/main.js', css: [], live: '/assets/take-over.js' };
  const page = renderToStaticMarkup(<Document page="missing" props={missing} assets={assets} />);
  expect(page).toContain('There is no such page');
  expect(page).toContain('src="/assets/main.js"'); // the theme can be chosen everywhere
  expect(page).not.toContain('id="props"');
  expect(page).not.toContain('take-over');
});

test('a page that is not there names the nearest ones', () => {
  const near = [{ text: 'Gallium', href: '/minerals/gallium' }];
  const page = renderToStaticMarkup(
    <MissingPage sentence="There is no mineral 'galium'" near={near} data={data} />,
  );
  expect(page).toContain('<a href="/minerals/gallium">Gallium</a>');
});

test('reliance is said as far as the source says it', () => {
  const [row] = dependencies;
  const say = (netImportReliance: Partial<NonNullable<typeof row>['netImportReliance']>) =>
    relianceSentence('tin', {
      ...row!,
      netImportReliance: {
        value: null,
        low: null,
        high: null,
        qualifier: null,
        year: 2025,
        ...netImportReliance,
      },
    });
  expect(say({ value: 100 })).toBe('The United States imports all the tin it uses');
  expect(say({ value: 77 })).toContain('77 percent of the tin');
  expect(say({ low: 0, high: 25, qualifier: '<' })).toContain('less than 25 percent');
  expect(say({ high: 0, qualifier: 'E' })).toContain('exports more tin than it imports');
  expect(say({ qualifier: 'W' })).toContain('No source says');
});

test('the page of a mineral has flow, map and series, and says where the tables do not meet', () => {
  const page = mineralPage('copper');
  for (const id of [
    'production-mine',
    'production-refinery',
    'flow',
    'map',
    'output',
    'revisions',
  ]) {
    expect(page).toContain(`<figure id="${id}"`);
  }
  expect(page).toContain('the two sides come from different tables');
  expect(page).toContain('No table here lists what could take its place.');
  expect(page.match(/id="world-land"/g)).toHaveLength(1); // every map refers to the one outline
});

test('withheld consumption keeps its symbol beside the bounds that other figures give', () => {
  const page = mineralPage('lithium');
  expect(page).toContain('Consumption is withheld; it lies between 1,800 and 3,600 t in 2025');
  expect(page).toContain('W (1,800–3,600)');
  expect(mineralPage('tungsten')).toContain('and nothing published limits it');
  expect(mineralPage('uranium')).toContain('No source gives its net import reliance.');
});

test('the page of a country leads to its own cut in the lab, with what hangs on it most', () => {
  expect(countryPage('IDN')).toContain('href="/stress?preset=cut-idn&amp;mineral=tin"');
  expect(countryPage('GRL')).toContain('so a cut would change nothing');
  const page = countryPage('CHN');
  for (const id of ['reliance', 'trend', 'governance']) {
    expect(page).toContain(`<figure id="${id}"`);
  }
  expect(page).toContain('leave out Hong Kong, Macau and Taiwan');
});

test('numbers are short at marks and axes', () => {
  expect([1.5e6, 60_000, 5000, 0.5].map(shortNumber)).toEqual(['1.5M', '60k', '5000', '0.5']);
  expect([23e6, 51_000, 909, 0.2, 0].map(shortMass)).toEqual([
    '23 Mt',
    '51 kt',
    '909 t',
    '200 kg',
    '0 t',
  ]);
  expect([15_744, 0.123456].map(published)).toEqual(['15,700', '0.123']);
  expect([0.99, 0.004, 0].map(shareText)).toEqual(['99%', '<1%', '0%']);
});

test('only single countries are links', () => {
  expect(placeCell('CHN')).toEqual({ text: 'China', href: '/countries/CHN' });
  expect(placeCell('other')).toBe('Other countries');
  expect(placeName('(CHN+DEU)')).toBe('China, Germany');
});
