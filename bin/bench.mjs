#!/usr/bin/env node
import { readTypeScript, setUp } from './set-up.mjs';

setUp({ web: false });
await readTypeScript();
const { runBenches } = await import('../bench/run.ts');
await runBenches(process.argv.slice(2));
