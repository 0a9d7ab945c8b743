import { nearest } from '../base/nearest.ts';
import { Refusal, schemaSentence } from '../base/refusal.ts';
import { Shock } from './shock.ts';
import { Levers, SCENARIO_VERSION, Scenario } from './stress.ts';

const KNOWN_FIELDS = [Scenario, Shock, Levers].flatMap((schema) => Object.keys(schema.shape));

/**
 * Reads a scenario file.
 *
 * @param name - of the file, for the message
 * @throws Refusal `scenario.not_json`, `scenario.unknown_field`, `scenario.invalid`
 */
export function readScenarioText(text: string, name: string): Scenario {
  const parsed = Scenario.safeParse(migrated(jsonOf(text, name), name));
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

/** A scenario of an earlier version as one of today; a version that is not known is refused. */
function migrated(json: unknown, name: string): unknown {
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

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal('invalid', 'scenario.not_json', `scenario ${name} is not JSON: ${why}`);
  }
}
