import { canonicalJson } from '../base/canonical.ts';
import { Refusal } from '../base/refusal.ts';
import { loadReferenceData } from '../minerals/minerals.service.ts';
import { findCountry, findMineral } from '../minerals/minerals.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Workshop } from '../platform/command.ts';
import type { OpenProgram, Solver } from '../platform/solver.ts';
import type { Outlook } from './gdp-at-risk.ts';
import { ACCOUNTS_YEAR, type IndustryAccounts, industryAccounts } from './industry-accounts.ts';
import { industryProgram } from './industry-program.ts';
import {
  clearedScenarios,
  type Disruptable,
  type DisruptionFilter,
  type DisruptionScenario,
  disruptableMinerals,
  type MineralDisruption,
  mineralNeeds,
  RECONSTRUCTION,
  type TradeDisruptions,
} from './trade-disruption.ts';
import {
  disruptionScenario,
  industryLosses,
  largestLosses,
  mineralDisruption,
} from './trade-disruption-summary.ts';

type DisruptionTools = Pick<Workshop, 'tables' | 'solver' | 'digestOf' | 'clockMs'>;

export interface DisruptionRequest extends DisruptionFilter {
  /** Whether every assumption is also taken at its mild and its severe end. */
  readonly withRange: boolean;
}

/**
 * What year-long trade disruptions would cost, scenario by scenario and mineral by mineral.
 *
 * @throws Refusal `mineral.not_found`, `country.not_found`, `disruption.bad_restriction`
 * @source docs/models/trade-disruption.md
 */
export async function runDisruptions(
  workshop: DisruptionTools,
  request: DisruptionRequest,
): Promise<TradeDisruptions> {
  const startedMs = workshop.clockMs();
  const data = await loadReferenceData(workshop.tables);
  const filter = checkedFilter(data, request);
  const accounts = industryAccounts(data);
  const { minerals, leftOut } = disruptableMinerals(data, 'middle');
  const middle = await solveSet(workshop.solver, { data, accounts, filter, outlook: 'middle' });
  const mild = request.withRange
    ? await expectedBy(workshop.solver, { data, accounts, filter, outlook: 'mild' })
    : null;
  const severe = request.withRange
    ? await expectedBy(workshop.solver, { data, accounts, filter, outlook: 'severe' })
    : null;
  const content = {
    label: RECONSTRUCTION,
    dataVersion: data.version,
    dataDigest: data.digest,
    industries: accounts.codes.length,
    accountsYear: ACCOUNTS_YEAR,
    gdpMusd: accounts.gdpMusd,
    accountsSource: data.industries[0]?.source ?? '',
    scenarios: middle.scenarios,
    minerals: middle.minerals.map((each) => ({
      ...each,
      lowMusd: mild?.get(each.mineral) ?? null,
      highMusd: severe?.get(each.mineral) ?? null,
    })),
    industryTotals: largestLosses(accounts, middle.expectedLosses, accounts.codes.length),
    leftOut: leftOut.filter(({ mineral }) => isWanted(filter, mineral)),
    notes: notesOn(filter, minerals, middle.scenarios),
  };
  return {
    digest: workshop.digestOf(canonicalJson(content)),
    ...content,
    elapsedSeconds: (workshop.clockMs() - startedMs) / 1000,
  };
}

// The whole set of one state of the tables is solved once: the same tables give the same answer.
const solved = new WeakMap<ReferenceData, Promise<TradeDisruptions>>();

/** Every scenario, with every assumption at its middle, solved once for each state of the tables. */
export async function allDisruptions(workshop: DisruptionTools): Promise<TradeDisruptions> {
  const data = await loadReferenceData(workshop.tables);
  const known = solved.get(data);
  if (known !== undefined) return known;
  const all = { mineral: null, country: null, restriction: null, withRange: false };
  const solving = runDisruptions(workshop, all);
  solved.set(data, solving);
  solving.catch(() => solved.delete(data)); // may be put right and asked for again
  return solving;
}

interface SetTerms {
  readonly data: ReferenceData;
  readonly accounts: IndustryAccounts;
  readonly filter: DisruptionFilter;
  readonly outlook: Outlook;
}

interface SolvedSet {
  readonly scenarios: DisruptionScenario[];
  readonly minerals: MineralDisruption[];
  readonly expectedLosses: readonly number[]; // by industry
}

/**
 * Solves every scenario with one program that stays open: only the row of the mineral changes, so
 * each solve starts from the basis of the one before.
 */
export async function solveSet(solver: Solver, terms: SetTerms): Promise<SolvedSet> {
  const { data, accounts, filter, outlook } = terms;
  const { minerals } = disruptableMinerals(data, outlook);
  const wanted = minerals.filter(({ exposure }) => isWanted(filter, exposure.mineral.id));
  const { program, rowOf } = industryProgram(accounts, mineralNeeds(accounts, wanted));
  const open = await solver.open(program);
  try {
    const answers = wanted.map((mineral) =>
      solveMineral(open, rowOf.get(mineral.exposure.mineral.id)!, mineral, terms),
    );
    const expectedLosses = accounts.codes.map((_, j) =>
      answers.reduce((sum, each) => sum + each.expectedLosses[j]!, 0),
    );
    const byLoss = answers.map(({ mineral }) => mineral).filter(({ scenarios }) => scenarios > 0);
    return {
      scenarios: answers.flatMap(({ scenarios }) => scenarios),
      minerals: byLoss.sort(
        (a, b) => b.expectedMusd - a.expectedMusd || (a.mineral < b.mineral ? -1 : 1),
      ),
      expectedLosses,
    };
  } finally {
    open.close();
  }
}

/** The scenarios of one mineral; its row is full again afterwards. */
function solveMineral(
  open: OpenProgram,
  row: number,
  mineral: Disruptable,
  { data, accounts, filter, outlook }: SetTerms,
) {
  const expectedLosses = accounts.codes.map(() => 0);
  const { consumptionTonnes } = mineral.trade;
  const scenarios = clearedScenarios(data, mineral, filter, outlook).map((cleared) => {
    open.changeRowBounds(row, -Infinity, cleared.availableShare);
    const { columnValue, rowDual } = open.solve();
    const losses = industryLosses(accounts, columnValue);
    for (const [j, loss] of losses.entries()) {
      expectedLosses[j]! += cleared.annualProbability * loss;
    }
    const dualMusd = Math.max(0, -rowDual[row]!);
    return disruptionScenario(cleared, losses, { accounts, dualMusd, consumptionTonnes });
  });
  open.changeRowBounds(row, -Infinity, 1);
  return {
    scenarios,
    mineral: mineralDisruption(mineral, scenarios, expectedLosses, accounts),
    expectedLosses,
  };
}

/** Expected loss of every mineral under an outlook. */
async function expectedBy(solver: Solver, terms: SetTerms): Promise<Map<string, number>> {
  const { minerals } = await solveSet(solver, terms);
  return new Map(minerals.map(({ mineral, expectedMusd }) => [mineral, expectedMusd]));
}

const isWanted = (filter: DisruptionFilter, mineral: string) =>
  filter.mineral === null || filter.mineral === mineral;

function checkedFilter(data: ReferenceData, filter: DisruptionFilter): DisruptionFilter {
  const { mineral, country, restriction } = filter;
  if (restriction !== null && !(restriction >= 0 && restriction <= 1)) {
    throw new Refusal(
      'invalid',
      'disruption.bad_restriction',
      `the restriction cannot be ${restriction}: it is a share of a country's net exports`,
      'give a number from 0 to 1; 1 is a full stop',
    );
  }
  return {
    mineral: mineral === null ? null : findMineral(data, mineral).id,
    country: country === null ? null : findCountry(data, country).iso3,
    restriction,
  };
}

/** What the answer leaves unsaid, in words. */
function notesOn(
  { mineral, country }: DisruptionFilter,
  minerals: readonly Disruptable[],
  scenarios: readonly DisruptionScenario[],
): string[] {
  if (scenarios.length > 0) return [];
  const isKnown =
    mineral === null || minerals.some(({ exposure }) => exposure.mineral.id === mineral);
  if (!isKnown) return [`${mineral} cannot be modelled; the reason stands with what is left out`];
  const what = mineral ?? 'any mineral that can be modelled';
  return [
    country === 'USA'
      ? 'disruptions are those of other countries'
      : `the tables name ${country ?? 'no country'} as no exporter of ${what}: nothing changes`,
  ];
}
