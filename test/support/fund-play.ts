import type { Holding } from '../../src/fund/tie-out.ts';
import { ACTIONS, PLAY_FUNDS, pick, UNDOABLE, type World } from './fund-actions.ts';
import { type Attempt, type Choose, createOracle, type Oracle } from './oracle.ts';

export interface Play {
  readonly oracle: Oracle;
  /** The next thing that somebody tries; undefined where the choice has nothing to act on. */
  readonly attempt: () => Attempt | undefined;
  /** Takes what is booked into account. */
  readonly booked: (attempt: Attempt) => void;
  /** Cost and grams of the lots that are in stock, counted apart from the ledger. */
  readonly holdings: () => Holding[];
}

/**
 * @param mischief - of so many attempts one asks for more than there is
 */
export function createPlay(choose: Choose, mischief: () => number): Play {
  const oracle = createOracle();
  const world: World = {
    ...{ oracle, choose, mischief },
    ...{ contracts: [], orders: [], lots: [], undoable: [], count: 0 },
  };
  return {
    oracle,
    attempt: () => ACTIONS[choose(ACTIONS.length)]!(world, pick(world, PLAY_FUNDS)!),
    booked(attempt) {
      attempt.onBooked?.();
      if (UNDOABLE.has(attempt.template)) world.undoable.push(attempt);
    },
    holdings: () =>
      world.lots
        .filter(({ state }) => state === 'stock')
        .map(({ order, unit, cents, grams }) => ({
          ...{ fund: order.contract.fund.id, unit, grams },
          costCents: cents,
        })),
  };
}
