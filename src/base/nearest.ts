/**
 * The names with the fewest letters to change, nearest first: what a misspelt word may have meant.
 *
 * @param count - how many names to give at most
 */
export function nearest(wanted: string, names: readonly string[], count = 3): readonly string[] {
  const distances = new Map(names.map((name) => [name, editDistance(wanted, name)]));
  return [...distances.keys()]
    .sort((a, b) => distances.get(a)! - distances.get(b)! || (a < b ? -1 : 1))
    .slice(0, count);
}

/** Letters to insert, delete or replace to turn one word into the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  const from = a.toLowerCase();
  const to = b.toLowerCase();
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced));
    }
    row = next;
  }
  return row[to.length]!;
}
