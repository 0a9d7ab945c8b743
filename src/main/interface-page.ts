/** As much of an OpenAPI document as the page shows. */
interface Described {
  readonly paths?: Readonly<Record<string, object>> | undefined;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** docs/http.md: every route, from the same description that programs read. */
export function routesAsMarkdown({ paths = {} }: Described): string {
  const rows = Object.entries(paths)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, methods]) =>
      METHODS.flatMap((method) => {
        // OpenAPI keeps the operations of a path under the names of their methods.
        const operation = (methods as Record<string, { summary?: string } | undefined>)[method];
        if (operation === undefined) return [];
        return [`| \`${method.toUpperCase()} ${path}\` | ${operation.summary ?? ''} |`];
      }),
    );
  return [
    '# The HTTP interface',
    '',
    '<!-- Made from the routes themselves by `npm run golden`; do not edit. -->',
    '',
    'The whole description, with every schema, is at `/api/openapi.json` (OpenAPI 3.1). Errors are',
    'problems of RFC 9457, `application/problem+json`: `type`, `title`, `status`, `detail`, `instance`,',
    'and our `code`, `hint` and `errors` (a JSON Pointer and a sentence for each field). The server',
    'answers on this machine only.',
    '',
    '| request | answer |',
    '|---|---|',
    ...rows,
    '',
  ].join('\n');
}
