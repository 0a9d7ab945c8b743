/** A mass to three digits. */
export function tonnesText(tonnes: number): string {
  return `${tonnes.toLocaleString('en-US', { maximumSignificantDigits: 3 })} t`;
}

/** A share as a percentage, to two digits. */
export function percentText(share: number): string {
  return `${(share * 100).toLocaleString('en-US', { maximumSignificantDigits: 2 })} percent`;
}

/** A share of losses in the worst cases: 0.95 is 'the worst 5 percent of draws'. */
export function tailText(tailShare: number): string {
  return `the worst ${percentText(Math.round((1 - tailShare) * 1e9) / 1e9)} of draws`;
}

/** 'a', 'a and b', 'a, b and c'. */
export function listText(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
