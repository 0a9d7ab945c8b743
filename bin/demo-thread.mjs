#!/usr/bin/env node
// Plays the illustrative fluorspar contract from a stress run to a closed contract.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTypeScript, setUp } from './set-up.mjs';

setUp({ web: false });
await readTypeScript();
const { openWorkshop } = await import('../src/main/workshop.ts');
const { playThread } = await import('../src/main/thread-play.ts');
const { describeFailure } = await import('../src/main/failure.ts');

const at = process.argv.indexOf('--data-dir');
const dataFolder = at > 0 ? process.argv[at + 1] : mkdtempSync(join(tmpdir(), 'lodestock-thread-'));
const controller = new AbortController();
process.on('SIGINT', () => controller.abort());

const workshop = await openWorkshop({ dataFolder, databaseUrl: undefined, threads: undefined });
try {
  await playThread(workshop, { print: (line) => console.log(line), signal: controller.signal });
  console.log(`\nThe books are in ${dataFolder}; look at them with --data-dir ${dataFolder}`);
} catch (error) {
  const { lines, exitCode } = describeFailure(error, false);
  for (const line of lines) console.error(line);
  process.exitCode = exitCode;
} finally {
  await workshop.close();
}
