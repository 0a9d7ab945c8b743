interface Size {
  readonly usd: number;
  readonly word: string;
}

const MILLION: Size = { usd: 1e6, word: ' million' };
const LARGE: readonly Size[] = [
  { usd: 1e12, word: ' trillion' },
  { usd: 1e9, word: ' billion' },
];
const DOLLAR: Size = { usd: 1, word: '' };

/** An amount that somebody decides, to three digits: 2_500_000_000 → '$2.5 billion'. */
export const usdText = (usd: number): string => inWords(usd, [...LARGE, MILLION, DOLLAR], 3);

/**
 * Money as a model gives it, in millions: 18_049 → '$18 billion', 0.4 → '$0.4 million'.
 *
 * Two digits: more would promise what no model holds.
 */
export const musdText = (musd: number): string => inWords(musd * 1e6, [...LARGE, MILLION], 2);

function inWords(usd: number, sizes: readonly Size[], digits: number): string {
  const amountUsd = Math.abs(usd);
  if (amountUsd === 0) return '$0';
  // 999.6 million is a billion once it is rounded to three digits.
  const least = 1 - 0.5 * 10 ** -digits;
  const size = sizes.find((each) => amountUsd >= least * each.usd) ?? sizes.at(-1)!;
  const options = { maximumSignificantDigits: digits };
  const text = (amountUsd / size.usd).toLocaleString('en-US', options);
  return `${usd < 0 ? '−' : ''}$${text}${size.word}`;
}
