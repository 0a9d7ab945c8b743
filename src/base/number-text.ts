/** Two significant digits with thousands separators: 12345 → '12,000', 0.0123 → '0.012'. */
export function twoDigits(value: number): string {
  if (value === 0) return '0';
  const exponent = Number(value.toExponential(1).split('e')[1]);
  return grouped(Number(value.toPrecision(2)), Math.max(0, 1 - exponent));
}

/** Thousands separators and a fixed number of decimals: 1234.5 → '1,234.5'. */
export function grouped(value: number, decimals: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = whole!.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const isZero = Number(value.toFixed(decimals)) === 0;
  return `${value < 0 && !isZero ? '−' : ''}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** How many of something: 1 → '1 block', 1200 → '1,200 blocks'. */
export function counted(count: number, word: string): string {
  return `${grouped(count, 0)} ${word}${count === 1 ? '' : 's'}`;
}
