#!/usr/bin/env node
import { readTypeScript, setUp } from './set-up.mjs';

setUp({ web: ['start', 'demo', 'serve'].includes(process.argv[2]) });
await readTypeScript();
const { main } = await import('../src/main/cli.ts');
await main(process.argv.slice(2));
