#!/usr/bin/env node
import { readTypeScript, setUp } from './set-up.mjs';

setUp({ web: !process.argv.includes('--once') });
await readTypeScript();
const { main } = await import('../src/main/cli.ts');
await main(['start', ...process.argv.slice(2)]);
