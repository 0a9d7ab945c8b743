import { loadReferenceData } from '../../src/minerals/minerals.service.ts';
import type { ReferenceData } from '../../src/minerals/reference-data.ts';
import { openFolder } from '../../src/platform/folder-node.ts';

let loading: Promise<ReferenceData> | undefined;

/** The project's own reference tables, read once a test file. */
export function referenceData(): Promise<ReferenceData> {
  loading ??= openFolder('data').then(loadReferenceData);
  return loading;
}
