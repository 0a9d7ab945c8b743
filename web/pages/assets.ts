import type { Assets } from './document.tsx';

/** What the build says about its files: dist/web/manifest.json. */
export type BuildManifest = Readonly<
  Partial<Record<string, { readonly file: string; readonly css?: readonly string[] }>>
>;

const ENTRY = 'main.tsx';

/** The built files of the application, or undefined where it was not built. */
export function assetsOf(manifest: BuildManifest): Assets | undefined {
  const entry = manifest[ENTRY];
  if (entry === undefined) return undefined;
  return { js: `/${entry.file}`, css: (entry.css ?? []).map((file) => `/${file}`) };
}
