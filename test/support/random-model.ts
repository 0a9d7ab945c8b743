import fc from 'fast-check';
import type { Range } from '../../src/dependency/assumptions.ts';
import { BLOCS, blocOf } from '../../src/dependency/hazard.ts';
import type {
  ChainMineral,
  ChainSettings,
  Hazard,
  StressModel,
  SupplyLink,
} from '../../src/stress/supply-chain.ts';
import { within } from './random-scenario.ts';
import { plainLink, plainMineral, plainModel, plainUse } from './stress-model.ts';

/*
 * Small made-up models, wilder than the real one: everything that a model may hold, at random.
 */

const COUNTRIES = ['CHN', 'KAZ', 'COD', 'CHL', 'JPN', 'AUS']; // of four blocs, two of them twice

/** A model of one to three minerals, with their ores, suppliers, plants and projects. */
export function randomModel(): fc.Arbitrary<StressModel> {
  return fc
    .record({
      settings: settings(),
      feeds: fc.nat(2),
      minerals: fc.array(mineral(), { minLength: 1, maxLength: 3 }),
      hazards: fc.tuple(...COUNTRIES.flatMap(hazardsOf)),
      links: fc.array(link(), { minLength: 3, maxLength: 12 }),
      projects: fc.array(project(), { maxLength: 3 }),
    })
    .map(({ minerals, feeds, hazards, links, projects, ...rest }) =>
      plainModel({
        ...rest,
        minerals: minerals.map((each, m) => ({
          ...each,
          mineral: `mineral-${m}`,
          feed: (each.feed % (feeds + 1)) - 1,
        })),
        feeds: Array.from({ length: feeds }, (_, f) => ({
          id: `ore-${f}`,
          name: `Ore ${f}`,
          mineral: f === 0 ? 'mineral-0' : 'host',
        })),
        hazards,
        links: linksOf(links, minerals.length, feeds),
        pipeline: projects.map((each, p) => ({
          ...each,
          id: `project-${p}`,
          project: `project-${p}`,
          whyNone: null,
          mineral: p % minerals.length,
        })),
        countries: COUNTRIES,
      }),
    );
}

/** Links spread over the flows; shares of a flow sum to 0.95. */
function linksOf(links: readonly SupplyLink[], minerals: number, feeds: number): SupplyLink[] {
  const flows = [
    ...Array.from({ length: minerals }, (_, of) => ({ flow: 'imports' as const, of })),
    ...Array.from({ length: feeds }, (_, of) => ({ flow: 'feed' as const, of })),
  ];
  const spread = links.map((each, i) => ({ ...each, ...flows[i % flows.length]! }));
  const abroad = spread.map((each) => {
    const peers = spread.filter(({ flow, of }) => flow === each.flow && of === each.of);
    const total = peers.reduce((sum, { share }) => sum + share, 0);
    return { ...each, share: (0.95 * each.share) / total, ...(each.flow === 'feed' && NO_CONTROL) };
  });
  const home = Array.from({ length: minerals }, (_, of) =>
    plainLink({ flow: 'home', of, iso3: 'USA', general: -1, plants: spread[of]?.plants ?? [] }),
  );
  return [...abroad, ...home];
}

const NO_CONTROL = { control: -1 };

/** A range between two ends. */
function rangeWithin(min: number, max: number): fc.Arbitrary<Range> {
  return fc.tuple(within(min, max), within(min, max), within(min, max)).map((three) => {
    const [low, mid, high] = three.sort((a, b) => a - b) as [number, number, number];
    return { low, mid, high };
  });
}

function mineral(): fc.Arbitrary<ChainMineral> {
  const use = fc
    .record({ military: within(0, 0.5), essential: within(0, 0.5), stakeFactor: within(0, 3) })
    .map(({ military, essential, stakeFactor }) => ({
      classShare: { military, essential, other: 1 - military - essential },
      stakeFactor,
    }));
  return fc
    .record({
      importShare: rangeWithin(0, 1),
      demandElasticity: rangeWithin(0.05, 1),
      supplyElasticity: rangeWithin(0.05, 1),
      spareShare: rangeWithin(0, 0.3),
      stakeMusdPerYear: rangeWithin(1, 5000),
      recycledShare: within(0, 0.4),
      feed: fc.nat(2),
      feedSlack: rangeWithin(0, 1),
      readiness: within(0, 2),
      uses: fc.tuple(use, use),
    })
    .map(({ readiness, uses, ...rest }) =>
      plainMineral({
        ...rest,
        uses: uses.map((each, u) =>
          plainUse({ ...each, share: 0.5, readiness: u === 0 ? readiness : 2 - readiness }),
        ),
      }),
    );
}

/** Of each country unrest, a control and a plant; `link` counts on their order. */
function hazardsOf(iso3: string): fc.Arbitrary<Hazard>[] {
  return (['general', 'control', 'plant'] as const).map((kind) =>
    fc
      .record({
        onsetPerQuarter: within(0, 0.5),
        recoveryPerQuarter: within(0.05, 1),
        depthLow: within(0, 0.5),
        depthHigh: within(0.5, 1),
      })
      .map((each) => ({
        ...each,
        id: kind === 'plant' ? `plant:${iso3.toLowerCase()}` : `${iso3}:${kind}`,
        kind,
        iso3,
        bloc: kind === 'plant' ? -1 : blocOf(iso3),
      })),
  );
}

function link(): fc.Arbitrary<SupplyLink> {
  return fc
    .record({
      country: fc.nat(COUNTRIES.length - 1),
      share: within(0.05, 1),
      isControlled: fc.boolean(),
      plantShare: within(0, 0.6),
    })
    .map(({ country, share, isControlled, plantShare }) =>
      plainLink({
        iso3: COUNTRIES[country]!,
        share,
        general: 3 * country,
        control: isControlled ? 3 * country + 1 : -1,
        plants: plantShare > 0.2 ? [{ hazard: 3 * country + 2, share: plantShare }] : [],
      }),
    );
}

function project() {
  return fc.record({
    tonnesPerYear: within(0, 200),
    startQuarter: fc.nat(8),
    delayQuarters: within(0, 6),
    failureProbability: within(0, 1),
  });
}

function settings(): fc.Arbitrary<ChainSettings> {
  return fc.record({
    blocs: fc.constant(BLOCS.length),
    blocCorrelation: within(0, 1),
    blocPersistence: within(0, 0.9),
    demandDeviation: within(0, 0.2),
    demandPersistence: within(0, 0.95),
    priceDeviation: within(0, 0.3),
    priceAdjustment: within(0.1, 1),
    priceForesight: within(0, 1),
    priceCapRatio: within(1.5, 50),
    spareRamp: within(0.05, 1),
    industryStockQuarters: within(0, 2),
    restockShare: within(0, 1),
    exposureDeviation: within(0, 0.4),
    dumpingExitShare: within(0, 1),
    firstAnswer: rangeWithin(0.1, 1),
    lastingAnswer: rangeWithin(1, 3),
    adaptationShare: within(0, 1),
    rerouteShare: rangeWithin(0, 1),
    rerouteRamp: within(0, 1),
    recyclingBoost: within(0, 1),
    warFollowers: within(0, 1),
    sanctionSwap: within(0, 1),
    rampQuarters: fc.integer({ min: 1, max: 6 }),
  });
}
