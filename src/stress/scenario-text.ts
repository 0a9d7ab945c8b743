import type * as z from 'zod';
import { parseJson } from '../base/json-text.ts';
import { nearest } from '../base/nearest.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import { StressQuestion } from './question.ts';
import { Shock } from './shock.ts';
import { Levers, SCENARIO_VERSION, Scenario } from './stress.ts';

const KNOWN_FIELDS = [StressQuestion, Scenario, Shock, Levers].flatMap((schema) =>
  Object.keys(schema.shape),
);

/**
 * Reads a scenario file.
 *
 * @param name - of the file, for the message
 * @throws Refusal `scenario.not_json`, `scenario.is_question`, `scenario.unknown_field`,
 *   `scenario.invalid`
 */
export function readScenarioText(text: string, name: string): Scenario {
  const value = migrated(jsonOf(text, name), name);
  if (!isQuestion(value)) return parsedBy(Scenario, value, name);
  throw new Refusal(
    'invalid',
    'scenario.is_question',
    `${name} is a question to \`stress run\`, with its stock, draws and seed; here a scenario is wanted`,
    "write what stands in its 'scenario' into a file of its own",
  );
}

/**
 * Reads a file for `stress run`: a scenario, or a whole question as the stress lab writes it.
 *
 * @returns the question, or null beside a plain scenario, which says nothing of draws and stock
 * @throws Refusal `scenario.not_json`, `scenario.unknown_field`, `scenario.invalid`
 */
export function readQuestionText(
  text: string,
  name: string,
): { readonly scenario: Scenario | undefined; readonly question: StressQuestion | null } {
  const value = migrated(jsonOf(text, name), name);
  if (!isQuestion(value)) return { scenario: parsedBy(Scenario, value, name), question: null };
  const question = parsedBy(StressQuestion, value, name);
  return { scenario: question.scenario, question };
}

/** Whether a value is meant as a whole question: a scenario has none of its fields. */
export function isQuestion(value: unknown): value is object {
  if (value === null || typeof value !== 'object') return false;
  return Object.keys(StressQuestion.shape).some((field) => field in value);
}

function parsedBy<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  name: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const unknown = parsed.error.issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown?.code === 'unrecognized_keys') {
    const [key] = unknown.keys as [string];
    const place = unknown.path.length > 0 ? ` in ${unknown.path.join('.')}` : '';
    const [near] = nearest(key, KNOWN_FIELDS);
    throw new Refusal(
      'invalid',
      'scenario.unknown_field',
      `scenario ${name} has an unknown field '${key}'${place}`,
      near === undefined ? 'see docs/schemas/scenario.json' : `did you mean '${near}'?`,
    );
  }
  throw new Refusal(
    'invalid',
    'scenario.invalid',
    `scenario ${name} breaks a rule: ${schemaSentence(parsed.error)}`,
    'see docs/schemas/scenario.json',
  );
}

/**
 * A scenario of an earlier version, or a question about one, as of today.
 *
 * @throws Refusal `scenario.unknown_version`
 */
export function migrated(json: unknown, name: string): unknown {
  if (isQuestion(json) && 'scenario' in json) {
    return { ...json, scenario: migrated(json.scenario, name) };
  }
  if (typeof json !== 'object' || json === null || !('version' in json)) return json;
  const { version } = json;
  if (version === 1) return { ...json, version: SCENARIO_VERSION }; // its fields mean the same today
  if (version === SCENARIO_VERSION) return json;
  throw new Refusal(
    'invalid',
    'scenario.unknown_version',
    `scenario ${name} is of version ${JSON.stringify(version)}, and this program reads 1 and ${SCENARIO_VERSION}`,
    'use a newer program, or write the scenario by docs/schemas/scenario.json',
  );
}

const jsonOf = (text: string, name: string): unknown =>
  parseJson(
    text,
    (why) => new Refusal('invalid', 'scenario.not_json', `scenario ${name} is not JSON: ${why}`),
  );
