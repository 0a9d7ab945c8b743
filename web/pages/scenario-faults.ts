import * as z from 'zod';
import { COUNTRY_CODES } from '../../src/base/country-codes.ts';
import { nearest } from '../../src/base/nearest.ts';
import { Refusal } from '../../src/base/refusal.ts';
import { StressQuestion } from '../../src/stress/question.ts';
import { isQuestion, migrated } from '../../src/stress/scenario-text.ts';
import { Shock } from '../../src/stress/shock.ts';
import { Levers, Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { LAB_DRAWS, type LabState, mineralOf } from './lab-state.ts';
import { withoutLevers } from './own-scenario.ts';

/** What is wrong with a scenario, and where. */
export interface ScenarioFault {
  readonly place: string; // 'line 3, column 7', 'shock 2, depth'
  readonly sentence: string;
}

export interface BroughtScenario {
  readonly state: LabState | null; // null where there is a fault
  readonly faults: readonly ScenarioFault[];
}

/** Reads a scenario, or a whole question, into the lab: all of it or, with faults, nothing. */
export function readBroughtScenario(
  text: string,
  state: LabState,
  model: StressModel,
): BroughtScenario {
  const json = readJson(text);
  if ('fault' in json) return { state: null, faults: [json.fault] };
  const { value } = json;
  const read = isQuestion(value)
    ? StressQuestion.safeParse(value)
    : z.object({ scenario: Scenario }).safeParse({ scenario: value });
  if (!read.success) return { state: null, faults: read.error.issues.flatMap(faultsOf) };
  const { scenario } = read.data;
  const question = 'draws' in read.data ? read.data : null;
  if (scenario === undefined) {
    const sentence = 'is missing: the lab needs the scenario itself, not the name of a preset';
    return { state: null, faults: [{ place: 'scenario', sentence }] };
  }
  const faults = unknownNames(scenario, question, model);
  if (faults.length > 0) return { state: null, faults };
  return { state: withScenario(state, scenario, question, model), faults: [] };
}

function withScenario(
  state: LabState,
  scenario: Scenario,
  question: StressQuestion | null,
  model: StressModel,
): LabState {
  const minerals = model.minerals.map(({ mineral }) => mineral);
  const named = scenario.shocks.some(
    (shock) => shock.minerals === 'all' || shock.minerals.includes(state.mineral),
  );
  const held = Object.keys(question?.stockTonnes ?? {})[0];
  const mineral = held ?? (named ? state.mineral : mineralOf(scenario, minerals));
  const { levers } = scenario;
  const brought = { ...state, own: withoutLevers(scenario), levers, mineral };
  if (question === null) return brought;
  const { draws, seed, years, stockTonnes } = question;
  return {
    ...brought,
    draws: Math.min(LAB_DRAWS.most, draws),
    seed,
    years,
    stockTonnes: stockTonnes[mineral] ?? 0,
  };
}

type ReadJson = { readonly value: unknown } | { readonly fault: ScenarioFault };

function readJson(text: string): ReadJson {
  if (text.trim() === '') {
    return {
      fault: { place: 'the text', sentence: 'is empty: paste a scenario or choose a file' },
    };
  }
  try {
    return { value: migrated(JSON.parse(text), 'here') };
  } catch (error) {
    if (error instanceof Refusal) return { fault: { place: 'version', sentence: error.message } };
    const why = error instanceof Error ? error.message : String(error);
    return { fault: { place: placeIn(text, why), sentence: `is not JSON: ${why}` } };
  }
}

/** Line and column of the position that the engine names; the whole text where it names none. */
function placeIn(text: string, why: string): string {
  const position = /position (\d+)/.exec(why)?.[1];
  if (position === undefined) return 'the text';
  const lines = text.slice(0, Number(position)).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

const KNOWN_FIELDS = [StressQuestion, Scenario, Shock, Levers].flatMap((schema) =>
  Object.keys(schema.shape),
);

/** A fault for each field that a schema refused. */
function faultsOf(issue: z.core.$ZodIssue): ScenarioFault[] {
  const place = placeOf(issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ place, sentence: issue.message }];
  return issue.keys.map((key) => {
    const [near] = nearest(key, KNOWN_FIELDS, 1);
    return { place, sentence: `has an unknown field '${key}': did you mean '${near}'?` };
  });
}

/** ['scenario', 'shocks', 1, 'depth'] → 'shock 2, depth' */
function placeOf(path: readonly PropertyKey[]): string {
  const parts = path
    .filter((part) => part !== 'scenario')
    .map((part, i, all) => {
      if (part === 'shocks' && typeof all[i + 1] === 'number') return '';
      return typeof part === 'number' && all[i - 1] === 'shocks'
        ? `shock ${part + 1}`
        : String(part);
    })
    .filter((part) => part !== '');
  return parts.length === 0 ? 'the scenario' : parts.join(', ');
}

/** Minerals and countries that the model does not know. */
function unknownNames(
  { shocks }: Scenario,
  question: StressQuestion | null,
  model: StressModel,
): ScenarioFault[] {
  const held = Object.keys(question?.stockTonnes ?? {}).flatMap((mineral) =>
    unknownMineral('stock', mineral, model),
  );
  const several = Object.keys(question?.stockTonnes ?? {}).length > 1;
  const tooMany = {
    place: 'stock',
    sentence: 'names several minerals: the lab holds one, `stress run` takes them all',
  };
  const struck = shocks.flatMap(({ country, plant, minerals }, i) => {
    const place = `shock ${i + 1}`;
    const isKnown =
      country === undefined || model.countries.includes(country) || COUNTRY_CODES.has(country);
    return [
      ...(isKnown ? [] : [{ place, sentence: `there is no country '${country}'` }]),
      ...(plant === undefined || model.plants.some(({ id }) => id === plant)
        ? []
        : [{ place, sentence: `there is no plant '${plant}'` }]),
      ...(minerals === 'all'
        ? []
        : minerals.flatMap((mineral) => unknownMineral(place, mineral, model))),
    ];
  });
  return [...held, ...(several ? [tooMany] : []), ...struck];
}

function unknownMineral(place: string, wanted: string, model: StressModel): ScenarioFault[] {
  const known = model.minerals.map(({ mineral }) => mineral);
  if (known.includes(wanted)) return [];
  const reason = model.notModelled.find(({ mineral }) => mineral === wanted)?.reason;
  const sentence =
    reason === undefined
      ? `there is no mineral '${wanted}'; the nearest are ${nearest(wanted, known).join(', ')}`
      : `${wanted} cannot be stressed: ${reason}`;
  return [{ place, sentence }];
}
