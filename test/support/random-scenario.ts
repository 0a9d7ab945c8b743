import fc from 'fast-check';
import type { ProjectChange } from '../../src/projects/project-change.ts';
import { LEVERS } from '../../src/stress/levers.ts';
import { isCut, SHOCK_KINDS, type ShockKind, type Varying } from '../../src/stress/shock.ts';
import { type AddedSupply, Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';

/*
 * Scenarios, stocks and new supply at random, for any model: every kind of shock, fixed and ranged,
 * every lever, countries and minerals that the model has.
 */

/** What a run takes beside its model and its seed. */
export interface RandomCase {
  readonly scenario: Scenario;
  readonly stockTonnes: Readonly<Record<string, number>>;
  readonly addedSupply: readonly AddedSupply[];
  readonly quarters: number;
  readonly seed: number;
  readonly draw: number;
}

/** Numbers as people write them: a thousand steps from end to end. */
export const within = (min: number, max: number) =>
  fc.nat(1000).map((step) => Math.min(max, min + ((max - min) * step) / 1000));
const share = within(0, 1);

/** A whole case for a model. */
export function randomCase(model: StressModel): fc.Arbitrary<RandomCase> {
  return fc.record({
    scenario: fc
      .record({
        shocks: fc.array(shock(model), { minLength: 1, maxLength: 6 }),
        levers: levers(),
        projects: projectChanges(model),
      })
      .map((each) => Scenario.parse({ id: 'random', title: 'Random', ...each })),
    stockTonnes: fc
      .array(fc.tuple(fc.constantFrom(...model.minerals), share), { maxLength: 8 })
      .map((stocks) =>
        Object.fromEntries(
          stocks.map(([{ mineral, demandTonnesPerYear }, years]) => [
            mineral,
            years * demandTonnesPerYear,
          ]),
        ),
      ),
    addedSupply: fc.array(added(model), { maxLength: 6 }),
    quarters: fc.constantFrom(4, 12, 20, 40),
    seed: fc.nat(1e9),
    draw: fc.nat(1e6),
  });
}

/** A lever rests in half of all cases, so that each is also seen alone. */
function levers(): fc.Arbitrary<Record<string, number>> {
  const one = ({ min, max, default: usual }: (typeof LEVERS)[number]) =>
    fc.oneof(fc.constant(usual), fc.constantFrom(min, max), within(min, max));
  return fc.record(Object.fromEntries(LEVERS.map((lever) => [lever.id, one(lever)])));
}

function shock(model: StressModel): fc.Arbitrary<object> {
  return fc.constantFrom(...SHOCK_KINDS).chain((kind) => {
    const vary = <T extends fc.Arbitrary<number>>(one: T) => (isCut({ kind }) ? varying(one) : one);
    return fc
      .record({
        place: placeOf(model, kind),
        minerals: fc.oneof(
          fc.constant('all' as const),
          fc.subarray(names(model), { minLength: 1 }),
        ),
        startQuarter: vary(fc.integer({ min: 0, max: 12 })),
        quarters: vary(fc.integer({ min: 1, max: 12 })),
        depth: vary(share),
        leakage: fc.oneof(fc.constant(0), share),
      })
      .map(({ place, ...rest }) => ({ kind, ...place, ...rest }));
  });
}

/** Slips of projects or of their products, and other outputs of products. */
function projectChanges({ pipeline }: StressModel): fc.Arbitrary<ProjectChange[]> {
  if (pipeline.length === 0) return fc.constant([]);
  const change = fc.record(
    {
      project: fc.constantFrom(...pipeline.flatMap(({ id, project }) => [id, project])),
      slipMonths: fc.integer({ min: -4, max: 12 }).map((quarters) => 3 * quarters),
      tonnesPerYear: fc.nat(1e5),
    },
    { requiredKeys: ['project', 'slipMonths'] },
  );
  return fc.array(change, { maxLength: 3 });
}

const names = ({ minerals, feeds }: StressModel): string[] => [
  ...new Set([...minerals, ...feeds].map(({ mineral }) => mineral)),
];

/** Where a shock strikes: a supplier, home, nowhere in particular, or one plant. */
function placeOf({ links, hazards }: StressModel, kind: ShockKind): fc.Arbitrary<object> {
  const countries = [...new Set(links.map(({ iso3 }) => iso3)), 'USA'];
  const plants = hazards.flatMap(({ id }) => (id.startsWith('plant:') ? [id.slice(6)] : []));
  const country = fc.constantFrom(...countries).map((each) => ({ country: each }));
  const plant = fc.constantFrom(...plants).map((each) => ({ plant: each }));
  const isPlant = kind === 'outage' && plants.length > 0;
  return fc.oneof(
    { arbitrary: country, weight: 6 },
    { arbitrary: fc.constant({ country: 'USA' }), weight: 1 },
    { arbitrary: fc.constant({}), weight: 1 },
    { arbitrary: isPlant ? plant : country, weight: 4 },
  );
}

/** A number, or three of them in order. */
function varying(one: fc.Arbitrary<number>): fc.Arbitrary<Varying> {
  const range = fc.tuple(one, one, one).map((three) => {
    const [low, mid, high] = three.sort((a, b) => a - b) as [number, number, number];
    return { low, mid, high };
  });
  return fc.oneof(one, range);
}

/** A mine that comes for certain, or one that may come late or never. */
function added({ minerals, pipeline }: StressModel): fc.Arbitrary<AddedSupply> {
  const projects = ['a mine', ...pipeline.map(({ id }) => id)];
  const certain = fc
    .record({
      of: fc.constantFrom(...minerals),
      years: share,
      startQuarter: fc.integer({ min: 0, max: 15 }),
    })
    .map(({ of, years, startQuarter }) => ({
      mineral: of.mineral,
      tonnesPerYear: years * of.demandTonnesPerYear,
      startQuarter,
    }));
  const timing = fc.record({
    project: fc.constantFrom(...projects),
    delayQuarters: within(0, 8),
    failureProbability: share,
  });
  return fc.oneof(
    certain,
    fc.tuple(certain, timing).map(([supply, late]) => ({ ...supply, ...late })),
  );
}
