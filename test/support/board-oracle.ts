import type { BoardRule } from '../../src/board/board.ts';

/*
 * The board once more, in memory and in as few lines as it takes: what the database has to say to
 * each step of one item. It shares no code with the board.
 */

export type Cast = 'absent' | 'present' | 'yes' | 'no' | 'abstain' | 'recused';

export type Step =
  | { readonly do: 'attend' | 'recuse' | 'declare' | 'leave'; readonly seat: number }
  | { readonly do: 'vote'; readonly seat: number; readonly choice: 'yes' | 'no' | 'abstain' }
  | { readonly do: 'open' | 'close' | 'lapse' | 'withdraw' };

export interface Item {
  status: string;
  readonly votes: Cast[];
  readonly interested: Set<number>;
  readonly gone: Set<number>;
}

export function tally(votes: readonly Cast[], rule: BoardRule): 'carried' | 'failed' | 'lapsed' {
  const count = (...kinds: Cast[]) => votes.filter((each) => kinds.includes(each)).length;
  const present = count('present', 'yes', 'no', 'abstain');
  const recused = count('recused');
  if (present + (rule.countsRecused ? recused : 0) < rule.quorum) return 'lapsed';
  const base = { cast: count('yes', 'no'), present, seats: rule.seats - recused };
  const { of, top, bottom } = rule.majority;
  return count('yes') * bottom > base[of] * top ? 'carried' : 'failed';
}

const hasVoted = (vote: Cast) => vote === 'yes' || vote === 'no' || vote === 'abstain';

/** Does a step on the item. @returns the code of the refusal, or undefined when it is done */
export function take(item: Item, step: Step, rule: BoardRule): string | undefined {
  const { status, votes, interested, gone } = item;
  const isPending = status === 'noticed' || status === 'open';
  if ('seat' in step) {
    const { seat } = step;
    const vote = votes[seat]!;
    if (step.do === 'attend' && vote === 'absent' && isPending) votes[seat] = 'present';
    if (step.do === 'declare') interested.add(seat);
    if (step.do === 'leave' && gone.has(seat)) return 'term.wrong_status';
    if (step.do === 'leave') gone.add(seat);
    if (step.do === 'recuse' && vote !== 'present') return 'vote.wrong_status';
    if (step.do === 'recuse' && status !== 'noticed') return 'board.late_recusal';
    if (step.do === 'recuse') votes[seat] = 'recused';
    if (step.do !== 'vote') return undefined;
    if (vote === 'recused') return 'board.recused';
    if (vote === 'absent' || vote === step.choice) return 'vote.wrong_status';
    if (status !== 'open') return 'board.not_open';
    if (gone.has(seat)) return 'board.outside_term';
    if (interested.has(seat)) return 'board.conflict';
    votes[seat] = step.choice;
    return undefined;
  }
  if (step.do === 'withdraw' && !isPending) return 'resolution.wrong_status';
  if (step.do === 'withdraw') item.status = 'withdrawn';
  if (step.do === 'open' && status !== 'noticed') return 'resolution.wrong_status';
  if (step.do === 'open' && votes.some((vote, k) => vote === 'present' && interested.has(k)))
    return 'board.recusal_missing';
  if (step.do === 'open') item.status = 'open';
  if (step.do !== 'close' && step.do !== 'lapse') return undefined;
  if (status !== 'open') return 'resolution.wrong_status';
  if (votes.some((vote, k) => hasVoted(vote) && interested.has(k))) return 'board.conflicted_vote';
  const outcome = tally(votes, rule);
  if (step.do === 'close' && outcome === 'lapsed') return 'board.no_quorum';
  if (step.do === 'lapse' && outcome !== 'lapsed') return 'board.quorum_is_there';
  item.status = outcome;
  return undefined;
}
