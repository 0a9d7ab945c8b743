import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Hono } from 'hono';
import * as z from 'zod';
import { Refusal } from '../base/refusal.ts';

const CONTENT_TYPE: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** What the web build wrote: the entry, its styles, and every file with the name it is served by. */
export interface BuiltWeb {
  readonly js: string; // '/assets/main-1a2b3c.js'
  readonly css: readonly string[];
  readonly live: string; // what a page loads too on which something moves
  readonly files: ReadonlyMap<string, string>; // '/assets/...' to a path on disk
  readonly hashed: ReadonlySet<string>; // served names that carry a digest of their content
}

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    css: z.array(z.string()).default([]),
    assets: z.array(z.string()).default([]),
  }),
);

/**
 * Reads what `vite build` wrote.
 *
 * @param folder - dist/web
 * @throws Refusal `server.pages_not_built`
 */
export function readBuiltWeb(folder: string): BuiltWeb {
  const manifestPath = join(folder, '.vite', 'manifest.json');
  if (!existsSync(manifestPath)) {
    throw new Refusal(
      'unavailable',
      'server.pages_not_built',
      `the pages are not built: there is no ${manifestPath}`,
      'run `npm run web`',
    );
  }
  const manifest = Manifest.parse(JSON.parse(readFileSync(manifestPath, 'utf8')));
  const chunks = Object.values(manifest);
  const [entry, live] = ['main.ts', 'take-over.ts'].map((name) => manifest[name]);
  if (!entry?.isEntry || !live?.isEntry) throw new Error(`${manifestPath} lacks an entry`);
  const served = (file: string) => `/${file}`;
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((path) => extname(path) in CONTENT_TYPE && !path.includes('.vite'));
  return {
    js: served(entry.file),
    css: entry.css.map(served),
    live: served(live.file),
    files: new Map(
      paths.map((path) => [
        path.slice(folder.length).replaceAll('\\', '/').replace(/^\/?/, '/'),
        path,
      ]),
    ),
    hashed: new Set(
      chunks.flatMap(({ file, css, assets }) => [file, ...css, ...assets]).map(served),
    ),
  };
}

/** Serves the built files; those with a digest in their names may be kept for ever. */
export function assetRoutes({ files, hashed }: BuiltWeb): Hono {
  const app = new Hono();
  for (const [name, path] of files) {
    const text = readFileSync(path);
    const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    const headers = {
      'Content-Type': CONTENT_TYPE[extname(path)] ?? 'application/octet-stream',
      'Cache-Control': hashed.has(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: tag,
    };
    app.get(name, (c) =>
      c.req.header('if-none-match')?.replace(/^W[/]/, '') === tag // weak when it was packed
        ? c.body(null, 304, headers)
        : c.body(new Uint8Array(text), 200, headers),
    );
  }
  return app;
}
