#!/usr/bin/env node
// Compiles wasm/ and writes the module as text into src/stress/draw-module.ts.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './set-up.mjs';

const TARGET = join(ROOT, 'src', 'stress', 'draw-module.ts');
const OPTIONS = [
  ...['--runtime', 'stub'], // nothing is allocated
  ...['--enable', 'simd', '--enable', 'bulk-memory'],
  ...['--disableWarning', '112'], // vectors go from function to function, not to the page outside
  ...['-O3', '--converge', '--noAssert'],
];

/** The text of draw-module.ts from the sources as they are. */
export async function compileModule() {
  const { default: asc } = await import('assemblyscript/asc');
  const files = new Map();
  const { error, stderr } = await asc.main(
    [join('wasm', 'index.ts'), '--baseDir', ROOT, '--outFile', 'draw.wasm', ...OPTIONS],
    { writeFile: (name, contents) => void files.set(name, contents) },
  );
  if (error) throw new Error(`wasm/ does not compile: ${stderr.toString()}`);
  const lines = Buffer.from(files.get('draw.wasm'))
    .toString('base64')
    .match(/.{1,93}/g);
  return [
    '// Compiled from wasm/ by `npm run wasm`. Do not change by hand.',
    '',
    'export const DRAW_MODULE =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(TARGET, await compileModule());
}
