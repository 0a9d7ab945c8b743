import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Edition } from '../platform/engine-wire.ts';
import type { Folder } from '../platform/folder.ts';
import { stressModel } from '../stress/stress.service.ts';
import { CODE_VERSION, PACKAGE } from './package.ts';

const SHOWN = 12; // digits of a digest: enough to tell two editions apart

/** What this program computes with: equal on two machines, they compute the same bytes. */
export async function editionOf(tables: Folder): Promise<Edition> {
  const { version, dataVersion, dataDigest } = await stressModel({ tables });
  return {
    program: `${CODE_VERSION} (${codeDigest().slice(0, SHOWN)})`,
    model: version,
    data: `${dataVersion} (${dataDigest.slice('sha256-'.length, 'sha256-'.length + SHOWN)})`,
  };
}

/** Of all source files but tests, whichever way this machine ends its lines. */
function codeDigest(): string {
  const hash = createHash('sha256');
  const folder = new URL('src/', PACKAGE);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /[.]tsx?$/.test(path) && !/[.]test[.]tsx?$/.test(path))
    .sort();
  for (const path of paths) {
    const text = readFileSync(new URL(path, folder), 'utf8').replaceAll('\r\n', '\n');
    hash.update(path).update('\0').update(text).update('\0');
  }
  return hash.digest('hex');
}
