import { createHash } from 'node:crypto';

/** SHA-256 of a text in UTF-8, as `sha256-` and 64 hexadecimal digits. */
export function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}
