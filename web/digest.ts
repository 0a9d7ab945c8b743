import { canonicalJson } from '../src/base/canonical.ts';

const encoder = new TextEncoder();

/** The digest of a result; empty where the page is not served securely and has no digests. */
export async function digestOf(value: unknown): Promise<string> {
  if (!globalThis.isSecureContext) return '';
  const bytes = await crypto.subtle.digest('SHA-256', encoder.encode(canonicalJson(value)));
  return `sha256-${[...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
