import { readFileSync } from 'node:fs';

/** Where the program lies. */
export const PACKAGE = new URL('../../', import.meta.url);

/** Version of the program; results keep it. */
export const CODE_VERSION: string = JSON.parse(
  readFileSync(new URL('package.json', PACKAGE), 'utf8'),
).version;
