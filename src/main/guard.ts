import type { MiddlewareHandler } from 'hono';
import { Refusal } from '../base/refusal.ts';

const LOOPBACK = /^(localhost|127[.]0[.]0[.]1|\[::1\])(:\d+)?$/;

// Scripts and styles come from our own files only; charts are inline SVG, workers our own modules.
// The fast kernel is WebAssembly: it may be compiled, while text may still not become a script.
const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
].join('; ');

/** Headers that keep a page to its own origin. The only cookie is that of who signed in. */
export const secureHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Content-Security-Policy', CONTENT_POLICY);
  c.header('X-Content-Type-Options', 'nosniff');
  // Elsewhere nobody learns of the address; our own forms must say where they come from.
  c.header('Referrer-Policy', 'same-origin');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
};

/**
 * Answers only who asks for this machine by one of its own names.
 *
 * A web page elsewhere can make its own name point to 127.0.0.1 and then read what we answer; the
 * `Host` of such a request is that name. It can also send forms here; their `Origin` is foreign.
 */
export const onlyLocalNames: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  const isForeign = origin !== undefined && origin.replace(/^https?:[/][/]/, '') !== host;
  if (!LOOPBACK.test(host) || isForeign) {
    throw new Refusal(
      'not_allowed',
      'server.foreign_name',
      `this server answers on this machine only, and was asked as '${origin ?? host}'`,
      'open it as http://127.0.0.1',
    );
  }
  await next();
};
