#!/usr/bin/env node
import { readTypeScript, setUp } from './set-up.mjs';

setUp({ web: process.argv[2] === 'start' || process.argv[2] === 'serve' });
await readTypeScript();
const { main } = await import('../src/main/cli.ts');
await main(process.argv.slice(2));
