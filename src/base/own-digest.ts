import { canonicalJson } from './canonical.ts';
import { Refusal } from './refusal.ts';

/** What the digest of a result is of: all but itself, the time it took, and what was tried on it. */
function digestedText(result: object): string {
  const {
    digest: _,
    elapsedSeconds: __,
    examination: ___,
    ...content
  } = result as Record<string, unknown>;
  return canonicalJson(content);
}

/**
 * Refuses a record that names a digest which its content does not have; one without is let through.
 *
 * @param name - of the file
 * @throws Refusal `file.digest_differs`
 */
export function requireOwnDigest(
  record: object,
  name: string,
  digestOf: (text: string) => string,
): void {
  const claimed = (record as { readonly digest?: unknown }).digest;
  if (claimed === undefined) return;
  const digest = digestOf(digestedText(record));
  if (digest === claimed) return;
  throw new Refusal(
    'invalid',
    'file.digest_differs',
    `${name} is not what it says it is: its content has the digest ${digest}, and it names ${String(claimed)}`,
    'get the file again from who made it, or make it anew',
  );
}
