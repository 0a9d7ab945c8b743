/** One attempt of many at once, between two moments of one clock. */
export interface Attempt {
  readonly asked: number;
  readonly answered: number;
}

/**
 * Looks for an order, one after the other, in which attempts made at once could have happened with
 * the answers that they had: no attempt comes before one that had been answered when it was asked.
 * Herlihy and Wing (1990) call such a history linearizable; the search is that of Wing and Gong
 * (1993), and remembers which sets of attempts it has tried, as Lowe (2017) does.
 *
 * @param step - the state after an attempt, or undefined when its answer could not be given in that
 * state; the state must follow from the set of attempts alone
 * @returns such an order, or undefined where there is none
 */
export function orderInTurn<A extends Attempt, S>(
  attempts: readonly A[],
  start: S,
  step: (state: S, attempt: A) => S | undefined,
): A[] | undefined {
  const asked = [...attempts].sort((a, b) => a.asked - b.asked);
  const isDone = asked.map(() => false);
  const path: { index: number; before: S }[] = [];
  const tried = new Set<string>();
  let state = start;
  let low = 0; // the first that is not done
  let from = 0; // where to look for the next
  while (low < asked.length) {
    const next = nextFrom(from);
    if (next !== undefined) {
      path.push({ index: next.index, before: state });
      isDone[next.index] = true;
      state = next.state;
      while (isDone[low]) low++;
      from = low;
      continue;
    }
    const last = path.pop();
    if (last === undefined) return undefined;
    isDone[last.index] = false;
    state = last.before;
    low = Math.min(low, last.index);
    from = last.index + 1;
  }
  return path.map(({ index }) => asked[index]!);

  function nextFrom(first: number): { index: number; state: S } | undefined {
    let earliestAnswer = Number.POSITIVE_INFINITY;
    for (let index = low; index < asked.length; index++) {
      if (isDone[index]) continue;
      const each = asked[index]!;
      if (each.asked > earliestAnswer) return undefined;
      earliestAnswer = Math.min(earliestAnswer, each.answered);
      if (index < first) continue;
      const after = step(state, each);
      if (after !== undefined && isNew(index)) return { index, state: after };
    }
    return undefined;
  }

  function isNew(index: number): boolean {
    const above: number[] = [];
    isDone[index] = true;
    let lowest = low;
    while (isDone[lowest]) lowest++;
    const count = path.length + 1 - lowest;
    for (let each = lowest; above.length < count; each++) if (isDone[each]) above.push(each);
    isDone[index] = false;
    const key = `${lowest}:${above}`;
    if (tried.has(key)) return false;
    tried.add(key);
    return true;
  }
}
