import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { saveDataVersion } from '../../src/minerals/minerals.store.ts';
import { openDatabase } from '../../src/platform/open-database.ts';

// A program that opens the embedded database of a folder and stores one row after the other,
// saying each number after its commit, until it is killed. Arguments: the folder, and after how
// many rows the disk begins to fail (never, when absent).

const [folder, rowsUntilFailure] = process.argv.slice(2);
const database = await openDatabase({ dataFolder: folder!, databaseUrl: undefined });
process.stdout.write('open\n');
for (let i = 0; ; i++) {
  if (String(i) === rowsUntilFailure) breakDisk();
  const digest = `sha256-${i.toString(16).padStart(64, '0')}`;
  await database.transaction((tx) =>
    saveDataVersion(tx, { version: 'test', digest, madeBy: 'holder' }),
  );
  process.stdout.write(`${i}\n`);
}

function breakDisk(): void {
  fs.fsyncSync = () => {
    throw Object.assign(new Error('input/output error'), { code: 'EIO' });
  };
  syncBuiltinESMExports();
}
