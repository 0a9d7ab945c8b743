import { CONFIRMED_TAG, DEED_TAG } from '../platform/routes.ts';
import type { Resolve, Typed } from './deed-form.ts';
import type { Schema } from './deed-schema.ts';

/* The deeds of the HTTP interface, as its own description tells them. */

/** As much of an OpenAPI document as forms are made of. */
export interface DescribedApi {
  readonly paths?: Readonly<Record<string, object>> | undefined;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> } | undefined;
}

interface DescribedOperation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema } | undefined>>;
  };
}

/** A deed at an address, of which parts may be open still: '/lots/{id}/blend'. */
export interface Operation {
  readonly path: string;
  readonly summary: string;
  /** What its request has; what its address leaves open is asked for in front of it. */
  readonly schema: Schema;
  readonly resolve: Resolve;
  /** What has to be typed again before it is done: the number in its address. */
  readonly confirm: string | null;
}

export const API = '/api/v1';
const OPEN = /\{(\w+)\}/g;

/** Finds the deed of an address; undefined where there is none. */
export function operationFinder(describe: () => DescribedApi) {
  let known: readonly (readonly [RegExp, DescribedOperation])[] | undefined;
  let schemas: Readonly<Record<string, object>> = {};
  const resolve: Resolve = (schema) => {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : (schemas[name] as Schema); // as the description names it
  };
  return (path: string): Operation | undefined => {
    if (known === undefined) {
      const described = describe();
      schemas = described.components?.schemas ?? {};
      known = readDeeds(described);
    }
    const found = known.find(([pattern]) => pattern.test(`${API}${path}`))?.[1];
    if (found === undefined) return undefined;
    const body = found.requestBody?.content['application/json']?.schema ?? {};
    return {
      path,
      summary: found.summary ?? path,
      schema: withOpenParts(path, resolve(body)),
      resolve,
      confirm: found.tags!.includes(CONFIRMED_TAG) ? numberIn(path) : null,
    };
  };
}

function readDeeds({ paths = {} }: DescribedApi) {
  return Object.entries(paths).flatMap(([path, methods]) => {
    // OpenAPI keeps the operation of a method under its name.
    const { post } = methods as { post?: DescribedOperation };
    if (post?.tags?.includes(DEED_TAG) !== true) return [];
    return [[new RegExp(`^${path.replaceAll(OPEN, '[^/]+')}$`), post] as const];
  });
}

/** '/board/resolutions/B-1/votes' → 'B-1'. */
const numberIn = (path: string) => decodeURIComponent(path.split('/').at(-2) ?? '');

function withOpenParts(path: string, schema: Schema): Schema {
  const names = [...path.matchAll(OPEN)].map(([, name]) => `:${name}`);
  if (names.length === 0) return schema;
  const asked = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  return {
    ...schema,
    properties: { ...asked, ...schema.properties },
    required: [...names, ...(schema.required ?? [])],
  };
}

/** The address with what was typed for its open parts. */
export const closedPath = (path: string, typed: Typed): string =>
  path.replaceAll(OPEN, (_, name: string) =>
    encodeURIComponent(typed.get(`:${name}`)?.trim() ?? ''),
  );
