import { idleShockNotes, reaches } from '../../src/stress/idle-shocks.ts';
import { relevantShocks } from '../../src/stress/laboratory.ts';
import { middleOf, type Shock } from '../../src/stress/shock.ts';
import { HORIZON_YEARS, type Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { massText, mineralName, percent, sentenceCase } from '../parts/format.ts';
import { chosenScenario, LAB_DRAWS, type LabState, mineralOf, withLevers } from './lab-state.ts';

/** What a reader should know before trusting a result, and the smallest change that mends it. */
export interface LabWarning {
  readonly sentence: string;
  readonly fix: { readonly label: string; readonly to: LabState } | null;
}

/**
 * A purchase beyond this share of a year's world output moves the market it buys in. An
 * assumption, not a measurement; docs/models/stress.md says what the model leaves out.
 */
export const MOST_OF_WORLD = 0.15;

const FEW_DRAWS = 500; // below, one future in twenty rests on fewer than 25

/** Every warning that holds for a state of the lab, the gravest first. */
export function labWarnings(
  state: LabState,
  model: StressModel,
  presets: readonly Scenario[],
): readonly LabWarning[] {
  const scenario = chosenScenario(state, presets);
  return [
    ...lateShocks(state, scenario),
    ...otherMineral(state, scenario, model),
    ...idleShocks(state, scenario, model),
    ...mutedShocks(state, scenario),
    ...largePurchase(state, model),
    ...lockedStock(state),
    ...fewFutures(state),
  ];
}

function lateShocks(state: LabState, { shocks }: Scenario): readonly LabWarning[] {
  const starts = shocks.map(({ startQuarter }) => middleOf(startQuarter));
  const late = starts.filter((start) => start >= 4 * state.years);
  if (late.length === 0) return [];
  const begins = Math.max(...late);
  const years = Math.ceil((begins + 1) / 4);
  const what = late.length === 1 ? 'A shock begins' : `${late.length} shocks begin`;
  return [
    {
      sentence: `${what} in quarter ${begins + 1}, after the horizon of ${yearsText(state.years)}: nothing of it is seen.`,
      fix:
        years > HORIZON_YEARS.most
          ? null
          : { label: `Look ${yearsText(years)} ahead`, to: { ...state, years } },
    },
  ];
}

function otherMineral(
  state: LabState,
  scenario: Scenario,
  model: StressModel,
): readonly LabWarning[] {
  const { shocks } = scenario;
  if (shocks.length === 0 || relevantShocks(model, scenario, state.mineral).length > 0) return [];
  const minerals = model.minerals.map(({ mineral }) => mineral);
  const mineral = mineralOf({ shocks }, minerals);
  return [
    {
      sentence: `No shock of this scenario names ${mineralName(state.mineral)}: what is seen is the base ensemble.`,
      fix: { label: `Look at ${mineralName(mineral)}`, to: { ...state, mineral } },
    },
  ];
}

/** Shocks that can change nothing; a scenario of the reader's own can be rid of them. */
function idleShocks(
  state: LabState,
  scenario: Scenario,
  model: StressModel,
): readonly LabWarning[] {
  // What begins too late has its own warning, so the horizon is no matter here.
  const notes = idleShockNotes(model, scenario, Number.POSITIVE_INFINITY);
  const isIdle = (shock: Shock) => !mineralsOf(shock, model).some((m) => reaches(model, shock, m));
  const working = scenario.shocks.filter((shock) => !isIdle(shock));
  const canDrop = state.own !== null && working.length < scenario.shocks.length;
  return notes.map((note) => ({
    sentence: `${sentenceCase(note)}.`,
    fix: canDrop
      ? {
          label: 'Leave out what changes nothing',
          to: { ...state, own: { ...scenario, shocks: working } },
        }
      : null,
  }));
}

const mineralsOf = ({ minerals }: Shock, model: StressModel): readonly string[] =>
  minerals === 'all' ? model.minerals.map(({ mineral }) => mineral) : minerals;

/** Levers that silence every shock, so that its calm is not taken for a finding. */
function mutedShocks(state: LabState, scenario: Scenario): readonly LabWarning[] {
  if (scenario.shocks.length === 0) return [];
  const { levers } = withLevers(scenario, state.levers);
  const at = (change: Partial<LabState['levers']>) => ({
    ...state,
    levers: { ...state.levers, ...change },
  });
  if (levers.severity === 0) {
    return [
      {
        sentence: 'The severity is 0 percent: no named shock strikes.',
        fix: { label: 'Strike with full severity', to: at({ severity: 1 }) },
      },
    ];
  }
  if (levers.leakage < 1) return [];
  return [
    {
      sentence: 'Leakage is 100 percent: all that is cut still arrives.',
      fix: { label: 'Let nothing more leak', to: at({ leakage: 0 }) },
    },
  ];
}

function largePurchase(state: LabState, { minerals }: StressModel): readonly LabWarning[] {
  const { mineral, stockTonnes } = state;
  const world = minerals.find((each) => each.mineral === mineral)?.worldTonnesPerYear ?? null;
  if (world === null || world === 0 || stockTonnes <= MOST_OF_WORLD * world) return [];
  const most = twoDigitsBelow(MOST_OF_WORLD * world);
  return [
    {
      sentence: `A stock of ${massText(mineral, stockTonnes)} is ${percent(stockTonnes / world)} percent of what the world makes in a year (${massText(mineral, world)}); buying more than ${percent(MOST_OF_WORLD)} percent moves the price, and the model does not see that.`,
      fix: { label: `Hold ${massText(mineral, most)}`, to: { ...state, stockTonnes: most } },
    },
  ];
}

/** The number of two digits that is at most this one. */
function twoDigitsBelow(value: number): number {
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / step + 1e-9) * step).toPrecision(2));
}

function lockedStock(state: LabState): readonly LabWarning[] {
  if (state.stockTonnes === 0 || state.levers.releaseShare > 0) return [];
  return [
    {
      sentence: 'The reserve holds stock and releases none of it.',
      fix: {
        label: 'Release it in full',
        to: { ...state, levers: { ...state.levers, releaseShare: 1 } },
      },
    },
  ];
}

function fewFutures(state: LabState): readonly LabWarning[] {
  if (state.draws >= FEW_DRAWS) return [];
  return [
    {
      sentence: `With ${state.draws} futures the edge of the 90 percent band rests on ${Math.round(state.draws / 20)} of them.`,
      fix: {
        label: `Draw ${LAB_DRAWS.usual}`,
        to: { ...state, draws: LAB_DRAWS.usual },
      },
    },
  ];
}

const yearsText = (years: number): string => (years === 1 ? 'a year' : `${years} years`);
