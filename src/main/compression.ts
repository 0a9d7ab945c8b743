import type { MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';

const LEAST_BYTES = 1024; // below, the packing costs more than it saves

// Named one by one: a stream of events must leave piece by piece, as it comes.
const TEXTS =
  /^(text[/](html|css|javascript|plain)|application[/](json|problem[+]json)|image[/]svg[+]xml)\b/;

/** Packs long texts for those who can unpack them. */
export const compressed: MiddlewareHandler = compress({
  encoding: 'gzip',
  threshold: LEAST_BYTES,
  contentTypeFilter: TEXTS,
});

/** Says how long a text is, so that short ones are not packed; stands inside of `compressed`. */
export const measured: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers, body, status } = c.res;
  const isText = TEXTS.test(headers.get('content-type') ?? '');
  if (!isText || body === null || headers.has('content-length')) return;
  const bytes = await c.res.arrayBuffer();
  c.res = new Response(bytes, { status, headers });
  c.res.headers.set('Content-Length', String(bytes.byteLength));
};
