import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const FOLDER = 'docs/schemas';

/**
 * What another author's validator finds wrong with a value, by a schema of docs/schemas.
 *
 * @param name - of the file, without its ending
 */
export function schemaFaults(name: string, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ strict: true, allErrors: true, validateFormats: false });
  for (const file of readdirSync(FOLDER)) {
    ajv.addSchema(JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')));
  }
  const validate = ajv.getSchema(`${name}.json`);
  if (validate === undefined) return [`there is no schema ${name}.json`];
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
