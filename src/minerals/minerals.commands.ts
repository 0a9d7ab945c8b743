import { Refusal } from '../base/refusal.ts';
import type { Command } from '../platform/command.ts';
import { buildData, loadReferenceData, renewManifest, verifyData } from './minerals.service.ts';

const DATA_FOLDER = 'data';

/** `lodestock data ...`: the reference tables, from their sources to their digests. */
export const mineralCommands: readonly Command[] = [
  {
    name: 'data build',
    flags: [
      { name: 'from', value: 'DIR', summary: 'folder of the raw source tables' },
      { name: 'out', value: 'DIR', summary: `folder to write to (default ${DATA_FOLDER})` },
    ],
    summary: 'Reads raw source tables and writes ours; writes nothing when a cell cannot be read',
    examples: ['lodestock data build --from ../raw'],
    async run(context, input) {
      const from = await context.openFolder(requiredFrom(input.flag('from')));
      const out = await context.openOutFolder(input.flag('out') ?? DATA_FOLDER);
      const { manifest, files } = await buildData(from, context.tables, out, context.digestOf);
      if (context.json) context.print(JSON.stringify({ ...manifest, files }));
      else
        context.print(
          `${files.length} files of version ${manifest.version} in ${out.name}, ${manifest.digest}`,
        );
      return undefined;
    },
  },
  {
    name: 'data verify',
    flags: [{ name: 'from', value: 'DIR', summary: 'raw source tables, to derive ours anew' }],
    summary: 'Compares the tables with their digests, or with the raw tables byte for byte',
    examples: ['lodestock data verify', 'lodestock data verify --from ../raw'],
    async run(context, input) {
      const path = input.flag('from');
      const from = path === undefined ? undefined : await context.openFolder(path);
      const found = await verifyData(context.tables, from, context.digestOf);
      const how = found.rederived ? 'derived anew, byte for byte equal' : 'equal to the manifest';
      if (context.json) context.print(JSON.stringify(found));
      else
        context.print(
          `${found.tables} tables of version ${found.version}: ${how} (${found.digest})`,
        );
      return undefined;
    },
  },
  {
    name: 'data list',
    summary: 'Shows the sources of the tables with their editions',
    async run(context) {
      const { version, digest, sources } = await loadReferenceData(context.tables);
      if (context.json) {
        context.print(JSON.stringify({ version, digest, sources }));
        return undefined;
      }
      context.print(`reference data ${version}, ${digest}`);
      for (const { id, publisher, title, edition, licence } of sources) {
        context.print(`${id.padEnd(22)} ${publisher}: ${title}, ${edition} (${licence})`);
      }
      return undefined;
    },
  },
  {
    name: 'data manifest',
    flags: [{ name: 'out', value: 'DIR', summary: `folder to write to (default ${DATA_FOLDER})` }],
    summary: 'Writes the digests again, after a table that is written by hand has changed',
    async run(context, input) {
      const out = await context.openOutFolder(input.flag('out') ?? DATA_FOLDER);
      const manifest = await renewManifest(context.tables, out, context.digestOf);
      context.print(context.json ? JSON.stringify(manifest) : manifest.digest);
      return undefined;
    },
  },
];

function requiredFrom(path: string | undefined): string {
  if (path !== undefined) return path;
  throw new Refusal(
    'usage',
    'data.missing_from',
    'cannot build without raw tables: --from is missing',
    'name their folder, as in `lodestock data build --from ../raw`',
  );
}
